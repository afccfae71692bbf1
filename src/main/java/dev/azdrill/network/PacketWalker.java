package dev.azdrill.network;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Reserved;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
              Walk walk = Walk.opening(index, packet, null);
              new WayOut(index, walk).from(sender);
              return walk.trace();
            })
        .orElseGet(() -> nobody(networkInterfaceId, packet));
  }

  /** One packet from somewhere in the internet to a public address. */
  public Trace walkFromInternet(Packet packet) {
    Walk walk = Walk.opening(index, packet, null);
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
    return Journey.from(index, null, sender.get(), packet, ports).trip();
  }

  /**
   * Whether connections from this network interface work, with everything that decides it.
   *
   * @param ports from which the sender may send: the reply must pass to all of them
   */
  public Answer ask(String networkInterfaceId, Packet packet, PortRange ports) {
    Survey survey = new Survey(null);
    return index
        .networkInterface(networkInterfaceId)
        .map(sender -> Journey.from(index, survey, sender, packet, ports).answer(survey))
        .orElseGet(() -> nobodysAnswer(networkInterfaceId, packet));
  }

  /**
   * Whether connections from somewhere in the internet to this network interface work, with
   * everything that decides it. The interface need not have a public address: that it has none is
   * one of the settings that stop the packet, and then the packet is addressed to its private one.
   *
   * @param ports from which the client may send: the reply must pass to all of them
   */
  public Answer askFromInternet(String networkInterfaceId, Packet packet, PortRange ports) {
    return index
        .networkInterface(networkInterfaceId)
        .map(
            meant -> {
              Survey survey = new Survey(meant);
              return Journey.fromInternet(index, survey, packet, ports).answer(survey);
            })
        .orElseGet(() -> nobodysAnswer(networkInterfaceId, packet));
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
    return Journey.fromInternet(index, null, packet, ports).trip();
  }

  /** A TCP connection that a network load balancer's node passes on from its client's address. */
  public RoundTrip passOn(String networkInterfaceId, String client, String address, int port) {
    return passOn(networkInterfaceId, Packet.tcp(client, address, port), PortRange.EPHEMERAL);
  }

  /**
   * A packet that a network load balancer's node passes on to a target from the address of its
   * client, and the reply, which comes back to the node.
   *
   * @param networkInterfaceId the node's
   * @param packet from the client to the target
   * @param ports from which the client may send: the reply must pass to all of them
   */
  public RoundTrip passOn(String networkInterfaceId, Packet packet, PortRange ports) {
    return index
        .networkInterface(networkInterfaceId)
        .map(node -> new PassedOn(index, node).trip(packet, ports))
        .orElseGet(() -> new RoundTrip(nobody(networkInterfaceId, packet), Optional.empty()));
  }

  /**
   * Addresses on the internet of which one stands for every other, as far as rules, entries and
   * routes tell them apart that may decide about traffic of this network interface: the first
   * behind each bound of a block that one of them names. Of what no bound is near, {@code first} is
   * the example.
   */
  public List<String> peersOnTheInternet(String networkInterfaceId, String first) {
    return Stream.concat(
            Stream.of(first),
            bounds(networkInterfaceId).stream()
                .filter(Reserved::isOnTheInternet)
                .map(this::ofNobodyHere))
        .distinct()
        .toList();
  }

  /**
   * The internet as a network interface sees it, in order: ranges of addresses between which no
   * rule, entry or route tells apart that may decide about its traffic. Together they are all
   * addresses on the internet but those that its route table keeps in the VPC, and our own.
   *
   * @param usual the example of the range that it is in
   */
  public List<AddressRange> internetSeenFrom(String networkInterfaceId, String usual) {
    Optional<RoutingTable> table =
        index
            .networkInterface(networkInterfaceId)
            .flatMap(one -> index.table(String.valueOf(one.subnetId())));
    List<AddressRange> ranges = new ArrayList<>();
    List<Long> bounds = List.copyOf(bounds(networkInterfaceId));
    for (int i = 0; i < bounds.size(); i++) {
      long first = bounds.get(i);
      long last = i + 1 < bounds.size() ? bounds.get(i + 1) - 1 : Cidr.ALL.last();
      if (Reserved.isOnTheInternet(first) && table.map(t -> t.leadsOut(first)).orElse(true)) {
        example(first, last, Ipv4.of(usual))
            .ifPresent(example -> ranges.add(new AddressRange(first, last, example)));
      }
    }
    return ranges;
  }

  private Optional<String> example(long first, long last, long usual) {
    String example = ofNobodyHere(first <= usual && usual <= last ? usual : first);
    return Optional.of(example).filter(address -> Ipv4.of(address) <= last);
  }

  /** Where blocks begin, and behind where they end, that may decide about its traffic. */
  private NavigableSet<Long> bounds(String networkInterfaceId) {
    NavigableSet<Long> bounds = new TreeSet<>();
    Stream<Cidr> reserved = Stream.of(Reserved.values()).flatMap(each -> each.blocks().stream());
    Stream.concat(
            reserved,
            index.networkInterface(networkInterfaceId).stream().flatMap(index::blocksThatDecideFor))
        .forEach(
            block -> {
              bounds.add(block.first());
              block.next().map(Cidr::first).ifPresent(bounds::add);
            });
    return bounds;
  }

  /** The address, or the first behind it that is not one of ours. */
  private String ofNobodyHere(long address) {
    long other = address;
    while (index.pairing(Ipv4.print(other)).isPresent() && Cidr.ALL.contains(other + 1)) {
      other++;
    }
    return Ipv4.print(other);
  }

  /**
   * Which packets from outside its subnet the filters of a network interface admit. Whether there
   * is a way to it is not asked. Of one that is not described nothing is known.
   */
  public Admitted admittedFromOutside(String networkInterfaceId) {
    return index
        .networkInterface(networkInterfaceId)
        .map(at -> Admitted.acrossTheEdge(index, at, Hop.Direction.INGRESS))
        .orElseGet(Admitted::unknown);
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
    return index.table(subnetId).map(RoutingTable::id);
  }

  private Trace nobody(String networkInterfaceId, Packet packet) {
    return nobody(networkInterfaceId, packet, null).trace();
  }

  private Answer nobodysAnswer(String networkInterfaceId, Packet packet) {
    Survey survey = new Survey(null);
    return new Journey(nobody(networkInterfaceId, packet, survey), Optional.empty()).answer(survey);
  }

  private Walk nobody(String networkInterfaceId, Packet packet, @Nullable Survey survey) {
    Walk walk = Walk.opening(index, packet, survey);
    Optional<String> unread = index.unread(Kind.NETWORK_INTERFACE);
    walk.blockedAt(
        Hop.Component.NETWORK_INTERFACE,
        networkInterfaceId,
        Hop.Direction.EGRESS,
        unread.isPresent() ? Disposition.UNKNOWN : Disposition.UNKNOWN_RESOURCE,
        unread.orElse("no network interface " + networkInterfaceId + " is described"));
    return walk;
  }
}
