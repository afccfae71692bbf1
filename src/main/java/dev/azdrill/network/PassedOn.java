package dev.azdrill.network;

import dev.azdrill.network.Hop.Component;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.model.PortRange;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * The way of a packet from a network load balancer's node to a target in its VPC, with the address
 * of the client as its source. Rules that name a security group of the node admit it as well as
 * those that name the client's address. The reply goes back to the node, whatever the route table
 * of the target says of the client.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html">Update
 * the security groups for your Network Load Balancer</a>.
 */
final class PassedOn {
  private final NetworkIndex index;
  private final NetworkInterface node;

  PassedOn(NetworkIndex index, NetworkInterface node) {
    this.index = index;
    this.node = node;
  }

  /** The packet, and the reply to whichever of these ports the client sent from. */
  RoundTrip trip(Packet packet, PortRange ports) {
    Walk there = Walk.opening(index, packet, null);
    Optional<NetworkInterface> target =
        goes(there) ? there.trace().receiver().flatMap(index::networkInterface) : Optional.empty();
    if (target.isEmpty()) {
      return new RoundTrip(there.trace(), Optional.empty());
    }
    Walk back = Walk.replying(index, there.packet().reply(), ports, null);
    comes(back, target.get());
    return new RoundTrip(there.trace(), Optional.of(back.trace()));
  }

  private boolean goes(Walk walk) {
    String subnet = node.subnetId();
    walk.hop(
        Component.NETWORK_INTERFACE,
        node.networkInterfaceId(),
        subnet,
        Direction.EGRESS,
        Optional.empty(),
        "passes on " + walk.packet());
    Packet packet = walk.packet();
    boolean leaves =
        walk.decided(
            Component.SECURITY_GROUP,
            subnet,
            Direction.EGRESS,
            walk.filters()
                .groups(
                    node,
                    Direction.EGRESS,
                    packet.destination(),
                    packet.protocol(),
                    packet.destinationPort()));
    Optional<String> vpc = index.vpcOf(node);
    WayIn wayIn = new WayIn(index, walk, index.groupsOf(node));
    if (!leaves) {
      return false;
    }
    if (vpc.isEmpty()) {
      return wayIn.isInNoVpc(node);
    }
    if (isInSubnetOfNode(packet.destination())) {
      return wayIn.arrivesWithin(vpc.get(), subnet);
    }
    if (!walk.crosses(subnet, vpc.get(), Direction.EGRESS, packet.destination())) {
      return false;
    }
    Optional<RoutingTable.Chosen> way = walk.routed(subnet, vpc.get(), PassedOn::local);
    if (way.isPresent() && way.get().target() != RoutingTable.Target.LOCAL) {
      return walk.stop(
          Disposition.UNSUPPORTED_COMPONENT,
          "the route to the target leads to " + way.get().targetId() + ", out of the VPC");
    }
    return way.isPresent() && wayIn.arrivesWithin(vpc.get(), subnet);
  }

  private static RoutingTable.Chosen local() {
    return RoutingTable.Chosen.supposed(RoutingTable.Target.LOCAL, "local");
  }

  private boolean isInSubnetOfNode(String address) {
    return index.blockOf(node.subnetId()).map(block -> block.contains(address)).orElse(false);
  }

  private void comes(Walk walk, NetworkInterface target) {
    walk.hop(
        Component.NETWORK_INTERFACE,
        target.networkInterfaceId(),
        target.subnetId(),
        Direction.EGRESS,
        Optional.empty(),
        "sends " + walk.packet());
    String vpc = index.vpcOf(node).orElse("");
    boolean arrives =
        node.subnetId().equals(target.subnetId())
            || (walk.crosses(target.subnetId(), vpc, Direction.EGRESS, walk.packet().destination())
                && walk.crosses(node.subnetId(), vpc, Direction.INGRESS, walk.packet().source()));
    if (arrives) {
      walk.hop(
          Component.NETWORK_INTERFACE,
          node.networkInterfaceId(),
          node.subnetId(),
          Direction.INGRESS,
          Optional.empty(),
          "takes the reply for " + walk.packet().destination());
      walk.arrivedAt(node, node.networkInterfaceId() + " passes it back to the client");
    }
  }
}
