package dev.azdrill.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.azdrill.platform.simulator.SimulatorServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code azdrill serve --complete} as somebody uses it who has Python: a JVM of its own, and boto3.
 * The API that it completes is our own region behind HTTP.
 */
class GatewayIT {
  private static final double SPEED = 120;
  private static final long MINUTES_MAX = 5;

  @TempDir Path folder;

  private final SimulatorServer upstream =
      SimulatorServer.start(
          "upstream", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SPEED);
  private final List<Process> processes = new ArrayList<>();

  GatewayIT() throws IOException {}

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    upstream.close();
  }

  private String upstreamUrl() {
    return "http://127.0.0.1:" + upstream.port();
  }

  @Test
  void boto3_builds_breaks_and_deletes_an_architecture_through_the_gateway() throws Exception {
    assumeTrue(
        hasBoto3(), "skipped: python3 with boto3 is not here; `pip install boto3` brings it");
    List<String> notice = serve();
    String url = notice.stream().filter(line -> line.startsWith("Use ")).findFirst().orElseThrow();
    Path script = Path.of("src/test/resources/dev/azdrill/platform/gateway.py").toAbsolutePath();
    Path printed = folder.resolve("printed.log");

    Process boto3 =
        start(
            new ProcessBuilder("python3", script.toString(), url.split(" ", -1)[1], upstreamUrl())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile()));

    assertThat(boto3.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
    assertThat(boto3.exitValue()).as(Files.readString(printed)).isZero();
    assertThat(printed).content().endsWith("nothing is left\n");
  }

  @Test
  void who_starts_a_gateway_is_told_who_answers_what_and_for_how_long() throws Exception {
    assertThat(serve())
        .anyMatch(line -> line.matches(upstreamUrl() + " is .*"))
        .anyMatch(line -> line.matches(" +ec2 +native"))
        .anyMatch(line -> line.matches(" +autoscaling +completed by azdrill.*"))
        .anyMatch(line -> line.startsWith("Try: aws --endpoint-url http://127.0.0.1:"))
        .anyMatch(line -> line.contains("Their state lasts as long as this gateway"));
  }

  /** Starts it and returns what it said until it was ready. */
  private List<String> serve() throws IOException {
    Process gateway =
        start(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.azdrill.cli.Azdrill",
                    "serve",
                    "--complete",
                    upstreamUrl(),
                    "--completion",
                    "always",
                    "--port",
                    "0",
                    "--speed",
                    String.valueOf(SPEED))
                .redirectError(folder.resolve("gateway.log").toFile()));
    BufferedReader said = gateway.inputReader(StandardCharsets.UTF_8);
    List<String> notice = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      notice.add(line);
      if (line.contains("Ctrl-C")) {
        return notice;
      }
    }
    throw new AssertionError(notice + Files.readString(folder.resolve("gateway.log")));
  }

  private Process start(ProcessBuilder command) throws IOException {
    Process process = command.start();
    processes.add(process);
    return process;
  }

  private boolean hasBoto3() throws InterruptedException {
    try {
      return start(new ProcessBuilder("python3", "-c", "import boto3")).waitFor() == 0;
    } catch (IOException noPython) {
      return false;
    }
  }
}
