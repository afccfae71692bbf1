package dev.azdrill.platform.selection;

import dev.azdrill.platform.Platform;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.endpoint.Completing;
import dev.azdrill.platform.endpoint.EndpointDetector;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.localstack.LocalStackPlatform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.Progress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which platform is wanted, and how.
 *
 * @param name {@code simulator}, {@code localstack} or {@code endpoint}
 * @param url where a running LocalStack or another AWS-compatible API is; empty for the simulator
 *     and where LocalStack is to be started
 * @param image the image that LocalStack is started from
 * @param completing which services azdrill answers in the place of others
 * @param speed virtual seconds per second, for what azdrill answers there
 */
public record Selection(
    String name, Optional<URI> url, String image, Completing completing, double speed) {
  /** The last image of LocalStack that starts without a token. */
  public static final String DEFAULT_IMAGE = "localstack/localstack:4.14.0";

  /** Fast enough for a pipeline, slow enough for recovery times to mean something. */
  public static final double DEFAULT_SPEED = 60;

  private static final String REGION = "eu-west-2";

  /** The embedded simulator. */
  public static Selection simulator() {
    return new Selection(
        "simulator", Optional.empty(), DEFAULT_IMAGE, Completing.AUTO, DEFAULT_SPEED);
  }

  /**
   * What system properties or environment variables say: {@code azdrill.platform}, {@code
   * azdrill.endpoint}, {@code azdrill.localstack.endpoint}, {@code azdrill.localstack.image},
   * {@code azdrill.completion}, {@code azdrill.speed}; as environment variables in capitals, with
   * underscores for dots. The simulator, where they say nothing.
   *
   * @param property looks a property up; null for one that is not set
   * @param environment looks an environment variable up
   * @throws TargetException when one says nonsense
   */
  public static Selection from(
      UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
    Source source = new Source(property, environment);
    String name = source.get("azdrill.platform").orElse("simulator");
    Optional<String> url =
        name.equals(LocalStackPlatform.NAME)
            ? source.get("azdrill.localstack.endpoint")
            : source.get("azdrill.endpoint");
    return of(
        name,
        url,
        source.get("azdrill.localstack.image").orElse(DEFAULT_IMAGE),
        source.get("azdrill.completion").orElse("auto"),
        source.get("azdrill.speed").orElse(String.valueOf(DEFAULT_SPEED)));
  }

  private record Source(
      UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
    Optional<String> get(String name) {
      String said = property.apply(name);
      if (said == null || said.isBlank()) {
        said = environment.apply(name.toUpperCase(Locale.ROOT).replace('.', '_'));
      }
      return Optional.ofNullable(said).filter(text -> !text.isBlank());
    }
  }

  /**
   * What these words say.
   *
   * @throws TargetException when one is nonsense
   */
  public static Selection of(
      String name, Optional<String> url, String image, String completing, String speed) {
    if (!name.equals("simulator")
        && !name.equals(LocalStackPlatform.NAME)
        && !name.equals("endpoint")) {
      throw new PlatformException(
          "expected the platform simulator, localstack or endpoint, saw '" + name + "'");
    }
    if (name.equals("endpoint") && url.isEmpty()) {
      throw new PlatformException(
          "expected the address of the endpoint, saw none: name it with --endpoint or"
              + " -Dazdrill.endpoint=http://127.0.0.1:5000");
    }
    return new Selection(
        name, url.map(Selection::url), image, completing(completing), speed(speed));
  }

  private static URI url(String text) {
    try {
      return new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (java.net.URISyntaxException e) {
      throw new PlatformException(
          "expected a URL such as http://127.0.0.1:4566, saw '" + text + "'", e);
    }
  }

  private static Completing completing(String text) {
    try {
      return Completing.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new PlatformException(
          "expected the completion auto, always or never, saw '" + text + "'", e);
    }
  }

  private static double speed(String text) {
    try {
      double speed = Double.parseDouble(text);
      if (speed > 0 && !Double.isInfinite(speed)) {
        return speed;
      }
    } catch (NumberFormatException e) {
      throw new PlatformException("expected a speed such as 60, saw '" + text + "'", e);
    }
    throw new PlatformException(
        "expected a speed above 0, saw " + text + ": 1 is real time, 60 a minute a second");
  }

  /** Sets the properties from which {@link #from} makes the same selection again. */
  public void announceTo(BiConsumer<String, String> properties) {
    properties.accept("azdrill.platform", name);
    String address =
        name.equals(LocalStackPlatform.NAME) ? "azdrill.localstack.endpoint" : "azdrill.endpoint";
    url.ifPresent(there -> properties.accept(address, there.toString()));
    properties.accept("azdrill.localstack.image", image);
    properties.accept("azdrill.completion", completing.name().toLowerCase(Locale.ROOT));
    properties.accept("azdrill.speed", String.valueOf(speed));
  }

  /** Whether each scenario gets a platform of its own, or all share one. */
  public boolean isSimulator() {
    return name.equals("simulator");
  }

  /**
   * Opens the platform.
   *
   * @param seed the words from which all chance of azdrill's comes
   * @param progress who is told how waits go
   * @throws TargetException when it cannot be had
   */
  public Platform open(String seed, Progress progress) {
    if (isSimulator()) {
      return SimulatorPlatform.create(seed, progress);
    }
    if (!name.equals(LocalStackPlatform.NAME)) {
      return openEndpoint(seed, progress);
    }
    return url.map(
            running -> LocalStackPlatform.running(running, at -> settings(at, seed, progress)))
        .orElseGet(
            () -> LocalStackPlatform.started(image, REGION, at -> settings(at, seed, progress)));
  }

  /**
   * Opens the AWS-compatible API at the address, whoever stands there.
   *
   * @throws TargetException when it cannot be had, or no address was named
   */
  public EndpointPlatform openEndpoint(String seed, Progress progress) {
    URI there =
        url.orElseThrow(
            () ->
                new PlatformException(
                    "expected the address of an AWS-compatible API, saw none: name it"));
    EndpointPlatform.Settings settings = settings(there, seed, progress);
    return EndpointPlatform.open(settings, new EndpointDetector(there).who());
  }

  private EndpointPlatform.Settings settings(URI at, String seed, Progress progress) {
    return new EndpointPlatform.Settings(name, at, REGION, completing, speed, seed, progress);
  }
}
