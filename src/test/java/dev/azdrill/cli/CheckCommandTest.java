package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.azdrill.discovery.Discovery;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.guarantee.Proof;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.InventoryFile;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.Snapshot;
import dev.azdrill.inventory.SnapshotTest;
import dev.azdrill.platform.simulator.RegionBeginning;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.platform.simulator.SimulatorServer;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Checking, saving and comparing what stands, on a server with a stack that somebody else made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckCommandTest {
  @TempDir Path folder;

  private SimulatorServer server;
  private Inventory standing = Inventory.empty();

  /** What a command printed, and what it ended with. */
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record Ran(int exit, String out, String err) {}

  @BeforeAll
  void begin() throws IOException {
    server =
        SimulatorServer.start(
            new RegionBeginning(
                "check",
                1,
                true,
                aws -> {
                  new Provisioner(aws, StepListener.SILENT)
                      .provision(Blueprints.shipped("production"), "shop", "test");
                  standing = new Discovery(aws).byStack("shop");
                }),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Set.of());
  }

  @AfterAll
  void end() {
    server.close();
  }

  private static Ran run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Azdrill.commandLine(words)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }

  private Ran there(String... words) {
    return run(
        Stream.concat(Stream.of(words), Stream.of("--platform", "endpoint", "--endpoint", url()))
            .toArray(String[]::new));
  }

  private String url() {
    return "http://127.0.0.1:" + server.port();
  }

  private String vpc() {
    return standing.all(Kind.VPC).get(0).vpcId();
  }

  private static List<String> verdicts(Inventory inventory) {
    return Guarantees.prove(inventory).stream().map(Proof::verdict).map(Enum::name).toList();
  }

  private Path saved(String name, Inventory inventory) {
    Path file = folder.resolve(name);
    InventoryFile.save(inventory, file);
    return file;
  }

  @Test
  void all_guarantees_of_production_on_the_simulator_are_proven_and_it_ends_with_0() {
    Ran ran = run("check");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("stack production", "proven    stored data is encrypted")
        .contains("Verdict: PASSED, 12 of 12 guarantees proven.");
  }

  @Test
  void what_holds_and_is_hard_to_live_with_is_told_beside_it() throws IOException {
    String text = Blueprints.text("production").replace("rate-limit: 2000", "rate-limit: 10");
    Path low = Files.writeString(folder.resolve("low.yaml"), text);

    Ran ran = run("check", "--blueprint", low.toString());

    assertThat(ran.exit()).isZero();
    assertThat(ran.out().lines().filter(each -> each.contains("a web ACL protects")).toList())
        .singleElement()
        .asString()
        .contains("proven ", "lets only 10 requests in 300 s of one client address pass");
  }

  @Test
  void a_guarantee_that_a_broken_blueprint_violates_is_named_and_it_ends_with_1() {
    Ran ran = run("check", "--blueprint", "demo");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("VIOLATED  no instance has a public address: i-");
  }

  @Test
  void what_makes_a_violated_guarantee_hold_is_in_every_report_and_not_beside_what_holds()
      throws IOException {
    Path reports = folder.resolve("reports");
    String remediation = "Set MetadataOptions.HttpTokens=required in the launch template";

    Ran ran = run("check", "--blueprint", "demo", "--report", reports.toString());

    assertThat(ran.out()).contains("To mend it: " + remediation);
    assertThat(Files.readString(reports.resolve("report.html")))
        .contains("To mend it: " + remediation);
    assertThat(Files.readString(reports.resolve("junit.xml")))
        .contains("To mend it: " + remediation);
    JsonNode violated = JSON.readTree(reports.resolve("report.json").toFile());
    assertThat(violated.findValues("guarantees").get(0).findValuesAsText("remediation"))
        .hasSize(9)
        .anyMatch(each -> each.startsWith(remediation));
    assertThat(run("check").out()).doesNotContain("To mend it");
    JsonNode proven = JSON.readTree(run("check", "--format", "json").out());
    assertThat(proven.findValues("guarantees").get(0).findValuesAsText("why")).hasSize(12);
    assertThat(proven.findValues("guarantees").get(0).findValuesAsText("remediation")).isEmpty();
  }

  @Test
  void what_stands_is_found_by_its_name_its_vpc_or_any_tag() {
    assertThat(there("check").out()).contains("stack shop");
    assertThat(there("check", "--vpc", vpc()).exit()).isZero();
    assertThat(there("check", "--tag", "azdrill:stack=shop").exit()).isZero();
  }

  @Test
  void what_was_saved_is_what_stands_and_proves_the_same() {
    Path file = folder.resolve("shop.json");

    Ran ran = there("snapshot", "--stack", "shop", "-o", file.toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    Inventory read = Snapshot.read(file).of(Optional.empty());
    assertThat(read).isEqualTo(standing);
    assertThat(verdicts(read)).isEqualTo(verdicts(standing)).containsOnly("PROVEN");
    assertThat(run("check", "--snapshot", file.toString()).exit()).isZero();
  }

  @Test
  void what_the_aws_cli_printed_proves_the_same() {
    Inventory read = Snapshot.read(SnapshotTest.CLI).of(Optional.of(SnapshotTest.VPC));

    assertThat(verdicts(read)).isEqualTo(verdicts(standing));
    assertThat(
            run("check", "--snapshot", SnapshotTest.CLI.toString(), "--vpc", SnapshotTest.VPC)
                .exit())
        .isZero();
  }

  @Test
  void a_guarantee_over_what_could_not_be_read_is_unknown_and_a_failure_only_if_strict() {
    Inventory without = standing.without(Kind.DB_INSTANCE, "AccessDenied: not authorized");
    String file = saved("without.json", without).toString();

    Ran ran = run("check", "--snapshot", file);

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out())
        .contains(
            "UNKNOWN   stored data is encrypted: dbInstances were not read: AccessDenied: not"
                + " authorized");
    assertThat(run("check", "--snapshot", file, "--strict").exit()).isEqualTo(1);
  }

  @Test
  void a_group_that_can_launch_nothing_is_violated_by_what_its_template_names() throws IOException {
    try (SimulatorPlatform there = SimulatorPlatform.create("there")) {
      new Provisioner(there.session(), StepListener.SILENT)
          .provision(Blueprints.shipped("production"), "shop", "there");
      Ec2Client ec2 = Somebody.beside(there.session()).ec2();
      String template = ec2.describeLaunchTemplates().launchTemplates().get(0).launchTemplateId();
      ec2.createLaunchTemplateVersion(
          r ->
              r.launchTemplateId(template)
                  .sourceVersion("1")
                  .launchTemplateData(d -> d.imageId("ami-00000000000000000")));
      String file =
          saved("imageless.json", new Discovery(there.session()).byStack("shop")).toString();

      Ran ran = run("check", "--snapshot", file);

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out())
          .contains("11 of 12 guarantees proven")
          .contains(
              "VIOLATED  the group replaces what the load balancer finds unhealthy: shop-group"
                  + " launches from shop-launch-template version 2, whose image"
                  + " ami-00000000000000000 does not exist");
    }
  }

  @Test
  void a_document_is_printed_alone_and_ends_with_the_same_code() {
    String file = saved("whole.json", standing).toString();

    Ran json = run("check", "--snapshot", file, "--format", "json");
    Ran junit = run("check", "--snapshot", file, "--format", "junit");

    assertThat(json.exit()).isZero();
    assertThat(json.out()).startsWith("{").contains("\"verdict\" : \"PASSED\"");
    assertThat(junit.out()).startsWith("<?xml").contains("guarantee storage-is-encrypted");
  }

  @Test
  void findings_are_printed_as_other_tools_read_them() {
    String file =
        saved(
                "exposed.json",
                standing.map(
                    Kind.DB_INSTANCE, each -> each.copy(it -> it.publiclyAccessible(true))))
            .toString();

    Ran sarif = run("check", "--snapshot", file, "--format", "sarif");
    Ran ocsf = run("check", "--snapshot", file, "--format", "ocsf");
    Ran html = run("check", "--snapshot", file, "--format", "html");

    assertThat(List.of(sarif.exit(), ocsf.exit(), html.exit())).containsOnly(1);
    assertThat(sarif.out())
        .startsWith("{")
        .contains("\"kind\" : \"fail\"", "\"fullyQualifiedName\" : \"shop-database\"");
    assertThat(ocsf.out())
        .startsWith("[")
        .contains("\"status\" : \"Fail\"", "\"uid\" : \"shop-database\"");
    assertThat(html.out()).startsWith("<!DOCTYPE html>").contains("shop-database");
  }

  @Test
  void reports_and_a_journal_are_written_where_wanted_and_the_journal_proves_the_same() {
    String file = saved("reported.json", standing).toString();
    Path reports = folder.resolve("reports");

    Ran ran = run("check", "--snapshot", file, "--report", reports.toString());

    assertThat(ran.exit()).isZero();
    for (String each : List.of("report.html", "report.json", "junit.xml", "journal.jsonl")) {
      assertThat(reports.resolve(each)).isNotEmptyFile();
      assertThat(ran.out()).contains("Written:   " + reports.resolve(each));
    }
    Ran again =
        run("report", reports.resolve("journal.jsonl").toString(), "--report", reports.toString());
    assertThat(again.exit()).as(again.out() + again.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check --stack shpo            | saw 'shpo': did you mean shop?",
        "check --tag azdrill:stack=shp | saw 'azdrill:stack=shp': did you mean azdrill:stack=shop?",
        "check --vpc vpc-00000000000000000 | expected the id of a VPC, saw 'vpc-0000",
        "check --vpc vpc-1 | expected --vpc to be the id of a VPC, saw 'vpc-1': write one such as",
        "check --stack *               | saw '*': there are shop",
        "check --vpc ../vpc            | expected --vpc to be the id of a VPC, saw '../vpc'",
        "check --tag shop              | expected --tag to be a key and a value, saw 'shop'",
        "check --tag =                 | expected --tag to be a key and a value, saw '='",
        "check --stack shop --vpc v    | expected one of --stack, --vpc, --tag and --terraform-state, saw --stack and --vpc",
        "check --blueprint demo        | --blueprint has no effect on the platform endpoint",
        "check --completion always     | --completion has no effect here",
        "snapshot                      | Missing required option: '--output=FILE|DIR'"
      })
  void what_matches_nothing_or_contradicts_itself_on_a_platform_is_bad_input(
      String words, String sentence) {
    Ran ran = there(words.split(" "));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(sentence).hasLineCount(1);
    assertThat(ran.out()).isEmpty();
  }

  private Path state(String... vpcIds) throws IOException {
    String resources =
        Stream.of(vpcIds)
            .map(
                each ->
                    "{\"mode\": \"managed\", \"type\": \"aws_vpc\", \"instances\": [{\"attributes\":"
                        + " {\"id\": \""
                        + each
                        + "\"}}]}")
            .collect(Collectors.joining(", "));
    return Files.writeString(
        folder.resolve("terraform.tfstate"),
        "{\"version\": 4, \"resources\": [" + resources + "]}");
  }

  @Test
  void the_vpc_of_a_terraform_state_is_checked_where_it_stands_and_in_a_snapshot()
      throws IOException {
    Ran stands = there("check", "--terraform-state", state(vpc()).toString());
    assertThat(stands.exit()).as(stands.out() + stands.err()).isZero();
    assertThat(judged(stands)).isNotEmpty().isEqualTo(judged(there("check", "--vpc", vpc())));

    String cli = SnapshotTest.CLI.toString();
    String state = state(SnapshotTest.VPC).toString();
    assertThat(judged(run("check", "--snapshot", cli, "--terraform-state", state)))
        .isNotEmpty()
        .isEqualTo(judged(run("check", "--snapshot", cli, "--vpc", SnapshotTest.VPC)));
  }

  /** What was printed, but for the command that prints it again. */
  private static List<String> judged(Ran ran) {
    return ran.out().lines().filter(each -> !each.startsWith("Reproduce: ")).toList();
  }

  @Test
  void a_terraform_state_that_does_not_tell_which_vpc_is_meant_is_bad_input() throws IOException {
    Path of = folder.resolve("terraform.tfstate");
    List<String> sentences =
        List.of(
            "expected a Terraform state with one VPC, saw none in " + of,
            "expected a Terraform state with one VPC, saw vpc-1, vpc-2 in " + of,
            "expected the VPC of " + of + " to stand there, saw 'vpc-00000000000000000'",
            "expected the VPC in " + of + " to be the id of a VPC, saw 'vpc-1'");
    List<String[]> ids =
        List.of(
            new String[] {},
            new String[] {"vpc-2", "vpc-1"},
            new String[] {"vpc-00000000000000000"},
            new String[] {"vpc-1"});
    for (int i = 0; i < ids.size(); i++) {
      state(ids.get(i));
      Ran ran = there("check", "--terraform-state", of.toString());
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err()).contains(sentences.get(i)).hasLineCount(1);
    }
    assertThat(there("check", "--vpc", vpc(), "--terraform-state", of.toString()).err())
        .contains("saw --vpc and --terraform-state: leave all but one out");
  }

  @Test
  void two_architectures_stand_beside_each_other() {
    String whole = saved("a.json", standing).toString();
    String less =
        saved("b.json", standing.without(Kind.NAT_GATEWAY, "AccessDenied: not authorized"))
            .toString();

    Ran ran = run("compare", whole, less);

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("? reached from the internet       4 pairs of address and port")
        .containsPattern("\\? NAT gateways by zone +1 in eu-west-2a +unknown: not read were")
        .contains("They differ in ", " cannot be told.");
    assertThat(run("compare", whole, whole).out()).contains("They differ in 0 of 20 rows.");
  }
}
