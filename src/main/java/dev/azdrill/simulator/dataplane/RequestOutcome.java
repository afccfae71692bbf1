package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a client sees of one request: an {@link Exchange} without its client.
 *
 * @param took until the answer, or until the client gave up
 * @param cause why it was not served; present exactly when it was not
 * @param zone of the load balancer node that was asked
 * @param instanceId of the target that answered
 * @param isStored whether the client was told that its record is stored
 * @param found the records that were read back; empty when the answer brought none
 * @param location where the answer sends the client; empty where it sends it nowhere
 */
record RequestOutcome(
    Duration took,
    Outcome outcome,
    Optional<Cause> cause,
    Optional<String> zone,
    Optional<String> instanceId,
    boolean isStored,
    Optional<Set<String>> found,
    Optional<String> location) {

  /** No answer, or one by the load balancer. */
  static RequestOutcome failed(Duration took, Outcome outcome, Cause cause, Optional<String> zone) {
    return new RequestOutcome(
        took,
        outcome,
        Optional.of(cause),
        zone,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** An answer by a target. */
  static RequestOutcome by(String instanceId, Handling.Reply reply, Optional<String> zone) {
    return new RequestOutcome(
        reply.took(),
        new Outcome.Answered(reply.status()),
        reply.cause(),
        zone,
        Optional.of(instanceId),
        reply.isStored(),
        reply.found(),
        Optional.empty());
  }

  /** The same, which sends the client there. */
  RequestOutcome to(String url) {
    return new RequestOutcome(
        took, outcome, cause, zone, instanceId, isStored, found, Optional.of(url));
  }

  /** The same, so much later. */
  RequestOutcome later(Duration delay) {
    return delay.isZero()
        ? this
        : new RequestOutcome(
            took.plus(delay), outcome, cause, zone, instanceId, isStored, found, location);
  }

  /**
   * The whole exchange.
   *
   * @param write the id of the record that the request was to store. An answer that does not tell
   *     that it is stored, such as that to the GET which follows a redirect, acknowledges nothing
   */
  Exchange at(Instant sent, Optional<String> write) {
    return new Exchange(
        sent,
        took,
        outcome.isSuccess() && !isStored ? Optional.empty() : write,
        outcome,
        cause,
        zone,
        instanceId);
  }
}
