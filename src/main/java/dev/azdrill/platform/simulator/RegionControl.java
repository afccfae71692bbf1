package dev.azdrill.platform.simulator;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.platform.ExchangeJson;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.Speed;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.session.AwsSession;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.world.ControlRequests;
import dev.azdrill.text.DurationText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The control of a served region, in JSON: {@code health}, {@code time}, {@code reset}, {@code
 * faults}, {@code traffic} with its {@code exchanges}, and {@code records}. What is not understood
 * is refused with one sentence and changes nothing.
 */
final class RegionControl implements ControlRequests {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final ObjectReader IMPAIRMENTS =
      JSON.readerFor(Impairment.class)
          .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  /** What may be asked of what, in the order in which it is told. */
  private static final Map<String, Set<String>> METHODS =
      Map.of(
          "health", Set.of("GET"),
          "time", new TreeSet<>(Set.of("GET", "POST")),
          "reset", Set.of("POST"),
          "faults", new TreeSet<>(Set.of("GET", "POST")),
          "faults/NAME", Set.of("DELETE"),
          "traffic", new TreeSet<>(Set.of("GET", "POST")),
          "traffic/NAME", Set.of("DELETE"),
          "exchanges/NAME", Set.of("GET"),
          "records", Set.of("POST"));

  /** What takes content. */
  private static final Set<String> CONTENTS =
      Set.of("POST time", "POST faults", "POST traffic", "POST records");

  private static final Duration MOVE_MAX = Duration.ofDays(31);

  /** Its version: who drives it from another process asks for at least the one that it knows. */
  private static final int CONTROL = 1;

  private static final int CLIENTS_MAX = 100;
  private static final int CLIENTS = 6;
  private static final Pattern FETCH = Pattern.compile("([a-z0-9-]+)/(\\d{1,9})");
  private static final double LOAD_MAX = 1_000_000;
  private static final double LOAD = 60;

  private final ServedRegion served;

  RegionControl(ServedRegion served) {
    this.served = served;
  }

  /** How time goes on; what is left out stays as it is. */
  private record TimeChange(
      @Nullable Boolean paused,
      @Nullable Double speed,
      @Nullable String step,
      @Nullable String to) {
    boolean isMove() {
      return step != null || to != null;
    }
  }

  /** Clients that are wanted. */
  private record TrafficWanted(
      @Nullable String host,
      @Nullable Boolean tls,
      @Nullable String path,
      @Nullable Integer clients,
      @Nullable Double requestsPerSecond,
      @Nullable Boolean kept) {}

  /** Records that are read back through the application. */
  private record RecordsWanted(
      @Nullable String host, @Nullable Boolean tls, @Nullable List<String> ids) {}

  @Override
  public Answer answer(String method, String target, byte[] content) {
    try {
      return new Answer(200, JSON.writeValueAsString(answered(method, target, content)));
    } catch (ControlRefusal refusal) {
      return refused(refusal.status(), refusal.getMessage());
    } catch (AwsServiceException e) {
      return refused(
          503,
          "the region's API does not tell whether that stands in it ("
              + e.awsErrorDetails().errorCode()
              + "): lift what was broken of the API first");
    } catch (IOException e) {
      return refused(400, MalformedJson.words(e));
    }
  }

  private static Answer refused(int status, String sentence) {
    return new Answer(status, JSON.createObjectNode().put("error", sentence).toString());
  }

  private JsonNode answered(String method, String target, byte[] content) throws IOException {
    String[] parts = target.split("/", 2);
    Optional<String> name = parts.length > 1 ? Optional.of(parts[1]) : Optional.empty();
    String path = parts[0] + (name.isPresent() ? "/NAME" : "");
    requireUnderstood(method, target, path, content);
    return switch (method + " " + path) {
      case "GET health" -> health();
      case "GET time" -> time();
      case "POST time" -> changeTime(read(content, TimeChange.class));
      case "POST reset" -> reset();
      case "GET faults" -> faults();
      case "POST faults" -> impose(content);
      case "DELETE faults/NAME" -> done(served.lift(name.orElseThrow()), "fault", name);
      case "GET traffic" -> traffic();
      case "POST traffic" -> start(read(content, TrafficWanted.class));
      case "DELETE traffic/NAME" -> done(served.stop(name.orElseThrow()), "traffic", name);
      case "GET exchanges/NAME" -> exchanges(name.orElseThrow());
      case "POST records" -> records(read(content, RecordsWanted.class));
      default -> throw new IllegalStateException("no route " + method + " " + path);
    };
  }

  /** What would be passed over is refused: it looks as if it had been done. */
  private static void requireUnderstood(String method, String target, String path, byte[] content) {
    int query = target.indexOf('?');
    if (query >= 0) {
      throw ControlRefusal.badInput(
          "expected no query, saw "
              + target.substring(query)
              + ": what is wanted stands in the content, in JSON");
    }
    Set<String> methods = METHODS.getOrDefault(path, Set.of());
    if (methods.isEmpty()) {
      throw new ControlRefusal(
          404,
          "expected GET health, GET or POST time, POST reset, GET or POST faults, DELETE"
              + " faults/NAME, GET or POST traffic, DELETE traffic/NAME, GET"
              + " exchanges/NAME/N, or POST records, saw "
              + method
              + " "
              + target);
    }
    if (!methods.contains(method)) {
      throw new ControlRefusal(
          405, "expected " + String.join(" or ", methods) + " for " + path + ", saw " + method);
    }
    if (content.length > 0 && !CONTENTS.contains(method + " " + path)) {
      throw ControlRefusal.badInput(
          "expected no content for "
              + method
              + " "
              + path
              + ", saw "
              + content.length
              + " bytes: leave it out");
    }
  }

  private static <T> T read(byte[] content, Class<T> type) throws IOException {
    return type.cast(requireObject(JSON.readValue(content, type)));
  }

  private static Object requireObject(@Nullable Object read) {
    if (read == null) {
      throw ControlRefusal.badInput("expected a JSON object, saw null");
    }
    return read;
  }

  private static JsonNode done(boolean isDone, String noun, Optional<String> name) {
    if (!isDone) {
      throw new ControlRefusal(404, "there is no " + noun + " " + name.orElseThrow());
    }
    return JSON.createObjectNode();
  }

  private JsonNode health() {
    Region region = served.region();
    return time()
        .put("status", "ok")
        .put("region", region.place().region())
        .put("account", region.place().account())
        .put("control", CONTROL)
        .put("requests", region.requests())
        .put("defects", region.defects());
  }

  private ObjectNode time() {
    return JSON.createObjectNode()
        .put("now", served.region().kernel().now().toString())
        .put("speed", served.pacer().speed())
        .put("paused", served.pacer().isPaused());
  }

  private JsonNode changeTime(TimeChange change) {
    Boolean paused = change.paused();
    Double speed = change.speed();
    if (change.isMove() == (paused != null || speed != null)
        || (change.step() != null && change.to() != null)) {
      throw ControlRefusal.badInput(
          "expected paused, speed or both, or one of step and to, saw " + change);
    }
    if (change.isMove()) {
      served.pacer().moveTo(target(change));
    } else {
      double next = speed == null ? served.pacer().speed() : speed;
      if (!(next >= Speed.MIN && next <= Speed.MAX)) {
        throw ControlRefusal.badInput(
            "expected speed to be from " + Speed.MIN + " to " + Speed.MAX + ", saw " + next);
      }
      served.pacer().pace(next, paused == null ? served.pacer().isPaused() : paused);
    }
    return time();
  }

  private Instant target(TimeChange change) {
    Instant now = served.region().kernel().now();
    String step = change.step();
    try {
      Instant to =
          step == null
              ? Instant.parse(String.valueOf(change.to()))
              : now.plus(DurationText.parse(step).orElse(Duration.ofSeconds(-1)));
      if (to.isBefore(now) || to.isAfter(now.plus(MOVE_MAX))) {
        throw ControlRefusal.badInput(
            "expected step to be a duration such as 10min, or to to be a time, and the time then to be from "
                + now
                + " to "
                + now.plus(MOVE_MAX)
                + ", saw "
                + (step == null ? to : step));
      }
      return to;
    } catch (DateTimeException | ArithmeticException e) {
      throw ControlRefusal.badInput(
          "expected to to be a time such as " + now + ", saw " + change.to());
    }
  }

  private JsonNode reset() {
    served.reset();
    return time();
  }

  private JsonNode faults() {
    ArrayNode all = JSON.createArrayNode();
    served
        .faults()
        .forEach(
            (name, impairment) -> {
              ObjectNode shown = JSON.valueToTree(impairment);
              shown.put("name", name).put("effects", served.effects(impairment));
              all.add(shown);
            });
    return JSON.createObjectNode().set("faults", all);
  }

  private JsonNode impose(byte[] content) throws IOException {
    Object read = requireObject(IMPAIRMENTS.readValue(complete(JSON.readTree(content))));
    Impairment wanted = (Impairment) read;
    if (wanted instanceof Impairment.ZonePower power && !power.stopped().isEmpty()) {
      throw ControlRefusal.badInput(
          "expected no member stopped, saw "
              + power.stopped()
              + ": a zone without power needs no instance to be stopped here");
    }
    try (AwsSession aws = served.session()) {
      List<String> zones =
          served.region().place().zones().stream().map(each -> each.name()).toList();
      ImpairmentSubjects.check(wanted, zones, aws);
    }
    return JSON.createObjectNode().put("name", served.impose(wanted));
  }

  /** What need not be said: no instances that EC2 stops; calls of every service. */
  private static JsonNode complete(JsonNode wanted) {
    if (wanted instanceof ObjectNode members) {
      String type = members.path("impairment").asText();
      if (type.equals("zone-power") && !members.has("stopped")) {
        members.putArray("stopped");
      }
      if (type.startsWith("api-") && !members.has("calls")) {
        members.putObject("calls");
      }
      if (members.path("calls") instanceof ObjectNode calls) {
        for (String each : List.of("service", "operation")) {
          if (!calls.has(each)) {
            calls.putNull(each);
          }
        }
      }
    }
    return wanted;
  }

  private JsonNode traffic() {
    ArrayNode all = JSON.createArrayNode();
    served
        .traffic()
        .forEach(
            (name, started) -> {
              ObjectNode shown =
                  JSON.createObjectNode()
                      .put("name", name)
                      .put("host", started.plan().host())
                      .put("requestsPerSecond", started.plan().requestsPerSecond())
                      .put("kept", started.isKept())
                      .put("sent", started.sent())
                      .put("failed", started.failed());
              shown.set("outcomes", JSON.valueToTree(started.outcomes()));
              all.add(shown);
            });
    return JSON.createObjectNode().set("traffic", all);
  }

  private JsonNode start(TrafficWanted wanted) {
    String host = host(wanted.host());
    String path = wanted.path() == null ? "/" : wanted.path();
    int clients = wanted.clients() == null ? CLIENTS : wanted.clients();
    double load = wanted.requestsPerSecond() == null ? LOAD : wanted.requestsPerSecond();
    if (!path.startsWith("/")) {
      throw ControlRefusal.badInput("expected path to begin with a slash, saw " + path);
    }
    if (clients < 1 || clients > CLIENTS_MAX) {
      throw ControlRefusal.badInput(
          "expected clients to be from 1 to " + CLIENTS_MAX + ", saw " + clients);
    }
    if (!(load > 0 && load <= LOAD_MAX)) {
      throw ControlRefusal.badInput(
          "expected requestsPerSecond to be above 0 and at most " + LOAD_MAX + ", saw " + load);
    }
    boolean tls = Boolean.TRUE.equals(wanted.tls());
    TrafficPort.Plan plan =
        new TrafficPort.Plan(host, tls, path, clients, Duration.ofSeconds(1), load);
    boolean isKept = Boolean.TRUE.equals(wanted.kept());
    return JSON.createObjectNode().put("name", served.start(plan, isKept));
  }

  /** What kept clients saw, from so many on that were fetched already. */
  private JsonNode exchanges(String nameAndNumber) {
    Matcher asked = FETCH.matcher(nameAndNumber);
    if (!asked.matches()) {
      throw ControlRefusal.badInput(
          "expected exchanges/NAME/N with the number of exchanges that were fetched before, saw"
              + " exchanges/"
              + nameAndNumber);
    }
    Optional<List<Exchange>> fetched =
        Optional.ofNullable(served.traffic().get(asked.group(1)))
            .flatMap(each -> each.fetch(Integer.parseInt(asked.group(2)), ExchangeJson.TOLD_MAX));
    ArrayNode all = JSON.createArrayNode();
    fetched
        .orElseThrow(
            () ->
                new ControlRefusal(
                    404,
                    "expected clients "
                        + asked.group(1)
                        + " that are kept (\"kept\": true) and have exchanges from number "
                        + asked.group(2)
                        + " on, saw none: they were never started, stopped, or not fetched for long"))
        .forEach(each -> all.add(ExchangeJson.write(each)));
    return JSON.createObjectNode().set("exchanges", all);
  }

  private JsonNode records(RecordsWanted wanted) {
    List<String> ids = wanted.ids();
    if (ids == null) {
      throw ControlRefusal.badInput("expected ids of records that were written, saw none");
    }
    boolean tls = Boolean.TRUE.equals(wanted.tls());
    ReadBack read =
        served.read(
            new TrafficPort.Plan(host(wanted.host()), tls, "/", 1, Duration.ofSeconds(1), LOAD),
            ids);
    ObjectNode shown = JSON.createObjectNode();
    shown.set("exchange", ExchangeJson.write(read.exchange()));
    read.found().ifPresent(found -> shown.set("found", JSON.valueToTree(new TreeSet<>(found))));
    return shown;
  }

  /** Clients of nobody would see errors, and nobody would know why. */
  private String host(@Nullable String asked) {
    try (AwsSession aws = served.session()) {
      List<String> all =
          aws
              .elasticLoadBalancing()
              .describeLoadBalancersPaginator(r -> {})
              .loadBalancers()
              .stream()
              .map(each -> each.dnsName())
              .toList();
      if (asked == null || !all.contains(asked)) {
        throw ControlRefusal.badInput(
            "expected host to be the DNS name of a load balancer, one of "
                + all
                + ", saw "
                + asked);
      }
      return asked;
    }
  }
}
