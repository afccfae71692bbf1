package dev.azdrill.network;

import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** What stands at a network interface and at the edge of its subnet: asks, changes nothing. */
final class InterfaceFilters {
  private final NetworkIndex index;

  InterfaceFilters(NetworkIndex index) {
    this.index = index;
  }

  /**
   * Asks the security groups of a network interface.
   *
   * @param peer the private address of who sends or receives, or the public one of who is outside
   */
  Decision groups(
      NetworkInterface at, Direction direction, String peer, Protocol protocol, int port) {
    return groups(at, direction, peer, Set.of(), protocol, port);
  }

  /**
   * The same of a packet that is passed on.
   *
   * @param by the groups of whoever passes it on: rules that name those admit it, too
   */
  Decision groups(
      NetworkInterface at,
      Direction direction,
      String peer,
      Set<String> by,
      Protocol protocol,
      int port) {
    Set<String> ids = index.groupsOf(at);
    String all = String.join(",", ids);
    Optional<String> unread = index.unread(Kind.SECURITY_GROUP);
    if (unread.isPresent()) {
      return Decision.stop(Disposition.UNKNOWN, all, unread.get());
    }
    if (index.isUnguarded(at)) {
      return Decision.pass(
          at.networkInterfaceId(),
          "none",
          "is a network load balancer's without security groups: none filters its traffic");
    }
    if (ids.isEmpty()) {
      return Decision.stop(
          Disposition.UNSUPPORTED_COMPONENT,
          at.networkInterfaceId(),
          "has no security group: what filters its traffic is not known");
    }
    long address = Ipv4.of(peer);
    Set<String> peersGroups = new LinkedHashSet<>(by);
    index
        .vpcOf(at)
        .flatMap(vpc -> index.at(vpc, peer))
        .map(index::groupsOf)
        .ifPresent(peersGroups::addAll);
    Decision no = refusal(ids, all, direction, peer, protocol, port);
    for (String id : ids) {
      Optional<SecurityGroupRuleset> group = index.group(id);
      if (group.isEmpty()) {
        no = Decision.stop(Disposition.UNKNOWN_RESOURCE, id, "is named but not described");
        continue;
      }
      for (SecurityGroupRuleset.Allow rule : group.get().rules(direction)) {
        if (!rule.isAbout(protocol, port)) {
          continue;
        }
        if (rule.names(address, peersGroups)) {
          return Decision.pass(id, rule.toString(), "admits it by the rule '" + rule + "'");
        }
        if (rule.peer() == SecurityGroupRuleset.Peer.PREFIX_LIST) {
          no =
              Decision.stop(
                  Disposition.UNKNOWN,
                  id,
                  rule.toString(),
                  "admits the prefix list "
                      + rule.named()
                      + ", and which addresses that has is not known");
        }
      }
    }
    return no;
  }

  private Decision refusal(
      Set<String> ids, String all, Direction direction, String peer, Protocol protocol, int port) {
    boolean none =
        ids.stream()
            .allMatch(id -> index.group(id).map(g -> g.rules(direction).isEmpty()).orElse(false));
    String way = direction == Direction.INGRESS ? "inbound" : "outbound";
    return none
        ? Decision.stop(Disposition.SG_HAS_NO_RULES, all, "has no " + way + " rules")
        : Decision.stop(
            Disposition.ENI_SG_RULES_MISMATCH,
            all,
            "has no " + way + " rule for " + protocol + " " + port + ", peer " + peer);
  }

  /** Asks the network ACL of a subnet. */
  Decision acl(
      String subnetId,
      String vpcId,
      Direction direction,
      String peer,
      Protocol protocol,
      PortRange ports) {
    Optional<String> unread = index.unread(Kind.NETWORK_ACL);
    if (unread.isPresent()) {
      return Decision.stop(Disposition.UNKNOWN, subnetId, unread.get());
    }
    return index
        .acl(subnetId, vpcId)
        .map(acl -> acl.decide(direction, Ipv4.of(peer), protocol, ports))
        .orElseGet(
            () ->
                Decision.stop(
                    Disposition.UNKNOWN_RESOURCE,
                    subnetId,
                    "has no network ACL that is described"));
  }

  /** Asks the route table of a subnet. */
  RoutingTable.Choice route(String subnetId, String vpcId, String destination) {
    return route(
        subnetId,
        index.table(subnetId, vpcId),
        destination,
        "has no route table that is described");
  }

  /** What the table of a regional NAT gateway says. */
  RoutingTable.Choice route(NatGateway regional, String destination) {
    return route(
        regional.natGatewayId(),
        index.tableOf(regional),
        destination,
        "has no route table of its own that is described");
  }

  private RoutingTable.Choice route(
      String id, Optional<RoutingTable> known, String destination, String otherwise) {
    return index
        .unread(Kind.ROUTE_TABLE)
        .map(why -> Decision.stop(Disposition.UNKNOWN, id, why))
        .or(
            () ->
                known.isPresent()
                    ? Optional.empty()
                    : Optional.of(Decision.stop(Disposition.UNKNOWN_RESOURCE, id, otherwise)))
        .<RoutingTable.Choice>map(RoutingTable.NoRoute::new)
        .orElseGet(() -> known.orElseThrow().choose(Ipv4.of(destination)));
  }
}
