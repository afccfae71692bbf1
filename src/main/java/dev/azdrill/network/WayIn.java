package dev.azdrill.network;

import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Hop.Component;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.model.Reserved;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The last part of a packet's way: from the internet, from another subnet or from its own. */
final class WayIn {
  private final NetworkIndex index;
  private final Walk walk;
  private final Set<String> by;

  WayIn(NetworkIndex index, Walk walk) {
    this(index, walk, Set.of());
  }

  /**
   * The same for a packet that is passed on.
   *
   * @param by the security groups of whoever passes it on
   */
  WayIn(NetworkIndex index, Walk walk, Set<String> by) {
    this.index = index;
    this.walk = walk;
    this.by = by;
  }

  /** From the internet to a public address. */
  boolean fromInternet() {
    walk.hop(Component.INTERNET, Hop.INTERNET, Direction.INGRESS, "sends " + walk.packet());
    Optional<String> unread = index.unread(Kind.NETWORK_INTERFACE, Kind.INTERNET_GATEWAY);
    if (unread.isPresent()) {
      return walk.stop(Disposition.UNKNOWN, unread.get());
    }
    if (Reserved.RFC1918.has(walk.packet().source())) {
      return walk.stop(
          Disposition.IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS,
          walk.packet().source() + " is private, and cannot come from the internet");
    }
    if (Reserved.RFC6598.has(walk.packet().source())) {
      return walk.stop(
          Disposition.IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS,
          walk.packet().source() + " is a carrier's own, and cannot come from the internet");
    }
    Optional<NetworkIndex.Pairing> pairing = index.pairing(walk.packet().destination());
    if (pairing.isEmpty()) {
      return isNobodys(walk.packet().destination());
    }
    Optional<NetworkInterface> to = index.networkInterface(pairing.get().networkInterfaceId());
    if (to.isEmpty()) {
      return walk.stop(
          Disposition.UNKNOWN_RESOURCE,
          pairing.get().networkInterfaceId() + " is named but not described");
    }
    return entersBy(to.get(), pairing.get().privateAddress());
  }

  private boolean isNobodys(String address) {
    Optional<NetworkInterface> meant = walk.survey().flatMap(Survey::meant);
    if (meant.isEmpty()) {
      return walk.stop(
          Disposition.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS,
          "no network interface has the public address " + address);
    }
    String gateway =
        index
            .vpcOf(meant.get())
            .flatMap(index::internetGatewayOf)
            .map(InternetGateway::internetGatewayId)
            .orElse(WayOut.NO_GATEWAY);
    return walk.blockedAt(
            Component.INTERNET_GATEWAY,
            gateway,
            Direction.INGRESS,
            Disposition.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS,
            address
                + " of "
                + meant.get().networkInterfaceId()
                + " is not paired with a public address")
        && entersBy(meant.get(), address);
  }

  /** Nobody can say what surrounds it. */
  boolean isInNoVpc(NetworkInterface one) {
    return walk.stop(
        Disposition.UNKNOWN_RESOURCE,
        "the VPC of " + one.networkInterfaceId() + " is not described");
  }

  private boolean entersBy(NetworkInterface to, String privateAddress) {
    String vpc = index.vpcOf(to).orElse(null);
    if (vpc == null) {
      return isInNoVpc(to);
    }
    Optional<InternetGateway> gateway = index.internetGatewayOf(vpc);
    if (gateway.isEmpty()
        && !walk.blockedAt(
            Component.INTERNET_GATEWAY,
            WayOut.NO_GATEWAY,
            Direction.INGRESS,
            Disposition.NO_PATH,
            vpc + " has no internet gateway attached")) {
      return false;
    }
    String id = gateway.map(InternetGateway::internetGatewayId).orElse(WayOut.NO_GATEWAY);
    if (index.hasEdgeTable(id)) {
      return walk.stop(
          Disposition.UNSUPPORTED_COMPONENT,
          id + " has a route table of its own, which the walker does not follow");
    }
    String publicAddress = walk.packet().destination();
    if (!publicAddress.equals(privateAddress)) {
      walk.now(walk.packet().to(privateAddress));
      walk.hop(
          Component.INTERNET_GATEWAY,
          id,
          null,
          Direction.INGRESS,
          Optional.of(publicAddress),
          "translates " + publicAddress + " to " + privateAddress);
    }
    if (isNatGateway(to)) {
      return walk.stop(
          Disposition.NGW_UNSOLICITED_INGRESS,
          "the NAT gateway behind " + publicAddress + " carries in only what was asked for");
    }
    return walk.crosses(to.subnetId(), vpc, Direction.INGRESS, walk.packet().source())
        && arrivesAt(to);
  }

  /** To whoever has the address in this VPC. */
  boolean arrivesWithin(String vpc, String fromSubnet) {
    Optional<String> unread = index.unread(Kind.NETWORK_INTERFACE);
    if (unread.isPresent()) {
      return walk.stop(Disposition.UNKNOWN, unread.get());
    }
    Optional<NetworkInterface> to = index.at(vpc, walk.packet().destination());
    if (to.isEmpty()) {
      return walk.stop(
          Disposition.NO_POSSIBLE_DESTINATION,
          "no network interface in " + vpc + " has the address " + walk.packet().destination());
    }
    NetworkInterface there = to.get();
    if (isNatGateway(there)) {
      return walk.stop(
          Disposition.NGW_UNSOLICITED_INGRESS,
          "a NAT gateway is not to be talked to: " + there.networkInterfaceId());
    }
    return (fromSubnet.equals(there.subnetId())
            || walk.crosses(there.subnetId(), vpc, Direction.INGRESS, walk.packet().source()))
        && arrivesAt(there);
  }

  /** To this network interface. */
  boolean arrivesAt(NetworkInterface to) {
    if (!walk.isReply()
        && !walk.decided(
            Component.SECURITY_GROUP,
            to.subnetId(),
            Direction.INGRESS,
            walk.filters()
                .groups(
                    to,
                    Direction.INGRESS,
                    walk.packet().source(),
                    by,
                    walk.packet().protocol(),
                    walk.packet().destinationPort()))) {
      return false;
    }
    walk.hop(
        Component.NETWORK_INTERFACE,
        to.networkInterfaceId(),
        to.subnetId(),
        Direction.INGRESS,
        Optional.empty(),
        "receives " + walk.packet());
    return walk.arrivedAt(to, walk.packet().destination() + " has it");
  }

  private static boolean isNatGateway(NetworkInterface networkInterface) {
    return "nat_gateway".equals(networkInterface.interfaceTypeAsString())
        || "natGateway".equals(networkInterface.interfaceTypeAsString());
  }
}
