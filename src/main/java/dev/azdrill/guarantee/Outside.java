package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Admitted;
import dev.azdrill.network.Disposition;
import dev.azdrill.network.Packet;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.Trace;
import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import dev.azdrill.network.model.Reserved;
import dev.azdrill.network.space.Box;
import dev.azdrill.network.space.Range;
import dev.azdrill.network.space.Space;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/**
 * The internet, knocking at network interfaces.
 *
 * <p>It need not send every packet. Which packets a network interface's filters admit is a union of
 * boxes; all packets of a box fare alike, so one stands for all of them, and where there is no box
 * there is no packet. That makes "nothing gets in" a proof and not a sample.
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

  private static final PortRange ICMP_TYPES = new PortRange(0, 255);

  private final Inventory inventory;
  private final PacketWalker walker;

  Outside(Inventory inventory, PacketWalker walker) {
    this.inventory = inventory;
    this.walker = walker;
  }

  /**
   * Knocks at all public addresses of a network interface, on all ports.
   *
   * @return a packet that got in; else one of which that cannot be told; else one that was dropped;
   *     empty when there is no address to knock at
   */
  Optional<Trace> knock(NetworkInterface at) {
    Trace seen = null;
    Admitted admitted = walker.admittedFromOutside(at.networkInterfaceId());
    for (String address : walker.publicAddresses(at.networkInterfaceId())) {
      for (Protocol protocol : Protocol.values()) {
        Space sent = sent(protocol);
        Space certain = sent.and(admitted.certain());
        Space perhaps = sent.and(admitted.possible()).minus(certain);
        for (Packet packet : packets(certain, perhaps, address, protocol)) {
          Trace trace = walker.walkFromInternet(packet);
          if (trace.delivered()) {
            return Optional.of(trace);
          }
          seen = worse(seen, trace);
        }
      }
    }
    return Optional.ofNullable(seen);
  }

  /** Whether anybody can connect to this TCP port of a network interface, from any address. */
  Disposition.Outcome connect(NetworkInterface at, int port) {
    Space sent = sent(Protocol.TCP, new PortRange(port, port));
    Space possible = sent.and(walker.admittedFromOutside(at.networkInterfaceId()).possible());
    Set<Disposition.Outcome> outcomes =
        walker.publicAddresses(at.networkInterfaceId()).stream()
            .flatMap(address -> boxes(possible).map(box -> packet(box, address, Protocol.TCP)))
            .map(each -> walker.connectFromInternet(each, PortRange.EPHEMERAL).outcome())
            .collect(Collectors.toSet());
    return Stream.of(Disposition.Outcome.DELIVERED, Disposition.Outcome.UNKNOWN)
        .filter(outcomes::contains)
        .findFirst()
        .orElse(Disposition.Outcome.DROPPED);
  }

  /** The addresses on the internet from which one surely connects to this TCP port. */
  AddressSet clients(NetworkInterface at, int port) {
    Space sent = sent(Protocol.TCP, new PortRange(port, port));
    Space certain = sent.and(walker.admittedFromOutside(at.networkInterfaceId()).certain());
    return AddressSet.within(
        boxes(certain)
            .filter(box -> isConnecting(box, at))
            .map(box -> new AddressSet.Range(box.source().from(), box.source().to()))
            .toList());
  }

  private boolean isConnecting(Box box, NetworkInterface at) {
    return walker.publicAddresses(at.networkInterfaceId()).stream()
        .map(address -> packet(box, address, Protocol.TCP))
        .anyMatch(
            each ->
                walker.connectFromInternet(each, PortRange.EPHEMERAL).outcome()
                    == Disposition.Outcome.DELIVERED);
  }

  /**
   * How many pairs of a public address and a TCP or UDP port of a network interface some client
   * reaches. A network load balancer's that nothing filters takes only what somebody listens for.
   */
  long openPorts(NetworkInterface at) {
    Space admitted = walker.admittedFromOutside(at.networkInterfaceId()).certain();
    long open = 0;
    for (String address : walker.publicAddresses(at.networkInterfaceId())) {
      for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
        BitSet ports = new BitSet();
        boxes(sent(protocol).and(admitted))
            .filter(box -> walker.walkFromInternet(packet(box, address, protocol)).delivered())
            .map(Box::port)
            .forEach(range -> ports.set((int) range.from(), (int) range.to() + 1));
        listened(at).ifPresent(ports::and);
        open += ports.cardinality();
      }
    }
    return open;
  }

  /** The ports on which a network load balancer listens; empty for everybody else. */
  private Optional<BitSet> listened(NetworkInterface at) {
    return inventory.all(Kind.LOAD_BALANCER).stream()
        .filter(each -> each.type() == LoadBalancerTypeEnum.NETWORK)
        .filter(each -> Architecture.isNodeOf(each, at))
        .findFirst()
        .map(
            balancer -> {
              BitSet ports = new BitSet();
              inventory.all(Kind.LISTENER).stream()
                  .filter(each -> balancer.loadBalancerArn().equals(each.loadBalancerArn()))
                  .forEach(each -> ports.set(each.port()));
              return ports;
            });
  }

  /** Those with a usual client first: evidence shows one that people know. */
  private static Stream<Box> boxes(Space space) {
    long client = Ipv4.of(CLIENT);
    return space.pieces().stream()
        .map(Space.Piece::box)
        .sorted(Comparator.comparing(box -> !box.source().contains(client)));
  }

  /** One of each box, and one that shows what drops it where there is none. */
  private static List<Packet> packets(
      Space certain, Space perhaps, String address, Protocol protocol) {
    return Stream.concat(Stream.of(certain, perhaps).flatMap(Outside::boxes), Stream.of(Box.ALL))
        .map(box -> packet(box, address, protocol))
        .toList();
  }

  /** What the internet can send of a protocol. */
  private static Space sent(Protocol protocol) {
    return sent(protocol, protocol == Protocol.ICMP ? ICMP_TYPES : PortRange.ALL);
  }

  private static Space sent(Protocol protocol, PortRange ports) {
    Range number = new Range(protocol.number(), protocol.number());
    Space all = Space.of(Box.ALL.carrying(number, Box.of(ports)), "sent");
    for (Reserved each : Reserved.offTheInternet()) {
      for (Cidr block : each.blocks()) {
        all = all.minus(Space.of(Box.ALL.from(Box.of(block)), "not on the internet"));
      }
    }
    return all;
  }

  /** Of all packets of a box the one that people would look for. */
  private static Packet packet(Box box, String address, Protocol protocol) {
    long client = Ipv4.of(CLIENT);
    String source = box.source().contains(client) ? CLIENT : Ipv4.print(box.source().from());
    int port =
        (protocol == Protocol.ICMP ? Stream.of(8) : USUAL_PORTS.stream())
            .filter(usual -> box.port().contains(usual))
            .findFirst()
            .orElse((int) box.port().from());
    return new Packet(source, sourcePort(protocol), address, port, protocol);
  }

  /** The rules of a network interface that are about protocols of which no packet is sent here. */
  List<String> unheard(NetworkInterface at) {
    List<String> ids = at.groups().stream().map(each -> each.groupId()).toList();
    return inventory.all(Kind.SECURITY_GROUP).stream()
        .filter(group -> ids.contains(group.groupId()))
        .map(SecurityGroup::ipPermissions)
        .flatMap(Collection::stream)
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
}
