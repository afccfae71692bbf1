package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;
import java.util.List;

/**
 * How RDS refuses: its codes, its statuses, its wording as far as it is known.
 *
 * <p>Source: Amazon RDS API Reference, "Errors" of each operation and "Common errors".
 */
final class RdsErrors {
  private static final String INVALID_PARAMETER_VALUE = "InvalidParameterValue";

  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = INVALID_PARAMETER_VALUE;

  private RdsErrors() {}

  static AwsError instanceNotFound(String name) {
    return new AwsError("DBInstanceNotFound", 404, "DBInstance " + name + " not found.");
  }

  static AwsError instanceExists() {
    return AwsError.of("DBInstanceAlreadyExists", "DB instance already exists");
  }

  static AwsError invalidInstanceState(String message) {
    return AwsError.of("InvalidDBInstanceState", message);
  }

  static AwsError insufficientCapacity(String message) {
    return AwsError.of("InsufficientDBInstanceCapacity", message);
  }

  static AwsError subnetGroupNotFound(String name) {
    return new AwsError(
        "DBSubnetGroupNotFoundFault", 404, "DB subnet group '" + name + "' does not exist.");
  }

  static AwsError subnetGroupExists(String name) {
    return AwsError.of(
        "DBSubnetGroupAlreadyExists", "The DB subnet group '" + name + "' already exists.");
  }

  static AwsError subnetGroupInUse(String name, String instance) {
    return AwsError.of(
        "InvalidDBSubnetGroupStateFault",
        "Cannot delete the subnet group '"
            + name
            + "' because at least one database instance: "
            + instance
            + " is still using it.");
  }

  static AwsError tooFewZones(Collection<String> zones) {
    return AwsError.of(
        "DBSubnetGroupDoesNotCoverEnoughAZs",
        "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ"
            + " coverage: "
            + String.join(", ", zones)
            + ". Add subnets to cover at least 2 AZs.");
  }

  static AwsError invalidSubnets(List<String> ids) {
    return invalidSubnet("Some input subnets in :" + ids + " are invalid.");
  }

  static AwsError noDefaultSubnet() {
    return invalidSubnet(
        "No default subnet detected in VPC. Please contact AWS Support to recreate the default"
            + " Subnets.");
  }

  static AwsError invalidSubnet(String message) {
    return AwsError.of("InvalidSubnet", message);
  }

  static AwsError subnetAlreadyInUse(String message) {
    return AwsError.of("SubnetAlreadyInUse", message);
  }

  static AwsError invalidNetworkState(String message) {
    return AwsError.of("InvalidVPCNetworkStateFault", message);
  }

  static AwsError invalidParameterValue(String message) {
    return AwsError.of(INVALID_PARAMETER_VALUE, message);
  }

  static AwsError invalidParameterCombination(String message) {
    return AwsError.of("InvalidParameterCombination", message);
  }

  static AwsError monitoringRoleMissing() {
    return invalidParameterCombination(
        "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other"
            + " than 0.");
  }

  /** The region has the default parameter groups alone. */
  static AwsError parameterGroupNotFound(String name) {
    return new AwsError("DBParameterGroupNotFound", 404, "DBParameterGroup not found: " + name);
  }

  static AwsError zoneOfMultiZone() {
    return invalidParameterCombination(
        "Requesting a specific availability zone is not valid for Multi-AZ instances.");
  }

  static AwsError storageShrinks() {
    return invalidParameterCombination(
        "Invalid storage size: the allocated storage of a DB instance cannot shrink.");
  }

  static AwsError storageFailed() {
    return invalidInstanceState("The storage of the DB instance cannot be read.");
  }

  static AwsError snapshotExists(String name) {
    return AwsError.of(
        "DBSnapshotAlreadyExists",
        "Cannot create the snapshot because a snapshot with the identifier "
            + name
            + " already exists.");
  }

  static AwsError snapshotNotFound(String name) {
    return new AwsError("DBSnapshotNotFound", 404, "DBSnapshot " + name + " not found.");
  }

  static AwsError snapshotNotManual(String name) {
    return AwsError.of(
        "InvalidDBSnapshotState", "Only manual snapshots may be deleted: " + name + " is not one.");
  }

  static AwsError snapshotNotAvailable(String name) {
    return AwsError.of("InvalidDBSnapshotState", "The snapshot " + name + " is not available yet.");
  }

  static AwsError snapshotTypeUnknown(String type) {
    return invalidParameterValue("Invalid snapshot type: " + type);
  }
}
