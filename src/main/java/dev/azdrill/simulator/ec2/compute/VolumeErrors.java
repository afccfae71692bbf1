package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.AwsError;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** How EC2 refuses what is asked of EBS volumes and snapshots. */
final class VolumeErrors {
  private VolumeErrors() {}

  private static AwsError invalidParameterValue(String message) {
    return AwsError.of(Ec2Errors.INVALID_PARAMETER_VALUE, message);
  }

  private static AwsError incorrectState(String message) {
    return AwsError.of("IncorrectState", message);
  }

  static AwsError sizeMissing() {
    return AwsError.of(
        Ec2Errors.MISSING_PARAMETER, "The request must contain the parameter size/snapshot");
  }

  static AwsError zoneMissing() {
    return AwsError.of(Ec2Errors.MISSING_PARAMETER, "The request must contain the parameter zone");
  }

  static AwsError zoneNotFound(String zone) {
    return AwsError.of("InvalidZone.NotFound", "The zone '" + zone + "' does not exist.");
  }

  static AwsError typeUnknown(String type) {
    return AwsError.of("UnknownVolumeType", "Unknown volume type: " + type);
  }

  static AwsError sizeOutOfBounds(int gib, VolumeType type, int least, int most) {
    return invalidParameterValue(
        "Volume of "
            + gib
            + "GiB is out of bounds for a volume of type "
            + type
            + ": expected "
            + least
            + " to "
            + most
            + " GiB.");
  }

  static AwsError smallerThanSnapshot(int gib, String snapshotId, int least) {
    return invalidParameterValue(
        "Volume of size "
            + gib
            + "GB is smaller than snapshot '"
            + snapshotId
            + "', expect size >= "
            + least
            + "GB");
  }

  static AwsError keyWithoutEncryption() {
    return AwsError.of(
        "InvalidParameterDependency",
        "The parameter KmsKeyId requires the parameter Encrypted to be set.");
  }

  static AwsError iopsMissing(VolumeType type) {
    return AwsError.of(
        Ec2Errors.MISSING_PARAMETER,
        "The parameter iops must be specified for " + type + " volumes.");
  }

  static AwsError notSupported(String parameter, VolumeType type) {
    return AwsError.of(
        Ec2Errors.INVALID_PARAMETER_COMBINATION,
        "The parameter " + parameter + " is not supported for " + type + " volumes.");
  }

  static AwsError outOfBounds(String parameter, int value, int least, int most) {
    return invalidParameterValue(
        "Value ("
            + value
            + ") for parameter "
            + parameter
            + " is invalid. Expected "
            + least
            + " to "
            + most
            + ".");
  }

  static AwsError notAvailable(String volumeId) {
    return incorrectState("Volume '" + volumeId + "' is not 'available'.");
  }

  static AwsError alreadyAttached(String volumeId) {
    return AwsError.of("VolumeInUse", volumeId + " is already attached to an instance");
  }

  static AwsError otherZone(String volumeId, String instanceId) {
    return AwsError.of(
        "InvalidVolume.ZoneMismatch",
        "The volume '"
            + volumeId
            + "' is not in the same availability zone as instance '"
            + instanceId
            + "'");
  }

  static AwsError instanceNotRunning(String instanceId) {
    return incorrectState("Instance '" + instanceId + "' is not 'running'.");
  }

  static AwsError deviceInUse(String device) {
    return invalidParameterValue(
        "Invalid value '"
            + device
            + "' for unixDevice. Attachment point "
            + device
            + " is already in use");
  }

  static AwsError notAttached(String volumeId, String state) {
    return incorrectState("Volume '" + volumeId + "' is in the '" + state + "' state.");
  }

  static AwsError attachedElsewhere(String volumeId, String what) {
    return AwsError.of(
        "InvalidAttachment.NotFound", "The volume '" + volumeId + "' is not attached to " + what);
  }

  static AwsError rootVolume(String volumeId, String instanceId) {
    return AwsError.of(
        Ec2Errors.OPERATION_NOT_PERMITTED,
        "Unable to detach root volume '" + volumeId + "' from instance '" + instanceId + "'");
  }

  static AwsError snapshotPending(String snapshotId) {
    return AwsError.of(
        "IncorrectState", "Snapshot is in invalid state - pending: '" + snapshotId + "'");
  }
}
