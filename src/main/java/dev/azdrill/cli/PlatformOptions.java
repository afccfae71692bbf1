package dev.azdrill.cli;

import dev.azdrill.platform.selection.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that say where something runs. What they leave open, system properties and
 * environment variables may say; an option without effect on the platform is refused.
 */
final class PlatformOptions {
  @Option(
      names = "--platform",
      description =
          "simulator: embedded, virtual time; localstack: LocalStack in a container, or a running"
              + " one; endpoint: any AWS-compatible URL (default: simulator)")
  private @Nullable String platform;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "URL of a running LocalStack or another AWS-compatible API; needs --platform localstack"
              + " or endpoint")
  private @Nullable String endpoint;

  @Option(
      names = "--image",
      description =
          "the image that LocalStack is started from; needs --platform localstack without"
              + " --endpoint (default: "
              + Selection.DEFAULT_IMAGE
              + ")")
  private @Nullable String image;

  @Option(
      names = "--completion",
      paramLabel = "auto|always|never",
      description =
          "auto: azdrill answers the services that the platform lacks; always: all that it has"
              + " controllers for; never: none; not on the simulator (default: auto)")
  private @Nullable String completion;

  @Option(
      names = "--speed",
      description =
          "virtual seconds per second, 0.01 to 86400, of the services that azdrill answers, at most,"
              + " while something that lives by the wall clock is waited for; not on the simulator,"
              + " nor on a region that azdrill serves (default: 60)")
  private @Nullable String speed;

  @Option(
      names = "--durations",
      paramLabel = "typical|drawn",
      description =
          "typical: things take what they typically take; drawn: each seed draws every duration from"
              + " its documented or observed range; on the simulator only (default: typical; drawn"
              + " with --runs)")
  private @Nullable String durations;

  Selection selection() {
    return Selection.from(given(), System::getProperty, System::getenv);
  }

  /** The same, where nothing is said of the platform: this one. */
  Selection selectionOr(
      Optional<String> otherwise, Optional<String> url, Optional<String> completing) {
    Map<String, String> given = given();
    if (!given.containsKey("--platform") && otherwise.isPresent()) {
      given.put("--platform", otherwise.get());
      url.ifPresent(address -> given.putIfAbsent("--endpoint", address));
      completing.ifPresent(word -> given.putIfAbsent("--completion", word));
    }
    return Selection.from(given, System::getProperty, System::getenv);
  }

  /** Whether the platform is named here, and not left to what else decides it. */
  boolean namesPlatform() {
    return given().containsKey("--platform");
  }

  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "--platform", platform);
    put(given, "--endpoint", endpoint);
    put(given, "--image", image);
    put(given, "--completion", completion);
    put(given, "--speed", speed);
    put(given, "--durations", durations);
    return given;
  }

  /** What was given, as words of a command. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    given().forEach((option, value) -> words.addAll(List.of(option, value)));
    return words;
  }

  /** Refuses options of what azdrill answers in the place of others, for who only reads. */
  void requireOnlyRead() {
    for (String option : List.of("--completion", "--speed", "--durations")) {
      if (given().containsKey(option)) {
        throw new BadInput(
            option
                + " has no effect here, where what stands is only read and nothing is completed:"
                + " leave it out");
      }
    }
  }

  /** Whether it was said how long things take. */
  boolean saysDurations() {
    return durations != null;
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }

  /** The options that select the same again, as words of a command. */
  static List<String> words(Selection selection) {
    List<String> words = new ArrayList<>();
    selection.options().forEach((option, value) -> words.addAll(List.of(option, value)));
    return words;
  }
}
