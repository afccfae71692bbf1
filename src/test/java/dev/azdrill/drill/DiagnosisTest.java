package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.evidence.CauseKind;
import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.GuaranteeRef;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.StackSubjects;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.topology.Group;
import dev.azdrill.topology.Nat;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/**
 * A drill that fails says why, and which violated guarantee says the same; one that passes does
 * not.
 */
class DiagnosisTest {
  private static final String NAME = "diagnosed";
  private static final Blueprint PRODUCTION = Blueprints.shipped("production");

  /** What a drill ended with, and what its evidence says of it. */
  private record Diagnosed(DrillOutcome outcome, DrillRecord record) {
    Stream<CauseKind> kinds() {
      return record.causes().stream().map(FailureCause::kind);
    }

    FailureCause only() {
      assertThat(outcome.verdict()).as(outcome.reason()).isNotEqualTo(Verdict.PASSED);
      assertThat(record.causes()).hasSize(1);
      return record.causes().get(0);
    }
  }

  private interface Change {
    void on(SimulatorPlatform platform, Inventory stack);
  }

  private static Diagnosed diagnosed(
      Blueprint blueprint, double load, Change change, Function<Inventory, Drill> drill) {
    Journal journal = new Journal();
    try (SimulatorPlatform platform = SimulatorPlatform.create(NAME)) {
      DrillRun run =
          DrillRun.begin(
              platform,
              journal,
              new DrillRun.Settings(NAME, NAME, "again", false, Budgets.CEILING));
      Stack stack =
          new Provisioner(platform.session(), StepListener.SILENT).provision(blueprint, NAME, NAME);
      change.on(platform, new Discovery(platform.session()).byStack(NAME));
      Inventory now = new Discovery(platform.session()).byStack(NAME);
      try (Clients clients = Clients.of(platform, stack.dnsName(), stack.tls(), load);
          DrillSession session = run.open("drill-1", NAME, now, Objectives.NONE)) {
        session.use(clients);
        DrillOutcome outcome = session.run(drill.apply(now));
        RunEvidence evidence = run.end(1);
        return new Diagnosed(outcome, evidence.drills().get(0));
      }
    }
  }

  private static Diagnosed diagnosed(Blueprint blueprint, Function<Inventory, Drill> drill) {
    return diagnosed(blueprint, 60, (platform, stack) -> {}, drill);
  }

  private static Function<Inventory, Drill> builtIn(BuiltInDrill drill) {
    return stack -> drill.on(stack, Optional.empty());
  }

  private static Change grouped(GroupChange change) {
    return (platform, stack) ->
        change.of(
            Somebody.beside(platform.session()).autoScaling(),
            stack.all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName());
  }

  private interface GroupChange {
    void of(AutoScalingClient client, String group);
  }

  private static Drill primaryZoneLost(Inventory stack) {
    return Drills.zonePowerLoss(stack, stack.all(Kind.DB_INSTANCE).get(0).availabilityZone());
  }

  private static void assertCause(FailureCause cause, CauseKind kind, String guarantee) {
    assertThat(cause.kind()).as(cause.explanation()).isEqualTo(kind);
    assertThat(cause.guarantee().map(GuaranteeRef::id)).contains(guarantee);
  }

  @Test
  void every_guarantee_behind_a_cause_exists() {
    assertThat(Diagnosis.GUARANTEES.values())
        .allSatisfy(id -> assertThat(Guarantees.named(id)).isPresent());
  }

  @Test
  void a_drill_that_passes_has_no_cause() {
    Diagnosed passed = diagnosed(PRODUCTION, DiagnosisTest::primaryZoneLost);

    assertThat(passed.outcome().verdict()).as(passed.outcome().reason()).isEqualTo(Verdict.PASSED);
    assertThat(passed.record().causes()).isEmpty();
  }

  @Test
  void a_shared_nat_gateway() {
    FailureCause cause =
        diagnosed(
                PRODUCTION.withNat(Nat.SINGLE), stack -> Drills.zonePowerLoss(stack, "eu-west-2a"))
            .only();

    assertCause(cause, CauseKind.NAT_GATEWAY_LOST, "outbound-through-own-zone");
    assertThat(cause.explanation())
        .matches(
            "the only NAT gateway, nat-[0-9a-f]+, stands in eu-west-2a, which lost its power: calls"
                + " from eu-west-2b to services outside the VPC fail");
  }

  @Test
  void the_same_nat_gateway_is_no_cause_when_another_zone_is_lost() {
    Diagnosed other =
        diagnosed(
            PRODUCTION.withNat(Nat.SINGLE), stack -> Drills.zonePowerLoss(stack, "eu-west-2b"));

    assertThat(other.kinds()).doesNotContain(CauseKind.NAT_GATEWAY_LOST);
  }

  @Test
  void a_database_without_a_standby() {
    FailureCause cause =
        diagnosed(
                PRODUCTION.withDatabase(PRODUCTION.database().orElseThrow().withMultiAz(false)),
                DiagnosisTest::primaryZoneLost)
            .only();

    assertCause(cause, CauseKind.NO_STANDBY, "tiers-span-zones");
    assertThat(cause.subject()).isEqualTo("diagnosed-database");
  }

  @Test
  void ec2_health_checks_and_a_hung_application() {
    FailureCause cause =
        diagnosed(
                PRODUCTION.withGroup(PRODUCTION.group().withElbHealth(false)),
                builtIn(BuiltInDrill.APPLICATION_HANG))
            .only();

    assertCause(cause, CauseKind.HEALTH_CHECKS_IGNORED, "unhealthy-instances-are-replaced");
  }

  @Test
  void ec2_health_checks_are_no_cause_for_a_terminated_instance() {
    Diagnosed replaced =
        diagnosed(
            PRODUCTION.withGroup(PRODUCTION.group().withElbHealth(false)),
            builtIn(BuiltInDrill.INSTANCE_TERMINATION));

    assertThat(replaced.outcome().verdict()).isEqualTo(Verdict.PASSED);
    assertThat(replaced.record().causes()).isEmpty();
  }

  @Test
  void suspended_processes() {
    FailureCause cause =
        diagnosed(
                PRODUCTION,
                60,
                grouped(
                    (client, group) ->
                        client.suspendProcesses(
                            r ->
                                r.autoScalingGroupName(group)
                                    .scalingProcesses("Launch", "AlarmNotification"))),
                builtIn(BuiltInDrill.INSTANCE_TERMINATION))
            .only();

    assertCause(cause, CauseKind.PROCESSES_SUSPENDED, "unhealthy-instances-are-replaced");
    assertThat(cause.explanation()).endsWith(": Launch");
  }

  @Test
  void suspended_rebalancing_explains_that_instances_are_not_spread() {
    FailureCause cause =
        diagnosed(
                PRODUCTION,
                60,
                grouped(
                    (client, group) ->
                        client.suspendProcesses(
                            r -> r.autoScalingGroupName(group).scalingProcesses("AZRebalance"))),
                builtIn(BuiltInDrill.ZONE_POWER_LOSS))
            .only();

    assertThat(cause.kind()).isEqualTo(CauseKind.PROCESSES_SUSPENDED);
    assertThat(cause.explanation()).endsWith(": AZRebalance");
  }

  @Test
  void a_process_that_replaces_nothing_is_no_cause() {
    Diagnosed passed =
        diagnosed(
            PRODUCTION,
            60,
            grouped(
                (client, group) ->
                    client.suspendProcesses(
                        r -> r.autoScalingGroupName(group).scalingProcesses("AlarmNotification"))),
            stack -> impossible(stack));

    assertThat(passed.outcome().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(passed.kinds()).doesNotContain(CauseKind.PROCESSES_SUSPENDED);
  }

  /** The sound architecture cannot do it, and nothing that is known says why. */
  private static Drill impossible(Inventory stack) {
    Drill sound = BuiltInDrill.INSTANCE_TERMINATION.on(stack, Optional.empty());
    return Drill.of(
        sound.name(),
        sound.faults().get(0),
        List.of(
            TimedExpectation.within(
                new Expectation.CapacityAtLeast(90), java.time.Duration.ofSeconds(5))),
        List.of(),
        Objectives.NONE);
  }

  @Test
  void a_group_in_the_lost_zone_alone() {
    Diagnosed lost =
        diagnosed(
            PRODUCTION,
            60,
            (platform, stack) -> limit(platform, stack, "eu-west-2a"),
            stack -> Drills.zonePowerLoss(stack, "eu-west-2a"));

    assertThat(lost.outcome().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(lost.kinds()).contains(CauseKind.GROUP_IN_LOST_ZONES);
    assertCause(lost.record().causes().get(0), CauseKind.GROUP_IN_LOST_ZONES, "tiers-span-zones");
  }

  private static void limit(SimulatorPlatform platform, Inventory stack, String zone) {
    var group = stack.all(Kind.AUTO_SCALING_GROUP).get(0);
    String subnet =
        stack.all(Kind.SUBNET).stream()
            .filter(each -> each.availabilityZone().equals(zone))
            .map(each -> each.subnetId())
            .filter(group.vpcZoneIdentifier()::contains)
            .findFirst()
            .orElseThrow();
    Somebody.beside(platform.session())
        .autoScaling()
        .updateAutoScalingGroup(
            r -> r.autoScalingGroupName(group.autoScalingGroupName()).vpcZoneIdentifier(subnet));
    platform.session().clock().pass(java.time.Duration.ofMinutes(30));
  }

  @Test
  void more_load_than_the_rest_can_serve_and_no_capacity_to_replace_the_lost() {
    Diagnosed overloaded =
        diagnosed(
            PRODUCTION.withGroup(PRODUCTION.group().withSize(new Group.Size(2, 2, 2))),
            180,
            (platform, stack) -> Impaired.by(platform).exhaustZoneCapacity("eu-west-2a"),
            stack -> Drills.zonePowerLoss(stack, "eu-west-2b"));

    assertThat(overloaded.outcome().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(overloaded.kinds()).contains(CauseKind.OVERLOAD);
    assertThat(explanation(overloaded, CauseKind.OVERLOAD))
        .isEqualTo("overload: 180 requests per second on 1 instance of diagnosed-group, 2 desired");
  }

  private static String explanation(Diagnosed drill, CauseKind kind) {
    return drill.record().causes().stream()
        .filter(each -> each.kind() == kind)
        .map(FailureCause::explanation)
        .findFirst()
        .orElse("none");
  }

  @Test
  void one_instance_has_no_capacity_while_it_is_replaced() {
    Diagnosed single =
        diagnosed(
            PRODUCTION.withGroup(PRODUCTION.group().withSize(new Group.Size(1, 1, 2))),
            stack -> strict(BuiltInDrill.INSTANCE_TERMINATION.on(stack, Optional.empty())));

    assertThat(single.outcome().verdict()).isEqualTo(Verdict.FAILED);
    assertCause(single.only(), CauseKind.SINGLE_INSTANCE, "tiers-span-zones");
    assertThat(single.only().explanation())
        .isEqualTo("diagnosed-group desires one instance: no capacity while it was replaced");
  }

  private static Drill strict(Drill drill) {
    return drill.with(
        new Objectives(
            Optional.empty(), Optional.of(0), Optional.empty(), Optional.empty(), false));
  }

  @Test
  void a_security_group_that_admits_another_port() {
    FailureCause cause =
        diagnosed(
                PRODUCTION,
                60,
                (platform, stack) -> admitting(platform, stack, 8081),
                builtIn(BuiltInDrill.INSTANCE_TERMINATION))
            .only();

    assertCause(cause, CauseKind.PORT_NOT_ADMITTED, "application-admits-only-load-balancer");
    assertThat(cause.explanation())
        .matches(
            "targets are unhealthy: sg-[0-9a-f]+ admits the load balancer on port 8081, the"
                + " application listens on 8080");
  }

  private static void admitting(SimulatorPlatform platform, Inventory stack, int port) {
    String id = StackSubjects.applicationGroups(stack).findFirst().orElseThrow();
    var rules =
        stack.all(Kind.SECURITY_GROUP).stream()
            .filter(each -> each.groupId().equals(id))
            .findFirst()
            .orElseThrow()
            .ipPermissions();
    var others =
        rules.stream().map(each -> each.toBuilder().fromPort(port).toPort(port).build()).toList();
    var ec2 = Somebody.beside(platform.session()).ec2();
    ec2.revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(rules));
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(others));
    platform.session().clock().pass(java.time.Duration.ofMinutes(5));
  }

  @Test
  void a_health_check_that_takes_longer_than_the_ceiling() {
    Diagnosed slow =
        diagnosed(
            PRODUCTION,
            60,
            (platform, stack) ->
                Somebody.beside(platform.session())
                    .elasticLoadBalancing()
                    .modifyTargetGroup(
                        r ->
                            r.targetGroupArn(stack.all(Kind.TARGET_GROUP).get(0).targetGroupArn())
                                .healthCheckIntervalSeconds(300)
                                .unhealthyThresholdCount(10)),
            builtIn(BuiltInDrill.APPLICATION_HANG));

    assertThat(explanation(slow, CauseKind.CONFIGURATION_TOO_SLOW))
        .isEqualTo(
            "the configuration allows 3005 s (health check every 300 s, unhealthy after 10, timeout"
                + " 5 s), more than the ceiling of 600 s");
  }

  @Test
  void a_sound_architecture_and_too_strict_an_objective_tell_why_requests_failed() {
    FailureCause cause = diagnosed(PRODUCTION, stack -> strict(primaryZoneLost(stack))).only();

    assertThat(cause.kind()).isEqualTo(CauseKind.REQUESTS_FAILED);
    assertThat(cause.guarantee()).isEmpty();
    assertThat(cause.explanation())
        .startsWith("of ")
        .contains(" failed requests: ")
        .contains("(a zone without power)");
  }

  @Test
  void what_nothing_explains_has_no_cause() {
    Diagnosed unexplained = diagnosed(PRODUCTION, DiagnosisTest::impossible);

    assertThat(unexplained.outcome().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(unexplained.record().causes()).isEmpty();
  }

  @Test
  void a_fault_that_the_stack_does_not_know_has_no_cause() {
    Diagnosed refused =
        diagnosed(
            PRODUCTION,
            stack ->
                Drill.of(
                    NAME, new ZonePowerLoss("eu-west-2d"), List.of(), List.of(), Objectives.NONE));

    assertThat(refused.outcome().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(refused.record().causes()).isEmpty();
  }

  /** What happened after the undo explains nothing: by then launches succeeded again. */
  @Test
  void launches_that_are_refused_while_the_fault_holds_explain_lacking_capacity() {
    Diagnosed failed =
        diagnosed(
            PRODUCTION,
            stack ->
                new Drill(
                    "no capacity anywhere",
                    List.of(
                        new DrillStep.Inject(new ZoneCapacityLoss("eu-west-2a")),
                        new DrillStep.Inject(new ZoneCapacityLoss("eu-west-2b")),
                        new DrillStep.Inject(
                            new InstanceTermination(
                                StackSubjects.instances(stack).findFirst().orElseThrow())),
                        new DrillStep.Expect(
                            TimedExpectation.within(
                                new Expectation.CapacityRestored(Set.of()), Duration.ofMinutes(3))),
                        new DrillStep.Undo()),
                    Objectives.NONE));

    FailureCause cause = failed.only();
    assertThat(cause.kind()).isEqualTo(CauseKind.LAUNCHES_REFUSED);
    assertThat(cause.explanation())
        .startsWith(
            NAME + "-group had 1 of 2 instances in service and started none; its last failed")
        .contains("sufficient");
  }
}
