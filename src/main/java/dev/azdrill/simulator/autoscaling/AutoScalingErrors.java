package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/**
 * How Auto Scaling refuses. Source of the codes: Amazon EC2 Auto Scaling API Reference, each
 * operation's "Errors"; most refusals are the common {@code ValidationError}.
 */
final class AutoScalingErrors {
  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = "InvalidNextToken";

  static final String VALIDATION_ERROR = "ValidationError";
  static final String SCALING_ACTIVITY_IN_PROGRESS = "ScalingActivityInProgress";

  /** How each refusal of what AWS can do and this region cannot begins. */
  static final String NOT_SIMULATED = "The simulator does not have ";

  private AutoScalingErrors() {}

  private static AwsError validationError(String message) {
    return AwsError.of(VALIDATION_ERROR, message);
  }

  private static AwsError resourceInUse(String message) {
    return AwsError.of("ResourceInUse", message);
  }

  private static AwsError scalingActivityInProgress(String message) {
    return AwsError.of(SCALING_ACTIVITY_IN_PROGRESS, message);
  }

  /** What AWS can do and this region cannot; better a refusal than a silent wrong answer. */
  private static AwsError notSimulated(String what) {
    return validationError(NOT_SIMULATED + what);
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

  static AwsError subnetNotFound(String zone) {
    return AwsError.of("InvalidSubnetID.NotFound", "The group has no subnet in " + zone + ".");
  }

  // What a group is made of

  static AwsError launchConfigurationNotFound(String name) {
    return validationError(
        "Launch configuration name not found - Launch configuration " + name + " not found");
  }

  static AwsError instancesAndClassicLoadBalancersNotSimulated() {
    return notSimulated("groups made of an instance or with Classic Load Balancers");
  }

  static AwsError launchTemplateMissing() {
    return validationError(
        "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId"
            + " or MixedInstancesPolicy parameter.");
  }

  static AwsError launchTemplateNotNamedOnce() {
    return validationError(
        "Valid requests must contain either launchTemplateId or LaunchTemplateName");
  }

  /** EC2 does not know the template, or finds it bad. */
  static AwsError launchTemplateInvalid(AwsError refusal) {
    return validationError(
        "You must use a valid fully-formed launch template. " + refusal.getMessage());
  }

  static AwsError mixedLaunchTemplateMissing() {
    return validationError(
        "Valid requests must contain a LaunchTemplateSpecification in the LaunchTemplate of a"
            + " MixedInstancesPolicy.");
  }

  static AwsError onDemandAllocationStrategyInvalid(String strategy) {
    return validationError(
        "Invalid OnDemandAllocationStrategy '" + strategy + "': prioritized or lowest-price");
  }

  static AwsError spotAllocationStrategyInvalid(String strategy) {
    return validationError("Invalid SpotAllocationStrategy '" + strategy + "'");
  }

  static AwsError onDemandCapacityOutOfBounds(int base, int percent) {
    return validationError(
        "OnDemandBaseCapacity must be at least 0 and OnDemandPercentageAboveBaseCapacity from 0 to"
            + " 100, but they are "
            + base
            + " and "
            + percent);
  }

  static AwsError spotInstancePoolsWithout(String strategy) {
    return validationError(
        "SpotInstancePools is used with the lowest-price SpotAllocationStrategy only, and it is "
            + strategy);
  }

  static AwsError spotInstancePoolsOutOfBounds(int pools, int max) {
    return validationError("SpotInstancePools must be from 1 to " + max + ", but it is " + pools);
  }

  /** What a refresh of a group with a mixed instances policy is to launch from. */
  static AwsError refreshOfMixedInstancesNotSimulated() {
    return notSimulated(
        "a DesiredConfiguration for groups with a MixedInstancesPolicy: update the group, and"
            + " refresh it without one");
  }

  static AwsError subnetIdNotFound(String id) {
    return validationError("The subnet ID '" + id + "' does not exist");
  }

  static AwsError zoneInvalid(String zone) {
    return validationError("One or more specified availability zones are not valid: " + zone);
  }

  static AwsError zonesMissing() {
    return validationError("At least one Availability Zone or VPC Subnet is required.");
  }

  static AwsError defaultVpcMissing() {
    return validationError("No default VPC for this user: name the subnets in VPCZoneIdentifier.");
  }

  static AwsError zonesOfSubnetsMismatch() {
    return validationError(
        "The availability zones of the specified subnets and the Auto Scaling group do not"
            + " match");
  }

  static AwsError maxInstanceLifetimeTooShort(int seconds) {
    return validationError(
        "Maximum instance lifetime must be 0 or at least " + seconds + " seconds");
  }

  static AwsError defaultTerminationPolicyNotLast() {
    return validationError("The Default termination policy must be the last one.");
  }

  static AwsError terminationPolicyInvalid(String word) {
    return validationError("Invalid termination policies provided: " + word);
  }

  static AwsError lambdaTerminationPoliciesNotSimulated() {
    return notSimulated("termination policies by Lambda");
  }

  static AwsError boundsNegative() {
    return validationError("Min and max bounds must be zero or more.");
  }

  static AwsError maxBelowMin(int min, int max) {
    return validationError(
        "Max bound, " + max + ", must be greater than or equal to min bound, " + min);
  }

  static AwsError desiredCapacityOutOfBounds(int desired, int min, int max) {
    return validationError(
        "Desired capacity:"
            + desired
            + " must be between the specified min size:"
            + min
            + " and max size:"
            + max);
  }

  static AwsError healthCheckTypeInvalid(String type) {
    return validationError("HealthCheckType " + type + " must be EC2, ELB, VPC_LATTICE or EBS.");
  }

  static AwsError healthCheckGracePeriodNegative() {
    return validationError("HealthCheckGracePeriod must be zero or more.");
  }

  // What is asked of a group

  static AwsError groupPendingDelete(String name) {
    return validationError("AutoScalingGroup '" + name + "' is pending delete.");
  }

  static AwsError groupHasInstances() {
    return resourceInUse(
        "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance"
            + " request(s) still in the group.");
  }

  static AwsError groupHasActivities() {
    return scalingActivityInProgress(
        "You cannot delete an AutoScalingGroup while there are scaling activities in progress for"
            + " that group.");
  }

  static AwsError newDesiredCapacityOutOfBounds(int wanted, int min, int max) {
    return validationError(
        "New SetDesiredCapacity value "
            + wanted
            + (wanted > max ? " is above max value " + max : " is below min value " + min)
            + " for the AutoScalingGroup.");
  }

  static AwsError desiredCapacityInCooldown() {
    return scalingActivityInProgress(
        "You cannot set the desired capacity while the group's cooldown lasts.");
  }

  static AwsError granularityInvalid(String only) {
    return validationError("The only valid granularity is " + only + ".");
  }

  static AwsError metricNotFound(String name, Collection<String> metrics) {
    return validationError(name + " is not one of the metrics of a group: " + metrics);
  }

  static AwsError resourceIdMissing() {
    return validationError("A tag must name its resource: ResourceId is missing.");
  }

  /** What reads filters refuses them under EC2's code; Auto Scaling has its own. */
  static AwsError filterInvalid(AwsError refusal) {
    return validationError(refusal.getMessage());
  }

  static AwsError processTypeInvalid(String word, String valid) {
    return validationError(word + " is not a valid process type: it must be one of " + valid);
  }

  static AwsError targetGroupsInvalid() {
    return validationError(
        "Provided Target Groups may not be valid. Please ensure they exist and try again.");
  }

  static AwsError targetGroupNotAttached(String arn) {
    return validationError("Trying to remove Target Groups that are not part of the group: " + arn);
  }

  static AwsError trafficSourceTypeNotSimulated(String type) {
    return notSimulated("traffic sources of type " + type);
  }

  // Instances

  static AwsError healthStatusInvalid(String status) {
    return validationError("HealthStatus must be Healthy or Unhealthy, saw " + status);
  }

  static AwsError instanceTerminating(String instanceId) {
    return scalingActivityInProgress(
        "The instance " + instanceId + " is being terminated already.");
  }

  /**
   * @param what is asked for: {@code Detaching}
   */
  static AwsError desiredCapacityAtMinSize(int min, String what) {
    return validationError(
        "Currently, desiredSize equals minSize ("
            + min
            + "). "
            + what
            + " instance without replacement will violate group's min size constraint. Either set"
            + " shouldDecrementDesiredCapacity flag to false or lower group's min size.");
  }

  /**
   * @param what is asked for: {@code Attaching}
   * @param desired what the group's desired capacity would be
   */
  static AwsError desiredCapacityAboveMaxSize(String what, int instances, int desired, int max) {
    return validationError(
        what
            + " "
            + instances
            + " instances would make the group's desired capacity "
            + desired
            + ", above its max size "
            + max
            + ".");
  }

  static AwsError instanceOfGroup(String instanceId) {
    return validationError(
        "The instance " + instanceId + " is already part of an Auto Scaling group.");
  }

  static AwsError instanceNotRunning(String instanceId) {
    return validationError(
        "Invalid Instance ID(s): " + instanceId + ". The instance must be running.");
  }

  static AwsError zoneNotOfGroup(String zone, String instanceId) {
    return validationError(
        "The availability zone " + zone + " of " + instanceId + " is not one of the group's.");
  }

  private static AwsError instanceStateRefuses(LifecycleState state, String move) {
    return validationError("An instance in " + state + " cannot " + move + ".");
  }

  static AwsError instanceNotHoldable(LifecycleState state) {
    return instanceStateRefuses(state, "be held");
  }

  static AwsError instanceCannotEnterService(LifecycleState state) {
    return instanceStateRefuses(state, "enter service");
  }

  static AwsError instanceNotInService(LifecycleState state) {
    return instanceStateRefuses(state, "enter Standby: it is not in InService");
  }

  static AwsError instanceNotInStandby(LifecycleState state) {
    return instanceStateRefuses(state, "exit Standby: it is not in Standby");
  }

  static AwsError instanceNotProceeding(LifecycleState state) {
    return instanceStateRefuses(state, "proceed: it is not being terminated");
  }

  static AwsError instanceNotReleasable(LifecycleState state) {
    return instanceStateRefuses(state, "be released: it is not being terminated");
  }

  static AwsError instanceTerminatedTwice(LifecycleState state) {
    return validationError("An instance in " + state + " cannot be terminated twice.");
  }

  // Lifecycle hooks

  static AwsError lifecycleHookNotFound(String name) {
    return validationError("No Lifecycle Hook found with name: " + name);
  }

  static AwsError lifecycleActionNotFound(String instanceId) {
    return validationError("No active Lifecycle Action found with instance ID " + instanceId);
  }

  static AwsError lifecycleActionTokensNotSimulated() {
    return notSimulated("lifecycle action tokens: give the InstanceId");
  }

  static AwsError lifecycleActionResultInvalid(String result) {
    return validationError(
        "The lifecycle action result must be CONTINUE or ABANDON, saw " + result);
  }

  static AwsError lifecycleTransitionInvalid(String launching, String terminating) {
    return validationError("LifecycleTransition must be " + launching + " or " + terminating + ".");
  }

  static AwsError heartbeatTimeoutOutOfBounds() {
    return validationError("HeartbeatTimeout must be between 30 and 7200 seconds.");
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
