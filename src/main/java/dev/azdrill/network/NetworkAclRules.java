package dev.azdrill.network;

import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import dev.azdrill.network.space.Box;
import dev.azdrill.network.space.FirstMatch;
import dev.azdrill.network.space.Range;
import dev.azdrill.network.space.Space;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/**
 * A network ACL: stateless; in each direction the entry with the lowest number that matches
 * decides.
 *
 * <p>Entries are sorted here, always: implementations of the EC2 API exist that list them in the
 * order in which they were created.
 */
final class NetworkAclRules {
  /** What stands below all entries, whether it is listed or not. */
  static final int LAST = 32767;

  private final String id;
  private final List<Entry> entries;

  private NetworkAclRules(String id, List<Entry> entries) {
    this.id = id;
    this.entries = entries;
  }

  static NetworkAclRules of(NetworkAcl acl) {
    List<Entry> entries = new ArrayList<>();
    for (NetworkAclEntry each : acl.entries()) {
      // An entry without an IPv4 block is about IPv6 alone.
      if (each.cidrBlock() != null) {
        entries.add(Entry.of(each));
      }
    }
    entries.sort(Comparator.comparingInt(Entry::number));
    return new NetworkAclRules(acl.networkAclId(), List.copyOf(entries));
  }

  /** The blocks that its entries name. */
  List<Cidr> blocks() {
    return entries.stream().map(Entry::block).toList();
  }

  /**
   * Asks the ACL.
   *
   * @param peer the source's address on the way in, the destination's on the way out
   * @param ports the destination port, or for a reply all that it may have
   */
  Decision decide(Direction direction, long peer, Protocol protocol, PortRange ports) {
    List<PortRange> left = List.of(ports);
    List<PortRange> refused = new ArrayList<>();
    Optional<String> denied = Optional.empty();
    Optional<String> admitted = Optional.empty();
    for (Entry entry : entries) {
      if (left.isEmpty()) {
        break;
      }
      if (entry.matches(direction, peer, protocol)) {
        List<PortRange> hit = entry.hit(left);
        left = entry.miss(left);
        if (!hit.isEmpty() && entry.allows) {
          admitted = admitted.or(() -> Optional.of(entry.rule()));
        } else if (!hit.isEmpty()) {
          denied = denied.or(() -> Optional.of(entry.rule()));
          refused.addAll(hit);
        }
      }
    }
    if (!left.isEmpty()) {
      denied = denied.or(() -> Optional.of(Integer.toString(LAST)));
      refused.addAll(left);
    }
    String way = direction == Direction.INGRESS ? "inbound" : "outbound";
    if (admitted.isEmpty()) {
      return new Decision(
          Disposition.SUBNET_ACL_RESTRICTION,
          id,
          denied,
          "denies it " + way + " by entry " + denied.orElseThrow() + what(peer, protocol, ports),
          List.copyOf(refused));
    }
    return new Decision(
        Disposition.DELIVERED,
        id,
        admitted,
        "admits it " + way + " by entry " + admitted.get() + what(peer, protocol, ports),
        List.copyOf(refused));
  }

  /** All packets that it admits, each with the number of the entry that does. */
  Space admitted(Direction direction) {
    FirstMatch asked = new FirstMatch();
    Space admitted = Space.EMPTY;
    for (Entry entry : entries) {
      Optional<Box> about = entry.box(direction);
      if (about.isPresent()) {
        Space decided = asked.decide(about.get(), id + " " + entry.rule());
        admitted = entry.allows ? admitted.or(decided) : admitted;
      }
    }
    return admitted;
  }

  private static String what(long peer, Protocol protocol, PortRange ports) {
    return " (" + protocol + " " + ports + ", peer " + Ipv4.print(peer) + ")";
  }

  /** One entry. */
  private record Entry(
      int number, Direction direction, boolean allows, int protocol, Cidr block, PortRange ports) {

    static Entry of(NetworkAclEntry entry) {
      int protocol = Protocol.parse(entry.protocol());
      return new Entry(
          entry.ruleNumber(),
          Boolean.TRUE.equals(entry.egress()) ? Direction.EGRESS : Direction.INGRESS,
          entry.ruleAction() == RuleAction.ALLOW,
          protocol,
          Cidr.of(entry.cidrBlock()),
          protocol == Protocol.ANY ? PortRange.ALL : ports(entry, protocol));
    }

    private static PortRange ports(NetworkAclEntry entry, int protocol) {
      if (protocol == Protocol.ICMP.number()) {
        Integer type = entry.icmpTypeCode() == null ? null : entry.icmpTypeCode().type();
        return type == null || type < 0 ? PortRange.ALL : PortRange.of(type);
      }
      return entry.portRange() == null
          ? PortRange.ALL
          : new PortRange(entry.portRange().from(), entry.portRange().to());
    }

    boolean matches(Direction way, long peer, Protocol carried) {
      return direction == way && carried.matches(protocol) && block.contains(peer);
    }

    /** All packets that this entry is about; empty when it is about none in that direction. */
    Optional<Box> box(Direction way) {
      Range peers = Box.of(block);
      return direction == way
          ? Box.protocols(protocol)
              .map(carried -> Box.ALL.carrying(carried, Box.of(ports)))
              .map(box -> way == Direction.INGRESS ? box.from(peers) : box.to(peers))
          : Optional.empty();
    }

    /** Those of the ports that this entry is about. */
    List<PortRange> hit(List<PortRange> all) {
      return all.stream().filter(ports::overlaps).map(ports::and).toList();
    }

    /** Those of the ports that this entry is not about. */
    List<PortRange> miss(List<PortRange> all) {
      return all.stream().flatMap(range -> range.minus(ports).stream()).toList();
    }

    String rule() {
      return Integer.toString(number);
    }
  }
}
