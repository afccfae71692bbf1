package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Metrics.Alarmed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.StepAdjustment;

class PolicyKindTest {
  private static final PolicyKind.Situation AT_REST =
      new PolicyKind.Situation(4, 2, 6, 4, 4, false, false, true);
  private static final PolicyKind.Situation COOLING =
      new PolicyKind.Situation(4, 2, 6, 4, 4, true, false, true);
  private static final PolicyKind.Situation WARMING_UP =
      new PolicyKind.Situation(4, 2, 6, 4, 3, false, true, true);
  private static final PolicyKind.Situation ANOTHER_IS_NOT_LOW =
      new PolicyKind.Situation(4, 2, 6, 4, 4, false, false, false);
  private static final ExecutePolicyRequest BY_HAND =
      ExecutePolicyRequest.builder().metricValue(75.0).breachThreshold(60.0).build();

  private static final PolicyKind SIMPLE =
      PolicyKind.of(
          PutScalingPolicyRequest.builder()
              .adjustmentType("ChangeInCapacity")
              .scalingAdjustment(1)
              .build());
  private static final PolicyKind STEP =
      PolicyKind.of(
          PutScalingPolicyRequest.builder()
              .policyType("StepScaling")
              .adjustmentType("ChangeInCapacity")
              .stepAdjustments(step(0.0, 20.0, 1), step(20.0, null, 9))
              .build());
  private static final PolicyKind TRACKING = tracking(false);

  private static StepAdjustment step(@Nullable Double lower, @Nullable Double upper, int by) {
    return StepAdjustment.builder()
        .metricIntervalLowerBound(lower)
        .metricIntervalUpperBound(upper)
        .scalingAdjustment(by)
        .build();
  }

  private static PolicyKind tracking(boolean neverIn) {
    return PolicyKind.of(
        PutScalingPolicyRequest.builder()
            .policyType("TargetTrackingScaling")
            .targetTrackingConfiguration(t -> t.targetValue(50.0).disableScaleIn(neverIn))
            .build());
  }

  private static Alarmed alarm(double value, double threshold) {
    return new Alarmed("alarm", "arn", "ALARM", value, threshold);
  }

  private static Optional<Integer> high(PolicyKind kind, PolicyKind.Situation now, double value) {
    return kind.onAlarm(now, alarm(value, 50), false);
  }

  private static Optional<Integer> low(PolicyKind kind, PolicyKind.Situation now, double value) {
    return kind.onAlarm(now, alarm(value, 35), true);
  }

  private static String refused(UnaryOperator<PutScalingPolicyRequest.Builder> asked) {
    try {
      PolicyKind.of(
          asked
              .apply(PutScalingPolicyRequest.builder().adjustmentType("ChangeInCapacity"))
              .build());
      return "accepted";
    } catch (AwsError refusal) {
      return refusal.code();
    }
  }

  private static String steps(StepAdjustment... steps) {
    return refused(r -> r.policyType("StepScaling").stepAdjustments(steps));
  }

  @Test
  void steps_neither_overlap_nor_leave_a_gap_nor_end_where_the_metric_goes_on() {
    assertThat(steps(step(0.0, 10.0, 1), step(10.0, null, 2))).isEqualTo("accepted");
    assertThat(steps(step(null, -10.0, -2), step(-10.0, 0.0, -1))).isEqualTo("accepted");
    assertThat(steps(step(0.0, 10.0, 1), step(5.0, null, 2))).isEqualTo("ValidationError");
    assertThat(steps(step(0.0, 10.0, 1), step(20.0, null, 2))).isEqualTo("ValidationError");
    assertThat(steps(step(0.0, null, 1), step(20.0, null, 2))).isEqualTo("ValidationError");
    assertThat(steps(step(0.0, 10.0, 1))).isEqualTo("ValidationError");
    assertThat(steps(step(-10.0, 0.0, 1))).isEqualTo("ValidationError");
    assertThat(steps(step(null, null, 1))).isEqualTo("ValidationError");
    assertThat(steps(step(10.0, 0.0, 1))).isEqualTo("ValidationError");
  }

  @Test
  void only_a_percentage_has_a_least_change() {
    assertThat(refused(r -> r.scalingAdjustment(1).minAdjustmentMagnitude(2)))
        .isEqualTo("ValidationError");
    assertThat(
            refused(
                r ->
                    r.adjustmentType("PercentChangeInCapacity")
                        .scalingAdjustment(10)
                        .minAdjustmentMagnitude(2)))
        .isEqualTo("accepted");
  }

  @Test
  void a_simple_policy_waits_for_the_cooldown_of_an_alarm_and_not_of_a_user() {
    assertThat(high(SIMPLE, AT_REST, 80)).contains(5);
    assertThat(high(SIMPLE, COOLING, 80)).isEmpty();
    assertThat(SIMPLE.onExecution(COOLING, BY_HAND)).contains(5);
    assertThat(SIMPLE.cooldown(Duration.ofMinutes(5))).contains(Duration.ofMinutes(5));
    assertThat(STEP.cooldown(Duration.ofMinutes(5))).isEmpty();
    assertThat(TRACKING.cooldown(Duration.ofMinutes(5))).isEmpty();
  }

  @Test
  void a_step_policy_waits_for_warm_up_and_not_for_a_cooldown_and_stops_at_the_maximum() {
    assertThat(high(STEP, AT_REST, 60)).contains(5);
    assertThat(high(STEP, COOLING, 60)).contains(5);
    assertThat(high(STEP, WARMING_UP, 60)).isEmpty();
    assertThat(high(STEP, AT_REST, 90)).as("nine more, but for the maximum").contains(6);
    assertThat(high(STEP, AT_REST, 40)).as("no step holds it").isEmpty();
    assertThat(high(STEP, AT_REST, Double.NaN)).as("no value is no breach").contains(5);
    assertThat(STEP.onExecution(AT_REST, BY_HAND)).contains(5);
    assertThatThrownBy(() -> STEP.onExecution(AT_REST, ExecutePolicyRequest.builder().build()))
        .isInstanceOf(AwsError.class)
        .hasMessageContaining("MetricValue and BreachThreshold");
  }

  @Test
  void tracking_scales_out_on_its_own_and_in_only_when_all_have_warmed_up_and_agree() {
    assertThat(high(TRACKING, AT_REST, 75)).contains(6);
    assertThat(high(TRACKING, WARMING_UP, 75)).as("3 warm at 75 % are 5 at 50 %").contains(5);
    assertThat(low(TRACKING, AT_REST, 30)).contains(3);
    assertThat(low(TRACKING, WARMING_UP, 30)).isEmpty();
    assertThat(low(TRACKING, ANOTHER_IS_NOT_LOW, 30)).isEmpty();
    assertThat(low(TRACKING, AT_REST, Double.NaN)).isEmpty();
    assertThat(high(TRACKING, new PolicyKind.Situation(4, 2, 6, 4, 0, false, false, true), 99))
        .as("nobody has warmed up: the metric speaks of nobody")
        .isEmpty();
    assertThatThrownBy(() -> TRACKING.onExecution(AT_REST, BY_HAND)).isInstanceOf(AwsError.class);
  }

  @Test
  void a_policy_that_never_scales_in_has_no_say_in_it() {
    assertThat(List.of(SIMPLE, STEP, TRACKING, tracking(true)))
        .extracting(PolicyKind::hasSayInScaleIn)
        .containsExactly(false, false, true, false);
  }

  @Test
  void a_policy_that_lacks_what_its_kind_needs_is_refused() {
    for (String type : List.of("SimpleScaling", "StepScaling", "TargetTrackingScaling", "Other")) {
      assertThatThrownBy(
              () ->
                  PolicyKind.of(
                      PutScalingPolicyRequest.builder()
                          .policyType(type)
                          .adjustmentType("ExactCapacity")
                          .build()))
          .as(type)
          .isInstanceOf(AwsError.class);
    }
  }

  @Property
  void what_is_wanted_is_a_change_within_the_bounds(
      @ForAll @IntRange(max = 9) int min,
      @ForAll @IntRange(max = 9) int more,
      @ForAll @IntRange(max = 18) int above,
      @ForAll @IntRange(max = 200) int value,
      @ForAll boolean isLow) {
    int max = min + more;
    int desired = Math.min(max, min + above);
    PolicyKind.Situation now =
        new PolicyKind.Situation(desired, min, max, desired, desired, false, false, true);
    for (PolicyKind kind : List.of(SIMPLE, STEP, TRACKING)) {
      kind.onAlarm(now, alarm(value, isLow ? 35 : 50), isLow)
          .ifPresent(wanted -> assertThat(wanted).isBetween(min, max).isNotEqualTo(desired));
    }
  }
}
