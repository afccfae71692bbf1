package dev.azdrill.platform.localstack;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.azdrill.platform.PlatformException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container of Testcontainers, with its port on the loopback address alone. */
final class Container implements AutoCloseable {
  private static final int PORT = 4566;
  private static final String LOOPBACK = "127.0.0.1";
  private static final String LOCALSTACK = "localstack/localstack";

  /** The exit code of an image that wants a token, and got none. */
  private static final String NO_TOKEN = "55";

  private static final Duration START = Duration.ofMinutes(2);
  private static final Pattern EXIT = Pattern.compile("exited with code (\\d+)");
  private static final int LOG_LINES = 60;
  private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

  private final LocalStackContainer container;
  private final String image;
  private final Thread hook;

  private Container(LocalStackContainer container, String image) {
    this.container = container;
    this.image = image;
    // Who is interrupted leaves nothing in the list of containers either.
    this.hook = new Thread(container::stop, "azdrill-localstack-stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @throws PlatformException in one sentence, with what to do
   */
  static Container start(String image, String region) {
    Preflight.here().check(image);
    requireDocker();
    LocalStackContainer container = container(image, region);
    try {
      container.start();
      return new Container(container, describe(image));
    } catch (ContainerLaunchException
        | ContainerFetchException
        | DockerException
        | IllegalStateException e) {
      PlatformException why = refusal(image, e);
      container.stop();
      throw why;
    }
  }

  private static void requireDocker() {
    boolean isThere;
    try {
      isThere = DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException e) {
      isThere = false;
    }
    if (!isThere) {
      throw Preflight.noDaemon();
    }
  }

  private static LocalStackContainer container(String image, String region) {
    LocalStackContainer container =
        new LocalStackContainer(DockerImageName.parse(image).asCompatibleSubstituteFor(LOCALSTACK))
            .withEnv("DEFAULT_REGION", region)
            .withEnv("AWS_DEFAULT_REGION", region)
            .withEnv("DISABLE_EVENTS", "1")
            // Certificates are issued at once, and not ten seconds later.
            .withEnv("MOTO_ACM_VALIDATION_WAIT", "0")
            .waitingFor(new ReadyOrGone().withStartupTimeout(START))
            .withCreateContainerCmdModifier(
                command -> {
                  HostConfig host = command.getHostConfig();
                  if (host != null) {
                    host.withPortBindings(
                        new PortBinding(Ports.Binding.bindIp(LOOPBACK), ExposedPort.tcp(PORT)));
                  }
                });
    String token = System.getenv(TOKEN);
    return token == null || token.isBlank() ? container : container.withEnv(TOKEN, token);
  }

  private static String describe(String image) {
    try {
      InspectImageResponse found =
          DockerClientFactory.instance().client().inspectImageCmd(image).exec();
      String id = String.valueOf(found.getId()).replace("sha256:", "");
      boolean isBuilt =
          found.getConfig() != null
              && found.getConfig().getLabels() != null
              && "true"
                  .equals(
                      Map.copyOf(found.getConfig().getLabels())
                          .get("dev.azdrill.built-from-packages"));
      return "image "
          + image
          + " "
          + id.substring(0, Math.min(12, id.length()))
          + (isBuilt ? ", built from packages" : "");
    } catch (DockerException e) {
      return "image " + image;
    }
  }

  private static PlatformException refusal(String image, RuntimeException e) {
    Optional<String> exit = exitCode(e);
    if (exit.filter(NO_TOKEN::equals).isPresent()) {
      return new PlatformException(
          "the image "
              + image
              + " demands a token and ended with exit code 55: set LOCALSTACK_AUTH_TOKEN, or use"
              + " localstack/localstack:4.14.0, the last that needs none");
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof NotFoundException || message.contains("Can't get Docker image")) {
        return new PlatformException(
            "there is no image "
                + image
                + " and it could not be pulled: build it from packages with"
                + " localstack/image/build.sh, or name another with -Dazdrill.localstack.image",
            e);
      }
      if (message.contains("port is already allocated")
          || message.contains("address already in use")) {
        return new PlatformException(
            "a port that LocalStack needs is taken: " + firstLine(message), e);
      }
    }
    return new PlatformException(
        "LocalStack did not start from "
            + image
            + exit.map(code -> ", it ended with exit code " + code).orElse("")
            + ": "
            + firstLine(String.valueOf(e.getMessage())),
        e);
  }

  /** Testcontainers removes what did not start; how it ended is in one of its causes. */
  private static Optional<String> exitCode(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher exit = EXIT.matcher(String.valueOf(cause.getMessage()));
      if (exit.find()) {
        return Optional.of(exit.group(1));
      }
    }
    return Optional.empty();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  URI url() {
    return URI.create("http://" + LOOPBACK + ":" + container.getMappedPort(PORT));
  }

  /** {@code image localstack/localstack:4.14.0 0123456789ab, built from packages}. */
  String image() {
    return image;
  }

  String log() {
    try {
      String[] lines = container.getLogs().split("\n", -1);
      int from = Math.max(0, lines.length - LOG_LINES);
      return String.join("\n", java.util.Arrays.asList(lines).subList(from, lines.length));
    } catch (RuntimeException e) {
      return "the container's log could not be read: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    container.stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs, and stopping twice is harmless.
      return;
    }
  }
}
