package dev.azdrill.simulator.autoscaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.CustomizedMetricSpecification;
import software.amazon.awssdk.services.autoscaling.model.PredefinedMetricSpecification;
import software.amazon.awssdk.services.autoscaling.model.TargetTrackingConfiguration;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * Target tracking as arithmetic: which alarms watch the metric, and what capacity follows from its
 * value.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "Target tracking scaling policies"; the alarms'
 * periods and the lower threshold are those that the console shows in real accounts.
 */
final class TargetTracking {
  private static final int HIGH_PERIODS = 3;
  private static final int LOW_PERIODS = 15;

  /** In-scaling begins well below the target, so that the group does not sway. */
  private static final double LOW = 0.7;

  private TargetTracking() {}

  /** What is tracked. */
  private record Tracked(
      String namespace, String metric, List<Dimension> dimensions, Statistic statistic) {}

  /**
   * The two alarms of a policy; one alone where scale-in is disabled.
   *
   * @param action the policy's ARN
   * @param attached whether a resource label names a target group of this group
   */
  static List<PutMetricAlarmRequest> alarms(
      String group,
      TargetTrackingConfiguration configuration,
      String action,
      String high,
      String low,
      Predicate<String> attached) {
    Tracked tracked = tracked(group, configuration, attached);
    PutMetricAlarmRequest common =
        PutMetricAlarmRequest.builder()
            .alarmDescription(
                "DO NOT EDIT OR DELETE. For TargetTrackingScaling policy " + action + ".")
            .namespace(tracked.namespace())
            .metricName(tracked.metric())
            .dimensions(tracked.dimensions())
            .statistic(tracked.statistic())
            .period(PolicyKind.PERIOD)
            .alarmActions(action)
            .build();
    List<PutMetricAlarmRequest> alarms = new ArrayList<>();
    alarms.add(
        common.toBuilder()
            .alarmName(high)
            .evaluationPeriods(HIGH_PERIODS)
            .threshold(configuration.targetValue())
            .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
            .build());
    if (!Boolean.TRUE.equals(configuration.disableScaleIn())) {
      alarms.add(
          common.toBuilder()
              .alarmName(low)
              .evaluationPeriods(LOW_PERIODS)
              .threshold(LOW * configuration.targetValue())
              .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
              .build());
    }
    return alarms;
  }

  private static Tracked tracked(
      String group, TargetTrackingConfiguration configuration, Predicate<String> attached) {
    if (configuration.targetValue() == null || configuration.targetValue() <= 0) {
      throw ScalingPolicyErrors.targetValueNotPositive();
    }
    PredefinedMetricSpecification predefined = configuration.predefinedMetricSpecification();
    CustomizedMetricSpecification customized = configuration.customizedMetricSpecification();
    if (predefined != null && customized == null) {
      return predefined(group, predefined, attached);
    }
    if (customized == null || predefined != null) {
      throw ScalingPolicyErrors.metricSpecificationNotSingle();
    }
    if (!customized.metrics().isEmpty()
        || customized.metricName() == null
        || customized.namespace() == null
        || customized.statistic() == null) {
      throw ScalingPolicyErrors.metricMathNotSimulated();
    }
    return new Tracked(
        customized.namespace(),
        customized.metricName(),
        customized.dimensions().stream().map(d -> dimension(d.name(), d.value())).toList(),
        Statistic.fromValue(customized.statisticAsString()));
  }

  private static Tracked predefined(
      String group, PredefinedMetricSpecification metric, Predicate<String> attached) {
    List<Dimension> ofGroup = List.of(dimension("AutoScalingGroupName", group));
    return switch (metric.predefinedMetricType()) {
      case ASG_AVERAGE_CPU_UTILIZATION ->
          new Tracked("AWS/EC2", "CPUUtilization", ofGroup, Statistic.AVERAGE);
      case ASG_AVERAGE_NETWORK_IN ->
          new Tracked("AWS/EC2", "NetworkIn", ofGroup, Statistic.AVERAGE);
      case ASG_AVERAGE_NETWORK_OUT ->
          new Tracked("AWS/EC2", "NetworkOut", ofGroup, Statistic.AVERAGE);
      case ALB_REQUEST_COUNT_PER_TARGET ->
          new Tracked(
              "AWS/ApplicationELB",
              "RequestCountPerTarget",
              ofTargetGroup(metric.resourceLabel(), attached),
              Statistic.SUM);
      case UNKNOWN_TO_SDK_VERSION ->
          throw ScalingPolicyErrors.predefinedMetricTypeInvalid(
              metric.predefinedMetricTypeAsString());
    };
  }

  /** A resource label is {@code app/NAME/ID/targetgroup/NAME/ID}. */
  private static List<Dimension> ofTargetGroup(@Nullable String label, Predicate<String> attached) {
    if (label == null || !attached.test(label)) {
      throw ScalingPolicyErrors.targetGroupOfResourceLabelNotAttached(label);
    }
    return List.of(dimension("TargetGroup", label.substring(label.indexOf("targetgroup/"))));
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }

  /** The capacity at which the metric would be at its target; load is shared evenly. */
  static int capacity(int current, double value, double target) {
    return (int) Math.ceil(current * value / target - 1e-9);
  }

  /**
   * The capacity to scale out to, if that is more than what is desired.
   *
   * @param warm members in service whose warm-up is over: the metric speaks of them
   */
  static Optional<Integer> out(int warm, double value, double target, int desired, int max) {
    int wanted = Math.min(max, capacity(warm, value, target));
    return wanted > desired ? Optional.of(wanted) : Optional.empty();
  }

  /** The capacity to scale in to, if that is less than what is desired. */
  static Optional<Integer> in(int warm, double value, double target, int desired, int min) {
    int wanted = Math.max(min, capacity(warm, value, target));
    return wanted < desired ? Optional.of(wanted) : Optional.empty();
  }
}
