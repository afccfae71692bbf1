package dev.azdrill.evidence;

import java.time.Duration;
import java.util.Optional;

/**
 * One recovery, measured.
 *
 * @param component what recovered
 * @param expected what was expected of it: the end of a sentence that begins with "expected"
 * @param phase from when on it was measured
 * @param limit how long it was allowed to take
 * @param took how long it took; empty when it did not recover
 * @param resolution how much too long that may be: what is looked for from time to time is seen
 *     late; zero for what is taken from timed events
 * @param lastSeen what was seen last, for people
 * @param strength who saw it
 */
public record Measurement(
    Component component,
    String expected,
    Phase phase,
    Limit limit,
    Optional<Duration> took,
    Duration resolution,
    String lastSeen,
    Strength strength) {

  /** How it stands against its limit. */
  public Timeliness timeliness() {
    return took.map(this::timeliness).orElse(Timeliness.NEVER);
  }

  private Timeliness timeliness(Duration duration) {
    Duration allowed = limit.duration();
    if (duration.compareTo(allowed) <= 0) {
      return Timeliness.IN_TIME;
    }
    if (duration.minus(resolution).compareTo(allowed) > 0) {
      return Timeliness.LATE;
    }
    // What somebody has named is met when it was seen to be met, not when it may have been.
    return limit.source() == Limit.Source.OBJECTIVE || resolution.compareTo(allowed) > 0
        ? Timeliness.UNDECIDED
        : Timeliness.WITHIN_RESOLUTION;
  }

  /** By how much it was seen after its limit; empty unless it was. */
  public Optional<Duration> overLimit() {
    return took.map(duration -> duration.minus(limit.duration()))
        .filter(over -> over.compareTo(Duration.ZERO) > 0);
  }
}
