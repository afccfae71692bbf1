package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Idempotency: the same client token with the same parameters gets the same reply, with other
 * parameters a refusal.
 *
 * <p>Source: Amazon EC2 Developer Guide, "Ensuring idempotency in Amazon EC2 API requests". Called
 * under the writer's lock.
 */
final class IdempotencyCache {
  private record Answered(String body, SdkPojo response) {}

  private final Map<String, Answered> answered = new HashMap<>();

  SdkPojo once(Operation operation, String token, String body, Supplier<SdkPojo> run) {
    String key = operation + " " + token;
    Answered before = answered.get(key);
    if (before == null) {
      SdkPojo response = run.get();
      answered.put(key, new Answered(body, response));
      return response;
    }
    if (!before.body().equals(body)) {
      throw ProtocolErrors.otherRequestOfSameToken();
    }
    return before.response();
  }
}
