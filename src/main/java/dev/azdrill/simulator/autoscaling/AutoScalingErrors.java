package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import java.util.List;

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

  static AwsError instanceRefreshInProgress() {
    return AwsError.of(
        "InstanceRefreshInProgress",
        "An Instance Refresh is already in progress and blocks the execution of this Instance"
            + " Refresh.");
  }

  static AwsError activeInstanceRefreshNotFound(String group) {
    return AwsError.of(
        "ActiveInstanceRefreshNotFound",
        "No active instance refresh found for the Auto Scaling group " + group + ".");
  }

  static AwsError irreversibleInstanceRefresh() {
    return AwsError.of(
        "IrreversibleInstanceRefresh",
        "The instance refresh cannot be rolled back: it has no DesiredConfiguration, or a launch"
            + " template version of it or of the group is $Latest or $Default.");
  }

  static AwsError rollbackWithoutDesiredConfiguration() {
    return validationError(
        "AutoRollback cannot be set to true when no DesiredConfiguration is specified.");
  }

  static AwsError rollbackOfMovingVersion(String version) {
    return validationError(
        "AutoRollback cannot be set to true when a launch template version is "
            + version
            + ": specify a version number in DesiredConfiguration and in the group.");
  }

  static AwsError minHealthyPercentageOutOfBounds(int percent) {
    return validationError("MinHealthyPercentage must be from 0 to 100, saw " + percent + ".");
  }

  static AwsError checkpointsNotAscending(List<Integer> checkpoints) {
    return validationError(
        "CheckpointPercentages must be ascending and from 1 to 100, saw " + checkpoints + ".");
  }
}
