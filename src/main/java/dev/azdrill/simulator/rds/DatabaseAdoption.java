package dev.azdrill.simulator.rds;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Networking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.Subnet;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Takes over DB subnet groups and DB instances that stand elsewhere. Version, class, parameter
 * groups and all else that has no dynamics here is kept as it is described; records, snapshots and
 * events are not described, and so there are none.
 */
final class DatabaseAdoption {
  private static final String IPV4 = "IPV4";

  private final Networking network;
  private final SubnetGroups groups;
  private final DbInstances instances;
  private final Modification modification;
  private final RdsTags tags;

  DatabaseAdoption(
      Networking network,
      SubnetGroups groups,
      DbInstances instances,
      Modification modification,
      RdsTags tags) {
    this.network = network;
    this.groups = groups;
    this.instances = instances;
    this.modification = modification;
    this.tags = tags;
  }

  /** Takes over all of them, and says what of them stands there and not here. */
  void adopt(Adoption adoption) {
    adoption.each(Kind.DB_SUBNET_GROUP, DBSubnetGroup::dbSubnetGroupName, groups::adopt);
    adoption.each(
        Kind.DB_INSTANCE,
        DBInstance::dbInstanceIdentifier,
        database -> take(adoption.from(), database));
  }

  private void take(Inventory from, DBInstance described) {
    String name = Adoption.required(described.dbInstanceIdentifier(), "DBInstanceIdentifier");
    if (instances.all().stream().anyMatch(each -> each.name().equals(name))) {
      throw new Adoption.NotAdopted("another DB instance has the same name");
    }
    refuseWhatIsNotSimulated(described);
    requireWhatIsReckonedWith(described);
    Status status = status(described);
    DBSubnetGroup group = group(described);
    Endpoint endpoint = endpoint(described, status);
    PendingModifiedValues pending = pending(described, status);
    List<DatabaseHost> nodes = nodes(from, described, group);
    DbInstanceRecord database =
        instances.add(
            described.toBuilder()
                .dbSubnetGroup(group)
                .dbInstancePort(endpoint.port())
                .endpoint((Endpoint) null)
                .build(),
            endpoint,
            nodes,
            new Volume());
    tags.create(database.arn(), described.tagList());
    database.found(status, described.endpoint() != null);
    instances.carryOn(database);
    if (status == Status.MODIFYING) {
      modification.modifying(database, pending);
    }
  }

  private static void refuseWhatIsNotSimulated(DBInstance described) {
    String engine = Adoption.required(described.engine(), "Engine");
    if (described.dbClusterIdentifier() != null) {
      throw new Adoption.NotAdopted("DB clusters are not simulated");
    }
    if (!engine.equals(Engines.POSTGRES)) {
      throw new Adoption.NotAdopted("the engine " + engine + " is not simulated");
    }
    if (described.readReplicaSourceDBInstanceIdentifier() != null
        || described.readReplicaSourceDBClusterIdentifier() != null) {
      throw new Adoption.NotAdopted("read replicas are not simulated");
    }
    if (described.networkType() != null && !described.networkType().equals(IPV4)) {
      throw new Adoption.NotAdopted(
          "the network type " + described.networkType() + " is not simulated");
    }
  }

  private void requireWhatIsReckonedWith(DBInstance described) {
    Adoption.required(described.dbInstanceArn(), "DBInstanceArn");
    Adoption.required(described.engineVersion(), "EngineVersion");
    Adoption.required(described.dbInstanceClass(), "DBInstanceClass");
    Adoption.required(described.allocatedStorage(), "AllocatedStorage");
    Adoption.required(described.backupRetentionPeriod(), "BackupRetentionPeriod");
    Adoption.required(described.multiAZ(), "MultiAZ");
    Adoption.required(described.publiclyAccessible(), "PubliclyAccessible");
    Adoption.required(described.deletionProtection(), "DeletionProtection");
    for (Tag tag : described.tagList()) {
      Adoption.required(tag.key(), "Key of a tag");
    }
    for (String id : groupIds(described)) {
      if (network.securityGroup(id).isEmpty()) {
        throw new Adoption.NotAdopted("its security group " + id + " does not stand here");
      }
    }
  }

  private static Set<String> groupIds(DBInstance described) {
    Set<String> ids = new HashSet<>();
    described
        .vpcSecurityGroups()
        .forEach(
            each -> ids.add(Adoption.required(each.vpcSecurityGroupId(), "VpcSecurityGroupId")));
    return ids;
  }

  private static Status status(DBInstance described) {
    String word = Adoption.required(described.dbInstanceStatus(), "DBInstanceStatus");
    return Status.of(word)
        .orElseThrow(
            () -> new Adoption.NotAdopted("its status " + word + " has no counterpart here"));
  }

  private DBSubnetGroup group(DBInstance described) {
    DBSubnetGroup shown = Adoption.required(described.dbSubnetGroup(), "DBSubnetGroup");
    String name = Adoption.required(shown.dbSubnetGroupName(), "DBSubnetGroupName");
    return groups
        .find(name)
        .orElseThrow(
            () -> new Adoption.NotAdopted("its DB subnet group " + name + " does not stand here"));
  }

  /** As it is described; who has none yet gets one of this region. */
  private Endpoint endpoint(DBInstance described, Status status) {
    boolean mayBeMissing = status == Status.CREATING || status == Status.BACKING_UP;
    if (described.endpoint() == null && mayBeMissing) {
      return instances.endpoint(described.dbInstanceIdentifier(), Engines.PORT);
    }
    Endpoint endpoint = Adoption.required(described.endpoint(), "Endpoint");
    Adoption.required(endpoint.address(), "Address of its endpoint");
    Adoption.required(endpoint.port(), "Port of its endpoint");
    return endpoint;
  }

  private static PendingModifiedValues pending(DBInstance described, Status status) {
    PendingModifiedValues pending =
        RequestParameters.or(
            described.pendingModifiedValues(), PendingModifiedValues.builder().build());
    if (status == Status.MODIFYING && !Modification.appliesAll(pending)) {
      throw new Adoption.NotAdopted("it is being modified in what is not simulated: " + pending);
    }
    return pending;
  }

  private List<DatabaseHost> nodes(Inventory from, DBInstance described, DBSubnetGroup group) {
    List<String> zones = new ArrayList<>();
    zones.add(Adoption.required(described.availabilityZone(), "AvailabilityZone"));
    if (described.multiAZ()) {
      zones.add(
          Adoption.required(described.secondaryAvailabilityZone(), "SecondaryAvailabilityZone"));
    }
    return zones.stream().map(zone -> node(from, described, group, zone)).toList();
  }

  /**
   * The host in a zone. Nobody describes whose network interface is whose: those in the same
   * subnets with the same security groups are alike, and each DB instance gets one of them.
   */
  private DatabaseHost node(
      Inventory from, DBInstance described, DBSubnetGroup group, String zone) {
    List<String> subnets =
        group.subnets().stream()
            .filter(subnet -> subnet.subnetAvailabilityZone().name().equals(zone))
            .map(Subnet::subnetIdentifier)
            .toList();
    Set<String> taken =
        instances.all().stream()
            .flatMap(database -> database.nodes().stream())
            .map(DatabaseHost::networkInterfaceId)
            .collect(Collectors.toSet());
    boolean isPublic = described.publiclyAccessible();
    NetworkInterface found =
        from.all(Kind.NETWORK_INTERFACE).stream()
            .filter(each -> HostPlacement.DESCRIPTION.equals(each.description()))
            .filter(each -> each.networkInterfaceId() != null && each.privateIpAddress() != null)
            .filter(each -> subnets.contains(each.subnetId()))
            .filter(each -> groupIds(each).equals(groupIds(described)))
            .filter(each -> !taken.contains(each.networkInterfaceId()))
            .filter(each -> network.networkInterface(each.networkInterfaceId()).isPresent())
            .min(
                Comparator.comparing((NetworkInterface each) -> isPublic != isPublic(each))
                    .thenComparing(NetworkInterface::networkInterfaceId))
            .orElseThrow(
                () ->
                    new Adoption.NotAdopted(
                        "none of the network interfaces that stand here is its own in " + zone));
    return new DatabaseHost(
        zone, found.subnetId(), found.networkInterfaceId(), found.privateIpAddress());
  }

  private static boolean isPublic(NetworkInterface described) {
    return described.association() != null;
  }

  private static Set<String> groupIds(NetworkInterface described) {
    return described.groups().stream().map(GroupIdentifier::groupId).collect(Collectors.toSet());
  }
}
