package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
  private static final String RUN = "RunInstances";
  private static final String DELETE = "Delete";

  /** A token is one of its operation: another operation, or service, may be given the same. */
  private record Key(String operation, String token) {}

  private record Answered(Instant at, SdkPojo request, SdkPojo response, boolean isGone) {
    Answered gone() {
      return new Answered(at, request, response, true);
    }
  }

  /** What ends that which another operation made, where its name does not say so. */
  private static final Map<String, String> MAKING =
      Map.of("TerminateInstances", RUN, "ReleaseAddress", "AllocateAddress");

  /** In the order in which they were answered: the oldest first. */
  private final Map<Key, Answered> answered = new LinkedHashMap<>();

  /** Whose responses have a text, by their operation and the text: what is ended is found by it. */
  private final Map<Key, Set<Key>> made = new HashMap<>();

  SdkPojo once(
      Operation operation, String token, SdkPojo request, Instant now, Supplier<SdkPojo> run) {
    forgetUntil(now.minus(REMEMBERED));
    Key key = new Key(operation.toString(), token);
    Answered before = answered.get(key);
    if (before == null) {
      SdkPojo response = run.get();
      remember(key, new Answered(now, request, response, false));
      return response;
    }
    if (!before.request().equals(request)) {
      throw ProtocolErrors.otherRequestOfSameToken(operation.service());
    }
    if (before.isGone()) {
      throw ProtocolErrors.instanceOfSameTokenTerminated();
    }
    return before.response();
  }

  /**
   * Takes note of what an operation has ended: a token of what is gone asks for another one; that
   * of an instance is refused as long as it is remembered. Source: Amazon EC2 API Reference, "Error
   * codes", {@code IdempotentInstanceTerminated}.
   */
  void ended(Operation operation, SdkPojo request) {
    Optional<String> making = making(operation.action());
    if (making.isEmpty() || answered.isEmpty()) {
      return;
    }
    Set<String> ended = new HashSet<>();
    texts(request, ended);
    String maker = operation.inService(making.get());
    for (String text : ended) {
      for (Key each : List.copyOf(made.getOrDefault(new Key(maker, text), Set.of()))) {
        Answered before = Objects.requireNonNull(answered.get(each));
        if (making.get().equals(RUN)) {
          answered.put(each, before.gone());
        } else {
          forget(each, before);
          answered.remove(each);
        }
      }
    }
  }

  private void remember(Key key, Answered answer) {
    answered.put(key, answer);
    eachMade(key, answer, text -> made.computeIfAbsent(text, any -> new HashSet<>()).add(key));
  }

  private void forget(Key key, Answered answer) {
    eachMade(
        key,
        answer,
        text ->
            made.computeIfPresent(
                text,
                (any, keys) -> {
                  keys.remove(key);
                  return keys.isEmpty() ? null : keys;
                }));
  }

  private static void eachMade(Key key, Answered answer, Consumer<Key> visitor) {
    Set<String> texts = new HashSet<>();
    texts(answer.response(), texts);
    texts.forEach(text -> visitor.accept(new Key(key.operation(), text)));
  }

  private static Optional<String> making(String action) {
    return Optional.ofNullable(MAKING.get(action))
        .or(
            () ->
                action.startsWith(DELETE)
                    ? Optional.of("Create" + action.substring(DELETE.length()))
                    : Optional.empty());
  }

  private static void texts(@Nullable Object value, Set<String> found) {
    if (value instanceof SdkPojo structure) {
      structure.sdkFields().forEach(field -> texts(field.getValueOrDefault(structure), found));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> texts(each, found));
    } else if (value instanceof String text) {
      found.add(text);
    }
  }

  private void forgetUntil(Instant oldest) {
    var each = answered.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Key, Answered> next = each.next();
      if (next.getValue().at().isAfter(oldest)) {
        return;
      }
      forget(next.getKey(), next.getValue());
      each.remove();
    }
  }
}
