package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How EC2 refuses what is asked of instances, images, launch templates and volumes.
 *
 * <p>Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API"; the wording is AWS's
 * as far as it is known.
 */
final class ComputeErrors {
  private static final String VERSION_NOT_FOUND = "InvalidLaunchTemplateId.VersionNotFound";

  private ComputeErrors() {}

  private static AwsError invalidParameterValue(String message) {
    return AwsError.of(Ec2Errors.INVALID_PARAMETER_VALUE, message);
  }

  /** EC2's most common words, and a sentence after them. */
  private static AwsError invalidParameterValue(
      @Nullable Object value, String parameter, String hint) {
    return invalidParameterValue(
        Ec2Errors.invalidParameterValue(value, parameter).getMessage() + " " + hint);
  }

  private static AwsError invalidParameterCombination(String message) {
    return AwsError.of(Ec2Errors.INVALID_PARAMETER_COMBINATION, message);
  }

  private static AwsError operationNotPermitted(String message) {
    return AwsError.of(Ec2Errors.OPERATION_NOT_PERMITTED, message);
  }

  private static AwsError missingParameters(String message) {
    return AwsError.of(Ec2Errors.MISSING_PARAMETER, message);
  }

  private static AwsError incorrectInstanceState(String message) {
    return AwsError.of("IncorrectInstanceState", message);
  }

  /** Only what comes again when EC2 can spare it can be stopped. */
  static AwsError spotInstanceNotStopped(String instanceId) {
    return AwsError.of(
        "UnsupportedOperation",
        "You can't stop the Spot Instance '"
            + instanceId
            + "' because it is associated with a one-time Spot Instance request. You can only stop"
            + " Spot Instances associated with persistent Spot Instance requests.");
  }

  static AwsError latestConsoleOutputUnsupported() {
    return AwsError.of(
        "UnsupportedOperation",
        "This instance type does not support retrieving the latest console logs.");
  }

  static AwsError instanceNotInState(String instanceId, String state) {
    return incorrectInstanceState(
        "The instance '" + instanceId + "' is not in the '" + state + "' state.");
  }

  /**
   * @param what cannot be done from its state: {@code started}
   */
  static AwsError instanceStateRefuses(String instanceId, String what) {
    return incorrectInstanceState(
        "The instance '" + instanceId + "' is not in a state from which it can be " + what + ".");
  }

  static AwsError instanceNeverRan(String instanceId) {
    return incorrectInstanceState(
        "Instance '"
            + instanceId
            + "' cannot be stopped as it has never reached the 'running' state.");
  }

  /**
   * @param what is not permitted: {@code stopped}
   * @param attribute that protects the instance
   */
  static AwsError instanceProtected(String instanceId, String what, String attribute) {
    return operationNotPermitted(
        "The instance '"
            + instanceId
            + "' may not be "
            + what
            + ". Modify its '"
            + attribute
            + "' instance attribute and try again.");
  }

  static AwsError imageParameterNotFound(String parameter) {
    return invalidParameterValue(
        "The Systems Manager parameter '" + parameter + "' does not exist");
  }

  static AwsError imageIdsWithMaxResults() {
    return invalidParameterCombination(
        "The parameter imageIdsSet cannot be used with the parameter maxResults");
  }

  static AwsError instanceTypeNotFound(String name) {
    return invalidParameterValue("Invalid value '" + name + "' for InstanceType.");
  }

  static AwsError instanceTypesNotFound(Collection<String> names) {
    return AwsError.of(
        "InvalidInstanceType",
        "The following supplied instance types do not exist: [" + String.join(", ", names) + "]");
  }

  static AwsError instanceTypeMissing() {
    return invalidParameterCombination(
        "Non-Windows instances with a virtualization type of 'hvm' are currently not supported"
            + " for this instance type : m1.small.");
  }

  static AwsError architectureMismatch(Collection<String> ofType, String ofImage) {
    return invalidParameterValue(
        "The architecture '"
            + String.join(",", ofType)
            + "' of the specified instance type does not match the architecture '"
            + ofImage
            + "' of the specified AMI. Specify an instance type and an AMI that have matching"
            + " architectures, and try again.");
  }

  static AwsError locationTypeNotFound() {
    return invalidParameterValue(
        "Invalid location type. Supported types are: region, availability-zone,"
            + " availability-zone-id, outpost");
  }

  static AwsError keyPairNotFound(String name) {
    return AwsError.of("InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist");
  }

  static AwsError maxCountBelowMinCount(int min, int max) {
    return invalidParameterCombination(
        "The maximum number of instances must be equal to or larger than the minimum: "
            + max
            + " < "
            + min);
  }

  static AwsError oneInterfaceForSeveralInstances() {
    return invalidParameterCombination(
        "A network interface or a private address can be given to one instance only.");
  }

  static AwsError deviceIndexMissing() {
    return invalidParameterCombination("Each network interface requires a device index.");
  }

  static AwsError deviceIndexZeroMissing() {
    return invalidParameterCombination("A network interface with the device index 0 is required.");
  }

  static AwsError publicAddressForSeveralInterfaces() {
    return invalidParameterCombination(
        "The associatePublicIPAddress parameter can only be specified for a single new network"
            + " interface with the device index 0.");
  }

  /**
   * @param what is given at the level of the instance: {@code security groups}
   */
  static AwsError besideNetworkInterfaces(String what) {
    return invalidParameterCombination(
        "Network interfaces and an instance-level "
            + what
            + " may not be specified on the same request");
  }

  static AwsError interfacesInDifferentZones() {
    return invalidParameterCombination(
        "You may not specify network interfaces in different Availability Zones for one"
            + " instance.");
  }

  static AwsError groupNameWithSubnet() {
    return invalidParameterCombination(
        "The parameter groupName cannot be used with the parameter subnet");
  }

  static AwsError launchTemplateMissing() {
    return missingParameters("Either 'LaunchTemplateId' or 'LaunchTemplateName' must be provided.");
  }

  static AwsError launchTemplateOfVersionsMissing() {
    return missingParameters(
        "Either 'LaunchTemplateId' or 'LaunchTemplateName' must be provided with version"
            + " numbers.");
  }

  static AwsError launchTemplateIdWithName() {
    return invalidParameterCombination(
        "The parameters 'LaunchTemplateId' and 'LaunchTemplateName' cannot be used together");
  }

  static AwsError launchTemplateIdMalformed(String id) {
    return AwsError.of("InvalidLaunchTemplateId.Malformed", "Invalid id: \"" + id + "\"");
  }

  static AwsError launchTemplateNotFound(String id) {
    return AwsError.of(
        "InvalidLaunchTemplateId.NotFound",
        "The specified launch template, with template ID " + id + ", does not exist.");
  }

  static AwsError launchTemplateNameNotFound(String name) {
    return AwsError.of(
        "InvalidLaunchTemplateName.NotFoundException",
        "The specified launch template, with template name " + name + ", does not exist.");
  }

  static AwsError launchTemplateNameMalformed() {
    return AwsError.of(
        "InvalidLaunchTemplateName.MalformedException",
        "The specified launch template name is invalid. A launch template name must be between 3"
            + " and 128 characters, and may contain letters, numbers, and the following"
            + " characters: -().\\/_.");
  }

  static AwsError launchTemplateExists() {
    return AwsError.of(
        "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
  }

  static AwsError versionNotFound(String version, String templateId) {
    return AwsError.of(
        VERSION_NOT_FOUND,
        "Could not find the specified version "
            + version
            + " for the launch template with ID "
            + templateId
            + ".");
  }

  static boolean isVersionNotFound(AwsError refusal) {
    return refusal.code().equals(VERSION_NOT_FOUND);
  }

  static AwsError versionMalformed() {
    return invalidParameterValue(
        "Invalid launch template version: either '$Default', '$Latest', or a numeric version are"
            + " allowed.");
  }

  static AwsError versionNotNumber(String version) {
    return invalidParameterValue("Value (" + version + ") for a version number is invalid.");
  }

  static AwsError defaultVersionNotDeletable() {
    return operationNotPermitted(
        "You cannot delete the default version of a launch template: make another one the"
            + " default first.");
  }

  static AwsError userDataTooLong(int maximum) {
    return invalidParameterValue("User data is limited to " + maximum + " bytes");
  }

  static AwsError userDataMalformed() {
    return AwsError.of("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
  }

  static AwsError volumeInUse(String id, String instanceId) {
    return AwsError.of("VolumeInUse", "Volume " + id + " is currently attached to " + instanceId);
  }

  // Values of a launch

  static AwsError minCountTooSmall(int min) {
    return invalidParameterValue(min, "minCount", "Expecting a value of 1 or more.");
  }

  static AwsError subnetInOtherZone(String zone, String subnetId, String zoneOfSubnet) {
    return invalidParameterValue(
        zone, "availabilityZone", "The subnet '" + subnetId + "' is in " + zoneOfSubnet + ".");
  }

  static AwsError hopLimitOutOfBounds(int hops, int max) {
    return invalidParameterValue(
        hops, "HttpPutResponseHopLimit", "Expected a value from 1 to " + max + ".");
  }
}
