package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client sees of one request: an {@link Exchange} without its client.
 *
 * @param took until the answer, or until the client gave up
 * @param cause why it was not served; present exactly when it was not
 * @param zone of the load balancer node that was asked
 * @param instanceId of the target that answered
 */
record RequestOutcome(
    Duration took,
    Outcome outcome,
    Optional<Cause> cause,
    Optional<String> zone,
    Optional<String> instanceId) {

  /** An answer of less than 500. */
  static RequestOutcome served(Duration took, int status, Optional<String> zone) {
    return new RequestOutcome(
        took, new Outcome.Answered(status), Optional.empty(), zone, Optional.empty());
  }

  /** No answer, or one of 500 and above. */
  static RequestOutcome failed(Duration took, Outcome outcome, Cause cause, Optional<String> zone) {
    return new RequestOutcome(took, outcome, Optional.of(cause), zone, Optional.empty());
  }

  /** The same, answered by this target. */
  RequestOutcome by(String instance) {
    return new RequestOutcome(took, outcome, cause, zone, Optional.of(instance));
  }

  Exchange at(Instant sent, Optional<String> write) {
    return new Exchange(sent, took, write, outcome, cause, zone, instanceId);
  }
}
