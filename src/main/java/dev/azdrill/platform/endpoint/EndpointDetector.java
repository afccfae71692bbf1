package dev.azdrill.platform.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.session.DrillClock;
import dev.azdrill.session.WallClock;
import dev.azdrill.text.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out who stands behind an address, by the pages that emulators have for that. */
public final class EndpointDetector {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longer than a busy emulator takes: one that is slow is not lost. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  /** The same for one that has answered before and does not answer a call. */
  private static final Duration LIFE_SIGN_TIMEOUT = Duration.ofSeconds(10);

  private static final int OK = 200;

  /** What Moto answers when it is asked for its settings. */
  private static final int CREATED = 201;

  /** How long hooks may take. */
  private static final Duration HOOKS = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(250);

  /** LocalStack's names of services, where requests are signed for another. */
  private static final Map<String, String> SIGNED_AS =
      Map.of("cloudwatch", "monitoring", "elbv2", "elasticloadbalancing");

  private final URI url;
  private final DrillClock clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * @throws PlatformException when the address cannot be one: see {@link EndpointUrl}
   */
  public EndpointDetector(URI url) {
    this(url, new WallClock(Clock.systemUTC(), POLL));
  }

  /** One that waits on this clock. */
  EndpointDetector(URI url, DrillClock clock) {
    this.url = EndpointUrl.checked("the endpoint", url);
    this.clock = clock;
  }

  /**
   * Who is there.
   *
   * @throws PlatformException when nobody answers at all
   */
  public Implementation who() {
    Optional<Implementation> localstack = localStack();
    if (localstack.isPresent()) {
      return localstack.get();
    }
    Optional<JsonNode> ministack = json("/_ministack/health");
    if (ministack.isPresent()) {
      return new Implementation(
          "ministack", text(ministack.get().path("version")), Optional.empty());
    }
    // Not its data.json: that lists all it has, and takes more than our patience after an hour's
    // work.
    HttpResponse<String> moto = get("/moto-api/config");
    if (moto.statusCode() == OK || moto.statusCode() == CREATED) {
      return new Implementation("moto", Optional.empty(), moto.headers().firstValue("Server"));
    }
    return new Implementation(
        "an AWS-compatible API", Optional.empty(), Optional.of(url.toString()));
  }

  /**
   * Whether it is a region that azdrill serves, with a control that can be used from here.
   *
   * @throws PlatformException when nobody answers at all
   */
  public boolean isServedRegion() {
    return json("/_azdrill/health").filter(ServedRegionPlatform::isServedRegion).isPresent();
  }

  /** What LocalStack says of itself; empty when somebody else is there. */
  public Optional<Implementation> localStack() {
    return json("/_localstack/info")
        .filter(info -> info.hasNonNull("version") && info.hasNonNull("edition"))
        .map(
            info ->
                new Implementation(
                    "localstack",
                    text(info.path("version")),
                    Optional.of(
                        "edition "
                            + info.path("edition").asText()
                            + (info.path("is_license_activated").asBoolean()
                                ? ", licensed"
                                : ""))));
  }

  /**
   * Waits until LocalStack has run all its ready hooks: it answers before they have.
   *
   * @throws PlatformException when they take more than {@link #HOOKS}
   */
  public void awaitReady() {
    Instant deadline = clock.now().plus(HOOKS);
    while (!isReady()) {
      Duration left = Duration.between(clock.now(), deadline);
      if (left.isNegative() || left.isZero()) {
        throw new PlatformException(
            "LocalStack at "
                + url
                + " has not run its ready hooks after "
                + HOOKS.toSeconds()
                + " s: see what "
                + url
                + "/_localstack/init says of them");
      }
      clock.awaitChange(left);
    }
  }

  /**
   * What LocalStack says of services that it has and that do not work: {@code disabled} or {@code
   * error}, by the name that requests are signed for. Empty where somebody else is, and where all
   * is well.
   */
  public Map<String, String> troubled() {
    Map<String, String> troubled = new TreeMap<>();
    Optional<JsonNode> health = json("/_localstack/health");
    if (health.isPresent()) {
      for (Map.Entry<String, JsonNode> each : health.get().path("services").properties()) {
        String state = each.getValue().asText();
        if (state.equals("disabled") || state.equals("error")) {
          troubled.put(SIGNED_AS.getOrDefault(each.getKey(), each.getKey()), state);
        }
      }
    }
    return troubled;
  }

  /** Whether LocalStack has run all its ready hooks. */
  boolean isReady() {
    return json("/_localstack/init/ready").filter(i -> i.path("completed").asBoolean()).isPresent();
  }

  /** Why nobody answers any more; empty when somebody does. */
  public Optional<String> silence() {
    try {
      get("/", LIFE_SIGN_TIMEOUT);
      return Optional.empty();
    } catch (PlatformException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText("")).filter(text -> !text.isEmpty());
  }

  private Optional<JsonNode> json(String path) {
    HttpResponse<String> reply = get(path);
    if (reply.statusCode() != OK) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(reply.body())).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private HttpResponse<String> get(String path) {
    return get(path, ANSWER_TIMEOUT);
  }

  private HttpResponse<String> get(String path, Duration timeout) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(url + path)).timeout(timeout).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new PlatformException(
          "expected an AWS API at "
              + url
              + ", nobody answers there ("
              + Trouble.of(e)
              + "): start it, or name another address",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("interrupted while asking " + url + " who it is", e);
    }
  }
}
