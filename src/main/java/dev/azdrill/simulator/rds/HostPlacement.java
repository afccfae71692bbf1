package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Facts;
import dev.azdrill.simulator.world.Networking;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Subnet;

/**
 * Puts hosts into the zones of a DB subnet group, each with a network interface of its own: the
 * primary into the first zone by name, the standby into the second. Zones without power are passed
 * over.
 */
final class HostPlacement {
  /** Of every network interface that RDS owns. */
  static final String DESCRIPTION = "RDSNetworkInterface";

  private final Networking network;
  private final Facts facts;

  HostPlacement(Networking network, Facts facts) {
    this.network = network;
    this.facts = facts;
  }

  /**
   * The zones of a group that a new host can stand in, and the first subnet of each.
   *
   * @return subnet ids by zone name
   */
  Map<String, String> zones(DBSubnetGroup group) {
    Map<String, String> subnets = new TreeMap<>();
    for (Subnet subnet : group.subnets()) {
      String zone = subnet.subnetAvailabilityZone().name();
      if (facts.hasPower(zone)) {
        subnets.merge(
            zone,
            subnet.subnetIdentifier(),
            (one, other) -> one.compareTo(other) < 0 ? one : other);
      }
    }
    return subnets;
  }

  /**
   * A host in a subnet.
   *
   * @throws AwsError {@code InsufficientDBInstanceCapacity} or what EC2 refuses the interface with
   */
  DatabaseHost place(String zone, String subnetId, List<String> groupIds, boolean isPublic) {
    NetworkInterface created =
        network.create(
            new Networking.OwnedInterface(
                subnetId, groupIds, DESCRIPTION, "amazon-rds", isPublic, Map.of()));
    return new DatabaseHost(
        zone, subnetId, created.networkInterfaceId(), created.privateIpAddress());
  }

  /** Gives back what {@link #place} took. */
  void remove(DatabaseHost node) {
    network.delete(node.networkInterfaceId());
  }

  /** Replaces who may talk to a host. */
  void secure(DatabaseHost node, List<String> groupIds) {
    network.secure(node.networkInterfaceId(), groupIds);
  }
}
