package dev.azdrill.cli;

import dev.azdrill.platform.selection.Selection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where something runs. */
final class PlatformOptions {
  @Option(
      names = "--platform",
      defaultValue = "simulator",
      description =
          "simulator: embedded, virtual time; localstack: LocalStack in a container, or a running"
              + " one; endpoint: any AWS-compatible URL (default: ${DEFAULT-VALUE})")
  private String platform = "simulator";

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "where a running LocalStack, or another AWS-compatible API, is")
  private @Nullable String endpoint;

  @Option(
      names = "--image",
      defaultValue = Selection.DEFAULT_IMAGE,
      description = "the image that LocalStack is started from (default: ${DEFAULT-VALUE})")
  private String image = Selection.DEFAULT_IMAGE;

  @Option(
      names = "--completion",
      defaultValue = "auto",
      paramLabel = "WHEN",
      description =
          "auto: azdrill answers the services that the platform lacks; always: all that it has"
              + " controllers for; never: none (default: ${DEFAULT-VALUE})")
  private String completion = "auto";

  @Option(
      names = "--speed",
      defaultValue = "60",
      description =
          "virtual seconds per second, for what azdrill answers beside the simulator (default:"
              + " ${DEFAULT-VALUE})")
  private String speed = "60";

  Selection selection() {
    return Selection.of(platform, Optional.ofNullable(endpoint), image, completion, speed);
  }

  /** Whose time it is there, for people. */
  String time() {
    return platform.equals("simulator")
        ? "virtual time"
        : "the wall clock, " + speed + " times as fast";
  }

  /** The options that select the same platform again; empty text for the simulator. */
  String replay() {
    if (platform.equals("simulator")) {
      return "";
    }
    return Stream.of(
            Optional.of(" --platform " + platform),
            Optional.ofNullable(endpoint).map(url -> " --endpoint " + url),
            endpoint == null ? Optional.of(" --image " + image) : Optional.<String>empty(),
            Optional.of(" --completion " + completion + " --speed " + speed))
        .flatMap(Optional::stream)
        .reduce("", String::concat);
  }
}
