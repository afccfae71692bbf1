package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.MasterUserSecret;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * From CreateDBInstance to what a DB instance will be: every parameter checked, every default
 * filled in.
 *
 * <p>Source: Amazon RDS API Reference, "CreateDBInstance".
 */
final class NewInstance {
  /** Source: Amazon RDS API Reference, {@code CreateDBInstance}. */
  static final int INSIGHTS_DAYS = 7;

  static final int STORAGE_MIN = 20;
  static final int STORAGE_MAX = 65_536;
  private static final int RETENTION_DAYS_MAX = 35;

  private final World world;
  private final Networking network;
  private final ParameterGroups parameterGroups;
  private final OptionGroups optionGroups;

  NewInstance(
      World world, Networking network, ParameterGroups parameterGroups, OptionGroups optionGroups) {
    this.world = world;
    this.network = network;
    this.parameterGroups = parameterGroups;
    this.optionGroups = optionGroups;
  }

  /**
   * What the request asks for.
   *
   * @param name in lower case
   * @param group in whose subnets it will stand
   * @throws AwsError as CreateDBInstance refuses
   */
  DBInstance settings(CreateDbInstanceRequest request, String name, DBSubnetGroup group) {
    String version = version(request);
    boolean multiZone = Boolean.TRUE.equals(request.multiAZ());
    if (multiZone && request.availabilityZone() != null) {
      throw RdsErrors.zoneOfMultiAz();
    }
    DBInstance.Builder settings = DBInstance.builder();
    storage(request, settings);
    user(request, settings);
    monitoring(request, settings);
    return settings
        .dbInstanceIdentifier(name)
        .dbInstanceArn(world.place().arn(Service.RDS, "db:" + name))
        .dbiResourceId("db-" + world.ids().hex(26).toUpperCase(Locale.ROOT))
        .dbInstanceClass(instanceClass(request.dbInstanceClass()))
        .engine(Engines.POSTGRES)
        .engineVersion(version)
        .licenseModel("postgresql-license")
        .dbName(request.dbName())
        .dbInstancePort(RequestParameters.or(request.port(), Engines.PORT))
        .instanceCreateTime(world.kernel().now())
        .multiAZ(multiZone)
        .publiclyAccessible(isPublic(request.publiclyAccessible(), group.vpcId()))
        .dbSubnetGroup(group)
        .dbSecurityGroups(List.of())
        .vpcSecurityGroups(groups(request.vpcSecurityGroupIds(), group.vpcId()))
        .backupRetentionPeriod(retention(RequestParameters.or(request.backupRetentionPeriod(), 1)))
        .preferredBackupWindow(RequestParameters.or(request.preferredBackupWindow(), "02:00-02:30"))
        .preferredMaintenanceWindow(
            RequestParameters.or(request.preferredMaintenanceWindow(), "sun:03:00-sun:03:30"))
        .dbParameterGroups(parameters(request.dbParameterGroupName(), version))
        .optionGroupMemberships(options(request.optionGroupName(), version))
        .pendingModifiedValues(PendingModifiedValues.builder().build())
        .readReplicaDBInstanceIdentifiers(List.of())
        .customerOwnedIpEnabled(false)
        .autoMinorVersionUpgrade(RequestParameters.or(request.autoMinorVersionUpgrade(), true))
        .copyTagsToSnapshot(RequestParameters.or(request.copyTagsToSnapshot(), false))
        .deletionProtection(RequestParameters.or(request.deletionProtection(), false))
        .iamDatabaseAuthenticationEnabled(
            RequestParameters.or(request.enableIAMDatabaseAuthentication(), false))
        .caCertificateIdentifier(
            RequestParameters.or(request.caCertificateIdentifier(), "rds-ca-rsa2048-g1"))
        .networkType("IPV4")
        .backupTarget("region")
        .build();
  }

  /** What is described and has no dynamics: insights, enhanced monitoring, exported logs. */
  private static void monitoring(CreateDbInstanceRequest request, DBInstance.Builder settings) {
    int interval = RequestParameters.or(request.monitoringInterval(), 0);
    if (interval != 0 && request.monitoringRoleArn() == null) {
      throw RdsErrors.monitoringRoleMissing();
    }
    boolean insights = RequestParameters.or(request.enablePerformanceInsights(), false);
    if (!insights
        && (request.performanceInsightsRetentionPeriod() != null
            || request.performanceInsightsKMSKeyId() != null)) {
      throw RdsErrors.performanceInsightsNotEnabled();
    }
    settings
        .performanceInsightsEnabled(insights)
        .performanceInsightsKMSKeyId(request.performanceInsightsKMSKeyId())
        .monitoringInterval(interval)
        .monitoringRoleArn(request.monitoringRoleArn())
        .engineLifecycleSupport(
            RequestParameters.or(
                request.engineLifecycleSupport(), "open-source-rds-extended-support"));
    if (insights) {
      settings.performanceInsightsRetentionPeriod(
          RequestParameters.or(request.performanceInsightsRetentionPeriod(), INSIGHTS_DAYS));
    }
    if (request.hasEnableCloudwatchLogsExports()) {
      settings.enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports());
    }
  }

  /** The option group of a DB instance of this version. */
  OptionGroupMembership options(@Nullable String asked, String version) {
    return optionGroups.of(asked, version);
  }

  /** The parameter group of a new DB instance: what it sets is in force from the beginning. */
  DBParameterGroupStatus parameters(@Nullable String asked, String version) {
    return parameterGroups.of(asked, version, ParameterGroups.IN_SYNC);
  }

  /** The security groups of a DB instance, checked; the VPC's default where none is given. */
  List<VpcSecurityGroupMembership> groups(List<String> asked, String vpcId) {
    List<String> ids =
        asked.isEmpty()
            ? network.defaultSecurityGroup(vpcId).map(SecurityGroup::groupId).stream().toList()
            : asked;
    for (String id : ids) {
      SecurityGroup group =
          network.securityGroup(id).orElseThrow(() -> RdsErrors.securityGroupNotFound(id));
      if (!vpcId.equals(group.vpcId())) {
        throw RdsErrors.securityGroupOfOtherVpc(vpcId, group.vpcId());
      }
    }
    return ids.stream()
        .map(id -> VpcSecurityGroupMembership.builder().vpcSecurityGroupId(id).status("active"))
        .map(VpcSecurityGroupMembership.Builder::build)
        .toList();
  }

  /** A secret that RDS manages: its ARN, and nothing behind it. */
  MasterUserSecret secret(@Nullable String keyId) {
    return MasterUserSecret.builder()
        .secretArn(
            "arn:aws:secretsmanager:"
                + world.place().region()
                + ":"
                + world.place().account()
                + ":secret:rds!db-"
                + world.ids().uuid()
                + "-"
                + world.ids().hex(6))
        .secretStatus("creating")
        .kmsKeyId(key(keyId))
        .build();
  }

  /**
   * Refuses a public DB instance where the VPC has no way to the internet.
   *
   * @throws AwsError {@code InvalidVPCNetworkStateFault}
   */
  void checkPublic(String vpcId) {
    if (!network.hasInternetGateway(vpcId)) {
      throw RdsErrors.internetGatewayMissing();
    }
  }

  static String instanceClass(@Nullable String asked) {
    String text = RequestParameters.required("DBInstanceClass", asked);
    if (!Engines.isClass(text)) {
      throw RdsErrors.instanceClassInvalid(text);
    }
    return text;
  }

  static int retention(int days) {
    if (days < 0 || days > RETENTION_DAYS_MAX) {
      throw RdsErrors.retentionPeriodInvalid(days, RETENTION_DAYS_MAX);
    }
    return days;
  }

  static String version(@Nullable String asked) {
    return Engines.version(asked)
        .orElseThrow(() -> RdsErrors.engineVersionNotFound(asked, Engines.POSTGRES));
  }

  private static String version(CreateDbInstanceRequest request) {
    String engine = RequestParameters.required("Engine", request.engine());
    if (!engine.equals(Engines.POSTGRES)) {
      throw RdsErrors.engineInvalid(engine);
    }
    return version(request.engineVersion());
  }

  private void storage(CreateDbInstanceRequest request, DBInstance.Builder settings) {
    String type =
        RequestParameters.or(request.storageType(), request.iops() == null ? "gp3" : "io1");
    Integer size = request.allocatedStorage();
    if (size == null || size < STORAGE_MIN || size > STORAGE_MAX) {
      throw RdsErrors.storageSizeInvalid(Engines.POSTGRES, type, size);
    }
    settings
        .allocatedStorage(size)
        .maxAllocatedStorage(request.maxAllocatedStorage())
        .storageType(type)
        .iops(type.equals("gp3") ? RequestParameters.or(request.iops(), 3_000) : request.iops())
        .storageThroughput(
            type.equals("gp3")
                ? RequestParameters.or(request.storageThroughput(), 125)
                : request.storageThroughput())
        .storageEncrypted(RequestParameters.or(request.storageEncrypted(), false));
    if (Boolean.TRUE.equals(request.storageEncrypted())) {
      settings.kmsKeyId(key(request.kmsKeyId()));
    }
  }

  private void user(CreateDbInstanceRequest request, DBInstance.Builder settings) {
    settings.masterUsername(RequestParameters.required("MasterUsername", request.masterUsername()));
    boolean managed = Boolean.TRUE.equals(request.manageMasterUserPassword());
    if (managed && request.masterUserPassword() != null) {
      throw RdsErrors.passwordOfManagedUser();
    }
    if (managed) {
      settings.masterUserSecret(secret(request.masterUserSecretKmsKeyId()));
    } else {
      RequestParameters.newPassword(
          RequestParameters.required("MasterUserPassword", request.masterUserPassword()));
    }
  }

  /** Without a word from the caller, whether the VPC has an internet gateway decides. */
  boolean isPublic(@Nullable Boolean asked, String vpcId) {
    boolean decided = RequestParameters.or(asked, network.hasInternetGateway(vpcId));
    if (decided) {
      checkPublic(vpcId);
    }
    return decided;
  }

  private String key(@Nullable String asked) {
    if (asked != null && asked.startsWith("arn:")) {
      return asked;
    }
    return "arn:aws:kms:"
        + world.place().region()
        + ":"
        + world.place().account()
        + ":key/"
        + (asked == null ? world.ids().uuid() : asked);
  }
}
