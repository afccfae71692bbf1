package dev.azdrill.network;

import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Hop.Component;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.Walk.Passage;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Reserved;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The first part of a packet's way: out of its network interface, its subnet and maybe its VPC. */
final class WayOut {
  private final NetworkIndex index;
  private final Walk walk;
  private final WayIn wayIn;

  WayOut(NetworkIndex index, Walk walk) {
    this.index = index;
    this.walk = walk;
    this.wayIn = new WayIn(index, walk);
  }

  /** From a network interface to wherever the packet is addressed. */
  boolean from(NetworkInterface sender) {
    String subnet = sender.subnetId();
    if (!leaves(sender)) {
      return false;
    }
    String vpc = index.vpcOf(sender).orElse(null);
    if (vpc == null) {
      return wayIn.isInNoVpc(sender);
    }
    if (index
        .blockOf(subnet)
        .map(block -> block.contains(walk.packet().destination()))
        .orElse(false)) {
      // Inside a subnet there is neither a network ACL nor a route.
      return wayIn.arrivesWithin(vpc, subnet);
    }
    if (!walk.crosses(subnet, vpc, Direction.EGRESS, walk.packet().destination())) {
      return false;
    }
    Table.Choice choice = walk.filters().route(subnet, vpc, walk.packet().destination());
    if (!walk.decided(Component.ROUTE_TABLE, subnet, Direction.EGRESS, choice.decision())
        || !(choice instanceof Table.Chosen way)) {
      return false;
    }
    return switch (way.target()) {
      case LOCAL -> wayIn.arrivesWithin(vpc, subnet);
      case INTERNET_GATEWAY -> leavesBy(way.targetId(), sender, vpc);
      case NAT_GATEWAY ->
          walk.isReply()
              ? walk.stop(
                  Disposition.RETURN_ROUTE_ASYMMETRIC,
                  "the packet came by the internet gateway, but its reply is routed to "
                      + way.targetId())
              : leavesBehind(way.targetId(), vpc, subnet);
      case OTHER ->
          walk.stop(
              Disposition.UNSUPPORTED_COMPONENT,
              "the route leads to " + way.targetId() + ", which the walker does not follow");
    };
  }

  private boolean leaves(NetworkInterface sender) {
    String id = sender.networkInterfaceId();
    Optional<String> zone = index.zoneOf(sender.subnetId());
    walk.hop(
        Component.NETWORK_INTERFACE,
        id,
        zone,
        Direction.EGRESS,
        Optional.empty(),
        "sends " + walk.packet());
    boolean own = index.privateAddresses(sender).contains(walk.packet().source());
    if (!own && !Boolean.FALSE.equals(sender.sourceDestCheck())) {
      return walk.stop(
          Disposition.ENI_SOURCE_DEST_CHECK_RESTRICTION,
          id
              + " does not have the address "
              + walk.packet().source()
              + " and may not send from others'");
    }
    return walk.isReply()
        || walk.decided(
            Component.SECURITY_GROUP,
            sender.subnetId(),
            Direction.EGRESS,
            walk.filters()
                .groups(
                    sender,
                    Direction.EGRESS,
                    walk.packet().destination(),
                    walk.packet().protocol(),
                    walk.packet().destinationPort()));
  }

  private boolean leavesBy(String gatewayId, NetworkInterface sender, String vpc) {
    return isOpen(gatewayId, vpc)
        && leavesAs(index.publicAddress(sender, walk.packet().source()), gatewayId, null);
  }

  private boolean isOpen(String gatewayId, String vpc) {
    Optional<String> unread = index.unread(Kind.INTERNET_GATEWAY);
    if (unread.isPresent()) {
      return walk.stop(Disposition.UNKNOWN, unread.get());
    }
    return index.internetGateway(gatewayId).map(g -> index.isAttached(g, vpc)).orElse(false)
        || walk.stop(Disposition.BAD_STATE_ATTACHMENT, gatewayId + " is not attached to " + vpc);
  }

  private boolean leavesAs(
      Optional<String> paired, String gatewayId, @Nullable NatGateway natGateway) {
    if (paired.isEmpty()) {
      return walk.stop(
          Disposition.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS,
          walk.packet().source() + " is not paired with a public address");
    }
    if (Reserved.RFC1918.has(walk.packet().destination())) {
      return walk.stop(
          Disposition.IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS,
          walk.packet().destination() + " is private, and not to be found on the internet");
    }
    if (Reserved.RFC6598.has(walk.packet().destination())) {
      return walk.stop(
          Disposition.IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS,
          walk.packet().destination() + " is a carrier's own, and not to be found on the internet");
    }
    String privateAddress = walk.packet().source();
    String publicAddress = paired.get();
    walk.now(walk.packet().from(publicAddress));
    walk.passedBy(new Passage(natGateway, gatewayId, privateAddress, publicAddress));
    walk.hop(
        Component.INTERNET_GATEWAY,
        gatewayId,
        Optional.empty(),
        Direction.EGRESS,
        Optional.of(publicAddress),
        "translates " + privateAddress + " to " + publicAddress);
    if (!walk.isReply() && index.pairing(walk.packet().destination()).isPresent()) {
      return walk.stop(
          Disposition.UNSUPPORTED_COMPONENT,
          walk.packet().destination()
              + " leads back into the region, which the walker does not follow");
    }
    walk.hop(Component.INTERNET, Hop.INTERNET, Direction.EGRESS, "receives " + walk.packet());
    return walk.arrived("the internet has it");
  }

  private boolean leavesBehind(String natGatewayId, String vpc, String fromSubnet) {
    Optional<String> unread = index.unread(Kind.NAT_GATEWAY);
    if (unread.isPresent()) {
      return walk.stop(Disposition.UNKNOWN, unread.get());
    }
    Optional<NatGateway> known = index.natGateway(natGatewayId);
    if (known.isEmpty()) {
      return walk.stop(Disposition.UNKNOWN_RESOURCE, natGatewayId + " is named but not described");
    }
    NatGateway nat = known.get();
    if (!"available".equals(nat.stateAsString())) {
      return walk.stop(Disposition.BAD_STATE, natGatewayId + " is " + nat.stateAsString());
    }
    String subnet = nat.subnetId();
    if (subnet == null) {
      return walk.stop(
          Disposition.UNSUPPORTED_COMPONENT,
          natGatewayId + " is a regional NAT gateway, which the walker does not follow");
    }
    if (!subnet.equals(fromSubnet)
        && !walk.crosses(subnet, vpc, Direction.INGRESS, walk.packet().source())) {
      return false;
    }
    return translated(nat, subnet)
        && walk.crosses(subnet, vpc, Direction.EGRESS, walk.packet().destination())
        && leavesFrom(nat, subnet, vpc);
  }

  private boolean translated(NatGateway nat, String subnet) {
    Optional<NatGatewayAddress> address = address(nat);
    if (address.isEmpty()) {
      return walk.stop(
          Disposition.UNKNOWN_RESOURCE,
          "the private address of " + nat.natGatewayId() + " is not described");
    }
    String from = walk.packet().source();
    walk.now(walk.packet().from(address.get().privateIp(), PortRange.EPHEMERAL.from()));
    walk.hop(
        Component.NAT_GATEWAY,
        nat.natGatewayId(),
        index.zoneOf(subnet),
        Direction.EGRESS,
        Optional.empty(),
        "translates " + from + " to " + walk.packet().source());
    return true;
  }

  private static Optional<NatGatewayAddress> address(NatGateway nat) {
    return nat.natGatewayAddresses().stream().filter(a -> a.privateIp() != null).findFirst();
  }

  private boolean leavesFrom(NatGateway nat, String subnet, String vpc) {
    Table.Choice choice = walk.filters().route(subnet, vpc, walk.packet().destination());
    if (!walk.decided(Component.ROUTE_TABLE, subnet, Direction.EGRESS, choice.decision())
        || !(choice instanceof Table.Chosen way)) {
      return false;
    }
    if (way.target() != Table.Target.INTERNET_GATEWAY) {
      return walk.stop(
          way.target() == Table.Target.OTHER
              ? Disposition.UNSUPPORTED_COMPONENT
              : Disposition.CANNOT_ROUTE,
          "behind "
              + nat.natGatewayId()
              + " the route leads to "
              + way.targetId()
              + ", not to an internet gateway");
    }
    return isOpen(way.targetId(), vpc)
        && leavesAs(address(nat).map(NatGatewayAddress::publicIp), way.targetId(), nat);
  }
}
