package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.fault.LedgerFile;
import dev.azdrill.platform.simulator.SimulatorServer;
import dev.azdrill.topology.Blueprints;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Bad input that is found only once the endpoint was asked: nothing is left of it, either. */
class RefusedDrillTest {
  private static final Path SYSTEM_FILE = Path.of("/sys/kernel/uevent_seqnum");

  @TempDir Path folder;

  private final SimulatorServer server =
      SimulatorServer.start(
          "refused", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 60);
  private final StringWriter err = new StringWriter();

  RefusedDrillTest() throws Exception {}

  @AfterEach
  void close() {
    server.close();
  }

  private Path report() {
    return folder.resolve("a/report");
  }

  private int drill(String endpoint, String... more) {
    List<String> all =
        new ArrayList<>(List.of("drill", "--platform", "endpoint", "--endpoint", endpoint));
    all.addAll(List.of("--report", report().toString()));
    all.addAll(List.of(more));
    return run(all);
  }

  private int run(List<String> all) {
    return Azdrill.commandLine(all.toArray(String[]::new))
        .setOut(new PrintWriter(new StringWriter(), true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private String url() {
    return "http://127.0.0.1:" + server.port();
  }

  @Test
  void a_speed_is_refused_where_the_served_region_has_its_own() {
    assertThat(drill(url(), "--speed", "10")).as("%s", err).isEqualTo(2);

    assertThat(err.toString())
        .contains("--speed has no effect on a region that azdrill serves")
        .hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void what_the_endpoint_cannot_do_leaves_nothing() {
    assertThat(drill(url(), "--keep", "--completion", "always")).as("%s", err).isEqualTo(2);

    assertThat(err.toString()).contains("--keep has no effect here").hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void an_image_that_the_platform_does_not_have_leaves_nothing() throws Exception {
    Path blueprint = folder.resolve("mine.yaml");
    Files.writeString(
        blueprint,
        Blueprints.text("production").replaceFirst("image: \\S+", "image: ami-00000000000000000"));
    List<List<String>> platforms =
        List.of(
            List.of("--platform", "simulator"),
            List.of("--platform", "simulator", "--runs", "2"),
            List.of("--platform", "endpoint", "--endpoint", url(), "--completion", "always"));

    for (List<String> platform : platforms) {
      err.getBuffer().setLength(0);
      List<String> all = new ArrayList<>(List.of("drill", "--report", report().toString()));
      all.addAll(List.of("--blueprint", blueprint.toString()));
      all.addAll(platform);

      assertThat(run(all)).as("%s", err).isEqualTo(2);

      assertThat(err.toString())
          .contains("group.image: expected an AMI that exists on this platform, saw ami-0000")
          .hasLineCount(1);
      assertThat(folder.resolve("a")).doesNotExist();
    }
    try (Ec2Client ec2 = ec2()) {
      Filter made = Filter.builder().name("tag-key").values("azdrill:stack").build();
      assertThat(ec2.describeVpcs(r -> r.filters(made)).vpcs()).isEmpty();
    }
  }

  @Test
  void an_endpoint_that_is_not_there_leaves_nothing() {
    assertThat(drill("http://127.0.0.1:9")).as("%s", err).isEqualTo(2);

    assertThat(err.toString()).contains("nobody answers there").hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @EnabledIf("hasSystemFile")
  void a_ledger_that_cannot_be_replaced_is_refused_before_anything_is_asked() throws Exception {
    Files.createDirectories(report());
    Files.createSymbolicLink(report().resolve(RunLedger.NAME), SYSTEM_FILE);

    assertThat(drill("http://127.0.0.1:9")).as("%s", err).isEqualTo(2);

    assertThat(err.toString()).contains("it cannot be written (access denied)").hasLineCount(1);
    Files.delete(report().resolve(RunLedger.NAME));
  }

  /** It cannot be opened for writing, not even by root. */
  static boolean hasSystemFile() {
    return Files.isRegularFile(SYSTEM_FILE);
  }

  @Test
  void files_of_an_earlier_run_stay_as_they_are() throws Exception {
    Files.createDirectories(report());
    Path ledger = report().resolve(RunLedger.NAME);
    LedgerFile.create(ledger, "endpoint", Optional.of("http://one"), Optional.of("shop")).close();
    Files.writeString(report().resolve("journal.jsonl"), "of an earlier run");
    Files.writeString(report().resolve("report.html"), "of an earlier run");
    String before = Files.readString(ledger);

    assertThat(drill(url(), "--keep", "--completion", "always")).isEqualTo(2);

    assertThat(ledger).hasContent(before);
    assertThat(report().resolve("journal.jsonl")).hasContent("of an earlier run");
    assertThat(report().resolve("report.html")).hasContent("of an earlier run");
  }

  /** Both saw no stack of this name; the other one was first. */
  @Test
  void a_run_that_comes_second_at_the_same_moment_leaves_nothing() throws Exception {
    try (Ec2Client ec2 = ec2();
        BeforeCall rival =
            BeforeCall.of(Set.of("Action=CreateVpc&", "azdrill%3Astack"), url(), () -> lock(ec2))) {
      assertThat(drill(rival.url(), "--name", "shop", "--completion", "always"))
          .as("%s", err)
          .isEqualTo(2);

      assertThat(err.toString()).contains("elsewhere/1").hasLineCount(1);
      assertThat(folder).isEmptyDirectory();
      assertThat(ec2.describeVpcs(r -> r.filters(of("shop"))).vpcs()).hasSize(1);
    }
  }

  private static Filter of(String stack) {
    return Filter.builder().name("tag:azdrill:stack").values(stack).build();
  }

  private static void lock(Ec2Client ec2) {
    String id = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    ec2.createTags(
        r ->
            r.resources(id)
                .tags(
                    Tag.builder().key("azdrill:stack").value("shop").build(),
                    Tag.builder()
                        .key("azdrill:lock")
                        .value("run=abc123 until=2999-01-01T00:00:00Z host=elsewhere/1 pid=4711")
                        .build()));
  }

  private Ec2Client ec2() {
    return Ec2Client.builder()
        .endpointOverride(URI.create(url()))
        .region(Region.EU_WEST_2)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
        .httpClient(ApacheHttpClient.create())
        .build();
  }
}
