package dev.azdrill.network;

import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.RegionalNat;
import dev.azdrill.network.Hop.Component;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.Walk.Passage;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Reserved;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The first part of a packet's way: out of its network interface, its subnet and maybe its VPC. */
final class WayOut {
  /** Stands for the gateway that a VPC does not have. */
  static final String NO_GATEWAY = "none";

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
    Optional<RoutingTable.Chosen> way = walk.routed(subnet, vpc, () -> supposed(sender, vpc));
    return way.isPresent() && takes(way.get(), sender, vpc);
  }

  private boolean takes(RoutingTable.Chosen way, NetworkInterface sender, String vpc) {
    String subnet = sender.subnetId();
    return switch (way.target()) {
      case LOCAL -> wayIn.arrivesWithin(vpc, subnet);
      case INTERNET_GATEWAY -> leavesBy(way.targetId(), sender, vpc);
      case NAT_GATEWAY ->
          walk.isReply()
              ? walk.blocked(
                      Disposition.RETURN_ROUTE_ASYMMETRIC,
                      "the packet came by the internet gateway, but its reply is routed to "
                          + way.targetId())
                  && leavesBy(supposedGateway(vpc), sender, vpc)
              : leavesBehind(way.targetId(), vpc, subnet);
      case OTHER ->
          walk.stop(
              Disposition.UNSUPPORTED_COMPONENT,
              "the route leads to " + way.targetId() + ", which the walker does not follow");
    };
  }

  /** The route that would carry the packet on with the least else to change. */
  private RoutingTable.Chosen supposed(NetworkInterface sender, String vpc) {
    if (index.at(vpc, walk.packet().destination()).isPresent()) {
      return RoutingTable.Chosen.supposed(RoutingTable.Target.LOCAL, "local");
    }
    boolean straight =
        walk.isReply() || index.publicAddress(sender, walk.packet().source()).isPresent();
    return (straight ? Optional.<String>empty() : index.natGatewayNear(sender.subnetId(), vpc))
        .map(id -> RoutingTable.Chosen.supposed(RoutingTable.Target.NAT_GATEWAY, id))
        .orElseGet(
            () ->
                RoutingTable.Chosen.supposed(
                    RoutingTable.Target.INTERNET_GATEWAY, supposedGateway(vpc)));
  }

  private String supposedGateway(String vpc) {
    return index.internetGatewayOf(vpc).map(InternetGateway::internetGatewayId).orElse(NO_GATEWAY);
  }

  private boolean leaves(NetworkInterface sender) {
    String id = sender.networkInterfaceId();
    walk.hop(
        Component.NETWORK_INTERFACE,
        id,
        sender.subnetId(),
        Direction.EGRESS,
        Optional.empty(),
        "sends " + walk.packet());
    boolean own = index.privateAddresses(sender).contains(walk.packet().source());
    if (!own
        && !Boolean.FALSE.equals(sender.sourceDestCheck())
        && !walk.blocked(
            Disposition.ENI_SOURCE_DEST_CHECK_RESTRICTION,
            id
                + " does not have the address "
                + walk.packet().source()
                + " and may not send from others'")) {
      return false;
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
        || walk.survey().filter(all -> all.has(Disposition.NO_PATH)).isPresent()
        || walk.blockedAt(
            Component.INTERNET_GATEWAY,
            gatewayId,
            Direction.EGRESS,
            Disposition.BAD_STATE_ATTACHMENT,
            gatewayId.equals(NO_GATEWAY)
                ? vpc + " has no internet gateway attached"
                : gatewayId + " is not attached to " + vpc);
  }

  private boolean leavesAs(
      Optional<String> paired, String gatewayId, @Nullable NatGateway natGateway) {
    if (paired.isEmpty() && !isUnpaired(gatewayId)) {
      return false;
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
    String publicAddress = paired.orElse(privateAddress);
    walk.now(walk.packet().from(publicAddress));
    walk.passedBy(new Passage(natGateway, gatewayId, privateAddress, publicAddress));
    if (paired.isPresent()) {
      walk.hop(
          Component.INTERNET_GATEWAY,
          gatewayId,
          null,
          Direction.EGRESS,
          paired,
          privateAddress.equals(publicAddress)
              ? "passes " + publicAddress + " on"
              : "translates " + privateAddress + " to " + publicAddress);
    }
    if (!walk.isReply() && index.pairing(walk.packet().destination()).isPresent()) {
      return walk.stop(
          Disposition.UNSUPPORTED_COMPONENT,
          walk.packet().destination()
              + " leads back into the region, which the walker does not follow");
    }
    walk.hop(Component.INTERNET, Hop.INTERNET, Direction.EGRESS, "receives " + walk.packet());
    return walk.arrived("the internet has it");
  }

  /** A reply lacks the address that the packet lacked: that is one setting. */
  private boolean isUnpaired(String gatewayId) {
    return walk.survey()
            .filter(all -> all.has(Disposition.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS))
            .isPresent()
        || walk.blockedAt(
            Component.INTERNET_GATEWAY,
            gatewayId,
            Direction.EGRESS,
            Disposition.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS,
            walk.packet().source() + " is not paired with a public address");
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
    if (!"available".equals(nat.stateAsString())
        && !walk.blockedAt(
            Component.NAT_GATEWAY,
            natGatewayId,
            Direction.EGRESS,
            Disposition.BAD_STATE,
            natGatewayId + " is " + nat.stateAsString())) {
      return false;
    }
    Optional<RegionalNat> regional = RegionalNat.of(nat);
    if (regional.isPresent()) {
      return leavesBehind(regional.get(), vpc, fromSubnet);
    }
    String subnet = nat.subnetId();
    if (!subnet.equals(fromSubnet)
        && !walk.crosses(subnet, vpc, Direction.INGRESS, walk.packet().source())) {
      return false;
    }
    return translated(nat, subnet)
        && walk.crosses(subnet, vpc, Direction.EGRESS, walk.packet().destination())
        && leavesFrom(nat, subnet, vpc);
  }

  /** It is in no subnet: no network ACL but that of the sender's decides, and no interface. */
  private boolean leavesBehind(RegionalNat regional, String vpc, String fromSubnet) {
    NatGateway nat = regional.gateway();
    if (regional.addresses().isEmpty()) {
      return walk.stop(
          Disposition.UNKNOWN_RESOURCE,
          "the addresses of " + nat.natGatewayId() + " are not described");
    }
    Optional<String> zone = index.zoneOf(fromSubnet);
    Optional<NatGatewayAddress> own = regional.in(zone);
    if (!regional.serves(zone)
        && !walk.blockedAt(
            Component.NAT_GATEWAY,
            nat.natGatewayId(),
            Direction.EGRESS,
            Disposition.REGIONAL_NGW_ROUTE_AZ_RESTRICTION,
            nat.natGatewayId()
                + " serves "
                + String.join(" and ", regional.zones())
                + ", and not "
                + zone.orElse("a zone that is not described"))) {
      return false;
    }
    NatGatewayAddress address = own.orElseGet(() -> regional.addresses().get(0));
    String from = walk.packet().source();
    walk.now(walk.packet().from(address.publicIp(), PortRange.EPHEMERAL.from()));
    walk.hop(
        nat,
        Optional.ofNullable(address.availabilityZone()),
        Direction.EGRESS,
        "translates " + from + " to " + address.publicIp());
    Optional<RoutingTable.Chosen> way = walk.routed(nat, () -> toInternet(vpc));
    return way.isPresent() && leavesBy(way.get(), nat, vpc, Optional.of(address.publicIp()));
  }

  private RoutingTable.Chosen toInternet(String vpc) {
    return RoutingTable.Chosen.supposed(RoutingTable.Target.INTERNET_GATEWAY, supposedGateway(vpc));
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
        subnet,
        Direction.EGRESS,
        Optional.empty(),
        "translates " + from + " to " + walk.packet().source());
    return true;
  }

  private static Optional<NatGatewayAddress> address(NatGateway nat) {
    return nat.natGatewayAddresses().stream().filter(a -> a.privateIp() != null).findFirst();
  }

  private boolean leavesFrom(NatGateway nat, String subnet, String vpc) {
    Optional<RoutingTable.Chosen> way = walk.routed(subnet, vpc, () -> toInternet(vpc));
    return way.isPresent()
        && leavesBy(way.get(), nat, vpc, address(nat).map(NatGatewayAddress::publicIp));
  }

  /** By the route that a NAT gateway has. */
  private boolean leavesBy(
      RoutingTable.Chosen taken, NatGateway nat, String vpc, Optional<String> publicAddress) {
    boolean leaves = taken.target() == RoutingTable.Target.INTERNET_GATEWAY;
    String elsewhere =
        "behind "
            + nat.natGatewayId()
            + " the route leads to "
            + taken.targetId()
            + ", not to an internet gateway";
    if (taken.target() == RoutingTable.Target.OTHER) {
      return walk.stop(Disposition.UNSUPPORTED_COMPONENT, elsewhere);
    }
    if (!leaves && !walk.blocked(Disposition.CANNOT_ROUTE, elsewhere)) {
      return false;
    }
    String gateway = leaves ? taken.targetId() : supposedGateway(vpc);
    return isOpen(gateway, vpc) && leavesAs(publicAddress, gateway, nat);
  }
}
