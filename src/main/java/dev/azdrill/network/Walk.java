package dev.azdrill.network;

import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Hop.Component;
import dev.azdrill.network.Hop.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * One packet on its way. Each step says whether it goes on; the first that does not is where it
 * ends.
 *
 * <p>A reply is walked as one packet that stands for replies to all ports of a range: it passes
 * security groups, which remember the connection, and collects the ports that ACLs deny.
 */
final class Walk {
  private static final String INTERNET = "internet";

  private final NetworkIndex index;
  private final Filters filters;
  private final Packet sent;
  private final boolean reply;
  private final List<Hop> hops = new ArrayList<>();
  private final List<PortRange> refused = new ArrayList<>();
  private Packet packet;
  private PortRange ports;
  private List<PortRange> open;
  private Disposition end = Disposition.UNKNOWN;
  private String because = "the walk did not end";
  private @Nullable NetworkInterface receiver;
  private @Nullable Passage passage;

  /**
   * How a packet left for the internet.
   *
   * @param natGateway the NAT gateway that it went through, or null when it went straight
   * @param privateAddress the one of whoever the internet gateway saw
   * @param publicAddress what that was translated to
   */
  record Passage(
      @Nullable NatGateway natGateway,
      String internetGatewayId,
      String privateAddress,
      String publicAddress) {}

  private Walk(NetworkIndex index, Packet packet, boolean reply, PortRange ports) {
    this.index = index;
    this.filters = new Filters(index);
    this.sent = packet;
    this.packet = packet;
    this.reply = reply;
    this.ports = ports;
    this.open = List.of(ports);
  }

  /** A packet that opens a connection, or stands alone. */
  static Walk opening(NetworkIndex index, Packet packet) {
    return new Walk(index, packet, false, PortRange.of(packet.destinationPort()));
  }

  /** A packet that answers one, to whichever of these ports that came from. */
  static Walk replying(NetworkIndex index, Packet packet, PortRange ports) {
    boolean noPorts = packet.protocol() == Protocol.ICMP;
    return new Walk(index, packet, true, noPorts ? PortRange.of(packet.destinationPort()) : ports);
  }

  Trace trace() {
    return new Trace(
        sent,
        packet,
        hops,
        end,
        because,
        Optional.ofNullable(receiver).map(NetworkInterface::networkInterfaceId),
        refused);
  }

  Optional<Passage> passage() {
    return Optional.ofNullable(passage);
  }

  // The ways that a packet can go.

  /** From a network interface to wherever the packet is addressed. */
  boolean from(NetworkInterface sender) {
    String subnet = sender.subnetId();
    String vpc = index.vpcOf(sender);
    if (!leaves(sender)) {
      return false;
    }
    if (index.blockOf(subnet).map(block -> block.contains(packet.destination())).orElse(false)) {
      // Inside a subnet there is neither a network ACL nor a route.
      return arrivesWithin(vpc, subnet);
    }
    if (!crosses(subnet, vpc, Direction.EGRESS, packet.destination())) {
      return false;
    }
    Table.Chosen way = filters.route(subnet, vpc, packet.destination());
    if (!decided(Component.ROUTE_TABLE, subnet, Direction.EGRESS, way.decision())) {
      return false;
    }
    return switch (way.target()) {
      case LOCAL -> arrivesWithin(vpc, subnet);
      case INTERNET_GATEWAY -> leavesBy(way.targetId(), sender, vpc);
      case NAT_GATEWAY ->
          reply
              ? stop(
                  Disposition.RETURN_ROUTE_ASYMMETRIC,
                  "the packet came by the internet gateway, but its reply is routed to "
                      + way.targetId())
              : leavesBehind(way.targetId(), vpc, subnet);
      case OTHER ->
          stop(
              Disposition.UNSUPPORTED_COMPONENT,
              "the route leads to " + way.targetId() + ", which the walker does not follow");
    };
  }

  /** From the internet to a public address. */
  boolean fromInternet() {
    hop(Component.INTERNET, INTERNET, "", Direction.INGRESS, "", "sends " + packet);
    Optional<String> unread = index.unread(Kind.NETWORK_INTERFACE, Kind.INTERNET_GATEWAY);
    if (unread.isPresent()) {
      return stop(Disposition.UNKNOWN, unread.get());
    }
    if (Reserved.RFC1918.has(packet.source())) {
      return stop(
          Disposition.IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS,
          packet.source() + " is private, and cannot come from the internet");
    }
    if (Reserved.RFC6598.has(packet.source())) {
      return stop(
          Disposition.IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS,
          packet.source() + " is a carrier's own, and cannot come from the internet");
    }
    Optional<NetworkIndex.Pairing> pairing = index.pairing(packet.destination());
    if (pairing.isEmpty()) {
      return stop(
          Disposition.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS,
          "no network interface has the public address " + packet.destination());
    }
    Optional<NetworkInterface> to = index.networkInterface(pairing.get().networkInterfaceId());
    if (to.isEmpty()) {
      return stop(
          Disposition.UNKNOWN_RESOURCE,
          pairing.get().networkInterfaceId() + " is named but not described");
    }
    return entersBy(to.get(), pairing.get().privateAddress());
  }

  private boolean entersBy(NetworkInterface to, String privateAddress) {
    String vpc = index.vpcOf(to);
    Optional<InternetGateway> gateway = index.internetGatewayOf(vpc);
    if (gateway.isEmpty()) {
      return stop(Disposition.NO_PATH, vpc + " has no internet gateway attached");
    }
    String id = gateway.get().internetGatewayId();
    if (index.hasEdgeTable(id)) {
      return stop(
          Disposition.UNSUPPORTED_COMPONENT,
          id + " has a route table of its own, which the walker does not follow");
    }
    String publicAddress = packet.destination();
    packet = packet.to(privateAddress);
    hop(
        Component.INTERNET_GATEWAY,
        id,
        "",
        Direction.INGRESS,
        publicAddress,
        "translates " + publicAddress + " to " + privateAddress);
    if (isNatGateway(to)) {
      return stop(
          Disposition.NGW_UNSOLICITED_INGRESS,
          "the NAT gateway behind " + publicAddress + " carries in only what was asked for");
    }
    return crosses(to.subnetId(), vpc, Direction.INGRESS, packet.source()) && arrivesAt(to);
  }

  // The steps.

  private boolean leaves(NetworkInterface sender) {
    String id = sender.networkInterfaceId();
    String zone = index.zoneOf(sender.subnetId());
    hop(Component.NETWORK_INTERFACE, id, zone, Direction.EGRESS, "", "sends " + packet);
    boolean own = index.privateAddresses(sender).contains(packet.source());
    if (!own && !Boolean.FALSE.equals(sender.sourceDestCheck())) {
      return stop(
          Disposition.ENI_SOURCE_DEST_CHECK_RESTRICTION,
          id + " does not have the address " + packet.source() + " and may not send from others'");
    }
    return reply
        || decided(
            Component.SECURITY_GROUP,
            sender.subnetId(),
            Direction.EGRESS,
            filters.groups(
                sender,
                Direction.EGRESS,
                packet.destination(),
                packet.protocol(),
                packet.destinationPort()));
  }

  private boolean arrivesWithin(String vpc, String fromSubnet) {
    Optional<String> unread = index.unread(Kind.NETWORK_INTERFACE);
    if (unread.isPresent()) {
      return stop(Disposition.UNKNOWN, unread.get());
    }
    Optional<NetworkInterface> to = index.at(vpc, packet.destination());
    if (to.isEmpty()) {
      return stop(
          Disposition.NO_POSSIBLE_DESTINATION,
          "no network interface in " + vpc + " has the address " + packet.destination());
    }
    NetworkInterface there = to.get();
    if (isNatGateway(there)) {
      return stop(
          Disposition.NGW_UNSOLICITED_INGRESS,
          "a NAT gateway is not to be talked to: " + there.networkInterfaceId());
    }
    return (fromSubnet.equals(there.subnetId())
            || crosses(there.subnetId(), vpc, Direction.INGRESS, packet.source()))
        && arrivesAt(there);
  }

  private boolean arrivesAt(NetworkInterface to) {
    if (!reply
        && !decided(
            Component.SECURITY_GROUP,
            to.subnetId(),
            Direction.INGRESS,
            filters.groups(
                to,
                Direction.INGRESS,
                packet.source(),
                packet.protocol(),
                packet.destinationPort()))) {
      return false;
    }
    receiver = to;
    hop(
        Component.NETWORK_INTERFACE,
        to.networkInterfaceId(),
        index.zoneOf(to.subnetId()),
        Direction.INGRESS,
        "",
        "receives " + packet);
    return arrived(packet.destination() + " has it");
  }

  private boolean leavesBy(String gatewayId, NetworkInterface sender, String vpc) {
    return isOpen(gatewayId, vpc)
        && leavesAs(index.publicAddress(sender, packet.source()), gatewayId, null);
  }

  private boolean isOpen(String gatewayId, String vpc) {
    Optional<String> unread = index.unread(Kind.INTERNET_GATEWAY);
    if (unread.isPresent()) {
      return stop(Disposition.UNKNOWN, unread.get());
    }
    return index.internetGateway(gatewayId).map(g -> index.isAttached(g, vpc)).orElse(false)
        || stop(Disposition.BAD_STATE_ATTACHMENT, gatewayId + " is not attached to " + vpc);
  }

  private boolean leavesAs(
      Optional<String> paired, String gatewayId, @Nullable NatGateway natGateway) {
    if (paired.isEmpty()) {
      return stop(
          Disposition.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS,
          packet.source() + " is not paired with a public address");
    }
    if (Reserved.RFC1918.has(packet.destination())) {
      return stop(
          Disposition.IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS,
          packet.destination() + " is private, and not to be found on the internet");
    }
    if (Reserved.RFC6598.has(packet.destination())) {
      return stop(
          Disposition.IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS,
          packet.destination() + " is a carrier's own, and not to be found on the internet");
    }
    String privateAddress = packet.source();
    String publicAddress = paired.get();
    packet = packet.from(publicAddress);
    passage = new Passage(natGateway, gatewayId, privateAddress, publicAddress);
    hop(
        Component.INTERNET_GATEWAY,
        gatewayId,
        "",
        Direction.EGRESS,
        publicAddress,
        "translates " + privateAddress + " to " + publicAddress);
    if (!reply && index.pairing(packet.destination()).isPresent()) {
      return stop(
          Disposition.UNSUPPORTED_COMPONENT,
          packet.destination() + " leads back into the region, which the walker does not follow");
    }
    hop(Component.INTERNET, INTERNET, "", Direction.EGRESS, "", "receives " + packet);
    return arrived("the internet has it");
  }

  private boolean leavesBehind(String natGatewayId, String vpc, String fromSubnet) {
    Optional<String> unread = index.unread(Kind.NAT_GATEWAY);
    if (unread.isPresent()) {
      return stop(Disposition.UNKNOWN, unread.get());
    }
    Optional<NatGateway> known = index.natGateway(natGatewayId);
    if (known.isEmpty()) {
      return stop(Disposition.UNKNOWN_RESOURCE, natGatewayId + " is named but not described");
    }
    NatGateway nat = known.get();
    if (!"available".equals(nat.stateAsString())) {
      return stop(Disposition.BAD_STATE, natGatewayId + " is " + nat.stateAsString());
    }
    String subnet = nat.subnetId();
    if (subnet == null) {
      return stop(
          Disposition.UNSUPPORTED_COMPONENT,
          natGatewayId + " is a regional NAT gateway, which the walker does not follow");
    }
    if (!subnet.equals(fromSubnet) && !crosses(subnet, vpc, Direction.INGRESS, packet.source())) {
      return false;
    }
    return translated(nat, subnet)
        && crosses(subnet, vpc, Direction.EGRESS, packet.destination())
        && leavesFrom(nat, subnet, vpc);
  }

  private boolean translated(NatGateway nat, String subnet) {
    Optional<NatGatewayAddress> address = address(nat);
    if (address.isEmpty()) {
      return stop(
          Disposition.UNKNOWN_RESOURCE,
          "the private address of " + nat.natGatewayId() + " is not described");
    }
    String from = packet.source();
    packet = packet.from(address.get().privateIp(), PortRange.EPHEMERAL.from());
    hop(
        Component.NAT_GATEWAY,
        nat.natGatewayId(),
        index.zoneOf(subnet),
        Direction.EGRESS,
        "",
        "translates " + from + " to " + packet.source());
    return true;
  }

  private static Optional<NatGatewayAddress> address(NatGateway nat) {
    return nat.natGatewayAddresses().stream().filter(a -> a.privateIp() != null).findFirst();
  }

  private boolean leavesFrom(NatGateway nat, String subnet, String vpc) {
    Table.Chosen way = filters.route(subnet, vpc, packet.destination());
    if (!decided(Component.ROUTE_TABLE, subnet, Direction.EGRESS, way.decision())) {
      return false;
    }
    if (way.target() != Table.Target.INTERNET_GATEWAY) {
      return stop(
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

  // Replies.

  /**
   * The reply from the internet to one who had gone out by this passage.
   *
   * @param asked who had gone out
   * @param question what it had sent, as it sent it
   * @param asPorts from which ports it may have sent
   */
  boolean backBy(Passage way, NetworkInterface asked, Packet question, PortRange asPorts) {
    hop(Component.INTERNET, INTERNET, "", Direction.INGRESS, "", "replies " + packet);
    packet = packet.to(way.privateAddress());
    hop(
        Component.INTERNET_GATEWAY,
        way.internetGatewayId(),
        "",
        Direction.INGRESS,
        way.publicAddress(),
        "translates " + way.publicAddress() + " to " + way.privateAddress());
    String vpc = index.vpcOf(asked);
    NatGateway nat = way.natGateway();
    if (nat == null) {
      return crosses(asked.subnetId(), vpc, Direction.INGRESS, packet.source()) && arrivesAt(asked);
    }
    return crosses(nat.subnetId(), vpc, Direction.INGRESS, packet.source())
        && translatedBack(nat, question, asPorts)
        && backBehind(nat, asked, vpc);
  }

  /** From here on the reply goes to the port that the asker had, not to the NAT gateway's. */
  private boolean translatedBack(NatGateway nat, Packet question, PortRange asPorts) {
    if (packet.protocol() != Protocol.ICMP) {
      ports = asPorts;
      open = List.of(asPorts);
    }
    packet = packet.to(question.source(), question.reply().destinationPort());
    hop(
        Component.NAT_GATEWAY,
        nat.natGatewayId(),
        index.zoneOf(nat.subnetId()),
        Direction.INGRESS,
        "",
        "translates back to " + question.source());
    return true;
  }

  private boolean backBehind(NatGateway nat, NetworkInterface asked, String vpc) {
    Table.Chosen way = filters.route(nat.subnetId(), vpc, packet.destination());
    if (!decided(Component.ROUTE_TABLE, nat.subnetId(), Direction.EGRESS, way.decision())) {
      return false;
    }
    if (way.target() != Table.Target.LOCAL) {
      return stop(
          Disposition.RETURN_ROUTE_ASYMMETRIC,
          "from " + nat.natGatewayId() + " the way back leads to " + way.targetId());
    }
    return crosses(nat.subnetId(), vpc, Direction.EGRESS, packet.destination())
        && crosses(asked.subnetId(), vpc, Direction.INGRESS, packet.source())
        && arrivesAt(asked);
  }

  // Ends.

  private boolean crosses(String subnet, String vpc, Direction direction, String peer) {
    Decision said = filters.acl(subnet, vpc, direction, peer, packet.protocol(), ports);
    if (!decided(Component.NETWORK_ACL, subnet, direction, said)) {
      refused.addAll(said.refused());
      return false;
    }
    for (PortRange each : said.refused()) {
      refused.add(each);
      open = open.stream().flatMap(range -> range.minus(each).stream()).toList();
    }
    return !open.isEmpty()
        || stop(Disposition.SUBNET_ACL_RESTRICTION, "network ACLs together deny every port");
  }

  private boolean decided(Component component, String subnet, Direction direction, Decision said) {
    hop(component, said.by(), index.zoneOf(subnet), direction, said.rule(), said.text());
    return said.passes() || stop(said.disposition(), said.by() + " " + said.text());
  }

  private void hop(
      Component component, String id, String zone, Direction direction, String by, String text) {
    hops.add(new Hop(component, id, zone, direction, by, text));
  }

  private boolean arrived(String sentence) {
    if (refused.isEmpty()) {
      end = Disposition.DELIVERED;
      because = sentence;
      return true;
    }
    return stop(
        Disposition.RETURN_EPHEMERAL_PARTIAL, "a network ACL denies it to the ports " + refused);
  }

  boolean stop(Disposition disposition, String sentence) {
    end = disposition;
    because = sentence;
    return false;
  }

  private static boolean isNatGateway(NetworkInterface networkInterface) {
    return "nat_gateway".equals(networkInterface.interfaceTypeAsString())
        || "natGateway".equals(networkInterface.interfaceTypeAsString());
  }
}
