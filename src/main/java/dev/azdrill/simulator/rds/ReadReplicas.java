package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.MasterUserSecret;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;

/**
 * Read replicas: DB instances that have what their source has, until they are promoted. They follow
 * without a lag, nobody reads from them here, and applications do not write to them.
 *
 * <p>Source: Amazon RDS User Guide, "Working with DB instance read replicas", and API Reference,
 * "CreateDBInstanceReadReplica", "PromoteReadReplica".
 */
final class ReadReplicas {
  private static final int REPLICAS_MAX = 15;
  private static final int RETENTION_DEFAULT = 1;

  private final World world;
  private final SubnetGroups groups;
  private final DbInstances instances;
  private final NewInstance newInstance;

  ReadReplicas(
      World world,
      Networking network,
      SubnetGroups groups,
      ParameterGroups parameterGroups,
      OptionGroups optionGroups,
      DbInstances instances) {
    this.world = world;
    this.groups = groups;
    this.instances = instances;
    this.newInstance = new NewInstance(world, network, parameterGroups, optionGroups);
  }

  void enter(Operations.Page page) {
    page.write(
        "CreateDBInstanceReadReplica", CreateDbInstanceReadReplicaRequest::builder, this::create);
    page.write("PromoteReadReplica", PromoteReadReplicaRequest::builder, this::promote);
  }

  private CreateDbInstanceReadReplicaResponse create(CreateDbInstanceReadReplicaRequest request) {
    String name =
        instances.free(
            RequestParameters.newName("DBInstanceIdentifier", request.dbInstanceIdentifier()));
    DbInstanceRecord source =
        instances.known(
            RequestParameters.required(
                "SourceDBInstanceIdentifier", request.sourceDBInstanceIdentifier()));
    source.changeable().requireAvailable();
    if (!source.hasBackups()) {
      throw RdsErrors.replicaWithoutBackups();
    }
    if (instances.replicasOf(source).size() >= REPLICAS_MAX) {
      throw RdsErrors.tooManyReplicas(source.name(), REPLICAS_MAX);
    }
    DBSubnetGroup group =
        groups.known(RequestParameters.or(request.dbSubnetGroupName(), source.subnetGroup()));
    if (!group.vpcId().equals(source.vpcId())) {
      throw RdsErrors.replicaInOtherVpc(group.vpcId(), source.vpcId());
    }
    DbInstanceRecord replica =
        instances.begin(
            new DbInstances.Begun(
                settings(request, name, source.settings(), group),
                group,
                Optional.ofNullable(request.availabilityZone()),
                request.tags(),
                Optional.of(source.engine().volume())));
    return CreateDbInstanceReadReplicaResponse.builder()
        .dbInstance(instances.describe(replica))
        .build();
  }

  private DBInstance settings(
      CreateDbInstanceReadReplicaRequest request,
      String name,
      DBInstance source,
      DBSubnetGroup group) {
    boolean multiZone = Boolean.TRUE.equals(request.multiAZ());
    if (multiZone && request.availabilityZone() != null) {
      throw RdsErrors.zoneOfMultiAz();
    }
    int size = RequestParameters.or(request.allocatedStorage(), source.allocatedStorage());
    if (size < source.allocatedStorage()) {
      throw RdsErrors.storageShrinks();
    }
    DBInstance.Builder settings = source.toBuilder();
    if (request.iops() != null) {
      settings.iops(request.iops());
    }
    if (request.storageThroughput() != null) {
      settings.storageThroughput(request.storageThroughput());
    }
    if (request.maxAllocatedStorage() != null) {
      settings.maxAllocatedStorage(request.maxAllocatedStorage());
    }
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
        .allocatedStorage(size)
        .storageType(RequestParameters.or(request.storageType(), source.storageType()))
        .multiAZ(multiZone)
        .publiclyAccessible(newInstance.isPublic(request.publiclyAccessible(), group.vpcId()))
        .dbSubnetGroup(group)
        .vpcSecurityGroups(newInstance.groups(request.vpcSecurityGroupIds(), group.vpcId()))
        .dbParameterGroups(
            newInstance.parameters(
                RequestParameters.or(
                    request.dbParameterGroupName(),
                    source.dbParameterGroups().get(0).dbParameterGroupName()),
                source.engineVersion()))
        .optionGroupMemberships(
            newInstance.options(optionGroup(request, source), source.engineVersion()))
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
        .backupRetentionPeriod(0)
        .masterUserSecret((MasterUserSecret) null)
        .readReplicaSourceDBInstanceIdentifier(source.dbInstanceIdentifier())
        .pendingModifiedValues(PendingModifiedValues.builder().build())
        .dbSecurityGroups(List.of())
        .build();
  }

  private PromoteReadReplicaResponse promote(PromoteReadReplicaRequest request) {
    DbInstanceRecord replica = instances.known(request.dbInstanceIdentifier());
    DbInstanceRecord source =
        replica.source().map(instances::known).orElseThrow(RdsErrors::instanceNotReplica);
    int retention =
        NewInstance.retention(
            RequestParameters.or(request.backupRetentionPeriod(), RETENTION_DEFAULT));
    replica.status(replica.changeable().modify());
    replica.engine().follow(source.engine());
    world
        .kernel()
        .after(
            world.timings().of(Timing.DATABASE_PROMOTION),
            "a read replica is promoted",
            () -> promoted(replica, request, retention));
    return PromoteReadReplicaResponse.builder().dbInstance(instances.describe(replica)).build();
  }

  private static void promoted(
      DbInstanceRecord replica, PromoteReadReplicaRequest request, int retention) {
    replica.standAlone();
    DBInstance.Builder settings = replica.settings().toBuilder().backupRetentionPeriod(retention);
    if (request.preferredBackupWindow() != null) {
      settings.preferredBackupWindow(request.preferredBackupWindow());
    }
    replica.settings(settings.build());
    if (replica.status() == Status.MODIFYING) {
      replica.done();
    }
  }

  /** That of its source, unless it was asked for another. */
  private static @Nullable String optionGroup(
      CreateDbInstanceReadReplicaRequest request, DBInstance source) {
    return request.optionGroupName() == null
        ? source.optionGroupMemberships().stream()
            .flatMap(each -> Stream.ofNullable(each.optionGroupName()))
            .findFirst()
            .orElse(null)
        : request.optionGroupName();
  }
}
