package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Idempotency: the same client token with the same parameters gets the same reply, with other
 * parameters a refusal. Parameters are compared, not the bytes that carried them: a client that
 * retries signs anew, and may write them in another order. A token is remembered for a day.
 *
 * <p>Source: Amazon EC2 Developer Guide, "Ensuring idempotency in Amazon EC2 API requests". Called
 * under the writer's lock.
 */
final class IdempotencyCache {
  private static final Duration REMEMBERED = Duration.ofHours(24);

  /** A token is one of its operation: another operation, or service, may be given the same. */
  private record Key(String operation, String token) {}

  private record Answered(Instant at, SdkPojo request, SdkPojo response) {}

  /** In the order in which they were answered: the oldest first. */
  private final Map<Key, Answered> answered = new LinkedHashMap<>();

  SdkPojo once(
      Operation operation, String token, SdkPojo request, Instant now, Supplier<SdkPojo> run) {
    forgetUntil(now.minus(REMEMBERED));
    Key key = new Key(operation.toString(), token);
    Answered before = answered.get(key);
    if (before == null) {
      SdkPojo response = run.get();
      answered.put(key, new Answered(now, request, response));
      return response;
    }
    if (!before.request().equals(request)) {
      throw ProtocolErrors.otherRequestOfSameToken();
    }
    return before.response();
  }

  private void forgetUntil(Instant oldest) {
    var each = answered.values().iterator();
    while (each.hasNext() && !each.next().at().isAfter(oldest)) {
      each.remove();
    }
  }
}
