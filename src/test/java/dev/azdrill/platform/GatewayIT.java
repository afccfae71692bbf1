package dev.azdrill.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.azdrill.platform.completion.Completion;
import dev.azdrill.platform.completion.Pace;
import dev.azdrill.platform.completion.ServiceCalls;
import dev.azdrill.platform.completion.UnmovedClock;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.platform.simulator.SimulatorServer;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * The gateway as others use it: from another program, over sockets. What is said of it is what the
 * sockets carry. Where something must come true later, time is virtual: the other program lets it
 * pass, so that no machine is too slow for it.
 */
@Execution(ExecutionMode.CONCURRENT)
class GatewayIT {
  private static final InetSocketAddress ANYWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path folder;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
  }

  private static URI at(InetSocketAddress address) {
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  @Test
  void boto3_builds_breaks_and_deletes_an_architecture_through_the_gateway() throws Exception {
    assumeTrue(
        hasBoto3(), "skipped: python3 with boto3 is not here; `pip install boto3` brings it");
    Path script = Path.of("src/test/resources/dev/azdrill/platform/gateway.py").toAbsolutePath();
    Path printed = folder.resolve("printed.log");
    try (SimulatorPlatform foreign = SimulatorPlatform.create("upstream");
        Region.Listening upstream = foreign.region().listen(ANYWHERE);
        Completion completion = complete(foreign, at(upstream.address()));
        Region.Listening gateway = completion.gateway(ANYWHERE, Set.of(), foreign.httpClient());
        SteppedTime time = new SteppedTime(completion.clock())) {
      Process boto3 =
          start(
              new ProcessBuilder(
                      "python3",
                      script.toString(),
                      at(gateway.address()).toString(),
                      at(upstream.address()).toString(),
                      time.url().toString())
                  .redirectErrorStream(true)
                  .redirectOutput(printed.toFile()));

      assertThat(boto3.waitFor()).as(Files.readString(printed)).isZero();
      assertThat(printed).content().endsWith("nothing is left\n");
    }
  }

  private static Completion complete(SimulatorPlatform foreign, URI url) {
    Region region = foreign.region();
    AwsSession ports =
        AwsSession.builder(
                region.place().region(), region.httpClient(), new UnmovedClock(region.kernel()))
            .credentials(AnonymousCredentialsProvider.create())
            .retriesTakeTargetTime()
            .interceptor(new ServiceCalls())
            .build();
    return Completion.start(
        new Completion.Settings(
            url,
            ports,
            RegionLocation.london(),
            EnumSet.of(
                Service.AUTO_SCALING,
                Service.ELASTIC_LOAD_BALANCING,
                Service.RDS,
                Service.WAFV2,
                Service.CLOUDWATCH),
            "gateway",
            Pace.sharing(region)));
  }

  /** Lets another program tell and move the time. */
  private static final class SteppedTime implements AutoCloseable {
    private static final Duration STEP_MAX = Duration.ofHours(1);

    private final DrillClock clock;
    private final HttpServer server;

    SteppedTime(DrillClock clock) throws IOException {
      this.clock = clock;
      this.server = HttpServer.create(ANYWHERE, 0);
      server.createContext("/step", this::step);
      server.createContext("/now", this::tell);
      server.start();
    }

    private void step(HttpExchange exchange) throws IOException {
      clock.awaitChange(STEP_MAX);
      tell(exchange);
    }

    private void tell(HttpExchange exchange) throws IOException {
      try (exchange) {
        String now = String.valueOf(clock.now().toEpochMilli() / 1000.0);
        byte[] bytes = now.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(bytes);
        }
      }
    }

    URI url() {
      return at(server.getAddress());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void who_starts_a_gateway_is_told_who_answers_what_and_all_are_at_one_address() throws Exception {
    try (SimulatorServer upstream = SimulatorServer.start("upstream", ANYWHERE, 1)) {
      String there = "http://127.0.0.1:" + upstream.port();

      List<String> notice = serve(there);

      assertThat(notice)
          .anyMatch(line -> line.matches(there + " is .*"))
          .anyMatch(line -> line.matches(" +ec2 +native"))
          .anyMatch(line -> line.matches(" +autoscaling +completed by azdrill.*"))
          .anyMatch(line -> line.startsWith("Try: aws --endpoint-url http://127.0.0.1:"))
          .anyMatch(line -> line.contains("Their state lasts as long as this gateway"));
      String use =
          notice.stream().filter(line -> line.startsWith("Use ")).findFirst().orElseThrow();
      bothAnswerAt(URI.create(use.split(" ", -1)[1]), URI.create(there));
    }
  }

  private static void bothAnswerAt(URI gateway, URI upstream) {
    try (Ec2Client through = to(gateway, Ec2Client.builder()).build();
        Ec2Client direct = to(upstream, Ec2Client.builder()).build();
        AutoScalingClient groups = to(gateway, AutoScalingClient.builder()).build()) {
      String vpc = through.createVpc(r -> r.cidrBlock("10.7.0.0/16")).vpc().vpcId();

      assertThat(direct.describeVpcs().vpcs()).extracting(Vpc::vpcId).containsExactly(vpc);
      assertThat(groups.describeAutoScalingGroups().autoScalingGroups()).isEmpty();
    }
  }

  private static <B extends AwsClientBuilder<B, ?>> B to(URI url, B builder) {
    return builder
        .region(software.amazon.awssdk.regions.Region.EU_WEST_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .endpointOverride(url);
  }

  /** Starts it in a JVM of its own and returns what it said until it was ready. */
  private List<String> serve(String upstream) throws IOException {
    Path errors = folder.resolve("gateway.log");
    Process gateway =
        start(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.azdrill.cli.Azdrill",
                    "serve",
                    "--complete",
                    upstream,
                    "--completion",
                    "always",
                    "--port",
                    "0")
                .redirectError(errors.toFile()));
    BufferedReader said = gateway.inputReader(StandardCharsets.UTF_8);
    List<String> notice = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      notice.add(line);
      if (line.contains("Ctrl-C")) {
        return notice;
      }
    }
    throw new AssertionError(notice + Files.readString(errors));
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
