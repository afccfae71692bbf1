package dev.azdrill.network;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.model.PortRange;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * Says what becomes of packets in the networks that an inventory describes. Make one per inventory:
 * it sorts everything once, and then a packet is cheap. Immutable; safe for use by several threads.
 *
 * <p>It follows security groups, network ACLs, route tables, internet gateways and zonal NAT
 * gateways inside one VPC. What it does not follow (peering, transit gateways, endpoints, regional
 * NAT gateways, IPv6, traffic that leaves and comes back in by its public address) is {@link
 * Disposition#UNSUPPORTED_COMPONENT}, and what was not read is {@link Disposition#UNKNOWN}: neither
 * delivered nor dropped. Whether somebody listens, and whether anything is broken, is not asked.
 * VPC Block Public Access is not described by an inventory and not looked at, nor are ICMP codes.
 */
public final class PacketWalker {
  private final NetworkIndex index;

  public PacketWalker(Inventory inventory) {
    index = new NetworkIndex(inventory);
  }

  /** One packet, from this network interface. */
  public Trace walk(String networkInterfaceId, Packet packet) {
    return index
        .networkInterface(networkInterfaceId)
        .map(
            sender -> {
              Walk walk = Walk.opening(index, packet);
              new WayOut(index, walk).from(sender);
              return walk.trace();
            })
        .orElseGet(() -> nobody(networkInterfaceId, packet));
  }

  /** One packet from somewhere in the internet to a public address. */
  public Trace walkFromInternet(Packet packet) {
    Walk walk = Walk.opening(index, packet);
    new WayIn(index, walk).fromInternet();
    return walk.trace();
  }

  /** A TCP connection from the first private address of this network interface. */
  public RoundTrip connect(String networkInterfaceId, String address, int port) {
    String source =
        index
            .networkInterface(networkInterfaceId)
            .map(NetworkInterface::privateIpAddress)
            .orElse("0.0.0.0");
    return connect(networkInterfaceId, Packet.tcp(source, address, port), PortRange.EPHEMERAL);
  }

  /**
   * A packet from this network interface, and the reply.
   *
   * @param ports from which the sender may send: the reply must pass to all of them
   */
  public RoundTrip connect(String networkInterfaceId, Packet packet, PortRange ports) {
    Optional<NetworkInterface> sender = index.networkInterface(networkInterfaceId);
    if (sender.isEmpty()) {
      return new RoundTrip(nobody(networkInterfaceId, packet), Optional.empty());
    }
    Walk there = Walk.opening(index, packet);
    if (!new WayOut(index, there).from(sender.get())) {
      return new RoundTrip(there.trace(), Optional.empty());
    }
    Trace forward = there.trace();
    Packet reply = forward.arrived().reply();
    Walk back =
        there
            .passage()
            .map(way -> backFromInternet(way, reply, sender.get(), packet, ports))
            .orElseGet(() -> backWithin(forward, reply, ports));
    return new RoundTrip(forward, Optional.of(back.trace()));
  }

  private Walk backFromInternet(
      Walk.Passage way, Packet reply, NetworkInterface asked, Packet question, PortRange ports) {
    PortRange outside = way.natGateway() == null ? ports : PortRange.EPHEMERAL;
    Walk back = Walk.replying(index, reply, outside);
    new WayBack(index, back).backBy(way, asked, question, ports);
    return back;
  }

  private Walk backWithin(Trace forward, Packet reply, PortRange ports) {
    Walk back = Walk.replying(index, reply, ports);
    forward.receiver().flatMap(index::networkInterface).ifPresent(new WayOut(index, back)::from);
    return back;
  }

  /** A TCP connection from somewhere in the internet to a public address. */
  public RoundTrip connectFromInternet(String client, String address, int port) {
    return connectFromInternet(Packet.tcp(client, address, port), PortRange.EPHEMERAL);
  }

  /**
   * A packet from somewhere in the internet to a public address, and the reply.
   *
   * @param ports from which the client may send: the reply must pass to all of them
   */
  public RoundTrip connectFromInternet(Packet packet, PortRange ports) {
    Walk there = Walk.opening(index, packet);
    if (!new WayIn(index, there).fromInternet()) {
      return new RoundTrip(there.trace(), Optional.empty());
    }
    Trace forward = there.trace();
    Walk back = backWithin(forward, forward.arrived().reply(), ports);
    return new RoundTrip(forward, Optional.of(back.trace()));
  }

  /** The public addresses of a network interface; empty when it has none or is not described. */
  public List<String> publicAddresses(String networkInterfaceId) {
    return index
        .networkInterface(networkInterfaceId)
        .map(
            known ->
                index.privateAddresses(known).stream()
                    .flatMap(each -> index.publicAddress(known, each).stream())
                    .toList())
        .orElse(List.of());
  }

  /**
   * The id of the route table that a subnet uses: its own, else the main table of its VPC. Empty
   * when neither is described.
   */
  public Optional<String> routeTable(String subnetId) {
    return index.table(subnetId).map(Table::id);
  }

  private Trace nobody(String networkInterfaceId, Packet packet) {
    Walk walk = Walk.opening(index, packet);
    Optional<String> unread = index.unread(Kind.NETWORK_INTERFACE);
    walk.stop(
        unread.isPresent() ? Disposition.UNKNOWN : Disposition.UNKNOWN_RESOURCE,
        unread.orElse("no network interface " + networkInterfaceId + " is described"));
    return walk.trace();
  }
}
