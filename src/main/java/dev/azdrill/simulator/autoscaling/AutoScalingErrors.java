package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;

/**
 * How Auto Scaling refuses. Source of the codes: Amazon EC2 Auto Scaling API Reference, each
 * operation's "Errors"; most refusals are the common {@code ValidationError}.
 */
final class AutoScalingErrors {
  static final String INVALID_NEXT_TOKEN = "InvalidNextToken";

  private AutoScalingErrors() {}

  static AwsError validation(String message) {
    return AwsError.of("ValidationError", message);
  }

  static AwsError unknownGroup(String name) {
    return validation(
        "AutoScalingGroup name not found - AutoScalingGroup '" + name + "' not found");
  }

  static AwsError unknownInstance(String instanceId) {
    return validation(
        "Instance Id not found - No managed instance found for instance ID " + instanceId);
  }

  static AwsError notInGroup(String instanceId, String group) {
    return validation(
        "The instance " + instanceId + " is not part of Auto Scaling group " + group + ".");
  }

  static AwsError groupExists(String name) {
    return AwsError.of(
        "AlreadyExists",
        "AutoScalingGroup by this name already exists - A group with the name "
            + name
            + " already exists");
  }

  static AwsError inUse(String message) {
    return AwsError.of("ResourceInUse", message);
  }

  static AwsError activityInProgress(String message) {
    return AwsError.of("ScalingActivityInProgress", message);
  }

  static AwsError noSubnet(String zone) {
    return AwsError.of("InvalidSubnetID.NotFound", "The group has no subnet in " + zone + ".");
  }

  /** What AWS can do and this region cannot; better a refusal than a silent wrong answer. */
  static AwsError notSimulated(String what) {
    return validation("The simulator does not have " + what);
  }
}
