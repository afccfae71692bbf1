package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * ModifyDBInstance. Some settings change at once; class, version, storage and Multi-AZ take time
 * and, without ApplyImmediately, wait for the maintenance window. No maintenance window ever comes
 * in this region: what waits stays pending.
 *
 * <p>Source: Amazon RDS User Guide, "Settings for DB instances".
 */
final class Modification {
  private final World world;
  private final DbInstances instances;
  private final NewInstance checks;
  private final HostPlacement placement;
  private final Events events;
  private final ParameterGroups parameterGroups;
  private final OptionGroups optionGroups;

  Modification(
      World world,
      Networking network,
      ParameterGroups parameterGroups,
      OptionGroups optionGroups,
      DbInstances instances,
      Events events) {
    this.world = world;
    this.instances = instances;
    this.checks = new NewInstance(world, network, parameterGroups, optionGroups);
    this.placement = new HostPlacement(network, world.facts());
    this.events = events;
    this.parameterGroups = parameterGroups;
    this.optionGroups = optionGroups;
  }

  void enter(Operations.Page page) {
    page.write("ModifyDBInstance", ModifyDbInstanceRequest::builder, this::modify);
  }

  private ModifyDbInstanceResponse modify(ModifyDbInstanceRequest request) {
    DbInstanceRecord database = instances.known(request.dbInstanceIdentifier());
    if (Integer.valueOf(0).equals(request.backupRetentionPeriod())
        && !instances.replicasOf(database).isEmpty()) {
      throw RdsErrors.backupsOfSource();
    }
    refuseNothing(request);
    refuseWhatCannotChange(request);
    DBInstance changed = atOnce(request, database.settings());
    PendingModifiedValues pending = pending(request, changed);
    boolean takesTime =
        Boolean.TRUE.equals(request.applyImmediately())
            && !pending.equals(PendingModifiedValues.builder().build());
    Status next = takesTime ? database.changeable().modify() : database.status();
    reconnect(database, changed);
    database.settings(changed.copy(s -> s.pendingModifiedValues(pending)));
    if (takesTime) {
      database.status(next);
      announce(database, pending, false);
      modifying(database, pending);
    }
    return ModifyDbInstanceResponse.builder().dbInstance(instances.describe(database)).build();
  }

  /** Applies what is pending when the time that it takes is over. */
  void modifying(DbInstanceRecord database, PendingModifiedValues pending) {
    boolean buildsStandby = Boolean.TRUE.equals(pending.multiAZ());
    after(
        buildsStandby ? Timing.DATABASE_STANDBY_REBUILD : Timing.DATABASE_MODIFY,
        "a database is modified",
        () -> applySoon(database, pending));
  }

  /** A new host needs an answer of EC2. */
  private void applySoon(DbInstanceRecord database, PendingModifiedValues pending) {
    world
        .turns()
        .decide(
            Service.RDS,
            () -> {
              apply(database, pending);
              return true;
            });
  }

  /** Whether nothing is pending but what {@link #modifying} applies. */
  static boolean appliesAll(PendingModifiedValues pending) {
    return pending.equals(
        PendingModifiedValues.builder()
            .dbInstanceClass(pending.dbInstanceClass())
            .engineVersion(pending.engineVersion())
            .allocatedStorage(pending.allocatedStorage())
            .storageType(pending.storageType())
            .iops(pending.iops())
            .storageThroughput(pending.storageThroughput())
            .caCertificateIdentifier(pending.caCertificateIdentifier())
            .multiAZ(pending.multiAZ())
            .build());
  }

  /** Whom to change and when is no change. */
  private static void refuseNothing(ModifyDbInstanceRequest request) {
    ModifyDbInstanceRequest nothing =
        ModifyDbInstanceRequest.builder()
            .dbInstanceIdentifier(request.dbInstanceIdentifier())
            .applyImmediately(request.applyImmediately())
            .build();
    if (request.sdkFields().stream()
        .allMatch(
            field ->
                Objects.equals(
                    field.getValueOrDefault(request), field.getValueOrDefault(nothing)))) {
      throw RdsErrors.modificationsMissing();
    }
  }

  private static void refuseWhatCannotChange(ModifyDbInstanceRequest request) {
    if (request.newDBInstanceIdentifier() != null
        || request.dbSubnetGroupName() != null
        || request.dbPortNumber() != null) {
      throw RdsErrors.modificationNotSimulated();
    }
  }

  /**
   * The settings with what changes at once.
   *
   * @throws AwsError for values that AWS refuses
   */
  private DBInstance atOnce(ModifyDbInstanceRequest request, DBInstance now) {
    String vpcId = now.dbSubnetGroup().vpcId();
    DBInstance.Builder changed = now.toBuilder();
    if (request.hasVpcSecurityGroupIds() && !request.vpcSecurityGroupIds().isEmpty()) {
      changed.vpcSecurityGroups(checks.groups(request.vpcSecurityGroupIds(), vpcId));
    }
    if (Boolean.TRUE.equals(request.publiclyAccessible())) {
      checks.checkPublic(vpcId);
    }
    if (Boolean.TRUE.equals(request.manageMasterUserPassword()) && now.masterUserSecret() == null) {
      changed.masterUserSecret(checks.secret(request.masterUserSecretKmsKeyId()));
    }
    if (request.masterUserPassword() != null) {
      RequestParameters.newPassword(request.masterUserPassword());
    }
    if (Boolean.FALSE.equals(request.manageMasterUserPassword())) {
      RequestParameters.required("MasterUserPassword", request.masterUserPassword());
      changed.masterUserSecret((software.amazon.awssdk.services.rds.model.MasterUserSecret) null);
    }
    monitoring(request, now, changed);
    parameters(request, now, changed);
    options(request, now, changed);
    return changed
        .maxAllocatedStorage(maxStorage(request, now))
        .publiclyAccessible(
            RequestParameters.or(request.publiclyAccessible(), now.publiclyAccessible()))
        .deletionProtection(
            RequestParameters.or(request.deletionProtection(), now.deletionProtection()))
        .copyTagsToSnapshot(
            RequestParameters.or(request.copyTagsToSnapshot(), now.copyTagsToSnapshot()))
        .backupRetentionPeriod(
            NewInstance.retention(
                RequestParameters.or(request.backupRetentionPeriod(), now.backupRetentionPeriod())))
        .preferredBackupWindow(
            RequestParameters.or(request.preferredBackupWindow(), now.preferredBackupWindow()))
        .preferredMaintenanceWindow(
            RequestParameters.or(
                request.preferredMaintenanceWindow(), now.preferredMaintenanceWindow()))
        .autoMinorVersionUpgrade(
            RequestParameters.or(request.autoMinorVersionUpgrade(), now.autoMinorVersionUpgrade()))
        .iamDatabaseAuthenticationEnabled(
            RequestParameters.or(
                request.enableIAMDatabaseAuthentication(), now.iamDatabaseAuthenticationEnabled()))
        .build();
  }

  /** What another parameter group sets is in force after the next reboot. */
  private void parameters(
      ModifyDbInstanceRequest request, DBInstance now, DBInstance.Builder changed) {
    String asked = request.dbParameterGroupName();
    if (asked == null) {
      return;
    }
    String version =
        request.engineVersion() == null
            ? now.engineVersion()
            : NewInstance.version(request.engineVersion());
    DBParameterGroupStatus other =
        parameterGroups.of(asked, version, ParameterGroups.PENDING_REBOOT);
    if (now.dbParameterGroups().stream()
        .noneMatch(has -> has.dbParameterGroupName().equals(other.dbParameterGroupName()))) {
      changed.dbParameterGroups(other);
    }
  }

  private void options(
      ModifyDbInstanceRequest request, DBInstance now, DBInstance.Builder changed) {
    String asked = request.optionGroupName();
    if (asked != null) {
      String version =
          request.engineVersion() == null
              ? now.engineVersion()
              : NewInstance.version(request.engineVersion());
      changed.optionGroupMemberships(optionGroups.of(asked, version));
    }
  }

  /** A new major version has the default group of its own, unless it was given another. */
  private List<DBParameterGroupStatus> parameters(DBInstance now, String version) {
    String family = ParameterGroups.family(version);
    return family.equals(ParameterGroups.family(now.engineVersion()))
            || now.dbParameterGroups().stream()
                .allMatch(has -> parameterGroups.isOfFamily(has.dbParameterGroupName(), family))
        ? now.dbParameterGroups()
        : List.of(parameterGroups.of(null, version, ParameterGroups.IN_SYNC));
  }

  /** Where storage may grow to by itself. Zero or its present size turns that off. */
  private static @Nullable Integer maxStorage(ModifyDbInstanceRequest request, DBInstance now) {
    Integer asked = request.maxAllocatedStorage();
    if (asked == null) {
      return now.maxAllocatedStorage();
    }
    int size = RequestParameters.or(request.allocatedStorage(), now.allocatedStorage());
    if (asked != 0 && asked < size) {
      throw RdsErrors.maxStorageBelowStorage(asked, size);
    }
    return asked == 0 || asked == size ? null : asked;
  }

  private static void monitoring(
      ModifyDbInstanceRequest request, DBInstance now, DBInstance.Builder changed) {
    int interval =
        RequestParameters.or(
            request.monitoringInterval(), RequestParameters.or(now.monitoringInterval(), 0));
    String role =
        request.monitoringRoleArn() == null ? now.monitoringRoleArn() : request.monitoringRoleArn();
    if (interval != 0 && role == null) {
      throw RdsErrors.monitoringRoleMissing();
    }
    boolean insights =
        RequestParameters.or(
            request.enablePerformanceInsights(),
            RequestParameters.or(now.performanceInsightsEnabled(), false));
    changed
        .monitoringInterval(interval)
        .monitoringRoleArn(interval == 0 ? null : role)
        .performanceInsightsEnabled(insights);
    if (!insights) {
      changed.performanceInsightsRetentionPeriod(null);
    } else if (!Boolean.TRUE.equals(now.performanceInsightsEnabled())) {
      changed.performanceInsightsRetentionPeriod(NewInstance.INSIGHTS_DAYS);
    }
  }

  /** What takes time, as far as it differs from what is. */
  private static PendingModifiedValues pending(ModifyDbInstanceRequest request, DBInstance now) {
    PendingModifiedValues.Builder pending = PendingModifiedValues.builder();
    String asked = request.dbInstanceClass();
    if (asked != null && !asked.equals(now.dbInstanceClass())) {
      pending.dbInstanceClass(NewInstance.instanceClass(asked));
    }
    if (request.engineVersion() != null) {
      String version = NewInstance.version(request.engineVersion());
      if (!Engines.major(version).equals(Engines.major(now.engineVersion()))
          && !Boolean.TRUE.equals(request.allowMajorVersionUpgrade())) {
        throw RdsErrors.majorVersionUpgradeNotAllowed();
      }
      pending.engineVersion(version.equals(now.engineVersion()) ? null : version);
    }
    Integer size = request.allocatedStorage();
    if (size != null && size < now.allocatedStorage()) {
      throw RdsErrors.storageShrinks();
    }
    pending.allocatedStorage(changed(size, now.allocatedStorage()));
    pending.storageType(changed(request.storageType(), now.storageType()));
    pending.iops(changed(request.iops(), now.iops()));
    pending.storageThroughput(changed(request.storageThroughput(), now.storageThroughput()));
    pending.caCertificateIdentifier(
        changed(request.caCertificateIdentifier(), now.caCertificateIdentifier()));
    pending.multiAZ(changed(request.multiAZ(), now.multiAZ()));
    return pending.build();
  }

  private static <T> @Nullable T changed(@Nullable T asked, @Nullable T now) {
    return Objects.equals(asked, now) ? null : asked;
  }

  /** Lets the hosts' network interfaces follow the settings. */
  private void reconnect(DbInstanceRecord database, DBInstance changed) {
    DBInstance before = database.settings();
    if (!before.publiclyAccessible().equals(changed.publiclyAccessible())) {
      database
          .engine()
          .readdress(
              node -> {
                placement.remove(node);
                return placement.place(
                    node.zone(), node.subnetId(), groupIds(changed), changed.publiclyAccessible());
              });
    } else if (!before.vpcSecurityGroups().equals(changed.vpcSecurityGroups())) {
      database.nodes().forEach(node -> placement.secure(node, groupIds(changed)));
    }
  }

  private void apply(DbInstanceRecord database, PendingModifiedValues pending) {
    if (database.status() != Status.MODIFYING) {
      return;
    }
    DBInstance now = database.settings();
    DBInstance changed =
        now.toBuilder()
            .dbInstanceClass(RequestParameters.or(pending.dbInstanceClass(), now.dbInstanceClass()))
            .engineVersion(RequestParameters.or(pending.engineVersion(), now.engineVersion()))
            .allocatedStorage(
                RequestParameters.or(pending.allocatedStorage(), now.allocatedStorage()))
            .storageType(RequestParameters.or(pending.storageType(), now.storageType()))
            .iops(pending.iops() == null ? now.iops() : pending.iops())
            .storageThroughput(
                pending.storageThroughput() == null
                    ? now.storageThroughput()
                    : pending.storageThroughput())
            .caCertificateIdentifier(
                RequestParameters.or(
                    pending.caCertificateIdentifier(), now.caCertificateIdentifier()))
            .multiAZ(RequestParameters.or(pending.multiAZ(), now.multiAZ()))
            .dbParameterGroups(
                parameters(now, RequestParameters.or(pending.engineVersion(), now.engineVersion())))
            .optionGroupMemberships(
                optionGroups.after(
                    now.optionGroupMemberships(),
                    RequestParameters.or(pending.engineVersion(), now.engineVersion())))
            .pendingModifiedValues(PendingModifiedValues.builder().build())
            .build();
    try {
      if (pending.multiAZ() != null && !convert(database, changed)) {
        changed = changed.copy(s -> s.multiAZ(now.multiAZ()));
      }
    } catch (AwsError refused) {
      // EC2 gave the new host no network interface; nothing has changed yet.
      after(Timing.DATABASE_MODIFY, "a database is modified", () -> applySoon(database, pending));
      return;
    }
    database.settings(changed);
    announce(database, pending, true);
    boolean restarts = pending.dbInstanceClass() != null || pending.engineVersion() != null;
    if (!restarts) {
      database.done();
      return;
    }
    database.parametersApplied();
    Instant since = world.kernel().now();
    if (database.engine().failOver(since, Message.BECAUSE_MODIFIED)) {
      Duration rest = world.timings().of(Timing.DATABASE_FAILOVER_COMPLETE);
      world
          .kernel()
          .after(rest, "a modified database is available", () -> database.engine().await());
    } else {
      database.engine().restart();
      database.engine().await();
    }
  }

  /** Builds or removes the standby; false where there is no zone to build it in. */
  private boolean convert(DbInstanceRecord database, DBInstance changed) {
    Engine engine = database.engine();
    if (!changed.multiAZ()) {
      engine.standby().ifPresent(placement::remove);
      engine.removeStandby();
      return true;
    }
    Map<String, String> zones = placement.zones(instances.describe(database).dbSubnetGroup());
    zones.remove(engine.primary().zone());
    for (Map.Entry<String, String> zone : zones.entrySet()) {
      engine.addStandby(
          placement.place(
              zone.getKey(), zone.getValue(), groupIds(changed), changed.publiclyAccessible()));
      return true;
    }
    return false;
  }

  private void announce(
      DbInstanceRecord database, PendingModifiedValues pending, boolean finished) {
    List<Message> applying = new ArrayList<>();
    List<Message> applied = new ArrayList<>();
    if (pending.multiAZ() != null) {
      boolean more = pending.multiAZ();
      applying.add(more ? Message.MULTI_ZONE_APPLYING : Message.SINGLE_ZONE_APPLYING);
      applied.add(more ? Message.MULTI_ZONE_APPLIED : Message.SINGLE_ZONE_APPLIED);
    }
    if (pending.dbInstanceClass() != null) {
      applying.add(Message.CLASS_APPLYING);
      applied.add(Message.CLASS_APPLIED);
    }
    (finished ? applied : applying)
        .forEach(each -> events.write(database.name(), database.arn(), each));
  }

  private static List<String> groupIds(DBInstance settings) {
    return settings.vpcSecurityGroups().stream()
        .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
        .toList();
  }

  private void after(Timing timing, String what, Runnable action) {
    world.kernel().after(world.timings().of(timing), what, action);
  }
}
