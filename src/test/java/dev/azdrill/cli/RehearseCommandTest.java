package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.Matrix;
import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.InventoryFile;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.SnapshotTest;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Rehearsing what was saved of a stack. */
class RehearseCommandTest {
  private static Inventory standing = Inventory.empty();

  @TempDir Path folder;

  /** What a command printed, and what it ended with. */
  private record Ran(int exit, String out, String err) {}

  @BeforeAll
  static void stands() {
    try (SimulatorPlatform there = SimulatorPlatform.create("there")) {
      new Provisioner(there.session(), StepListener.SILENT)
          .provision(Blueprints.shipped("production"), "shop", "there");
      there.session().clock().pass(Duration.ofMinutes(30));
      standing = new Discovery(there.session()).byStack("shop");
    }
  }

  private Ran rehearse(Inventory stack, String... words) {
    Path file = folder.resolve("shop.json");
    InventoryFile.save(stack, file);
    return run(
        Stream.concat(
                Stream.of("rehearse", "--snapshot", file.toString(), "--report", report()),
                Stream.of(words))
            .toArray(String[]::new));
  }

  private String report() {
    return folder.resolve("rehearsal").toString();
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

  @Test
  void a_sound_stack_passes_every_drill_that_applies_with_every_seed() {
    int runs = 2 / Matrix.every(2);
    String all = " +%d of %d ".formatted(runs, runs);

    Ran ran = rehearse(standing, "--runs", Integer.toString(runs));

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("12 of 12 proven", "the application answers 10 to 60 s after its instance runs")
        .containsPattern("Zone eu-west-2b loses power" + all)
        .containsPattern("The database is made to fail over" + all)
        .containsPattern("zone-capacity-loss:zone=eu-west-2b.*" + all)
        .contains("14 of 14 drills passed, " + 14 * runs + " runs in ");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void the_same_seed_gives_the_same_report_and_one_run_of_many_can_be_had_alone()
      throws IOException {
    String drill = "database-failover";
    rehearse(standing, "--drill", drill, "--runs", "3");
    byte[] many = report(1);
    String seed = new String(many, StandardCharsets.UTF_8);
    String worst = seed.replaceAll("(?s).*\"seed\" : \"(azdrill-[0-9])\".*", "$1");

    rehearse(standing, "--drill", drill, "--runs", "1", "--seed", worst);

    assertThat(worst).matches("azdrill-[123]");
    assertThat(report(1)).isEqualTo(many);
  }

  private byte[] report(int drill) throws IOException {
    return Files.readAllBytes(folder.resolve("rehearsal/drill-" + drill + "/report.json"));
  }

  @Test
  void a_database_without_a_standby_breaks_the_drills_that_need_one_and_is_named() {
    Inventory single =
        standing.map(
            Kind.DB_INSTANCE,
            each -> each.copy(it -> it.multiAZ(false).secondaryAvailabilityZone(null)));
    String zone = single.all(Kind.DB_INSTANCE).get(0).availabilityZone();

    Ran ran = rehearse(single, "--drill", "zone-power-loss", "--zone", zone, "--runs", "1");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("VIOLATED  every tier stands in at least two zones")
        .contains("1 of 1 run did not pass", "has no standby")
        .contains("Verdict: FAILED, 0 of 1 drills passed");
  }

  @Test
  void what_is_not_in_the_twin_is_named_and_nothing_is_green_beside_it_unless_it_is_irrelevant()
      throws IOException {
    LoadBalancer other =
        standing.all(Kind.LOAD_BALANCER).get(0).toBuilder()
            .loadBalancerArn(
                "arn:aws:elasticloadbalancing:eu-west-2:123456789012:loadbalancer/gwy/tcp/0123456789abcdef")
            .loadBalancerName("tcp")
            .type(LoadBalancerTypeEnum.GATEWAY)
            .build();
    Inventory more =
        standing.with(Kind.LOAD_BALANCER, List.of(standing.all(Kind.LOAD_BALANCER).get(0), other));

    Ran ran = rehearse(more, "--drill", "instance-termination", "--runs", "1");

    assertThat(ran.out())
        .contains("Left out, and so not exercised", "is not in the twin: ")
        .contains("1 of 1 drills passed");
    assertThat(ran.exit()).isNotZero();

    Path file = folder.resolve("twin.yaml");
    Files.writeString(file, "irrelevant: ['" + other.loadBalancerArn() + "']");
    Ran accepted =
        rehearse(
            more,
            "--drill",
            "instance-termination",
            "--runs",
            "1",
            "--assumptions",
            file.toString());
    assertThat(accepted.err()).isEmpty();
    assertThat(accepted.out()).contains("Left out, and irrelevant as the assumptions say");
    assertThat(accepted.exit()).isZero();

    Files.writeString(file, "irrelevant: ['" + other.loadBalancerArn() + "0']");
    Ran misspelt = rehearse(more, "--assumptions", file.toString());
    assertThat(misspelt.exit()).isEqualTo(2);
    assertThat(misspelt.err())
        .contains("did you mean " + other.loadBalancerArn() + "?")
        .hasLineCount(1);
  }

  @Test
  void a_group_whose_image_is_gone_launches_nothing_in_the_twin_either() {
    Ran ran =
        rehearse(
            standing.with(Kind.IMAGE, List.of()), "--drill", "instance-termination", "--runs", "1");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("VIOLATED  the group replaces what the load balancer finds unhealthy: ")
        .contains("1 of 1 run did not pass", "does not exist")
        .contains("Verdict: FAILED, 0 of 1 drills passed")
        .doesNotContain("Left out");
  }

  @Test
  void an_image_that_was_not_read_is_assumed_and_told_and_its_guarantee_is_unknown() {
    Ran ran =
        rehearse(
            standing.without(Kind.IMAGE, "AccessDenied: not authorized"),
            "--drill",
            "instance-termination",
            "--runs",
            "1");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out())
        .contains("exists (images were not read: AccessDenied: not authorized)")
        .contains("UNKNOWN   the group replaces what the load balancer finds unhealthy: images")
        .contains("1 of 1 drills passed")
        .doesNotContain("Left out");
  }

  @Test
  void a_hook_that_abandons_launches_leaves_all_open_until_somebody_says_who_completes_it()
      throws IOException {
    String group = standing.all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName();
    Inventory held =
        standing.with(
            Kind.LIFECYCLE_HOOK,
            List.of(
                LifecycleHook.builder()
                    .autoScalingGroupName(group)
                    .lifecycleHookName("warm-up")
                    .lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING")
                    .heartbeatTimeout(300)
                    .globalTimeout(30_000)
                    .defaultResult("ABANDON")
                    .build()));

    Ran open = rehearse(held, "--drill", "instance-termination", "--runs", "1");

    assertThat(open.exit()).isEqualTo(3);
    assertThat(open.out())
        .contains("UNKNOWN   the group replaces what the load balancer finds unhealthy: ")
        .contains(group + " warm-up (lifecycleHooks) is not in the twin: it abandons a launch");

    Path file = folder.resolve("twin.yaml");
    Files.writeString(file, "lifecycle-hooks: 45s");
    Ran told =
        rehearse(
            held,
            "--drill",
            "instance-termination",
            "--runs",
            "1",
            "--assumptions",
            file.toString());

    assertThat(told.err()).isEmpty();
    assertThat(told.out())
        .contains("lifecycle hook warm-up of " + group + " is completed 45s after a launch")
        .contains("12 of 12 proven", "1 of 1 drills passed");
    assertThat(told.exit()).isZero();
  }

  @Test
  void what_could_not_be_read_is_told_and_nothing_is_green_beside_it() {
    Ran ran =
        rehearse(
            standing.without(Kind.DB_INSTANCE, "AccessDenied: not authorized"),
            "--drill",
            "instance-termination",
            "--runs",
            "1");

    assertThat(ran.out())
        .contains(
            "each (dbInstances) is not in the twin: they could not be read: AccessDenied: not"
                + " authorized");
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void a_target_that_was_unhealthy_for_a_reason_of_its_own_is_told_and_nothing_is_green_beside_it()
      throws IOException {
    Inventory ill =
        standing.map(
            Kind.TARGET_HEALTH,
            each ->
                each.copy(
                    it ->
                        it.targetHealth(
                            h ->
                                h.state(TargetHealthStateEnum.UNHEALTHY)
                                    .reason(
                                        TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH))));

    Ran ran = rehearse(ill, "--drill", "instance-termination", "--runs", "1");

    assertThat(ran.out())
        .contains("Not in a steady state when it was described")
        .contains(" was unhealthy (Target.ResponseCodeMismatch)")
        .contains("1 of 1 drills passed")
        .contains("VIOLATED  every tier stands in at least two zones");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(report(1))
        .asString(StandardCharsets.UTF_8)
        .contains("\"verdict\" : \"INCONCLUSIVE\"", "twin-is-complete");
  }

  @Test
  void a_group_beside_the_one_behind_the_load_balancer_is_left_alone() {
    AutoScalingGroup group = standing.all(Kind.AUTO_SCALING_GROUP).get(0);
    AutoScalingGroup other =
        group.copy(
            it ->
                it.autoScalingGroupName("batch")
                    .autoScalingGroupARN(group.autoScalingGroupARN() + "-batch")
                    .minSize(0)
                    .desiredCapacity(0)
                    .instances(List.of())
                    .targetGroupARNs(List.of())
                    .trafficSources(List.of()));

    Ran ran =
        rehearse(
            standing.with(Kind.AUTO_SCALING_GROUP, List.of(group, other)),
            "--drill",
            "instance-termination",
            "--runs",
            "1");

    assertThat(ran.out()).contains("1 of 1 drills passed");
  }

  @Test
  void a_kind_that_nobody_looked_for_is_told_and_nothing_is_green_beside_it() throws IOException {
    Path file = folder.resolve("less.json");
    Inventory.Builder less = Inventory.builder();
    Kind.all().stream()
        .filter(each -> each != Kind.DB_INSTANCE)
        .forEach(each -> copy(each, standing, less));
    InventoryFile.save(less.build(), file);

    Ran ran =
        run(
            "rehearse",
            "--snapshot",
            file.toString(),
            "--drill",
            "instance-termination",
            "--runs",
            "1",
            "--report",
            report());

    assertThat(ran.out()).contains("each (dbInstances) is not in the twin: ");
    assertThat(ran.exit()).isEqualTo(3);
  }

  private static <T extends SdkPojo> void copy(Kind<T> kind, Inventory from, Inventory.Builder to) {
    for (Inventory.Owned<T> each : from.owned(kind)) {
      each.owner()
          .ifPresentOrElse(
              owner -> to.add(kind, owner, List.of(each.value())),
              () -> to.add(kind, List.of(each.value())));
    }
  }

  @Test
  void reports_of_an_earlier_rehearsal_are_not_taken_for_drills_of_this_one() throws IOException {
    rehearse(standing, "--drill", "instance-termination,database-failover", "--runs", "1");
    assertThat(report(2)).isNotEmpty();

    rehearse(standing, "--drill", "instance-termination", "--runs", "1");

    assertThat(report(1)).isNotEmpty();
    assertThat(folder.resolve("rehearsal/drill-2/report.json")).doesNotExist();
    assertThat(folder.resolve("rehearsal/drill-2/junit.xml")).doesNotExist();
  }

  @Test
  void a_group_that_is_not_behind_the_load_balancer_is_not_drilled_for_its_clients() {
    Inventory apart =
        standing.map(
            Kind.AUTO_SCALING_GROUP,
            each -> each.copy(it -> it.targetGroupARNs(List.of()).trafficSources(List.of())));

    Ran ran = rehearse(apart, "--runs", "1");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("expected an Auto Scaling group behind the load balancer")
        .hasLineCount(1);
  }

  @Test
  void what_was_assumed_has_its_effect() throws IOException {
    Path file = folder.resolve("twin.yaml");
    Files.writeString(file, "application: {capacity: 5}");
    Inventory silent =
        standing.map(
            Kind.INSTANCE,
            each ->
                each.copy(
                    it ->
                        it.tags(
                            each.tags().stream()
                                .filter(tag -> !tag.key().equals("azdrill:capacity"))
                                .toList())));

    Ran ran =
        rehearse(
            silent,
            "--drill",
            "instance-termination",
            "--runs",
            "1",
            "--assumptions",
            file.toString());

    assertThat(ran.out()).contains("one instance serves 5 requests per second");
    assertThat(ran.out()).contains("0 of 1 drills passed");
    assertThat(ran.exit()).isNotZero();
  }

  @Test
  void a_stack_that_the_aws_cli_described_is_rehearsed() {
    Ran ran =
        run(
            "rehearse",
            "--snapshot",
            SnapshotTest.CLI.toString(),
            "--vpc",
            SnapshotTest.VPC,
            "--drill",
            "instance-termination",
            "--runs",
            "1",
            "--report",
            report());

    assertThat(ran.out()).contains("1 of 1 drills passed");
  }
}
