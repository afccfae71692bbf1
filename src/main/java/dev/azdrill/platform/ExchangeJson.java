package dev.azdrill.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What clients of a region in another process saw, as JSON: written there, read here. */
public final class ExchangeJson {
  /** How many are told at once, at most: with fewer, there are no more yet. */
  public static final int TOLD_MAX = 5_000;

  private static final String KIND = "kind";
  private static final String UNREACHABLE = "unreachable";
  private static final String UNAVAILABLE = "unavailable";
  private static final String MISSING = "missing";

  private ExchangeJson() {}

  /** As JSON. */
  public static ObjectNode write(Exchange exchange) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("at", exchange.at().toString())
            .put("took", exchange.took().toString());
    exchange.write().ifPresent(id -> json.put("write", id));
    if (exchange.outcome() instanceof Outcome.Answered answered) {
      json.put("status", answered.status());
    } else if (exchange.outcome() instanceof Outcome.FixedResponse fixed) {
      json.put("fixedResponse", fixed.status());
    } else {
      json.put("unanswered", ((Outcome.Unanswered) exchange.outcome()).name());
    }
    exchange.cause().ifPresent(cause -> json.set("cause", write(cause)));
    exchange.zone().ifPresent(zone -> json.put("zone", zone));
    exchange.instanceId().ifPresent(id -> json.put("instanceId", id));
    return json;
  }

  private static ObjectNode write(Cause cause) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("component", cause.component().name())
            .put("subject", cause.subject());
    if (cause instanceof Cause.Unreachable it) {
      return json.put(KIND, UNREACHABLE).put("obstacle", it.obstacle().name());
    }
    return cause instanceof Cause.Unavailable it
        ? json.put(KIND, UNAVAILABLE).put("trouble", it.trouble().name())
        : json.put(KIND, MISSING);
  }

  /**
   * From JSON.
   *
   * @throws PlatformException when it is none
   */
  public static Exchange read(JsonNode json) {
    try {
      return new Exchange(
          Instant.parse(json.path("at").asText()),
          Duration.parse(json.path("took").asText()),
          text(json, "write"),
          outcome(json),
          json.hasNonNull("cause") ? Optional.of(cause(json.path("cause"))) : Optional.empty(),
          text(json, "zone"),
          text(json, "instanceId"));
    } catch (DateTimeException | IllegalArgumentException notOne) {
      throw new PlatformException(
          "expected what a client saw, saw " + json + ": use the same version of azdrill as serves",
          notOne);
    }
  }

  private static Outcome outcome(JsonNode json) {
    if (json.hasNonNull("fixedResponse")) {
      return new Outcome.FixedResponse(json.path("fixedResponse").asInt());
    }
    return json.hasNonNull("status")
        ? new Outcome.Answered(json.path("status").asInt())
        : Outcome.Unanswered.valueOf(json.path("unanswered").asText());
  }

  private static Cause cause(JsonNode json) {
    Cause.Component component = Cause.Component.valueOf(json.path("component").asText());
    String subject = json.path("subject").asText();
    return switch (json.path(KIND).asText()) {
      case UNREACHABLE ->
          new Cause.Unreachable(
              component, subject, Cause.Obstacle.valueOf(json.path("obstacle").asText()));
      case UNAVAILABLE ->
          new Cause.Unavailable(
              component, subject, Cause.Trouble.valueOf(json.path("trouble").asText()));
      case MISSING -> new Cause.Missing(component, subject);
      default -> throw new IllegalArgumentException("no cause: " + json);
    };
  }

  private static Optional<String> text(JsonNode json, String member) {
    return json.hasNonNull(member) ? Optional.of(json.path(member).asText()) : Optional.empty();
  }
}
