package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.Databases;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.Tag;

/** One DB instance: what it was asked to be, what it says that it is doing, and its engine. */
final class DbInstanceRecord {
  private static final String STORAGE_FULL = "storage-full";
  private static final DBInstanceStatusInfo REPLICATING =
      DBInstanceStatusInfo.builder()
          .statusType("read replication")
          .status("replicating")
          .normal(true)
          .build();

  private final Engine engine;
  private final Endpoint endpoint;
  private DBInstance settings;
  private Status status = Status.CREATING;
  private boolean hasEndpoint;
  private boolean isFull;

  /**
   * A DB instance that is being created.
   *
   * @param settings all that descriptions show, but for what this class and its engine know better
   * @param endpoint shown once there is something behind it
   */
  DbInstanceRecord(DBInstance settings, Endpoint endpoint, Engine engine) {
    this.settings = settings;
    this.endpoint = endpoint;
    this.engine = engine;
  }

  String name() {
    return settings.dbInstanceIdentifier();
  }

  String arn() {
    return settings.dbInstanceArn();
  }

  String host() {
    return endpoint.address();
  }

  String subnetGroup() {
    return settings.dbSubnetGroup().dbSubnetGroupName();
  }

  String vpcId() {
    return settings.dbSubnetGroup().vpcId();
  }

  Status status() {
    return status;
  }

  Engine engine() {
    return engine;
  }

  /** What was asked for, as it was last decided. */
  DBInstance settings() {
    return settings;
  }

  void settings(DBInstance changed) {
    settings = changed;
  }

  void status(Status next) {
    status = next;
    hasEndpoint |= next == Status.AVAILABLE;
  }

  /**
   * It was found so elsewhere.
   *
   * @param endpointIsThere whether it has been available before
   */
  void found(Status described, boolean endpointIsThere) {
    status = described;
    hasEndpoint = endpointIsThere;
  }

  /**
   * The status from which a change begins.
   *
   * @throws dev.azdrill.simulator.world.AwsError while the storage is full: RDS changes nothing
   *     then but the storage
   */
  Status changeable() {
    if (isFull) {
      throw RdsErrors.instanceNotAvailable();
    }
    return status;
  }

  /** Its storage is used up, or no longer is. */
  void full(boolean full) {
    isFull = full;
  }

  /** Stores a record, unless the storage is full: tells whether it did. */
  boolean write(String id) {
    if (!isFull) {
      engine.write(id);
    }
    return !isFull;
  }

  private String shownStatus() {
    return isFull && status == Status.AVAILABLE ? STORAGE_FULL : status.toString();
  }

  /** Whether it has this parameter group. */
  boolean hasParameters(String group) {
    return settings.dbParameterGroups().stream()
        .anyMatch(each -> each.dbParameterGroupName().equals(group));
  }

  boolean hasOptions(String group) {
    return settings.optionGroupMemberships().stream()
        .anyMatch(each -> group.equals(each.optionGroupName()));
  }

  /** Its parameter group sets something that is not in force before the next reboot. */
  void parametersAwaitReboot() {
    parameters(ParameterGroups.PENDING_REBOOT);
  }

  /** It was rebooted: all that its parameter group sets is in force. */
  void parametersApplied() {
    parameters(ParameterGroups.IN_SYNC);
  }

  private void parameters(String applyStatus) {
    List<DBParameterGroupStatus> now =
        settings.dbParameterGroups().stream()
            .map(each -> each.copy(status -> status.parameterApplyStatus(applyStatus)))
            .toList();
    settings = settings.copy(changed -> changed.dbParameterGroups(now));
  }

  /** The work of the present status is done. */
  void done() {
    if (status == Status.REBOOTING || status == Status.STARTING) {
      parametersApplied();
    }
    status(status.done(hasBackups()));
  }

  /** The name of the DB instance of which it is a read replica; empty where it is none. */
  Optional<String> source() {
    return Optional.ofNullable(settings.readReplicaSourceDBInstanceIdentifier());
  }

  /** It is a read replica no longer. */
  void standAlone() {
    settings = settings.copy(it -> it.readReplicaSourceDBInstanceIdentifier(null));
  }

  /** Whether it is backed up automatically. */
  boolean hasBackups() {
    return settings.backupRetentionPeriod() > 0;
  }

  boolean hasEndpoint() {
    return hasEndpoint;
  }

  /** The primary and, where there is one, the standby. */
  List<DatabaseHost> nodes() {
    return Stream.concat(Stream.of(engine.primary()), engine.standby().stream()).toList();
  }

  /** Who stands behind the endpoint now; nobody before there is an endpoint. */
  Optional<Databases.Primary> primary() {
    DatabaseHost node = engine.primary();
    return hasEndpoint
        ? Optional.of(
            new Databases.Primary(
                node.networkInterfaceId(),
                node.address(),
                settings.dbInstancePort(),
                node.zone(),
                engine.isServing()))
        : Optional.empty();
  }

  /** As RDS describes it now. */
  DBInstance describe(DBSubnetGroup group, List<Tag> tags) {
    DBInstance.Builder shown =
        settings.toBuilder()
            .dbInstanceStatus(shownStatus())
            .dbSubnetGroup(group)
            .availabilityZone(engine.shownZone())
            .secondaryAvailabilityZone(engine.shownStandbyZone().orElse(null))
            .tagList(tags)
            .dbInstancePort(0); // AWS shows the port in the endpoint alone
    if (hasEndpoint) {
      shown.endpoint(endpoint);
    }
    if (source().isPresent() && hasEndpoint) {
      shown.statusInfos(REPLICATING);
    }
    if (settings.masterUserSecret() != null) {
      String secretStatus = status == Status.CREATING ? "creating" : "active";
      shown.masterUserSecret(settings.masterUserSecret().copy(s -> s.secretStatus(secretStatus)));
    }
    return shown.build();
  }
}
