package dev.azdrill.simulator.kernel;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Something that will happen at an instant of virtual time, unless it is cancelled first. */
public final class Event implements Comparable<Event> {
  private final Instant at;
  private final long sequence;
  private final String what;
  private final BooleanSupplier action;
  private final Kernel kernel;
  private boolean cancelled;

  Event(Instant at, long sequence, String what, BooleanSupplier action, Kernel kernel) {
    this.at = at;
    this.sequence = sequence;
    this.what = what;
    this.action = action;
    this.kernel = kernel;
  }

  /** When it happens, in virtual UTC. */
  public Instant at() {
    return at;
  }

  /** Keeps it from happening; without effect once it has happened. Call under the writer's lock. */
  public void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled || kernel.isEnded();
  }

  /** Whether anything changed that somebody who waits could be waiting for. */
  boolean happen() {
    boolean isChange = action.getAsBoolean();
    if (isChange) {
      kernel.countChange();
    }
    return isChange;
  }

  /** Earlier instants first; at one instant, first come, first served. */
  @Override
  public int compareTo(Event other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
  }

  @Override
  public String toString() {
    return what + " at " + at;
  }
}
