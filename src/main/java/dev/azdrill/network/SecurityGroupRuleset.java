package dev.azdrill.network;

import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import dev.azdrill.network.space.Box;
import dev.azdrill.network.space.Range;
import dev.azdrill.network.space.Space;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** One security group's rules, made ready. Rules only ever allow; several groups add up. */
record SecurityGroupRuleset(String id, List<Allow> ingress, List<Allow> egress) {
  static SecurityGroupRuleset of(SecurityGroup group, PrefixListEntries lists) {
    return new SecurityGroupRuleset(
        group.groupId(),
        rules(group.ipPermissions(), lists),
        rules(group.ipPermissionsEgress(), lists));
  }

  private static List<Allow> rules(List<IpPermission> permissions, PrefixListEntries lists) {
    List<Allow> rules = new ArrayList<>();
    for (IpPermission each : permissions) {
      int protocol = Protocol.parse(each.ipProtocol());
      PortRange ports = ports(each, protocol);
      for (IpRange range : each.ipRanges()) {
        rules.add(new Allow(protocol, ports, Cidr.of(range.cidrIp()), range.cidrIp(), Peer.BLOCK));
      }
      for (UserIdGroupPair pair : each.userIdGroupPairs()) {
        rules.add(new Allow(protocol, ports, null, pair.groupId(), Peer.GROUP));
      }
      for (PrefixListId list : each.prefixListIds()) {
        String named = list.prefixListId();
        Optional<List<Cidr>> blocks = lists.blocks(named);
        if (blocks.isEmpty()) {
          rules.add(new Allow(protocol, ports, null, named, Peer.PREFIX_LIST));
        }
        blocks
            .orElseGet(List::of)
            .forEach(block -> rules.add(new Allow(protocol, ports, block, named, Peer.BLOCK)));
      }
    }
    return List.copyOf(rules);
  }

  /** For ICMP the two ports are type and code: the code is not looked at. */
  private static PortRange ports(IpPermission permission, int protocol) {
    Integer from = permission.fromPort();
    Integer to = permission.toPort();
    if (protocol == Protocol.ANY || from == null || to == null || from < 0) {
      return PortRange.ALL;
    }
    return protocol == Protocol.ICMP.number() ? PortRange.of(from) : new PortRange(from, to);
  }

  /** The blocks that its rules name. */
  List<Cidr> blocks() {
    return Stream.concat(ingress.stream(), egress.stream())
        .map(Allow::block)
        .filter(block -> block != null)
        .toList();
  }

  List<Allow> rules(Direction direction) {
    return direction == Direction.INGRESS ? ingress : egress;
  }

  /**
   * All packets that its rules admit, each with the rule that does.
   *
   * @param bearers the private addresses of those that bear a group
   * @param listed what a rule counts for that names a prefix list whose entries are not known:
   *     everybody or nobody
   */
  Space admitted(
      Direction direction, Function<String, Collection<String>> bearers, List<Cidr> listed) {
    Space admitted = Space.EMPTY;
    for (Allow rule : rules(direction)) {
      Optional<Box> carried =
          Box.protocols(rule.protocol()).map(p -> Box.ALL.carrying(p, Box.of(rule.ports())));
      if (carried.isPresent()) {
        for (Cidr peers : rule.peers(bearers, listed)) {
          Range range = Box.of(peers);
          Box box =
              direction == Direction.INGRESS ? carried.get().from(range) : carried.get().to(range);
          admitted = admitted.or(Space.of(box, id + " " + rule));
        }
      }
    }
    return admitted;
  }

  /** Whom a rule names. */
  enum Peer {
    BLOCK,
    GROUP,
    /** A prefix list whose entries are not known. */
    PREFIX_LIST
  }

  /**
   * A rule for one peer.
   *
   * @param block of a {@link Peer#BLOCK}
   * @param named the peer as the rule names it
   */
  record Allow(int protocol, PortRange ports, @Nullable Cidr block, String named, Peer peer) {
    boolean isAbout(Protocol carried, int port) {
      return carried.matches(protocol) && ports.contains(port);
    }

    /**
     * Whether the rule names this peer.
     *
     * @param itsGroups the groups of the network interface whose private address it is
     */
    boolean names(long address, Set<String> itsGroups) {
      return switch (peer) {
        case BLOCK -> block != null && block.contains(address);
        case GROUP -> itsGroups.contains(named);
        case PREFIX_LIST -> false;
      };
    }

    private List<Cidr> peers(Function<String, Collection<String>> bearers, List<Cidr> listed) {
      return switch (peer) {
        case BLOCK -> block == null ? List.of() : List.of(block);
        case GROUP -> bearers.apply(named).stream().map(at -> new Cidr(Ipv4.of(at), 32)).toList();
        case PREFIX_LIST -> listed;
      };
    }

    @Override
    public String toString() {
      String what = protocol == Protocol.ANY ? "all" : protocolName() + " " + ports;
      return what + " " + named;
    }

    private String protocolName() {
      for (Protocol each : Protocol.values()) {
        if (each.number() == protocol) {
          return each.toString();
        }
      }
      return "protocol " + protocol;
    }
  }
}
