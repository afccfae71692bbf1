package dev.azdrill.simulator.kernel;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Something that happens again and again until it is stopped. */
public final class Repetition {
  private final Kernel kernel;
  private final Supplier<Duration> interval;
  private final String what;
  private final BooleanSupplier action;
  private Event next;
  private boolean stopped;

  Repetition(
      Kernel kernel,
      Duration first,
      Supplier<Duration> interval,
      String what,
      BooleanSupplier action) {
    this.kernel = kernel;
    this.interval = interval;
    this.what = what;
    this.action = action;
    this.next = kernel.quietly(first, what, this::happen);
  }

  private boolean happen() {
    try {
      return action.getAsBoolean();
    } finally {
      // Also when this once failed: a foreign EC2 may not answer now and answer the next time.
      if (!stopped) {
        next = kernel.quietly(interval.get(), what, this::happen);
      }
    }
  }

  /** Ends it; stopping twice is harmless. */
  public void stop() {
    kernel.write(
        () -> {
          stopped = true;
          next.cancel();
          return stopped;
        });
  }
}
