package dev.azdrill.session;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** The time of a platform: virtual in the simulator, the wall clock elsewhere. */
public interface DrillClock {
  /** The platform's time, UTC. */
  Instant now();

  /**
   * Lets time pass until something may have changed, but not longer than {@code atMost}. In virtual
   * time this steps to the next event that changes anything; on the wall clock it sleeps for one
   * poll interval.
   */
  void awaitChange(Duration atMost);

  /**
   * A number that is another one whenever anything on the platform may have changed, so that who
   * reads the same number twice need not read anything else again; empty where nobody can tell.
   */
  default OptionalLong edition() {
    return OptionalLong.empty();
  }

  /**
   * The same of what one operation describes: it may stay as it is when something changes of which
   * that shows nothing. Empty where nobody can tell, or where it matters that the call is made.
   *
   * @param read an operation that only reads
   */
  default OptionalLong edition(AwsAction read) {
    return OptionalLong.empty();
  }

  /** Lets this much time pass: for a pause that is part of a drill. */
  void pass(Duration duration);
}
