package dev.azdrill.platform.selection;

import dev.azdrill.platform.Platform;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.Speed;
import dev.azdrill.platform.endpoint.Completing;
import dev.azdrill.platform.endpoint.EndpointDetector;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.endpoint.EndpointReading;
import dev.azdrill.platform.endpoint.EndpointUrl;
import dev.azdrill.platform.endpoint.ServedRegionPlatform;
import dev.azdrill.platform.localstack.LocalStackPlatform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.Progress;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which platform is wanted, and how.
 *
 * @param name {@code simulator}, {@code localstack} or {@code endpoint}
 * @param url where a running LocalStack or another AWS-compatible API is; empty for the simulator
 *     and where LocalStack is to be started
 * @param image the image that LocalStack is started from
 * @param completing which services azdrill answers in the place of others
 * @param speed virtual seconds per second, at most, for the services that azdrill answers there,
 *     while something that lives by the wall clock is waited for; empty where nothing was said of
 *     it: {@link #DEFAULT_SPEED}, and on a region that azdrill serves the speed of that
 * @param durations how long things take on the simulator
 */
public record Selection(
    String name,
    Optional<URI> url,
    String image,
    Completing completing,
    Optional<Double> speed,
    SimulatedDurations durations) {
  /** The last image of LocalStack that starts without a token. */
  public static final String DEFAULT_IMAGE = "localstack/localstack:4.14.0";

  /**
   * What takes an emulator seconds, such as issuing a certificate, takes minutes then, as on AWS.
   */
  public static final double DEFAULT_SPEED = 60;

  static final String SIMULATOR = "simulator";
  static final String LOCALSTACK = LocalStackPlatform.NAME;
  static final String ENDPOINT = "endpoint";

  private static final List<String> NAMES = List.of(SIMULATOR, LOCALSTACK, ENDPOINT);
  private static final String REGION = "eu-west-2";

  /** Docker's grammar of references: registry, path, tag, digest. */
  private static final Pattern IMAGE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]*(@sha256:[0-9a-f]{64})?");

  private static final int IMAGE_LENGTH_MAX = 255;

  /** The embedded simulator. */
  public static Selection simulator() {
    return new Selection(
        SIMULATOR,
        Optional.empty(),
        DEFAULT_IMAGE,
        Completing.AUTO,
        Optional.empty(),
        SimulatedDurations.TYPICAL);
  }

  /**
   * What system properties or environment variables say: {@code azdrill.platform}, {@code
   * azdrill.endpoint}, {@code azdrill.localstack.endpoint}, {@code azdrill.localstack.image},
   * {@code azdrill.completion}, {@code azdrill.speed}, {@code azdrill.durations}; as environment
   * variables in capitals, with underscores for dots. The simulator, where they say nothing.
   *
   * @param property looks a property up; null for one that is not set
   * @param environment looks an environment variable up
   * @throws PlatformException when one says nonsense, or something that has no effect
   */
  public static Selection from(
      UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
    return from(Map.of(), property, environment);
  }

  /**
   * The same, with options of a command that are stronger than both.
   *
   * @param options those that were given, by name: {@code --platform}, {@code --endpoint}, {@code
   *     --image}, {@code --completion}, {@code --speed}, {@code --durations}
   * @throws PlatformException when one says nonsense, or something that has no effect
   */
  public static Selection from(
      Map<String, String> options,
      UnaryOperator<@Nullable String> property,
      UnaryOperator<@Nullable String> environment) {
    Settings settings = Settings.of(options, property, environment);
    String name = settings.platform();
    requireName(settings.get(Setting.PLATFORM).map(Setting::source).orElse(""), name);
    requireEffect(settings, name);
    Optional<Setting> url =
        settings.get(name.equals(LOCALSTACK) ? Setting.LOCALSTACK_ENDPOINT : Setting.ENDPOINT);
    if (name.equals(ENDPOINT) && url.isEmpty()) {
      throw new PlatformException(
          "expected the address of the endpoint, saw none: name it with --endpoint or"
              + " -Dazdrill.endpoint=http://127.0.0.1:5000");
    }
    return new Selection(
        name,
        url.map(setting -> EndpointUrl.parse(setting.source(), setting.value())),
        settings.get(Setting.IMAGE).map(Selection::image).orElse(DEFAULT_IMAGE),
        settings.get(Setting.COMPLETION).map(Selection::completing).orElse(Completing.AUTO),
        settings.get(Setting.SPEED).map(setting -> Speed.parse(setting.source(), setting.value())),
        settings
            .get(Setting.DURATIONS)
            .map(Selection::durations)
            .orElse(SimulatedDurations.TYPICAL));
  }

  private static void requireName(String source, String name) {
    if (!NAMES.contains(name)) {
      throw new PlatformException(
          "expected "
              + source
              + " to be one of "
              + String.join(", ", NAMES)
              + ", saw "
              + Printable.quoted(name)
              + ": "
              + Resemblance.advice(name, NAMES, "choose one of them"));
    }
  }

  private static void requireEffect(Settings settings, String name) {
    String where = "on the platform " + name;
    switch (name) {
      case SIMULATOR ->
          settings.requireEffect(
              List.of(Setting.PLATFORM, Setting.DURATIONS),
              where,
              "name the platform too (--platform endpoint or localstack, or -D"
                  + Setting.PLATFORM
                  + "), or leave it out");
      case ENDPOINT ->
          settings.requireEffect(
              List.of(Setting.PLATFORM, Setting.ENDPOINT, Setting.COMPLETION, Setting.SPEED),
              where,
              "leave it out, or choose the platform " + LOCALSTACK);
      default -> {
        settings.requireEffect(
            List.of(
                Setting.PLATFORM,
                Setting.LOCALSTACK_ENDPOINT,
                Setting.IMAGE,
                Setting.COMPLETION,
                Setting.SPEED),
            where,
            "say " + Setting.LOCALSTACK_ENDPOINT + ", or choose the platform " + ENDPOINT);
        requireNoImage(settings);
      }
    }
    requireNoSpeed(settings);
  }

  private static void requireNoImage(Settings settings) {
    Optional<Setting> image = settings.get(Setting.IMAGE);
    if (image.isPresent() && settings.get(Setting.LOCALSTACK_ENDPOINT).isPresent()) {
      throw new PlatformException(
          image.get().source()
              + " has no effect where a running LocalStack is named: leave one of the two out");
    }
  }

  private static void requireNoSpeed(Settings settings) {
    Optional<Setting> speed = settings.get(Setting.SPEED);
    Optional<Setting> completion = settings.get(Setting.COMPLETION);
    if (speed.isPresent()
        && completion.isPresent()
        && completion.get().value().equalsIgnoreCase(Completing.NEVER.name())) {
      throw new PlatformException(
          speed.get().source()
              + " has no effect without completion, because only completed services have virtual"
              + " time: leave one of the two out");
    }
  }

  /** An AWS-compatible API of any implementation, completed as said. */
  public static Selection endpoint(URI url, Completing completing, Optional<Double> speed) {
    return new Selection(
        ENDPOINT, Optional.of(url), DEFAULT_IMAGE, completing, speed, SimulatedDurations.TYPICAL);
  }

  /** The same, with durations that each seed draws. */
  public Selection drawn() {
    return new Selection(name, url, image, completing, speed, SimulatedDurations.DRAWN);
  }

  private static SimulatedDurations durations(Setting setting) {
    for (SimulatedDurations each : SimulatedDurations.values()) {
      if (each.name().equalsIgnoreCase(setting.value())) {
        return each;
      }
    }
    throw new PlatformException(
        "expected "
            + setting.source()
            + " to be typical or drawn, saw "
            + Printable.quoted(setting.value())
            + ": "
            + Resemblance.advice(
                setting.value(), List.of("typical", "drawn"), "choose one of the two"));
  }

  private static String image(Setting setting) {
    String text = setting.value();
    if (text.length() > IMAGE_LENGTH_MAX || !IMAGE.matcher(text).matches()) {
      throw new PlatformException(
          "expected "
              + setting.source()
              + " to be the name of a container image, saw "
              + Printable.quoted(text)
              + ": write one such as "
              + DEFAULT_IMAGE);
    }
    return text;
  }

  private static Completing completing(Setting setting) {
    return completing(setting.source(), setting.value());
  }

  /**
   * Reads which services are completed.
   *
   * @param source what said it, such as {@code --completion}
   * @throws PlatformException unless it is auto, always or never
   */
  public static Completing completing(String source, String text) {
    for (Completing each : Completing.values()) {
      if (each.name().equalsIgnoreCase(text)) {
        return each;
      }
    }
    throw new PlatformException(
        "expected "
            + source
            + " to be auto, always or never, saw "
            + Printable.quoted(text)
            + ": "
            + Resemblance.advice(
                text, List.of("auto", "always", "never"), "choose one of the three"));
  }

  /** The options that select the same again, by name and in order. */
  public Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    if (isSimulator()) {
      if (durations == SimulatedDurations.DRAWN) {
        options.put("--durations", "drawn");
      }
      return options;
    }
    options.put("--platform", name);
    url.ifPresent(there -> options.put("--endpoint", there.toString()));
    if (url.isEmpty()) {
      options.put("--image", image);
    }
    options.put("--completion", completing.name().toLowerCase(Locale.ROOT));
    speed.ifPresent(each -> options.put("--speed", Speed.words(each)));
    return options;
  }

  /** Sets the properties from which {@link #from} makes the same selection again. */
  public void announceTo(BiConsumer<String, String> properties) {
    properties.accept(Setting.PLATFORM, name);
    String address = name.equals(LOCALSTACK) ? Setting.LOCALSTACK_ENDPOINT : Setting.ENDPOINT;
    Map<String, String> keys =
        Map.of(
            "--endpoint", address,
            "--image", Setting.IMAGE,
            "--completion", Setting.COMPLETION,
            "--speed", Setting.SPEED,
            "--durations", Setting.DURATIONS);
    options()
        .forEach(
            (option, value) -> {
              if (keys.containsKey(option)) {
                properties.accept(keys.get(option), value);
              }
            });
  }

  /** Whether each scenario gets a platform of its own, or all share one. */
  public boolean isSimulator() {
    return name.equals(SIMULATOR);
  }

  /**
   * Opens the platform.
   *
   * @param seed the random seed
   * @param progress who is told how waits go
   * @throws PlatformException when it cannot be had
   */
  public Platform open(String seed, Progress progress) {
    if (isSimulator()) {
      Timings timings =
          durations == SimulatedDurations.DRAWN ? Timings.drawn(Seed.of(seed)) : Timings.typical();
      return SimulatorPlatform.create(seed, timings, progress);
    }
    if (!name.equals(LOCALSTACK)) {
      return isServedRegion()
          ? openServed(seed, progress)
          : EndpointPlatform.open(
              settings(address(), seed, progress), new EndpointDetector(address()).who());
    }
    return url.map(
            running -> LocalStackPlatform.running(running, at -> settings(at, seed, progress)))
        .orElseGet(
            () -> LocalStackPlatform.started(image, REGION, at -> settings(at, seed, progress)));
  }

  /**
   * Opens the platform for drills of what stands there already, whoever made it. Nothing is made
   * there to see what it can do.
   *
   * @param seed the random seed
   * @param progress who is told how waits go
   * @throws PlatformException when it cannot be had, or has no clients that could use what stands
   *     there
   */
  public Platform openStanding(String seed, Progress progress) {
    if (isSimulator()) {
      throw new PlatformException(
          "the simulator's region ends with its process, nothing of anybody stands there: name the"
              + " region that 'azdrill serve' serves, with --platform endpoint --endpoint URL");
    }
    if (!name.equals(ENDPOINT) || !isServedRegion()) {
      throw new PlatformException(
          "expected a platform on which clients can use what stands already, saw "
              + name
              + url.map(there -> " at " + there).orElse("")
              + (completing == Completing.ALWAYS ? " with --completion always" : "")
              + ": drill what somebody else made in a region that 'azdrill serve' serves, without"
              + " --completion always");
    }
    return openServed(seed, progress);
  }

  private Platform openServed(String seed, Progress progress) {
    if (speed.isPresent()) {
      throw new PlatformException(
          "--speed has no effect on a region that azdrill serves: its time passes as fast as"
              + " 'azdrill serve' was told; leave it out, or start that with another --speed");
    }
    return ServedRegionPlatform.open(settings(url.orElseThrow(), seed, progress));
  }

  /** Where azdrill is not told to answer everything itself, a region of its own needs nothing. */
  private boolean isServedRegion() {
    return completing != Completing.ALWAYS
        && url.map(EndpointDetector::new).filter(EndpointDetector::isServedRegion).isPresent();
  }

  /**
   * Opens the AWS-compatible API at the address, of any implementation, to be put behind a gateway.
   *
   * @throws PlatformException when it cannot be had, or no address was named
   */
  public EndpointPlatform openForOthers(String seed, Progress progress) {
    return EndpointPlatform.openForOthers(
        settings(address(), seed, progress), new EndpointDetector(address()).who());
  }

  private URI address() {
    return url.orElseThrow(
        () ->
            new PlatformException(
                "expected the address of an AWS-compatible API, saw none: name it"));
  }

  /**
   * The way to what stands on a platform that outlives this process, to read it alone: unlike
   * {@link #open} it makes nothing there to see what the platform can do, and completes nothing.
   *
   * @param progress who is told how waits go
   * @throws PlatformException when it cannot be had, or nothing can stand there
   */
  public EndpointReading openToRead(Progress progress) {
    if (url.isEmpty()) {
      throw new PlatformException(
          isSimulator()
              ? "the simulator's region ends with its process, nothing is left there to read"
              : "a LocalStack that is started now has nothing that stands: name a running one with"
                  + " --endpoint");
    }
    EndpointPlatform.Settings settings = settings(url.get(), "", progress);
    return EndpointReading.open(
        settings,
        name.equals(LOCALSTACK)
            ? LocalStackPlatform.answering(url.get())
            : new EndpointDetector(url.get()).who());
  }

  private EndpointPlatform.Settings settings(URI at, String seed, Progress progress) {
    return new EndpointPlatform.Settings(
        name, at, REGION, completing, speed.orElse(DEFAULT_SPEED), seed, progress);
  }
}
