package dev.azdrill.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch of time in which requests of clients failed: the one length of an outage, wherever it
 * is told. Two failures belong to the same outage when no quiet window lies between them.
 *
 * @param from when the first request that failed was sent, UTC
 * @param to when the last request that failed ended: answered, or given up by its client
 * @param failed how many requests failed
 * @param outcomes how many of each outcome: {@code 503}, {@code timeout}
 */
public record Outage(Instant from, Instant to, int failed, Map<String, Integer> outcomes) {
  public Outage {
    outcomes = new TreeMap<>(outcomes);
  }

  /** How long clients saw errors. */
  public Duration length() {
    return Duration.between(from, to);
  }
}
