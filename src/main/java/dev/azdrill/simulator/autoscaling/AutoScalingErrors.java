package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;

/**
 * How Auto Scaling refuses. Source of the codes: Amazon EC2 Auto Scaling API Reference, each
 * operation's "Errors"; most refusals are the common {@code ValidationError}.
 */
final class AutoScalingErrors {
  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = "InvalidNextToken";

  private AutoScalingErrors() {}

  static AwsError validationError(String message) {
    return AwsError.of("ValidationError", message);
  }

  static AwsError groupNotFound(String name) {
    return validationError(
        "AutoScalingGroup name not found - AutoScalingGroup '" + name + "' not found");
  }

  static AwsError instanceNotFound(String instanceId) {
    return validationError(
        "Instance Id not found - No managed instance found for instance ID " + instanceId);
  }

  static AwsError instanceOfOtherGroup(String instanceId, String group) {
    return validationError(
        "The instance " + instanceId + " is not part of Auto Scaling group " + group + ".");
  }

  static AwsError notProtectable(String instanceId) {
    return validationError(
        "The instance " + instanceId + " is not in InService or EnteringStandby or Standby.");
  }

  static AwsError groupExists(String name) {
    return AwsError.of(
        "AlreadyExists",
        "AutoScalingGroup by this name already exists - A group with the name "
            + name
            + " already exists");
  }

  static AwsError resourceInUse(String message) {
    return AwsError.of("ResourceInUse", message);
  }

  static AwsError scalingActivityInProgress(String message) {
    return AwsError.of("ScalingActivityInProgress", message);
  }

  static AwsError subnetNotFound(String zone) {
    return AwsError.of("InvalidSubnetID.NotFound", "The group has no subnet in " + zone + ".");
  }

  /** What AWS can do and this region cannot; better a refusal than a silent wrong answer. */
  static AwsError notSimulated(String what) {
    return validationError("The simulator does not have " + what);
  }
}
