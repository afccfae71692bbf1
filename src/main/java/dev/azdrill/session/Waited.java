package dev.azdrill.session;

import java.time.Duration;
import java.time.Instant;

/**
 * What a wait ended with.
 *
 * @param value the observation that ended it
 * @param from when it began, in the platform's time
 * @param at when it ended
 */
public record Waited<T>(T value, Instant from, Instant at) {
  /** How long it took, in the platform's time. */
  public Duration took() {
    return Duration.between(from, at);
  }
}
