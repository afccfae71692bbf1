package dev.azdrill.cli;

import dev.azdrill.platform.selection.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
          "virtual seconds per second, for services that azdrill emulates on another endpoint"
              + " (default: ${DEFAULT-VALUE})")
  private String speed = "60";

  Selection selection() {
    return Selection.of(platform, Optional.ofNullable(endpoint), image, completion, speed);
  }

  /** The options that select the same platform again, as words of a command. */
  List<String> words() {
    if (platform.equals("simulator")) {
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of("--platform", platform));
    String url = endpoint;
    words.addAll(url == null ? List.of("--image", image) : List.of("--endpoint", url));
    words.addAll(List.of("--completion", completion, "--speed", speed));
    return words;
  }
}
