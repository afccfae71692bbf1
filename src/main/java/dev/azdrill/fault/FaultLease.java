package dev.azdrill.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How long a fault may hold that can be undone. What holds longer, of a run that is over, is undone
 * by the next command that sees it.
 *
 * @param term how long
 * @param wall the wall clock by which stacks are locked, too; empty where nothing outlives this
 *     process: there, the platform's time counts
 */
public record FaultLease(Duration term, Optional<InstantSource> wall) {
  /**
   * Where nobody knows how long faults are to hold, and no lock of a stack protects those that hold
   * longer: Java that drives a session of its own.
   */
  private static final Duration UNKNOWN = Duration.ofHours(2);

  /** Of faults of which nobody knows how long they are to hold. */
  public static FaultLease by(Optional<InstantSource> wall) {
    return new FaultLease(UNKNOWN, wall);
  }

  /** The same for so long. */
  public FaultLease of(Duration other) {
    return new FaultLease(other, wall);
  }

  /** When it ends that begins now, UTC, to the second. */
  Instant until(Instant platformTime) {
    return wall.map(InstantSource::instant)
        .orElse(platformTime)
        .plus(term)
        .truncatedTo(ChronoUnit.SECONDS);
  }
}
