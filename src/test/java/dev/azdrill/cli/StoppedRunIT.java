package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.JournalReader;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.platform.simulator.SimulatorServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * A run on a platform that outlives it is stopped, or killed, while a zone is without power. Both
 * runs wait most of the time, and do so at the same time.
 */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
class StoppedRunIT {
  /** As on LocalStack: a faster clock would leave a busy machine no time within a step's limit. */
  private static final int SPEED = 60;

  private static final String STACK = "stopped";

  @TempDir Path folder;

  private final SimulatorServer server;
  private final String url;

  StoppedRunIT() throws Exception {
    server =
        SimulatorServer.start(
            "stopped", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SPEED);
    url = "http://127.0.0.1:" + server.port();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private List<String> onPlatform(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--platform", "endpoint", "--endpoint", url, "--completion", "always"));
    all.addAll(List.of("--speed", Integer.toString(SPEED)));
    return all;
  }

  private OtherJvm startDrill() throws Exception {
    List<String> command =
        onPlatform("drill", "--name", STACK, "--drill", "zone-power-loss", "--report", "report");
    return OtherJvm.startJar(folder, command.toArray(String[]::new));
  }

  private OtherJvm drill() throws Exception {
    OtherJvm drill = startDrill();
    drill.awaitWritten(folder.resolve("report/journal.jsonl"), "fault.imposed");
    return drill;
  }

  /** Everything in EC2 that costs money or stands in the way of the next run. */
  private List<String> left() {
    try (Ec2Client ec2 =
        Ec2Client.builder()
            .endpointOverride(URI.create(url))
            .region(Region.EU_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(ApacheHttpClient.create())
            .build()) {
      return Stream.of(
              ec2.describeInstances().reservations().stream()
                  .flatMap(each -> each.instances().stream())
                  .filter(each -> each.state().name() != InstanceStateName.TERMINATED)
                  .map(Instance::instanceId),
              ec2.describeAddresses().addresses().stream().map(each -> each.allocationId()),
              ec2.describeNetworkInterfaces().networkInterfaces().stream()
                  .map(each -> each.networkInterfaceId()),
              ec2.describeVpcs().vpcs().stream().map(each -> each.vpcId()))
          .flatMap(each -> each)
          .toList();
    }
  }

  @Test
  void the_first_signal_undoes_tears_down_and_reports() throws Exception {
    try (OtherJvm drill = drill()) {
      drill.terminate();
      OtherJvm.Result result = drill.await();

      assertThat(result.exit()).as(result.printed()).isEqualTo(3);
      assertThat(result.printed())
          .contains("SIGTERM: undoes what is broken", "stopped by SIGTERM", "Stack removed");
    }
    JournalReader journal = JournalReader.read(folder.resolve("report/journal.jsonl"));
    assertThat(journal.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(journal.evidence().drills().get(0).mayStillHold()).isFalse();
    assertThat(folder.resolve("report/report.html")).isNotEmptyFile();
    assertThat(left()).isEmpty();
  }

  @Test
  void of_many_runs_a_signal_lets_those_end_that_have_begun() throws Exception {
    try (OtherJvm runs =
        OtherJvm.startJar(folder, "drill", "--runs", "10000", "--report", "report")) {
      runs.awaitWritten(folder.resolve("report/runs/azdrill-1.jsonl"), "run.ended");
      runs.terminate();
      OtherJvm.Result result = runs.await();

      assertThat(result.exit()).as(result.printed()).isEqualTo(3);
      assertThat(result.printed()).containsPattern("stopped by SIGTERM after \\d+ of 10000 runs");
    }
    JournalReader journal = JournalReader.read(folder.resolve("report/journal.jsonl"));
    assertThat(journal.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void what_a_killed_run_left_is_restored_and_removed_by_another_process() throws Exception {
    try (OtherJvm drill = drill()) {
      drill.kill();
      drill.await();
    }
    assertThat(left()).isNotEmpty();

    byte[] evidence = Files.readAllBytes(folder.resolve("report/journal.jsonl"));
    try (OtherJvm again = startDrill()) {
      OtherJvm.Result refused = again.await();
      assertThat(refused.exit()).as(refused.printed()).isEqualTo(2);
      assertThat(refused.printed()).contains("never undone: run 'azdrill restore");
      assertThat(folder.resolve("report/journal.jsonl")).hasBinaryContent(evidence);
    }
    try (OtherJvm another =
        OtherJvm.start(
            folder,
            List.of(),
            List.of(onPlatform("restore", "report/ledger.jsonl"), onPlatform("teardown", STACK)))) {
      OtherJvm.Result result = another.await();
      assertThat(result.exit()).as(result.printed()).isZero();
      assertThat(result.printed()).contains("zone power loss on", "is undone");
    }
    assertThat(left()).isEmpty();
  }
}
