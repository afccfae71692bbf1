package dev.azdrill.evidence;

import java.time.Duration;
import java.util.Optional;

/**
 * How long something may take, and who says so.
 *
 * @param duration what is judged against: the smaller of what was derived and the ceiling
 * @param source where it comes from
 * @param derivation the rule behind it, for people: {@code health check every 10 s, unhealthy after
 *     2, timeout 5 s}
 * @param beyondCeiling what the configuration would have allowed, when that is more than the
 *     ceiling; empty otherwise
 */
public record Limit(
    Duration duration, Source source, String derivation, Optional<Duration> beyondCeiling) {
  /** Who says how long something may take. */
  public enum Source {
    /** A user's objective: the feature, the drill file or an option names it. */
    OBJECTIVE,
    /** Derived from what is deployed. */
    CONFIGURATION,
    /** AWS documents it. */
    DOCUMENTATION,
    /** An allowance of azdrill's, for what neither decides. */
    ALLOWANCE
  }

  /** One that somebody named. */
  public static Limit objective(Duration duration, String derivation) {
    return new Limit(duration, Source.OBJECTIVE, derivation, Optional.empty());
  }

  /** One that no configuration changes. */
  public static Limit fixed(Duration duration, Source source, String derivation) {
    return new Limit(duration, source, derivation, Optional.empty());
  }

  /** One that was derived from the configuration, cut off at {@code ceiling}. */
  public static Limit derived(Duration duration, String derivation, Duration ceiling) {
    return duration.compareTo(ceiling) > 0
        ? new Limit(ceiling, Source.CONFIGURATION, derivation, Optional.of(duration))
        : fixed(duration, Source.CONFIGURATION, derivation);
  }
}
