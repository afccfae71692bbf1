package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.azdrill.Matrix;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.Lacking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.EnabledMetric;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.MetricDimension;
import software.amazon.awssdk.services.autoscaling.model.MetricType;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.StepAdjustment;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** What of groups and policies is not taken over, and why. */
class GroupsLeftOutTest {
  private final AutoScalingUnderTest original = new AutoScalingUnderTest();
  private Inventory described = Inventory.empty();

  @BeforeEach
  void a_group_with_a_policy() {
    original.settled(AutoScalingUnderTest.wantedBehindDoor());
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
    described = original.described();
  }

  @AfterEach
  void close() {
    original.close();
  }

  private void group(
      List<DynamicTest> tests, String reason, UnaryOperator<AutoScalingGroup> change) {
    tests.add(
        DynamicTest.dynamicTest(
            reason,
            () -> {
              try (AutoScalingUnderTest twin = original.twin()) {
                assertThat(twin.adopt(described.map(Kind.AUTO_SCALING_GROUP, change)))
                    .containsExactly(
                        "autoScalingGroups web: " + reason,
                        "scalingPolicies cpu: its group web does not stand here");
                assertThat(twin.client().describeAutoScalingGroups().autoScalingGroups()).isEmpty();
                assertThat(twin.session.cloudWatch().describeAlarms().metricAlarms()).isEmpty();
              }
            }));
  }

  private static void weighted(MixedInstancesPolicy.Builder policy) {
    policy
        .instancesDistribution(
            d -> d.onDemandBaseCapacity(1).onDemandPercentageAboveBaseCapacity(0))
        .launchTemplate(
            t ->
                t.launchTemplateSpecification(s -> s.launchTemplateId("lt-1").version("1"))
                    .overrides(
                        LaunchTemplateOverrides.builder()
                            .instanceType("t3.large")
                            .weightedCapacity("2")
                            .build()));
  }

  @TestFactory
  List<DynamicTest> a_group_of_what_is_not_simulated_is_left_out() {
    List<DynamicTest> tests = new ArrayList<>();
    group(
        tests,
        "launch configurations are not simulated",
        g -> g.copy(c -> c.launchConfigurationName("old")));
    group(
        tests,
        "weights of instance types are not simulated",
        g -> g.copy(c -> c.mixedInstancesPolicy(GroupsLeftOutTest::weighted)));
    group(tests, "warm pools are not simulated", g -> g.copy(c -> c.warmPoolSize(1)));
    group(
        tests,
        "Classic Load Balancers are not simulated",
        g -> g.copy(c -> c.loadBalancerNames("classic")));
    group(tests, "placement groups are not simulated", g -> g.copy(c -> c.placementGroup("near")));
    group(
        tests,
        "instance maintenance policies are not simulated",
        g ->
            g.copy(
                c ->
                    c.instanceMaintenancePolicy(
                        m -> m.minHealthyPercentage(90).maxHealthyPercentage(120))));
    group(
        tests,
        "capacity reservations are not simulated",
        g ->
            g.copy(
                c ->
                    c.capacityReservationSpecification(
                        r -> r.capacityReservationPreference("capacity-reservations-only"))));
    group(
        tests,
        "zonal shifts of groups are not simulated",
        g -> g.copy(c -> c.availabilityZoneImpairmentPolicy(p -> p.zonalShiftEnabled(true))));
    group(
        tests,
        "capacities in other units than instances are not simulated",
        g -> g.copy(c -> c.desiredCapacityType("vcpu")));
    group(
        tests,
        "its status \"Frozen\" has no counterpart here",
        g -> g.copy(c -> c.status("Frozen")));
    group(
        tests,
        "its subnet subnet-z does not stand here",
        g -> g.copy(c -> c.vpcZoneIdentifier("subnet-a,subnet-z")));
    group(
        tests,
        "version $Latest of its launch template lt-9 does not stand here",
        g -> g.copy(c -> c.launchTemplate(t -> t.launchTemplateId("lt-9").version("$Latest"))));
    group(
        tests,
        "its traffic source arn:aws:vpc-lattice:1 does not stand here",
        g ->
            g.copy(
                c ->
                    c.trafficSources(
                        TrafficSourceIdentifier.builder()
                            .identifier("arn:aws:vpc-lattice:1")
                            .type("vpc-lattice")
                            .build())));
    return tests;
  }

  private static UnaryOperator<AutoScalingGroup> first(UnaryOperator<Instance> change) {
    return group ->
        group.copy(
            c ->
                c.instances(
                    Stream.concat(
                            group.instances().stream().limit(1).map(change),
                            group.instances().stream().skip(1))
                        .toList()));
  }

  @TestFactory
  List<DynamicTest> a_group_with_a_member_that_cannot_be_one_here_is_left_out() {
    String id = original.group().instances().get(0).instanceId();
    List<DynamicTest> tests = new ArrayList<>();
    group(
        tests,
        "its member "
            + id
            + " is held by a lifecycle hook, and for how long already is not described",
        first(i -> i.copy(c -> c.lifecycleState(LifecycleState.PENDING_WAIT))));
    group(
        tests,
        "its member " + id + " is in the state Warmed:Stopped, which has no counterpart here",
        first(i -> i.copy(c -> c.lifecycleState(LifecycleState.WARMED_STOPPED))));
    group(
        tests,
        "its member " + id + " has a weight, and weights are not simulated",
        first(i -> i.copy(c -> c.weightedCapacity("2"))));
    group(
        tests,
        "its member " + id + " was launched from a launch configuration",
        first(i -> i.copy(c -> c.launchConfigurationName("old"))));
    group(
        tests,
        "its member " + id + " has a launch template version that is not a number",
        first(i -> i.copy(c -> c.launchTemplate(t -> t.version("$Latest")))));
    group(
        tests,
        "its member i-unknown is not among the instances that stand here",
        first(i -> i.copy(c -> c.instanceId("i-unknown"))));
    return tests;
  }

  @Test
  void what_of_a_group_is_left_out_alone_is_told() {
    String id = original.group().instances().get(0).instanceId();
    try (AutoScalingUnderTest twin = original.twin()) {
      Inventory changed =
          described
              .map(
                  Kind.AUTO_SCALING_GROUP,
                  first(i -> i.copy(c -> c.lifecycleState(LifecycleState.DETACHING))))
              .map(
                  Kind.AUTO_SCALING_GROUP,
                  g ->
                      g.copy(
                          c ->
                              c.enabledMetrics(
                                  EnabledMetric.builder()
                                      .metric("WarmPoolMinSize")
                                      .granularity("1Minute")
                                      .build())));

      assertThat(twin.adopt(changed))
          .containsExactly(
              "autoScalingGroups web WarmPoolMinSize: the group publishes the metric there, and"
                  + " there is none of its name here",
              "autoScalingGroups web "
                  + id
                  + ": the instance is Detaching there, and no member of its group here");
      assertThat(twin.group().instances()).hasSize(1);
    }
  }

  private void policy(List<DynamicTest> tests, String reason, UnaryOperator<ScalingPolicy> change) {
    tests.add(
        DynamicTest.dynamicTest(
            reason,
            () -> {
              try (AutoScalingUnderTest twin = original.twin()) {
                assertThat(twin.adopt(described.map(Kind.SCALING_POLICY, change)))
                    .containsExactly("scalingPolicies cpu: " + reason);
                assertThat(twin.client().describePolicies().scalingPolicies()).isEmpty();
                assertThat(twin.session.cloudWatch().describeAlarms().metricAlarms()).isEmpty();
              }
            }));
  }

  @TestFactory
  List<DynamicTest> a_policy_of_what_is_not_simulated_is_left_out() {
    List<DynamicTest> tests = new ArrayList<>();
    policy(
        tests,
        "predictive scaling is not simulated",
        p -> p.copy(c -> c.policyType("PredictiveScaling")));
    policy(tests, "a MinAdjustmentStep is not simulated", p -> p.copy(c -> c.minAdjustmentStep(2)));
    policy(
        tests,
        "a metric of a given unit, or of another period than a minute, is not simulated",
        p ->
            p.copy(
                c ->
                    c.targetTrackingConfiguration(
                        t ->
                            t.targetValue(5.0)
                                .customizedMetricSpecification(
                                    m ->
                                        m.metricName("queue")
                                            .namespace("shop")
                                            .statistic("Average")
                                            .period(10)))));
    return tests;
  }

  @Test
  void of_two_of_the_same_name_one_is_left_out() {
    AutoScalingGroup group = described.all(Kind.AUTO_SCALING_GROUP).get(0);
    ScalingPolicy policy = described.all(Kind.SCALING_POLICY).get(0);
    try (AutoScalingUnderTest twin = original.twin()) {
      assertThat(
              twin.adopt(
                  described
                      .with(Kind.AUTO_SCALING_GROUP, List.of(group, group))
                      .with(Kind.SCALING_POLICY, List.of(policy, policy))))
          .containsExactly(
              "autoScalingGroups web: another group has the same name",
              "scalingPolicies cpu: another policy of its group has the same name");
    }
  }

  @Test
  void a_description_that_lacks_something_breaks_nothing() {
    AutoScalingGroup group =
        original
            .group()
            .copy(
                c ->
                    c.tags(TagDescription.builder().key("a").value("b").build())
                        .suspendedProcesses(
                            SuspendedProcess.builder()
                                .processName("AZRebalance")
                                .suspensionReason("why")
                                .build())
                        .enabledMetrics(EnabledMetric.builder().metric("GroupMinSize").build()));
    ScalingPolicy tracking = described.all(Kind.SCALING_POLICY).get(0);
    Matrix.sample(Lacking.each(group), 3)
        .forEach(
            (path, lacking) ->
                lives(path, described.with(Kind.AUTO_SCALING_GROUP, List.of(lacking))));
    Stream.of(
            tracking,
            ScalingPolicy.builder()
                .autoScalingGroupName("web")
                .policyName("queue")
                .policyARN(tracking.policyARN())
                .policyType("TargetTrackingScaling")
                .targetTrackingConfiguration(
                    t ->
                        t.targetValue(5.0)
                            .customizedMetricSpecification(
                                m ->
                                    m.metricName("queue")
                                        .namespace("shop")
                                        .statistic("Average")
                                        .dimensions(
                                            MetricDimension.builder()
                                                .name("shop")
                                                .value("one")
                                                .build())))
                .build(),
            ScalingPolicy.builder()
                .autoScalingGroupName("web")
                .policyName("more")
                .policyARN(tracking.policyARN())
                .policyType("StepScaling")
                .adjustmentType("ChangeInCapacity")
                .stepAdjustments(
                    StepAdjustment.builder()
                        .metricIntervalLowerBound(0.0)
                        .scalingAdjustment(2)
                        .build())
                .build())
        .flatMap(policy -> Matrix.sample(Lacking.each(policy), 3).entrySet().stream())
        .forEach(
            lacking ->
                lives(
                    lacking.getKey(),
                    described.with(Kind.SCALING_POLICY, List.of(lacking.getValue()))));
  }

  /** Minutes in which the group is to scale out, if somebody tells it to. */
  private static void load(AutoScalingUnderTest twin) {
    for (int minute = 0; minute < 5; minute++) {
      twin.metrics.publish(
          "AWS/EC2",
          List.of(
              MetricDatum.builder()
                  .metricName("CPUUtilization")
                  .dimensions(Dimension.builder().name("AutoScalingGroupName").value("web").build())
                  .value(90.0)
                  .build()));
      twin.pass(Duration.ofMinutes(1));
    }
  }

  /** Whatever is taken over can be described and goes on. */
  private void lives(String path, Inventory damaged) {
    try (AutoScalingUnderTest twin = original.twin()) {
      assertThatCode(
              () -> {
                List<String> leftOut = twin.adopt(damaged);
                boolean stands = leftOut.stream().noneMatch(l -> l.startsWith("autoScalingGroups"));
                twin.described();
                if (stands) {
                  twin.client()
                      .updateAutoScalingGroup(
                          r -> r.autoScalingGroupName("web").desiredCapacity(4));
                  load(twin);
                  twin.client()
                      .setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(2));
                  twin.cutPower("eu-west-2a");
                  twin.pass(Duration.ofMinutes(15));
                }
                twin.described();
              })
          .as("without %s", path)
          .doesNotThrowAnyException();
    }
  }
}
