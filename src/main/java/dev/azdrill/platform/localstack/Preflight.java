package dev.azdrill.platform.localstack;

import dev.azdrill.platform.PlatformException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What would make Testcontainers wait for minutes and then fail in many words, found out in
 * milliseconds and said in one sentence. Looks at the local Docker daemon alone; a remote one is
 * left to Testcontainers.
 */
final class Preflight {
  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final String RYUK = "testcontainers/ryuk:0.12.0";
  private static final String ALPINE = "alpine:3.17";
  private static final int REPLY_MAX_BYTES = 1 << 20;
  private static final Pattern MESSAGE =
      Pattern.compile("\"(?:message|error)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final String NO_DAEMON =
      "expected a Docker daemon to start LocalStack with, none answers: start one"
          + " (localstack/image/daemon.sh start), or run LocalStack without a container"
          + " (localstack/host/run.sh start) and name it with --endpoint or"
          + " -Dazdrill.localstack.endpoint=http://127.0.0.1:4566";

  private final UnaryOperator<@Nullable String> environment;
  private final Path socket;

  private Preflight(UnaryOperator<@Nullable String> environment, Path socket) {
    this.environment = environment;
    this.socket = socket;
  }

  /** Of this machine. */
  static Preflight here() {
    return new Preflight(System::getenv, SOCKET);
  }

  /** The sentence for a machine without Docker. */
  static PlatformException noDaemon() {
    return new PlatformException(NO_DAEMON);
  }

  /**
   * Looks whether LocalStack can be started from this image.
   *
   * @throws PlatformException when it cannot, with what to do
   */
  void check(String image) {
    if (isSet("DOCKER_HOST") || (!Files.exists(socket) && isSet("HOME") && hasOtherSocket())) {
      return;
    }
    if (!has(image)) {
      pull(image);
    }
    String found = ask("GET", "/images/" + image + "/json");
    if (found.contains("\"dev.azdrill.built-from-packages\":\"true\"") && needsImages()) {
      throw new PlatformException(
          "Testcontainers wants images of its own that this machine does not have, and "
              + image
              + " was built here because none can be pulled: say '. localstack/image/environment.sh'"
              + " first, it tells Testcontainers to do without them");
    }
  }

  private boolean needsImages() {
    boolean ryuk = !"true".equals(environment.apply("TESTCONTAINERS_RYUK_DISABLED"));
    boolean alpine = Files.exists(Path.of("/.dockerenv")) && !isSet("TESTCONTAINERS_HOST_OVERRIDE");
    return (ryuk && !has(RYUK)) || (alpine && !has(ALPINE));
  }

  private boolean has(String image) {
    return ask("GET", "/images/" + image + "/json").startsWith("HTTP/1.0 200");
  }

  /** Testcontainers would try for four minutes; the daemon knows at once when it cannot. */
  private void pull(String image) {
    int tag = image.lastIndexOf(':');
    boolean isTagged = tag > image.lastIndexOf('/');
    String reply =
        ask(
            "POST",
            "/images/create?fromImage="
                + (isTagged ? image.substring(0, tag) : image)
                + "&tag="
                + (isTagged ? image.substring(tag + 1) : "latest"));
    if (!has(image)) {
      throw new PlatformException(
          "there is no image "
              + image
              + " and it cannot be pulled ("
              + reason(reply)
              + "): build one from packages with localstack/image/build.sh, or name another with"
              + " --image or -Dazdrill.localstack.image");
    }
  }

  private static String reason(String reply) {
    Matcher message = MESSAGE.matcher(reply);
    String last = "no reason given";
    while (message.find()) {
      last = message.group(1).replace("\\\"", "'");
    }
    return last;
  }

  private boolean isSet(String variable) {
    String value = environment.apply(variable);
    return value != null && !value.isBlank();
  }

  /** Rootless Docker and Docker Desktop listen elsewhere: Testcontainers knows where. */
  private boolean hasOtherSocket() {
    String home = String.valueOf(environment.apply("HOME"));
    String runtime = String.valueOf(environment.apply("XDG_RUNTIME_DIR"));
    return Files.exists(Path.of(home, ".docker/run/docker.sock"))
        || Files.exists(Path.of(home, ".docker/desktop/docker.sock"))
        || Files.exists(Path.of(runtime, "docker.sock"));
  }

  /** What the daemon replies: its end, where that is long. */
  private String ask(String method, String path) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(
          ByteBuffer.wrap(
              (method + " " + path + " HTTP/1.0\r\nHost: docker\r\nContent-Length: 0\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer reply = ByteBuffer.allocate(REPLY_MAX_BYTES);
      int read = 0;
      while (read >= 0) {
        if (!reply.hasRemaining()) {
          reply.position(REPLY_MAX_BYTES / 2);
          reply.compact();
        }
        read = channel.read(reply);
      }
      return new String(reply.array(), 0, reply.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new PlatformException(NO_DAEMON, e);
    }
  }
}
