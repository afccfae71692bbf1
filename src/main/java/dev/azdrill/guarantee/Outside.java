package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Disposition;
import dev.azdrill.network.Packet;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.PrefixLists;
import dev.azdrill.network.Trace;
import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Protocol;
import dev.azdrill.network.model.Reserved;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * The internet, knocking at network interfaces.
 *
 * <p>It need not send every packet. What filters compare are blocks of addresses and ranges of
 * ports, so between two neighbouring bounds of all rules every packet fares alike: one packet from
 * the first address and to the first port behind each bound stands for all of them. That makes
 * "nothing gets in" a proof and not a sample.
 */
final class Outside {
  /** A client somewhere. */
  static final String CLIENT = "203.0.113.7";

  /** Behind no rule's bound, but what people look for in evidence. */
  private static final List<Integer> USUAL_PORTS =
      List.of(22, 80, 443, 1433, 3306, 3389, 5432, 6379, 8080, 8443);

  /** All; TCP, UDP and ICMP; and ICMP for IPv6, which IPv4 does not carry. */
  private static final Set<String> HEARD =
      Set.of("-1", "tcp", "6", "udp", "17", "icmp", "1", "icmpv6", "58");

  private final Inventory inventory;
  private final PacketWalker walker;
  private final PrefixLists lists;
  private final List<NetworkAclEntry> entries = new ArrayList<>();

  Outside(Inventory inventory, PacketWalker walker) {
    this.inventory = inventory;
    this.walker = walker;
    this.lists = PrefixLists.of(inventory);
    for (NetworkAcl acl : inventory.all(Kind.NETWORK_ACL)) {
      acl.entries().stream().filter(entry -> !entry.egress()).forEach(entries::add);
    }
  }

  /**
   * Knocks at all public addresses of a network interface, on all ports.
   *
   * @return a packet that got in; else one of which that cannot be told; else one that was dropped;
   *     empty when there is no address to knock at
   */
  Optional<Trace> knock(NetworkInterface at) {
    Trace seen = null;
    for (String address : walker.publicAddresses(at.networkInterfaceId())) {
      for (Protocol protocol : Protocol.values()) {
        for (int port : ports(at, protocol)) {
          for (String source : sources(at)) {
            Trace trace =
                walker.walkFromInternet(
                    new Packet(source, sourcePort(protocol), address, port, protocol));
            if (trace.delivered()) {
              return Optional.of(trace);
            }
            seen = worse(seen, trace);
          }
        }
      }
    }
    return Optional.ofNullable(seen);
  }

  /** Whether anybody can connect to this TCP port of a network interface, from any address. */
  boolean connects(NetworkInterface at, int port) {
    return walker.publicAddresses(at.networkInterfaceId()).stream()
        .anyMatch(
            address ->
                sources(at).stream()
                    .anyMatch(from -> walker.connectFromInternet(from, address, port).connects()));
  }

  /**
   * How many pairs of a public address and a TCP or UDP port of a network interface some client
   * reaches. The first port behind each bound stands for all up to the next.
   */
  long openPorts(NetworkInterface at) {
    long open = 0;
    for (String address : walker.publicAddresses(at.networkInterfaceId())) {
      for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
        List<Integer> ports = List.copyOf(ports(at, protocol));
        for (int i = 0; i < ports.size(); i++) {
          if (isOpen(at, address, ports.get(i), protocol)) {
            int next = i + 1 < ports.size() ? ports.get(i + 1) : 65_536;
            open += next - ports.get(i);
          }
        }
      }
    }
    return open;
  }

  private boolean isOpen(NetworkInterface at, String address, int port, Protocol protocol) {
    return sources(at).stream()
        .map(source -> new Packet(source, sourcePort(protocol), address, port, protocol))
        .anyMatch(packet -> walker.walkFromInternet(packet).delivered());
  }

  /** The rules of a network interface that are about protocols of which no packet is sent here. */
  List<String> unheard(NetworkInterface at) {
    return rules(at).stream()
        .map(IpPermission::ipProtocol)
        .filter(protocol -> !HEARD.contains(protocol))
        .distinct()
        .toList();
  }

  private static int sourcePort(Protocol protocol) {
    return protocol == Protocol.ICMP ? 0 : 50_000;
  }

  private static Trace worse(@Nullable Trace one, Trace other) {
    return one != null
            && (other.disposition().outcome() != Disposition.Outcome.UNKNOWN || !isDropped(one))
        ? one
        : other;
  }

  private static boolean isDropped(Trace trace) {
    return trace.disposition().outcome() == Disposition.Outcome.DROPPED;
  }

  private List<IpPermission> rules(NetworkInterface at) {
    List<String> ids = at.groups().stream().map(each -> each.groupId()).toList();
    return inventory.all(Kind.SECURITY_GROUP).stream()
        .filter(group -> ids.contains(group.groupId()))
        .map(SecurityGroup::ipPermissions)
        .flatMap(Collection::stream)
        .toList();
  }

  private Collection<String> sources(NetworkInterface at) {
    SortedSet<Long> bounds = new TreeSet<>();
    for (IpPermission rule : rules(at)) {
      rule.ipRanges().stream().map(IpRange::cidrIp).forEach(block -> bound(bounds, block));
      rule.prefixListIds().stream()
          .flatMap(list -> lists.blocks(list.prefixListId()).stream())
          .flatMap(List::stream)
          .forEach(block -> bound(bounds, block));
    }
    // A block that begins with addresses that the internet does not have may end with some it has.
    for (Reserved reserved : Reserved.values()) {
      reserved.blocks().forEach(block -> bound(bounds, block));
    }
    entries.forEach(entry -> bound(bounds, entry.cidrBlock()));
    List<String> sources = new ArrayList<>(List.of(CLIENT));
    Cidr everywhere = Cidr.ALL;
    bounds.stream()
        .filter(bound -> bound < everywhere.size())
        .map(everywhere::address)
        .forEach(sources::add);
    return sources;
  }

  private static void bound(SortedSet<Long> bounds, @Nullable String block) {
    if (block != null) {
      bound(bounds, Cidr.of(block));
    }
  }

  private static void bound(SortedSet<Long> bounds, Cidr block) {
    bounds.add(block.first());
    bounds.add(block.last() + 1);
  }

  private Collection<Integer> ports(NetworkInterface at, Protocol protocol) {
    SortedSet<Integer> ports =
        new TreeSet<>(protocol == Protocol.ICMP ? List.of(0, 8) : USUAL_PORTS);
    ports.add(0);
    for (IpPermission rule : rules(at)) {
      bound(ports, rule.fromPort(), rule.toPort());
    }
    for (NetworkAclEntry entry : entries) {
      if (entry.portRange() != null) {
        bound(ports, entry.portRange().from(), entry.portRange().to());
      }
      if (entry.icmpTypeCode() != null) {
        bound(ports, entry.icmpTypeCode().type(), entry.icmpTypeCode().type());
      }
    }
    int last = protocol == Protocol.ICMP ? 255 : 65_535;
    return ports.stream().filter(port -> port >= 0 && port <= last).toList();
  }

  /**
   * For ICMP these are types, and a rule's second number is no end of a range: it harms nothing.
   */
  private static void bound(
      SortedSet<Integer> ports, @Nullable Integer from, @Nullable Integer to) {
    if (from != null) {
      ports.add(from);
      ports.add(from + 1);
    }
    if (to != null) {
      ports.add(to + 1);
    }
  }
}
