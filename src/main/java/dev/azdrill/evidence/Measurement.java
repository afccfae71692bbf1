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

  /** Whether it recovered within its limit, as far as the resolution can tell. */
  public boolean inTime() {
    return took.map(duration -> duration.compareTo(limit.duration().plus(resolution)) <= 0)
        .orElse(false);
  }
}
