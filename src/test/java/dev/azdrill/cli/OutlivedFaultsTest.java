package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.fault.LedgerFile;
import dev.azdrill.platform.simulator.SimulatorServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** A run was killed while a fault held, and the next command of any kind sees its stack. */
class OutlivedFaultsTest {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
  private static final String ELSEWHERE =
      "run=abc123 until=2999-01-01T00:00:00Z host=elsewhere/1 pid=4711";
  private static final String OVER = "run=abc123 until=2020-01-01T00:00:00Z host=gone pid=4711";
  @TempDir Path folder;

  private final SimulatorServer server;
  private final String url;
  private final Ec2Client ec2;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  OutlivedFaultsTest() throws Exception {
    server =
        SimulatorServer.start(
            "outlived", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 60);
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
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(Arrays.asList(command));
    all.addAll(List.of("--platform", "endpoint", "--endpoint", url, "--completion", "never"));
    return Azdrill.commandLine(all.toArray(String[]::new))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private static TagSpecification tags(ResourceType type, Tag... tags) {
    return TagSpecification.builder().resourceType(type).tags(tags).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /**
   * A stack that a run broke and did not mend.
   *
   * @return its security group, which lacks a rule
   */
  private String broken(String stack, String lock, Instant until) {
    String group = group(stack, vpc(stack, lock), "app");
    cut(stack, group, until);
    return group;
  }

  private String vpc(String stack, String lock) {
    return ec2.createVpc(
            r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(
                        tags(
                            ResourceType.VPC,
                            tag("azdrill:stack", stack),
                            tag("azdrill:created", "2026-01-05T09:00:00Z"),
                            tag("azdrill:lock", lock))))
        .vpc()
        .vpcId();
  }

  private String group(String stack, String vpc, String name) {
    String group =
        ec2.createSecurityGroup(
                r ->
                    r.groupName(name)
                        .description(name)
                        .vpcId(vpc)
                        .tagSpecifications(
                            tags(ResourceType.SECURITY_GROUP, tag("azdrill:stack", stack))))
            .groupId();
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(RevokedRule.WEB));
    return group;
  }

  /** A run revokes the rule, and is killed. */
  private void cut(String stack, String group, Instant until) {
    RevokedRule.cut(url, stack, group, until);
    assertThat(isMended(group)).isFalse();
  }

  private boolean isMended(String group) {
    return !ec2.describeSecurityGroups(r -> r.groupIds(group))
        .securityGroups()
        .get(0)
        .ipPermissions()
        .isEmpty();
  }

  private List<String> keys() {
    return ec2.describeTags().tags().stream()
        .map(TagDescription::key)
        .filter(each -> each.matches("azdrill:(undo|lease|lock|claim).*"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stacks", "probe", "stacks --restore", "restore --stack shop"})
  void what_has_outlived_its_lease_is_undone_by_the_next_command_that_sees_it(String command) {
    String group = broken("shop", OVER, LONG_AGO);

    assertThat(run(command.split(" "))).as(err.toString()).isZero();

    assertThat(isMended(group)).isTrue();
    assertThat(keys()).as("neither tags nor a lock are left").isEmpty();
    assertThat(out.toString())
        .contains("authorize what was revoked from security group " + group)
        .contains("2020-01-01T00:00:00Z");
    assertThat(run(command.split(" "))).as("once more: " + err).isZero();
    assertThat(out.toString()).doesNotContain(group);
  }

  @Test
  void the_list_shows_that_a_fault_has_outlived_its_lease_and_says_what_was_undone() {
    String group = broken("shop", OVER, LONG_AGO);
    String words =
        "authorize what was revoked from security group "
            + group
            + " (it has outlived its lease, which ended at 2020-01-01T00:00:00Z)";

    run("stacks");

    assertThat(out.toString().lines())
        .contains(
            "  undo       " + words, "Stack shop: undone, left by an earlier run: " + words + ".");
  }

  @Test
  void a_restore_from_a_ledger_also_undoes_what_others_left_in_the_stack_for_too_long() {
    String group = broken("shop", OVER, LONG_AGO);
    Path ledger = folder.resolve("ledger.jsonl");
    try (LedgerFile file =
        LedgerFile.create(ledger, "endpoint", Optional.empty(), Optional.of("shop"))) {
      file.intended(FAR, new RevokedRule("another").ref(), List.of(), Optional.empty());
    }

    assertThat(run("restore", ledger.toString())).as(err.toString()).isZero();

    assertThat(isMended(group)).isTrue();
    assertThat(out.toString()).contains("cut on another is undone", "Stack shop: undone, left by");
  }

  /** What a line said that cannot be read is unknown: whatever the tags there say is undone. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"entry\":\"inten", "?\n"})
  void of_a_ledger_with_a_line_that_cannot_be_read_tags_tell_the_rest(String line)
      throws Exception {
    String group = broken("shop", OVER, FAR);
    Path ledger = folder.resolve("ledger.jsonl");
    LedgerFile.create(ledger, "endpoint", Optional.empty(), Optional.of("shop")).close();
    Files.writeString(ledger, line, StandardOpenOption.APPEND);

    assertThat(run("restore", ledger.toString())).as(err.toString()).isZero();

    assertThat(isMended(group)).isTrue();
    assertThat(err.toString()).contains("line 2 is no line", "tags of stack shop tell the rest");
    assertThat(out.toString()).contains("found a tag", "Nothing is left");
    assertThat(run("restore", ledger.toString())).as("once more: " + err).isZero();
  }

  @Test
  void of_a_ledger_that_names_no_stack_either_nothing_is_known_and_it_says_what_to_do()
      throws Exception {
    String group = broken("shop", OVER, FAR);
    Path ledger = folder.resolve("ledger.jsonl");
    LedgerFile.create(ledger, "endpoint", Optional.empty(), Optional.empty()).close();
    Files.writeString(ledger, "?", StandardOpenOption.APPEND);

    assertThat(run("restore", ledger.toString())).isEqualTo(4);

    assertThat(isMended(group)).isFalse();
    assertThat(err.toString()).contains("azdrill restore --stack NAME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stacks", "probe"})
  void a_living_lease_is_left_alone_by_who_only_sees_it(String command) {
    String group = broken("shop", OVER, FAR);
    List<String> before = keys();

    assertThat(run(command)).as(err.toString()).isZero();

    assertThat(isMended(group)).isFalse();
    assertThat(keys()).isEqualTo(before);
    assertThat(out.toString()).doesNotContain("undone");
  }

  @Test
  void of_two_faults_in_a_stack_the_one_whose_lease_is_over_is_undone_and_named() {
    String vpc = vpc("shop", OVER);
    String one = group("shop", vpc, "one");
    String other = group("shop", vpc, "other");
    cut("shop", one, FAR);
    cut("shop", other, LONG_AGO);

    assertThat(run("stacks")).as(err.toString()).isZero();

    assertThat(isMended(one)).isFalse();
    assertThat(isMended(other)).isTrue();
    assertThat(out.toString().lines().filter(each -> each.startsWith("Stack shop: undone")))
        .singleElement()
        .asString()
        .contains(other)
        .doesNotContain(one);
  }

  @Test
  void the_list_says_until_when_a_fault_may_hold_and_undoes_it_on_request() {
    String group = broken("shop", OVER, FAR);

    run("stacks");
    assertThat(out.toString())
        .contains(group + " (its lease ends at 2999-01-01T00:00:00Z)")
        .contains("expired: run abc123");

    assertThat(run("stacks", "--restore")).as(err.toString()).isZero();
    assertThat(isMended(group)).isTrue();
  }

  @Test
  void who_works_on_the_stack_undoes_what_a_run_left_that_is_over_whatever_its_lease_says() {
    broken("shop", OVER, FAR);

    assertThat(run("teardown", "shop")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("Stack shop: undone, left by an earlier run: ")
        .contains("(its lease ends at 2999-01-01T00:00:00Z)")
        .contains("Nothing is left that bears the tag azdrill:stack=shop.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stacks", "stacks --restore", "probe"})
  void what_a_living_run_holds_is_left_alone_and_that_is_said(String command) {
    String group = broken("shop", ELSEWHERE, LONG_AGO);
    List<String> before = keys();

    assertThat(run(command.split(" "))).as(err.toString()).isZero();

    assertThat(isMended(group)).isFalse();
    assertThat(keys()).isEqualTo(before);
    assertThat(out.toString())
        .contains(
            "Stack shop: what waits for its undo is left alone, held by run abc123 (process 4711"
                + " on elsewhere/1) until 2999-01-01T00:00:00Z.");
  }
}
