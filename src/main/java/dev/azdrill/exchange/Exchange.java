package dev.azdrill.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One request of a client and what came of it.
 *
 * @param at when it was sent, in the platform's time
 * @param took until the answer, or until the client gave up
 * @param write the id of the record that the request asked the application to store; empty for a
 *     request that only reads. A write that was served is acknowledged; one that failed may have
 *     been stored or not
 * @param outcome what the client got
 * @param cause why it was not served, where that is known; always empty when it was
 * @param zone of the load balancer node that was asked, where one was
 * @param instanceId of the target that answered, where one did
 */
public record Exchange(
    Instant at,
    Duration took,
    Optional<String> write,
    Outcome outcome,
    Optional<Cause> cause,
    Optional<String> zone,
    Optional<String> instanceId) {
  /**
   * @throws IllegalArgumentException when a request that was served has a cause of failure
   */
  public Exchange {
    if (outcome.isSuccess() && cause.isPresent()) {
      throw new IllegalArgumentException(
          "expected no cause of failure for " + outcome + ", saw " + cause.get());
    }
  }

  /** Whether the application served it. */
  public boolean isSuccess() {
    return outcome.isSuccess();
  }

  /** When the client had its answer, or gave up. */
  public Instant ended() {
    return at.plus(took);
  }
}
