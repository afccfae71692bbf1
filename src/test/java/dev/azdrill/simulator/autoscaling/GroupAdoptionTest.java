package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.inventory.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.MetricType;
import software.amazon.awssdk.services.autoscaling.model.StepAdjustment;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** Groups that were taken over do what created ones do. */
class GroupAdoptionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AutoScalingUnderTest original = new AutoScalingUnderTest();
  private AutoScalingUnderTest twin = original;

  @BeforeEach
  void a_group_behind_a_load_balancer() {
    original.settled(wanted());
    track();
    original.pass(Duration.ofMinutes(10));
  }

  @AfterEach
  void close() {
    original.close();
    twin.close();
  }

  private static CreateAutoScalingGroupRequest.Builder wanted() {
    return AutoScalingUnderTest.wantedBehindDoor()
        .desiredCapacity(4)
        .defaultInstanceWarmup(120)
        .terminationPolicies("OldestInstance", "Default")
        .tags(Tag.builder().key("Name").value("web").propagateAtLaunch(true).build());
  }

  private void track() {
    original
        .client()
        .putScalingPolicy(
            r ->
                r.autoScalingGroupName("web")
                    .policyName("cpu")
                    .policyType("TargetTrackingScaling")
                    .targetTrackingConfiguration(
                        t ->
                            t.targetValue(50.0)
                                .predefinedMetricSpecification(
                                    m ->
                                        m.predefinedMetricType(
                                            MetricType.ASG_AVERAGE_CPU_UTILIZATION))));
  }

  /** Takes the original over as it stands now, whole. */
  private void adopt() {
    twin = original.twin();
    assertThat(twin.adopt(original.described())).as("left out").isEmpty();
  }

  private Map<String, LifecycleState> states() {
    return twin.group().instances().stream()
        .collect(
            Collectors.toMap(Instance::instanceId, Instance::lifecycleState, (one, other) -> one));
  }

  @Test
  void the_twin_is_described_as_the_original() {
    String standby = original.oneIn("eu-west-2a");
    original
        .client()
        .enterStandby(
            r ->
                r.autoScalingGroupName("web")
                    .instanceIds(standby)
                    .shouldDecrementDesiredCapacity(true));
    original
        .client()
        .setInstanceProtection(
            r ->
                r.autoScalingGroupName("web")
                    .instanceIds(original.oneIn("eu-west-2b"))
                    .protectedFromScaleIn(true));
    original
        .client()
        .suspendProcesses(r -> r.autoScalingGroupName("web").scalingProcesses("AZRebalance"));
    original
        .client()
        .enableMetricsCollection(r -> r.autoScalingGroupName("web").granularity("1Minute"));
    hook("drain", "TERMINATING", "ABANDON");
    adopt();

    assertThat(twin.described()).isEqualTo(original.described());
    assertThat(twin.group().instances())
        .extracting(Instance::lifecycleState)
        .contains(LifecycleState.STANDBY);
    assertThat(twin.client().describeTags().tags())
        .isEqualTo(original.client().describeTags().tags());
  }

  private void hook(String name, String transition, String result) {
    original
        .client()
        .putLifecycleHook(
            r ->
                r.autoScalingGroupName("web")
                    .lifecycleHookName(name)
                    .lifecycleTransition("autoscaling:EC2_INSTANCE_" + transition)
                    .heartbeatTimeout(600)
                    .defaultResult(result));
  }

  @Test
  void a_hook_holds_what_the_twin_launches_until_it_times_out() {
    hook("warm-up", "LAUNCHING", "CONTINUE");
    adopt();
    String lost = twin.oneIn("eu-west-2a");

    twin.client()
        .terminateInstanceInAutoScalingGroup(
            r -> r.instanceId(lost).shouldDecrementDesiredCapacity(false));
    twin.pass(Duration.ofMinutes(8));

    assertThat(states()).containsValue(LifecycleState.PENDING_WAIT).doesNotContainKey(lost);
    twin.pass(Duration.ofMinutes(10));
    assertThat(states().values()).containsOnly(LifecycleState.IN_SERVICE);
  }

  @Test
  void a_hook_that_abandons_what_nobody_completes_is_left_out() {
    hook("warm-up", "LAUNCHING", "ABANDON");
    twin = original.twin();

    assertThat(twin.adopt(original.described()))
        .containsExactly(
            "lifecycleHooks web warm-up: it abandons a launch that nobody completes within 600 s,"
                + " and who completes it is not described: say in the assumptions how long that"
                + " takes (lifecycle-hooks: 60s)");
  }

  @Test
  void a_group_at_rest_starts_nothing_by_itself() {
    adopt();
    AutoScalingGroup before = twin.group();
    twin.pass(Duration.ofHours(2));

    assertThat(twin.group()).isEqualTo(before);
    assertThat(twin.activities()).isEmpty();
    assertThat(twin.compute.launches()).isEmpty();
    assertThat(twin.compute.terminations()).isEmpty();
  }

  @Test
  void a_terminated_member_is_replaced_in_its_zone() {
    adopt();
    String gone = twin.oneIn("eu-west-2a");
    twin.compute.terminate(gone);

    Duration took =
        twin.until(
            "a successor in service",
            group -> !states().containsKey(gone) && twin.inService().size() == 4);
    assertThat(took).isLessThan(Duration.ofMinutes(7));
    assertThat(twin.perZone()).isEqualTo(Map.of("eu-west-2a", 2, "eu-west-2b", 2));
    assertThat(twin.compute.launches())
        .singleElement()
        .satisfies(
            launch ->
                assertThat(launch.tags())
                    .containsOnly(
                        Map.entry("Name", "web"), Map.entry("aws:autoscaling:groupName", "web")));
    assertThat(twin.inService())
        .extracting(Instance::instanceId)
        .allMatch(id -> twin.targets.isRegistered(AutoScalingUnderTest.TARGET_GROUP, id));
  }

  @Test
  void a_member_that_the_load_balancer_finds_unhealthy_is_replaced() {
    adopt();
    String sick = twin.oneIn("eu-west-2b");
    twin.targets.sicken(sick);

    twin.until("a successor", group -> !states().containsKey(sick));
    assertThat(twin.activities())
        .extracting(Activity::cause)
        .anySatisfy(cause -> assertThat(cause).contains("an ELB system health check failure."));
    twin.until("all in service", group -> twin.inService().size() == 4);
  }

  @Test
  void a_member_that_was_marked_unhealthy_there_is_replaced_here() {
    original
        .client()
        .suspendProcesses(r -> r.autoScalingGroupName("web").scalingProcesses("ReplaceUnhealthy"));
    String marked = original.oneIn("eu-west-2a");
    original.client().setInstanceHealth(r -> r.instanceId(marked).healthStatus("Unhealthy"));
    adopt();
    assertThat(twin.described()).isEqualTo(original.described());
    twin.pass(Duration.ofMinutes(10));
    assertThat(states()).containsKey(marked);

    twin.client().resumeProcesses(r -> r.autoScalingGroupName("web"));
    twin.until("a successor", group -> !states().containsKey(marked));
  }

  @Test
  void who_is_on_the_way_in_or_out_goes_on() {
    String leaving = original.oneIn("eu-west-2a");
    original
        .client()
        .terminateInstanceInAutoScalingGroup(
            r -> r.instanceId(leaving).shouldDecrementDesiredCapacity(false));
    original.until(
        "its successor on the way",
        group ->
            group.instances().stream().anyMatch(i -> i.lifecycleState() == LifecycleState.PENDING));
    adopt();
    assertThat(twin.described()).isEqualTo(original.described());

    twin.pass(Duration.ofMinutes(2));
    assertThat(twin.inService()).hasSize(4);
    assertThat(states()).as("still draining").containsEntry(leaving, LifecycleState.TERMINATING);
    twin.pass(Duration.ofMinutes(6));
    assertThat(states()).hasSize(4).doesNotContainKey(leaving);
    assertThat(twin.compute.terminations()).containsExactly(leaving);
  }

  @Test
  void a_group_that_is_being_deleted_goes() {
    original.client().deleteAutoScalingGroup(r -> r.autoScalingGroupName("web").forceDelete(true));
    adopt();
    assertThat(twin.group().status()).isEqualTo("Delete in progress");

    twin.pass(Duration.ofMinutes(10));
    assertThat(twin.client().describeAutoScalingGroups().autoScalingGroups()).isEmpty();
    assertThat(twin.session.cloudWatch().describeAlarms().metricAlarms()).isEmpty();
  }

  @Test
  void another_capacity_is_taken() {
    adopt();
    twin.client().setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(6));
    twin.until("six", group -> twin.inService().size() == 6);
    twin.client()
        .updateAutoScalingGroup(
            r -> r.autoScalingGroupName("web").minSize(1).maxSize(3).desiredCapacity(2));
    twin.until("two", group -> group.instances().size() == 2);

    assertThat(twin.group())
        .extracting(AutoScalingGroup::minSize, AutoScalingGroup::maxSize)
        .containsExactly(1, 3);
    assertThat(twin.compute.launches()).hasSize(2);
    assertThat(twin.perZone()).isEqualTo(Map.of("eu-west-2a", 1, "eu-west-2b", 1));
    AutoScalingUnderTest.refused(
        "ValidationError",
        "New SetDesiredCapacity value 9 is above max value 3",
        () ->
            twin.client()
                .setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(9)));
  }

  @Test
  void a_detached_member_is_made_up_for_and_runs_on() {
    adopt();
    String detached = twin.oneIn("eu-west-2a");
    twin.client()
        .detachInstances(
            r ->
                r.autoScalingGroupName("web")
                    .instanceIds(detached)
                    .shouldDecrementDesiredCapacity(false));
    twin.until("four again", group -> twin.inService().size() == 4);

    assertThat(states()).doesNotContainKey(detached);
    assertThat(twin.compute.terminations()).isEmpty();
    assertThat(twin.targets.isRegistered(AutoScalingUnderTest.TARGET_GROUP, detached)).isFalse();
  }

  @Test
  void a_suspended_process_does_nothing_until_it_is_resumed() {
    adopt();
    twin.client().suspendProcesses(r -> r.autoScalingGroupName("web").scalingProcesses("Launch"));
    twin.client().setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(5));
    twin.pass(Duration.ofMinutes(10));
    assertThat(twin.inService()).hasSize(4);

    twin.client().resumeProcesses(r -> r.autoScalingGroupName("web"));
    twin.until("five", group -> twin.inService().size() == 5);
  }

  @Test
  void a_lost_zone_is_made_up_for_and_gets_its_share_when_it_is_back() {
    adopt();
    twin.cutPower("eu-west-2a");
    twin.until("four in the other", g -> twin.perZone().equals(Map.of("eu-west-2b", 4)));
    twin.restorePower("eu-west-2a");
    twin.until("two in each", g -> twin.perZone().equals(Map.of("eu-west-2a", 2, "eu-west-2b", 2)));
  }

  @Test
  void load_scales_out_and_its_end_scales_in() {
    adopt();
    assertThat(twin.session.cloudWatch().describeAlarms().metricAlarms())
        .extracting(MetricAlarm::alarmName, MetricAlarm::threshold)
        .containsExactlyElementsOf(
            original.session.cloudWatch().describeAlarms().metricAlarms().stream()
                .map(alarm -> tuple(alarm.alarmName(), alarm.threshold()))
                .toList());
    cpu(70, 4);
    assertThat(twin.group().desiredCapacity()).isEqualTo(6);
    cpu(10, 20);
    assertThat(twin.group().desiredCapacity()).isEqualTo(2);

    twin.client().deletePolicy(r -> r.autoScalingGroupName("web").policyName("cpu"));
    assertThat(twin.session.cloudWatch().describeAlarms().metricAlarms()).isEmpty();
  }

  private void cpu(double percent, int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      twin.metrics.publish(
          "AWS/EC2",
          List.of(
              MetricDatum.builder()
                  .metricName("CPUUtilization")
                  .dimensions(Dimension.builder().name("AutoScalingGroupName").value("web").build())
                  .value(percent)
                  .build()));
      twin.pass(MINUTE);
    }
  }

  @Test
  void a_step_policy_is_executed_and_the_alarm_that_is_not_described_is_told() {
    original
        .client()
        .putScalingPolicy(
            r ->
                r.autoScalingGroupName("web")
                    .policyName("more")
                    .policyType("StepScaling")
                    .adjustmentType("ChangeInCapacity")
                    .stepAdjustments(
                        StepAdjustment.builder()
                            .metricIntervalLowerBound(0.0)
                            .scalingAdjustment(2)
                            .build()));
    twin = original.twin();
    assertThat(
            twin.adopt(
                original
                    .described()
                    .map(
                        Kind.SCALING_POLICY,
                        p ->
                            p.policyName().equals("more")
                                ? p.copy(c -> c.alarms(Alarm.builder().alarmName("busy").build()))
                                : p)))
        .containsExactly(
            "scalingPolicies more busy: of the alarm nothing but its name is described");

    twin.client()
        .executePolicy(
            r ->
                r.autoScalingGroupName("web")
                    .policyName("more")
                    .metricValue(9.0)
                    .breachThreshold(5.0));
    assertThat(twin.group().desiredCapacity()).isEqualTo(6);
    twin.session
        .cloudWatch()
        .putMetricAlarm(
            r ->
                r.alarmName("busy")
                    .namespace("shop")
                    .metricName("queue")
                    .statistic("Average")
                    .period(60)
                    .evaluationPeriods(1)
                    .threshold(5.0)
                    .comparisonOperator("GreaterThanThreshold"));
    twin.client().deletePolicy(r -> r.autoScalingGroupName("web").policyName("more"));
    assertThat(twin.session.cloudWatch().describeAlarms(r -> r.alarmNames("busy")).metricAlarms())
        .as("an alarm that the policy did not put")
        .hasSize(1);
  }

  @Test
  void its_metrics_are_published_on() {
    original
        .client()
        .enableMetricsCollection(
            r ->
                r.autoScalingGroupName("web")
                    .metrics("GroupInServiceInstances")
                    .granularity("1Minute"));
    adopt();
    twin.pass(Duration.ofMinutes(3));

    assertThat(twin.session.cloudWatch().listMetrics(r -> r.namespace("AWS/AutoScaling")).metrics())
        .hasSize(1);
  }

  @Test
  void members_that_live_too_long_are_replaced() {
    original
        .client()
        .updateAutoScalingGroup(r -> r.autoScalingGroupName("web").maxInstanceLifetime(86_400));
    adopt();
    List<String> before = List.copyOf(states().keySet());
    twin.pass(Duration.ofHours(25));

    assertThat(states()).hasSize(4).doesNotContainKeys(before.toArray(String[]::new));
  }
}
