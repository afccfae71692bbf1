package dev.azdrill.platform.completion;

import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Time that passes while somebody waits, and only then. Who waits lets one instant after the other
 * happen; a call takes none of it, and neither does what is done in or read from the foreign EC2,
 * so that what is seen does not depend on how busy the machine is. It passes as fast as it can, but
 * for what lives by the wall clock there.
 *
 * <p>Who waits moves the time; several threads take turns, one instant each.
 */
final class SteppedClock implements DrillClock {
  /** How long who is as fast as allowed rests at a time, on the wall clock. */
  private static final Duration REST = Duration.ofMillis(5);

  /** The foreign EC2, which takes none of this time. */
  interface Foreign {
    /** Sees to it that all is done there that was decided, and that it has been read if due. */
    void catchUp();

    /** Whether something was decided that is not done there yet. */
    boolean isBehind();

    /**
     * Whether somebody asked, since the last wait began, for what lives by the wall clock: then
     * this wait passes no faster than the ceiling. The answer is forgotten: who still waits for it
     * asks again.
     */
    boolean wasAsked();

    /** Whether anything is under way there: as long, time passes no faster than the ceiling. */
    boolean isUnderWay();

    /** Until when time may pass before it must be read again. */
    Instant until();
  }

  /**
   * How fast it may pass while something lives by the wall clock.
   *
   * @param speed virtual seconds per second of the wall clock, at most; above zero
   * @param nanos running nanoseconds of the wall clock
   * @param sleep how a thread sleeps on it
   */
  record Ceiling(double speed, LongSupplier nanos, PacedClock.Sleep sleep) {}

  private final Kernel kernel;
  private final Foreign foreign;
  private final Ceiling ceiling;
  private volatile long known;

  SteppedClock(Kernel kernel, Foreign foreign, Ceiling ceiling) {
    this.kernel = kernel;
    this.foreign = foreign;
    this.ceiling = ceiling;
  }

  @Override
  public Instant now() {
    return kernel.now();
  }

  /** A change that came between two waits counts: it is none that was waited for in vain. */
  @Override
  public void awaitChange(Duration atMost) {
    long before = known;
    move(atMost, () -> kernel.changes() == before);
    known = kernel.changes();
  }

  @Override
  public void pass(Duration duration) {
    move(duration, () -> true);
  }

  private void move(Duration atMost, BooleanSupplier isToGoOn) {
    Instant limit = kernel.now().plus(atMost);
    boolean isAsked = foreign.wasAsked();
    completeInstant();
    Optional<Origin> origin = Optional.empty();
    while (isToGoOn.getAsBoolean() && kernel.now().isBefore(limit)) {
      // What begins to be under way while time flies is paced from there on.
      origin =
          isAsked || foreign.isUnderWay()
              ? origin.or(() -> Optional.of(new Origin(ceiling.nanos().getAsLong(), kernel.now())))
              : Optional.empty();
      Instant allowed = origin.map(this::allowed).orElse(limit);
      Instant until = earlier(earlier(limit, foreign.until()), allowed);
      while (isToGoOn.getAsBoolean() && !foreign.isBehind() && kernel.attempt(until)) {
        // each is one instant
      }
      foreign.catchUp();
      if (!allowed.isAfter(kernel.now()) && allowed.isBefore(limit)) {
        rest();
      }
    }
    completeInstant();
  }

  /** From when on time follows the wall clock. */
  private record Origin(long began, Instant from) {}

  private Instant allowed(Origin origin) {
    long passed = ceiling.nanos().getAsLong() - origin.began();
    return origin.from().plusNanos(Math.round(passed * ceiling.speed()));
  }

  /**
   * Nobody looks between two things that happen at one instant, as nobody does in virtual time: a
   * group that loses an instance in each of two zones was never uneven.
   */
  private void completeInstant() {
    Instant now = kernel.now();
    boolean isMore = true;
    while (isMore) {
      foreign.catchUp();
      isMore = kernel.attempt(now) || foreign.isBehind();
    }
  }

  private void rest() {
    try {
      ceiling.sleep().pass(REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the drill was interrupted while it waited", e);
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
