package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  private static AwsError invalidParameterValue(String message) {
    return AwsError.of(INVALID_PARAMETER_VALUE, message);
  }

  private static AwsError invalidParameterCombination(String message) {
    return AwsError.of("InvalidParameterCombination", message);
  }

  private static AwsError invalidInstanceState(String message) {
    return AwsError.of("InvalidDBInstanceState", message);
  }

  private static AwsError insufficientCapacity(String message) {
    return AwsError.of("InsufficientDBInstanceCapacity", message);
  }

  private static AwsError invalidSubnet(String message) {
    return AwsError.of("InvalidSubnet", message);
  }

  private static AwsError subnetAlreadyInUse(String message) {
    return AwsError.of("SubnetAlreadyInUse", message);
  }

  private static AwsError invalidNetworkState(String message) {
    return AwsError.of("InvalidVPCNetworkStateFault", message);
  }

  static AwsError instanceNotFound(String name) {
    return new AwsError("DBInstanceNotFound", 404, "DBInstance " + name + " not found.");
  }

  static AwsError instanceExists() {
    return AwsError.of("DBInstanceAlreadyExists", "DB instance already exists");
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

  static AwsError monitoringRoleMissing() {
    return invalidParameterCombination(
        "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other"
            + " than 0.");
  }

  // Parameter groups

  static AwsError parameterGroupNotFound(String name) {
    return new AwsError("DBParameterGroupNotFound", 404, "DBParameterGroup not found: " + name);
  }

  static AwsError parameterGroupExists(String name) {
    return AwsError.of(
        "DBParameterGroupAlreadyExists", "Parameter group " + name + " already exists");
  }

  static AwsError parameterGroupFamilyInvalid(String family) {
    return invalidParameterValue(
        "ParameterGroupFamily " + family + " is not a valid parameter group family");
  }

  static AwsError parameterGroupOfOtherFamily(String name, String family, String wanted) {
    return invalidParameterCombination(
        "The Parameter Group "
            + name
            + " with DBParameterGroupFamily "
            + family
            + " cannot be used for this instance. Please use a Parameter Group with"
            + " DBParameterGroupFamily "
            + wanted);
  }

  static AwsError parameterGroupInUse(String name) {
    return AwsError.of(
        "InvalidDBParameterGroupState",
        "One or more database instances are still members of this parameter group "
            + name
            + ", so the group cannot be deleted");
  }

  static AwsError defaultParameterGroupFixed(String name) {
    return invalidParameterValue(
        "The parameter group " + name + " is a default one: it cannot be changed or deleted");
  }

  static AwsError parametersOutOfBounds(int max, int wanted) {
    return invalidParameterValue(
        "Between 1 and " + max + " parameters can be changed at once; the request has " + wanted);
  }

  /** The catalogue does not have all that RDS has. */
  static AwsError parameterUnknown(String name) {
    return invalidParameterValue(
        "Could not find parameter with name: "
            + name
            + ". azdrill knows those parameters of PostgreSQL that operators set, not all.");
  }

  static AwsError parameterValueNotAllowed(String name, String value, Optional<String> allowed) {
    return invalidParameterValue(
        "Invalid parameter value: "
            + value
            + " for: "
            + name
            + allowed.map(values -> " allowed values are: " + values).orElse(""));
  }

  static AwsError applyMethodInvalid(@Nullable String method) {
    return invalidParameterValue(
        "Invalid apply method: " + method + ". It must be immediate or pending-reboot");
  }

  static AwsError staticParameterAtOnce(String name) {
    return invalidParameterCombination(
        "cannot use immediate apply method for static parameter: " + name);
  }

  // The state of DB instances

  static AwsError instanceNotAvailable() {
    return invalidInstanceState("Database instance is not in available state.");
  }

  static AwsError instanceNotStopped() {
    return invalidInstanceState("Instance is not in stopped state.");
  }

  static AwsError instanceBeingDeleted() {
    return invalidInstanceState("Instance is already being deleted.");
  }

  static AwsError failoverWithoutMultiAz() {
    return invalidParameterCombination(
        "You can't force a failover of a DB instance that is not configured for Multi-AZ.");
  }

  static AwsError standbyMissing() {
    return invalidInstanceState("The DB instance has no standby that could take over.");
  }

  static AwsError tooFewZonesForInstance() {
    return insufficientCapacity(
        "The requested DB Instance class is not available in enough of the Availability Zones of"
            + " the DB subnet group.");
  }

  static AwsError instanceProtected() {
    return invalidParameterCombination(
        "Cannot delete protected DB Instance, please disable deletion protection and try again.");
  }

  static AwsError finalSnapshotMissing() {
    return invalidParameterCombination(
        "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
  }

  static AwsError finalSnapshotOfReplica() {
    return invalidParameterCombination(
        "FinalDBSnapshotIdentifier can't be specified when deleting a read replica.");
  }

  static AwsError replicaWithoutBackups() {
    return invalidInstanceState(
        "Automated backups are not enabled for this database instance. To enable automated"
            + " backups, use ModifyDBInstance to set the backup retention period to a non-zero"
            + " value.");
  }

  static AwsError tooManyReplicas(String source, int most) {
    return AwsError.of(
        "InstanceQuotaExceeded",
        "DB instance " + source + " already has the maximum of " + most + " read replicas.");
  }

  static AwsError replicaInOtherVpc(String vpcId, String vpcOfSource) {
    return invalidNetworkState(
        "The DB subnet group is in "
            + vpcId
            + ", the source DB instance in "
            + vpcOfSource
            + ": a read replica in the same region is in the VPC of its source.");
  }

  static AwsError instanceNotReplica() {
    return invalidInstanceState("DB Instance is not a read replica.");
  }

  static AwsError replicatedInstanceNotStopped() {
    return invalidInstanceState(
        "A DB instance that has a read replica, or that is one, can't be stopped.");
  }

  static AwsError backupsOfSource() {
    return invalidParameterCombination(
        "The backup retention period can't be set to 0 for a DB instance that has read replicas.");
  }

  static AwsError finalSnapshotSkipped() {
    return invalidParameterCombination(
        "FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is specified.");
  }

  // What a DB instance may be

  static AwsError zoneOfMultiAz() {
    return invalidParameterCombination(
        "Requesting a specific availability zone is not valid for Multi-AZ instances.");
  }

  static AwsError performanceInsightsNotEnabled() {
    return invalidParameterCombination(
        "To set the retention period or the KMS key of Performance Insights, enable it.");
  }

  static AwsError securityGroupNotFound(String id) {
    return invalidParameterValue("Invalid security group , groupId= " + id + ", groupName=.");
  }

  static AwsError securityGroupOfOtherVpc(String vpcId, String vpcOfGroup) {
    return invalidParameterCombination(
        "The DB instance and EC2 security group are in different VPCs. The DB instance is in "
            + vpcId
            + " and the EC2 security group is in "
            + vpcOfGroup);
  }

  static AwsError internetGatewayMissing() {
    return invalidNetworkState(
        "Cannot create a publicly accessible DBInstance. The specified VPC does not have an"
            + " internet gateway attached. Update the VPC and then try again");
  }

  static AwsError instanceClassInvalid(String name) {
    return invalidParameterValue("Invalid DB Instance class: " + name);
  }

  static AwsError retentionPeriodInvalid(int days, int max) {
    return invalidParameterValue(
        "Invalid backup retention period: "
            + days
            + ". Retention period must be between 0 and "
            + max);
  }

  static AwsError engineVersionNotFound(@Nullable String version, String engine) {
    return invalidParameterCombination("Cannot find version " + version + " for " + engine);
  }

  static AwsError engineInvalid(String engine) {
    return invalidParameterValue("Invalid DB engine: " + engine);
  }

  static AwsError storageSizeInvalid(String engine, String type, @Nullable Integer size) {
    return invalidParameterValue(
        "Invalid storage size for engine name "
            + engine
            + " and storage type "
            + type
            + ": "
            + size);
  }

  static AwsError passwordInvalid(String why) {
    return invalidParameterValue("The parameter MasterUserPassword is not a valid password" + why);
  }

  static AwsError passwordOfManagedUser() {
    return invalidParameterCombination(
        "You can't specify MasterUserPassword when ManageMasterUserPassword is enabled.");
  }

  // Changes

  static AwsError modificationsMissing() {
    return invalidParameterCombination("No modifications were requested");
  }

  static AwsError modificationNotSimulated() {
    return invalidParameterCombination(
        "The simulator does not rename a DB instance, move it to another DB subnet group or"
            + " change its port.");
  }

  static AwsError maxStorageBelowStorage(int max, int size) {
    return invalidParameterCombination(
        "Invalid max storage size: "
            + max
            + " GiB is less than the allocated storage of "
            + size
            + " GiB.");
  }

  static AwsError majorVersionUpgradeNotAllowed() {
    return invalidParameterCombination(
        "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major"
            + " version.");
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

  // Subnet groups

  static AwsError defaultSubnetGroupReserved() {
    return invalidParameterValue("The DB subnet group name 'default' is reserved.");
  }

  static AwsError subnetsOfOtherVpc() {
    return invalidSubnet("The new Subnets are not in the same Vpc as the existing subnet group");
  }

  static AwsError subnetsInUse(Collection<String> ids) {
    return subnetAlreadyInUse("Some of the subnets to be deleted are currently in use: " + ids);
  }

  static AwsError subnetsOfDifferentVpcs() {
    return invalidSubnet("Subnets must all be in the same VPC.");
  }

  // Parameters of any request

  static AwsError maxRecordsInvalid(int records, int min, int max) {
    return invalidParameterValue(
        "Invalid value " + records + " for MaxRecords. Must be between " + min + " and " + max);
  }

  static AwsError identifierInvalid(String parameter) {
    return invalidParameterValue(
        "The parameter "
            + parameter
            + " is not a valid identifier. Identifiers must begin with a letter; must contain only"
            + " ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two"
            + " consecutive hyphens.");
  }

  static AwsError parameterMissing(String parameter) {
    return invalidParameterValue(
        "The parameter " + parameter + " must be provided and must not be blank.");
  }

  static AwsError tooManyTags(int max, int wanted) {
    return invalidParameterValue(
        "A resource can have at most " + max + " tags; it would have " + wanted);
  }

  static AwsError resourceNotFound(String arn) {
    return invalidParameterValue(
        "The specified resource name does not match an RDS resource: " + arn);
  }

  static AwsError sourceTypeMissing() {
    return invalidParameterCombination(
        "SourceType must be specified when SourceIdentifier is specified.");
  }

  static AwsError endBeforeStart() {
    return invalidParameterCombination("The start time must be before the end time.");
  }
}
