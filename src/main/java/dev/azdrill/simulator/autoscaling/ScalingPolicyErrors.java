package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * How Auto Scaling refuses what is asked of scaling policies. Source of the codes: as for {@link
 * AutoScalingErrors}.
 */
final class ScalingPolicyErrors {
  private ScalingPolicyErrors() {}

  private static AwsError validationError(String message) {
    return AwsError.of(AutoScalingErrors.VALIDATION_ERROR, message);
  }

  private static AwsError scalingActivityInProgress(String message) {
    return AwsError.of(AutoScalingErrors.SCALING_ACTIVITY_IN_PROGRESS, message);
  }

  /** What AWS can do and this region cannot; better a refusal than a silent wrong answer. */
  private static AwsError notSimulated(String what) {
    return validationError(AutoScalingErrors.NOT_SIMULATED + what);
  }

  static AwsError policyNotFound(String nameOrArn) {
    return validationError("ScalingPolicy name not found - Policy '" + nameOrArn + "' not found");
  }

  static AwsError groupOfPolicyMissing() {
    return validationError("Without AutoScalingGroupName, PolicyName must be a policy's ARN.");
  }

  static AwsError groupInCooldown() {
    return scalingActivityInProgress("The group's cooldown lasts.");
  }

  static AwsError policyTypeNotSimulated(String type) {
    return notSimulated("policies of type " + type);
  }

  static AwsError adjustmentTypeInvalid(@Nullable String word) {
    return validationError(
        "AdjustmentType must be ChangeInCapacity, ExactCapacity or PercentChangeInCapacity, saw "
            + word);
  }

  static AwsError scalingAdjustmentMissing() {
    return validationError("A simple policy needs ScalingAdjustment.");
  }

  static AwsError stepAdjustmentsMissing() {
    return validationError("A step policy needs StepAdjustments.");
  }

  static AwsError minAdjustmentMagnitudeWithoutPercentage() {
    return validationError(
        "MinAdjustmentMagnitude is only for the adjustment type PercentChangeInCapacity.");
  }

  static AwsError stepAdjustmentsInvalid(String why) {
    return validationError("StepAdjustments are invalid: " + why);
  }

  static AwsError metricTrackedAlready() {
    return validationError(
        "Only one TargetTrackingScaling policy for a given metric specification is allowed.");
  }

  static AwsError metricOfExecutionMissing() {
    return validationError("A step policy is executed with MetricValue and BreachThreshold.");
  }

  static AwsError targetTrackingConfigurationMissing() {
    return validationError("A target tracking policy needs TargetTrackingConfiguration.");
  }

  static AwsError targetTrackingNotExecutable() {
    return validationError("Target tracking policies cannot be executed by hand.");
  }

  static AwsError targetValueNotPositive() {
    return validationError("TargetValue must be greater than zero.");
  }

  static AwsError metricSpecificationNotSingle() {
    return validationError(
        "Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be"
            + " given.");
  }

  static AwsError metricMathNotSimulated() {
    return notSimulated("metric math in policies: give MetricName, Namespace and Statistic");
  }

  static AwsError predefinedMetricTypeInvalid(String type) {
    return validationError("Unknown predefined metric type: " + type);
  }

  static AwsError targetGroupOfResourceLabelNotAttached(@Nullable String label) {
    return validationError(
        "The load balancer does not exist or the target group is not attached to the Auto Scaling"
            + " group: resource label "
            + label);
  }
}
