package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.MetricType;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.StepAdjustment;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** What alarms do to the desired capacity. */
class ScalingPoliciesTest {
  private static final Dimension GROUP =
      Dimension.builder().name("AutoScalingGroupName").value("web").build();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AutoScalingUnderTest region = new AutoScalingUnderTest();

  @BeforeEach
  void groupAtRest() {
    region.settled(AutoScalingUnderTest.wanted().defaultInstanceWarmup(120));
  }

  @AfterEach
  void close() {
    region.close();
  }

  private PutScalingPolicyResponse trackCpu(double target) {
    return region
        .client()
        .putScalingPolicy(
            r ->
                r.autoScalingGroupName("web")
                    .policyName("cpu")
                    .policyType("TargetTrackingScaling")
                    .targetTrackingConfiguration(
                        t ->
                            t.targetValue(target)
                                .predefinedMetricSpecification(
                                    m ->
                                        m.predefinedMetricType(
                                            MetricType.ASG_AVERAGE_CPU_UTILIZATION))));
  }

  @Test
  void a_metric_is_kept_at_a_target_by_one_policy_of_a_group() {
    trackCpu(50);
    trackCpu(60);
    assertThatThrownBy(
            () ->
                region
                    .client()
                    .putScalingPolicy(
                        r ->
                            r.autoScalingGroupName("web")
                                .policyName("another")
                                .policyType("TargetTrackingScaling")
                                .targetTrackingConfiguration(
                                    t ->
                                        t.targetValue(70.0)
                                            .predefinedMetricSpecification(
                                                m ->
                                                    m.predefinedMetricType(
                                                        MetricType.ASG_AVERAGE_CPU_UTILIZATION)))))
        .hasMessageStartingWith(
            "Only one TargetTrackingScaling policy for a given metric specification is allowed.");
  }

  /** The group's average CPU for so many minutes. */
  private void cpu(double percent, int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      region.metrics.publish(
          "AWS/EC2",
          List.of(
              MetricDatum.builder()
                  .metricName("CPUUtilization")
                  .dimensions(GROUP)
                  .value(percent)
                  .build()));
      region.pass(MINUTE);
    }
  }

  private int desired() {
    return region.group().desiredCapacity();
  }

  @Test
  void target_tracking_stands_on_two_real_alarms() {
    List<Alarm> alarms = trackCpu(60).alarms();

    assertThat(alarms)
        .extracting(Alarm::alarmName)
        .satisfiesExactly(
            high -> assertThat(high).matches("TargetTracking-web-AlarmHigh-[0-9a-f-]{36}"),
            low -> assertThat(low).matches("TargetTracking-web-AlarmLow-[0-9a-f-]{36}"));
    assertThat(region.session.cloudWatch().describeAlarms().metricAlarms())
        .extracting(MetricAlarm::threshold, MetricAlarm::evaluationPeriods, MetricAlarm::period)
        .containsExactly(tuple(60.0, 3, 60), tuple(42.0, 15, 60));

    region.client().deletePolicy(r -> r.autoScalingGroupName("web").policyName("cpu"));
    assertThat(region.session.cloudWatch().describeAlarms().metricAlarms()).isEmpty();
  }

  @Test
  void three_minutes_of_load_scale_out_in_proportion_and_say_so() {
    trackCpu(50);
    cpu(90, 3);
    assertThat(desired()).isEqualTo(4);
    region.pass(MINUTE);

    assertThat(region.inService()).hasSize(4);
    assertThat(region.activities())
        .extracting(Activity::cause)
        .anySatisfy(
            cause ->
                assertThat(cause)
                    .matches(
                        "At \\S+ a monitor alarm TargetTracking-web-AlarmHigh-\\S+ in state ALARM"
                            + " triggered policy cpu changing the desired capacity from 2 to 4\\. "
                            + " At .*increasing the capacity from 2 to 4\\."));
  }

  @Test
  void newcomers_that_warm_up_are_not_counted_again_while_the_alarm_lasts() {
    trackCpu(50);
    cpu(90, 4);
    assertThat(desired()).isEqualTo(4);

    cpu(90, 5);
    assertThat(desired()).as("warm by now, and still hot: bounded by the maximum").isEqualTo(6);
  }

  @Test
  void fifteen_idle_minutes_scale_in_and_fourteen_do_not() {
    region.client().setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(6));
    region.pass(Duration.ofMinutes(10));
    trackCpu(50);
    cpu(20, 14);
    assertThat(desired()).isEqualTo(6);

    cpu(20, 1);
    assertThat(desired()).as("six at 20 % are three at 40 %").isEqualTo(3);
    cpu(20, 1);
    assertThat(desired()).as("the metric has not shown it yet").isEqualTo(3);
  }

  @Test
  void nobody_scales_while_alarm_notifications_are_suspended() {
    trackCpu(50);
    region
        .client()
        .suspendProcesses(r -> r.autoScalingGroupName("web").scalingProcesses("AlarmNotification"));
    cpu(90, 10);

    assertThat(desired()).isEqualTo(2);
  }

  @Test
  void with_scale_in_disabled_there_is_no_low_alarm() {
    List<Alarm> alarms =
        region
            .client()
            .putScalingPolicy(
                r ->
                    r.autoScalingGroupName("web")
                        .policyName("queue")
                        .policyType("TargetTrackingScaling")
                        .targetTrackingConfiguration(
                            t ->
                                t.targetValue(10.0)
                                    .disableScaleIn(true)
                                    .customizedMetricSpecification(
                                        m ->
                                            m.namespace("Shop")
                                                .metricName("Backlog")
                                                .statistic("Average"))))
            .alarms();

    assertThat(alarms).hasSize(1);
  }

  @Test
  void requests_per_target_are_tracked_only_for_an_attached_target_group() {
    String label = "app/door/1/targetgroup/web/2";
    AutoScalingUnderTest.refused("ValidationError", "not attached", () -> trackRequests(label));
    region
        .client()
        .attachLoadBalancerTargetGroups(
            r -> r.autoScalingGroupName("web").targetGroupARNs(AutoScalingUnderTest.TARGET_GROUP));

    trackRequests(label);

    assertThat(region.session.cloudWatch().describeAlarms().metricAlarms())
        .allSatisfy(
            alarm ->
                assertThat(alarm.dimensions())
                    .containsExactly(
                        Dimension.builder()
                            .name("TargetGroup")
                            .value("targetgroup/web/2")
                            .build()));
  }

  private void trackRequests(String label) {
    region
        .client()
        .putScalingPolicy(
            r ->
                r.autoScalingGroupName("web")
                    .policyName("requests")
                    .policyType("TargetTrackingScaling")
                    .targetTrackingConfiguration(
                        t ->
                            t.targetValue(1000.0)
                                .predefinedMetricSpecification(
                                    m ->
                                        m.predefinedMetricType(
                                                MetricType.ALB_REQUEST_COUNT_PER_TARGET)
                                            .resourceLabel(label))));
  }

  @Test
  void a_simple_policy_adds_once_and_then_cools_down() {
    region
        .client()
        .putScalingPolicy(
            r ->
                r.autoScalingGroupName("web")
                    .policyName("one-more")
                    .adjustmentType("ChangeInCapacity")
                    .scalingAdjustment(1)
                    .cooldown(120));
    region.client().executePolicy(r -> r.autoScalingGroupName("web").policyName("one-more"));
    assertThat(desired()).isEqualTo(3);

    AutoScalingUnderTest.refused(
        "ScalingActivityInProgress",
        "cooldown",
        () ->
            region
                .client()
                .executePolicy(
                    r -> r.autoScalingGroupName("web").policyName("one-more").honorCooldown(true)));
    region.pass(Duration.ofMinutes(2));
    region
        .client()
        .executePolicy(
            r -> r.autoScalingGroupName("web").policyName("one-more").honorCooldown(true));
    assertThat(desired()).isEqualTo(4);
  }

  @Test
  void a_step_policy_climbs_by_how_far_the_alarm_is_breached() {
    region
        .client()
        .putScalingPolicy(
            r ->
                r.autoScalingGroupName("web")
                    .policyName("steps")
                    .policyType("StepScaling")
                    .adjustmentType("PercentChangeInCapacity")
                    .stepAdjustments(step(0.0, 20.0, 50), step(20.0, null, 100)));
    region
        .client()
        .executePolicy(
            r ->
                r.autoScalingGroupName("web")
                    .policyName("steps")
                    .metricValue(75.0)
                    .breachThreshold(60.0));
    assertThat(desired()).isEqualTo(3);

    region.pass(Duration.ofMinutes(10));
    region
        .client()
        .executePolicy(
            r ->
                r.autoScalingGroupName("web")
                    .policyName("steps")
                    .metricValue(95.0)
                    .breachThreshold(60.0));
    assertThat(desired()).isEqualTo(6);
  }

  private static StepAdjustment step(Double lower, @Nullable Double upper, int by) {
    return StepAdjustment.builder()
        .metricIntervalLowerBound(lower)
        .metricIntervalUpperBound(upper)
        .scalingAdjustment(by)
        .build();
  }
}
