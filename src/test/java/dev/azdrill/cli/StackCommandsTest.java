package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.fault.AuthorizeIngress;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.StackConfiguration;
import dev.azdrill.platform.simulator.SimulatorServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The commands that look after stacks, on an endpoint where other runs have left some. */
class StackCommandsTest {
  private static final String ELSEWHERE =
      "run=abc123 until=2999-01-01T00:00:00Z host=elsewhere/1 pid=4711";
  private static final String OVER = "run=abc123 until=2020-01-01T00:00:00Z host=gone pid=4711";

  @TempDir Path folder;

  private final SimulatorServer server;
  private final String url;
  private final Ec2Client ec2;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  StackCommandsTest() throws Exception {
    server =
        SimulatorServer.start(
            "stacks", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 60);
    url = "http://127.0.0.1:" + server.port();
    ec2 =
        Ec2Client.builder()
            .endpointOverride(URI.create(url))
            .region(Region.EU_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(ApacheHttpClient.create())
            .build();
  }

  @AfterEach
  void close() {
    ec2.close();
    server.close();
  }

  private int run(String... command) {
    return completed("never", command);
  }

  private int completed(String completion, String... command) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(Arrays.asList(command));
    all.addAll(List.of("--platform", "endpoint", "--endpoint", url, "--completion", completion));
    return Azdrill.commandLine(all.toArray(String[]::new))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static Filter by(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static TagSpecification tags(ResourceType type, Tag... tags) {
    return TagSpecification.builder().resourceType(type).tags(tags).build();
  }

  /** A VPC of a stack, with a lock. */
  private String vpc(String stack, String lock) {
    return ec2.createVpc(
            r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(
                        tags(
                            ResourceType.VPC,
                            tag("azdrill:stack", stack),
                            tag("azdrill:blueprint", "production@1"),
                            tag("azdrill:created", "2026-01-05T09:00:00Z"),
                            tag("azdrill:lock", lock))))
        .vpc()
        .vpcId();
  }

  /** A security group of the stack from which a run revoked a rule. */
  private String broken(String stack, String vpc) {
    String group =
        ec2.createSecurityGroup(
                r ->
                    r.groupName("app")
                        .description("app")
                        .vpcId(vpc)
                        .tagSpecifications(
                            tags(ResourceType.SECURITY_GROUP, tag("azdrill:stack", stack))))
            .groupId();
    String undo =
        "{\"undo\":\"authorize-ingress\",\"groupId\":\""
            + group
            + "\",\"permissions\":[{\"IpProtocol\":\"tcp\",\"FromPort\":80,\"ToPort\":80,"
            + "\"IpRanges\":[{\"CidrIp\":\"10.0.0.0/8\"}]}]}";
    ec2.createTags(r -> r.resources(group).tags(tag("azdrill:undo:100", undo)));
    return group;
  }

  private boolean isMended(String group) {
    return !ec2.describeSecurityGroups(r -> r.groupIds(group))
        .securityGroups()
        .get(0)
        .ipPermissions()
        .isEmpty();
  }

  private long vpcs() {
    return ec2.describeVpcs().vpcs().size();
  }

  @Test
  void where_no_stack_stands_the_list_says_so() {
    vpcOfSomebodyElse();

    assertThat(run("stacks")).as(err.toString()).isZero();

    assertThat(out.toString()).contains("No stack of azdrill stands on ");
  }

  private void vpcOfSomebodyElse() {
    ec2.createVpc(r -> r.cidrBlock("10.7.0.0/16"));
  }

  @Test
  void stacks_are_listed_by_their_tags_with_lock_resources_and_undo() {
    String held = vpc("held", ELSEWHERE);
    String expired = vpc("expired", OVER);
    String group = broken("expired", expired);
    ec2.allocateAddress(
        r ->
            r.domain(DomainType.VPC)
                .tagSpecifications(tags(ResourceType.ELASTIC_IP, tag("azdrill:stack", "left"))));
    vpcOfSomebodyElse();

    assertThat(run("stacks")).as(err.toString()).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "expired · production@1 · made 2026-01-05T09:00:00Z · " + expired,
            "  lock       expired: run abc123 (process 4711 on gone) is over or did not renew it",
            "  resources  1 security-group, 1 vpc",
            "  undo       authorize what was revoked from security group " + group,
            "held · production@1 · made 2026-01-05T09:00:00Z · " + held,
            "  lock       held by run abc123 (process 4711 on elsewhere/1) until"
                + " 2999-01-01T00:00:00Z",
            "  resources  1 vpc",
            "left · without a VPC",
            "  lock       free",
            "  resources  1 elastic-ip");
    assertThat(isMended(group)).as("only looked at").isFalse();
  }

  @Test
  void what_waits_for_its_undo_is_undone_on_request_where_nobody_holds_the_stack() {
    String over = broken("expired", vpc("expired", OVER));
    String other = broken("held", vpc("held", ELSEWHERE));

    assertThat(run("stacks", "--restore")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("Stack expired: undone, left by an earlier run: authorize what");
    assertThat(isMended(over)).isTrue();
    assertThat(isMended(other)).isFalse();
    run("stacks");
    assertThat(out.toString()).doesNotContain("security group " + over).contains(other);
  }

  @Test
  void a_teardown_of_a_stack_that_does_not_stand_asks_which_was_meant_and_touches_nothing() {
    vpc("drill-x7k2p1", OVER);

    assertThat(run("teardown", "drill-x7k2p")).isEqualTo(2);

    assertThat(err.toString())
        .contains("saw 'drill-x7k2p': did you mean drill-x7k2p1?")
        .doesNotContain("\tat ");
    assertThat(vpcs()).isEqualTo(1);
    assertThat(run("teardown", "shop")).isEqualTo(2);
    assertThat(err.toString()).contains("saw 'shop': there are drill-x7k2p1");
  }

  @Test
  void a_teardown_where_nothing_stands_says_so() {
    assertThat(run("teardown", "shop")).isEqualTo(2);

    assertThat(err.toString()).contains("saw 'shop': none stands there");
  }

  @Test
  void a_teardown_is_refused_while_another_run_holds_the_stack_and_takes_it_with_force() {
    String vpc = vpc("shop", ELSEWHERE);
    vpcOfSomebodyElse();

    assertThat(run("teardown", "shop")).isEqualTo(2);
    assertThat(err.toString())
        .contains("stack shop is locked by run abc123 (process 4711 on elsewhere/1) until 2999")
        .contains("'azdrill teardown shop --force'");
    assertThat(vpcs()).isEqualTo(2);
    assertThat(ec2.describeTags(r -> r.filters(by("resource-id", vpc))).tags())
        .anyMatch(each -> each.value().equals(ELSEWHERE));

    assertThat(run("teardown", "shop", "--force")).as(err.toString()).isZero();

    assertThat(out.toString()).contains("took over the lock of run abc123");
    assertThat(vpcs()).isEqualTo(1);
  }

  @Test
  void a_teardown_undoes_first_what_a_run_left_that_is_over() {
    broken("shop", vpc("shop", OVER));

    assertThat(run("teardown", "shop")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("took over the lock of run abc123 (process 4711 on gone), which is over.")
        .contains("Stack shop: undone, left by an earlier run: ")
        .contains("Nothing is left that bears the tag azdrill:stack=shop.");
    assertThat(vpcs()).isZero();
  }

  @Test
  void a_restore_is_refused_while_another_run_holds_the_stack_and_takes_it_with_force() {
    String vpc = vpc("shop", ELSEWHERE);
    String group = broken("shop", vpc);

    assertThat(run("restore", "--stack", "shop")).isEqualTo(2);
    assertThat(err.toString()).contains("stack shop is locked by run abc123");
    assertThat(isMended(group)).isFalse();

    assertThat(run("restore", "--stack", "shop", "--force")).as(err.toString()).isZero();

    assertThat(out.toString()).as("tags do not say it").contains(Restorer.UNCOMPARED);
    assertThat(isMended(group)).isTrue();
    assertThat(ec2.describeTags(r -> r.filters(by("key", "azdrill:lock"))).tags())
        .as("released")
        .isEmpty();
  }

  @Test
  void a_restore_of_a_stack_that_does_not_stand_asks_which_was_meant() {
    vpc("drill-x7k2p1", OVER);

    assertThat(run("restore", "--stack", "drill-x7k2p")).isEqualTo(2);

    assertThat(err.toString()).contains("saw 'drill-x7k2p': did you mean drill-x7k2p1?");
  }

  @Test
  void a_restore_from_a_ledger_is_refused_while_another_run_holds_its_stack() {
    String group = broken("shop", vpc("shop", ELSEWHERE));
    Path ledger = folder.resolve("ledger.jsonl");
    try (LedgerFile file =
        LedgerFile.create(ledger, "endpoint", Optional.empty(), Optional.of("shop"))) {
      file.intended(Instant.EPOCH, new FaultRef("cut", group), List.of(), Optional.empty());
    }

    assertThat(run("restore", ledger.toString())).as(out.toString()).isEqualTo(2);

    assertThat(err.toString()).contains("stack shop is locked by run abc123");
    assertThat(isMended(group)).isFalse();
  }

  @Test
  void the_stack_of_a_ledger_that_names_none_is_that_of_what_it_mends() {
    String group = broken("shop", vpc("shop", ELSEWHERE));
    Path ledger = folder.resolve("ledger.jsonl");
    try (LedgerFile file =
        LedgerFile.create(ledger, "endpoint", Optional.empty(), Optional.empty())) {
      file.intended(
          Instant.EPOCH,
          new FaultRef("cut", group),
          List.of(new AuthorizeIngress(group, List.of())),
          Optional.empty());
    }

    assertThat(run("restore", ledger.toString())).as(out.toString()).isEqualTo(2);

    assertThat(err.toString()).contains("stack shop is locked by run abc123");
  }

  @Test
  void a_restore_after_which_the_stack_is_not_as_it_was_says_so_and_is_no_success() {
    String vpc = vpc("shop", OVER);
    Path ledger = folder.resolve("ledger.jsonl");
    try (LedgerFile file =
        LedgerFile.create(ledger, "endpoint", Optional.of(url), Optional.of("shop"))) {
      file.standing(vpc, new StackConfiguration(Map.of("NAT gateways", Set.of("nat-1 available"))));
    }

    assertThat(run("restore", ledger.toString())).isEqualTo(4);

    assertThat(err.toString())
        .contains("VPC " + vpc + ": the NAT gateways are not as they were: gone: nat-1 available.");
    assertThat(out.toString()).doesNotContain("Nothing is left");
  }

  /** A server that was started anew has nothing of what the ledger is about. */
  @Test
  void a_restore_on_an_empty_server_says_what_is_gone_and_elsewhere_that_it_is_not_there() {
    Path ledger = folder.resolve("ledger.jsonl");
    Path other = folder.resolve("other.jsonl");
    for (Path each : List.of(ledger, other)) {
      String there = each.equals(ledger) ? url : "http://127.0.0.1:5";
      try (LedgerFile file =
          LedgerFile.create(each, "endpoint", Optional.of(there), Optional.of("shop"))) {
        file.intended(
            Instant.EPOCH,
            new FaultRef("cut", "sg-1"),
            List.of(new AuthorizeIngress("sg-0123456789abcdef0", List.of())),
            Optional.empty());
      }
    }

    assertThat(run("restore", ledger.toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("cut on sg-1 has nothing left to undo: gone by now: security group sg-0123")
        .doesNotContain("is undone");

    assertThat(run("restore", other.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("is not here, and the ledger names another place");
    assertThat(out.toString()).doesNotContain("Nothing is left");
  }

  @Test
  void a_drill_is_refused_while_another_run_holds_the_stack() throws IOException {
    vpc("shop", ELSEWHERE);
    Path report = Files.createDirectories(folder.resolve("r"));
    Files.writeString(report.resolve("report.html"), "an earlier run");
    Files.writeString(report.resolve("journal.jsonl"), "an earlier run");

    assertThat(completed("always", "drill", "--name", "shop", "--report", report.toString()))
        .as(out.toString())
        .isEqualTo(2);

    assertThat(err.toString()).contains("stack shop is locked by run abc123");
    assertThat(report.resolve("report.html")).hasContent("an earlier run");
    assertThat(report.resolve("journal.jsonl")).hasContent("an earlier run");
    assertThat(vpcs()).isEqualTo(1);
    assertThat(ec2.describeSubnets().subnets()).isEmpty();
  }

  @Test
  void a_name_that_aws_would_refuse_is_refused_in_one_sentence() {
    assertThat(completed("always", "drill", "--name", "a-name-that-is-too-long")).isEqualTo(2);

    assertThat(err.toString())
        .contains("expected a stack name of at most 18 lower-case letters, digits and single")
        .contains("saw 'a-name-that-is-too-long'");
    assertThat(err.toString().lines()).hasSize(1);
  }
}
