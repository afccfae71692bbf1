package dev.azdrill.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the requests that clients sent in a short stretch of time.
 *
 * @param from its beginning, UTC
 * @param length how long it is
 * @param sent requests sent in it
 * @param failed those of them that the application did not serve
 * @param outcomes how many of each outcome: {@code 200}, {@code 503}, {@code timeout}
 */
public record TrafficBucket(
    Instant from, Duration length, int sent, int failed, Map<String, Integer> outcomes) {
  public TrafficBucket {
    outcomes = new TreeMap<>(outcomes);
  }

  /** The instant after its end. */
  public Instant to() {
    return from.plus(length);
  }
}
