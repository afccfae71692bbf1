package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.MasterUserSecret;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;

/**
 * RestoreDBInstanceFromDBSnapshot: a new DB instance with the records of a snapshot. What the
 * request does not say is as it was in the instance that the snapshot was taken of, but for its
 * place: zone, Multi-AZ, security groups and protection are decided anew.
 *
 * <p>Source: Amazon RDS User Guide, "Restoring to a DB instance", and API Reference.
 */
final class Restoration {
  private final World world;
  private final SubnetGroups groups;
  private final DbSnapshots snapshots;
  private final DbInstances instances;
  private final NewInstance newInstance;

  Restoration(
      World world,
      Networking network,
      SubnetGroups groups,
      ParameterGroups parameterGroups,
      OptionGroups optionGroups,
      DbSnapshots snapshots,
      DbInstances instances) {
    this.world = world;
    this.groups = groups;
    this.snapshots = snapshots;
    this.instances = instances;
    this.newInstance = new NewInstance(world, network, parameterGroups, optionGroups);
  }

  void enter(Operations.Page page) {
    page.write(
        "RestoreDBInstanceFromDBSnapshot",
        RestoreDbInstanceFromDbSnapshotRequest::builder,
        this::restore);
  }

  private RestoreDbInstanceFromDbSnapshotResponse restore(
      RestoreDbInstanceFromDbSnapshotRequest request) {
    String name =
        instances.free(
            RequestParameters.newName("DBInstanceIdentifier", request.dbInstanceIdentifier()));
    DbSnapshotRecord snapshot =
        snapshots.known(
            RequestParameters.required("DBSnapshotIdentifier", request.dbSnapshotIdentifier()));
    if (!snapshot.isAvailable()) {
      throw RdsErrors.snapshotNotAvailable(snapshot.name());
    }
    DBSubnetGroup group =
        request.dbSubnetGroupName() == null
            ? groups.byDefault()
            : groups.known(request.dbSubnetGroupName());
    DbInstanceRecord database =
        instances.begin(
            new DbInstances.Begun(
                settings(request, name, snapshot.source(), group),
                group,
                Optional.ofNullable(request.availabilityZone()),
                request.tags(),
                Optional.of(snapshot.volume())));
    return RestoreDbInstanceFromDbSnapshotResponse.builder()
        .dbInstance(instances.describe(database))
        .build();
  }

  private DBInstance settings(
      RestoreDbInstanceFromDbSnapshotRequest request,
      String name,
      DBInstance source,
      DBSubnetGroup group) {
    boolean multiZone = Boolean.TRUE.equals(request.multiAZ());
    if (multiZone && request.availabilityZone() != null) {
      throw RdsErrors.zoneOfMultiAz();
    }
    DBInstance.Builder settings = source.toBuilder();
    storage(request, source, settings);
    if (request.hasEnableCloudwatchLogsExports()) {
      settings.enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports());
    }
    return settings
        .dbInstanceIdentifier(name)
        .dbInstanceArn(world.place().arn(Service.RDS, "db:" + name))
        .dbiResourceId("db-" + world.ids().hex(26).toUpperCase(Locale.ROOT))
        .instanceCreateTime(world.kernel().now())
        .dbInstanceClass(
            NewInstance.instanceClass(
                RequestParameters.or(request.dbInstanceClass(), source.dbInstanceClass())))
        .dbInstancePort(RequestParameters.or(request.port(), source.dbInstancePort()))
        .multiAZ(multiZone)
        .publiclyAccessible(newInstance.isPublic(request.publiclyAccessible(), group.vpcId()))
        .dbSubnetGroup(group)
        .vpcSecurityGroups(newInstance.groups(request.vpcSecurityGroupIds(), group.vpcId()))
        .dbParameterGroups(
            newInstance.parameters(request.dbParameterGroupName(), source.engineVersion()))
        .optionGroupMemberships(
            newInstance.options(request.optionGroupName(), source.engineVersion()))
        .autoMinorVersionUpgrade(
            RequestParameters.or(
                request.autoMinorVersionUpgrade(), source.autoMinorVersionUpgrade()))
        .copyTagsToSnapshot(
            RequestParameters.or(request.copyTagsToSnapshot(), source.copyTagsToSnapshot()))
        .deletionProtection(RequestParameters.or(request.deletionProtection(), false))
        .iamDatabaseAuthenticationEnabled(
            RequestParameters.or(
                request.enableIAMDatabaseAuthentication(),
                source.iamDatabaseAuthenticationEnabled()))
        .caCertificateIdentifier(
            RequestParameters.or(
                request.caCertificateIdentifier(), source.caCertificateIdentifier()))
        .engineLifecycleSupport(
            RequestParameters.or(request.engineLifecycleSupport(), source.engineLifecycleSupport()))
        .masterUserSecret(secret(request))
        .pendingModifiedValues(PendingModifiedValues.builder().build())
        .dbSecurityGroups(List.of())
        .readReplicaSourceDBInstanceIdentifier(null)
        .build();
  }

  private @Nullable MasterUserSecret secret(RestoreDbInstanceFromDbSnapshotRequest request) {
    return Boolean.TRUE.equals(request.manageMasterUserPassword())
        ? newInstance.secret(request.masterUserSecretKmsKeyId())
        : null;
  }

  private static void storage(
      RestoreDbInstanceFromDbSnapshotRequest request,
      DBInstance source,
      DBInstance.Builder settings) {
    int size = RequestParameters.or(request.allocatedStorage(), source.allocatedStorage());
    if (size < source.allocatedStorage()) {
      throw RdsErrors.storageShrinks();
    }
    settings
        .allocatedStorage(size)
        .storageType(RequestParameters.or(request.storageType(), source.storageType()))
        .iops(request.iops() == null ? source.iops() : request.iops())
        .storageThroughput(
            request.storageThroughput() == null
                ? source.storageThroughput()
                : request.storageThroughput());
  }
}
