package dev.azdrill.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.Reserved;
import dev.azdrill.network.space.Box;
import dev.azdrill.network.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * A route table: the longest prefix wins, also when its route is a black hole.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority">Route
 * priority</a>: static routes go before propagated ones, and these never before the local route.
 */
final class RoutingTable {
  private final String id;
  private final List<Way> ways;

  /** Routes to prefix lists whose entries are not known. */
  private final List<Way> lists;

  private RoutingTable(String id, List<Way> ways, List<Way> lists) {
    this.id = id;
    this.ways = ways;
    this.lists = lists;
  }

  static RoutingTable of(RouteTable table, PrefixListEntries prefixLists) {
    List<Way> ways = new ArrayList<>();
    List<Way> lists = new ArrayList<>();
    for (Route each : table.routes()) {
      if (each.destinationCidrBlock() != null) {
        ways.add(Way.of(each, Cidr.of(each.destinationCidrBlock()), each.destinationCidrBlock()));
      } else if (each.destinationPrefixListId() != null) {
        String id = each.destinationPrefixListId();
        Optional<List<Cidr>> blocks = prefixLists.blocks(id);
        if (blocks.isEmpty()) {
          lists.add(Way.of(each, null, id));
        }
        blocks.orElseGet(List::of).forEach(block -> ways.add(Way.of(each, block, id)));
      }
    }
    return new RoutingTable(table.routeTableId(), List.copyOf(ways), List.copyOf(lists));
  }

  String id() {
    return id;
  }

  /** The blocks that its routes lead to, as far as they are known. */
  List<Cidr> blocks() {
    return ways.stream().map(Way::block).filter(block -> block != null).toList();
  }

  /** Where it sends a packet to this address. */
  Choice choose(long destination) {
    for (Way list : lists) {
      if (!list.isForServicesAlone() || !isNoService(destination)) {
        return new NoRoute(
            Decision.stop(
                Disposition.UNKNOWN,
                id,
                list.destination,
                "has a route to the prefix list "
                    + list.destination
                    + ", and which addresses that has is not known"));
      }
    }
    Way best = best(destination);
    if (best == null) {
      return new NoRoute(
          Decision.stop(
              Disposition.NO_ROUTE_TO_DESTINATION,
              id,
              "has no route to " + Ipv4.print(destination)));
    }
    String text = best.words();
    if (!best.active) {
      return new NoRoute(
          Decision.stop(
              Disposition.BAD_STATE_ROUTE,
              id,
              best.destination,
              "chooses the route " + text + ", which is a black hole"));
    }
    return new Chosen(
        Decision.pass(id, best.destination, "routes it by " + text), best.target, best.targetId);
  }

  /**
   * All packets that it sends to a target, each with the destination of the route that does. Routes
   * to prefix lists that are not known are left out: see {@link #isKnown}.
   */
  Space sentTo(String targetId) {
    Space local = Space.EMPTY;
    for (Way way : ways) {
      local = way.target == Target.LOCAL ? local.or(way.space(id)) : local;
    }
    List<Way> inOrder = new ArrayList<>(ways);
    // Stable: of routes that are alike, the first one listed is chosen.
    inOrder.sort((one, other) -> one.goesBefore(other) ? -1 : other.goesBefore(one) ? 1 : 0);
    Space decided = Space.EMPTY;
    Space sent = Space.EMPTY;
    for (Way way : inOrder) {
      Space asked = way.propagated ? way.space(id).minus(local) : way.space(id);
      Space its = asked.minus(decided);
      decided = decided.or(its);
      sent = way.active && way.targetId.equals(targetId) ? sent.or(its) : sent;
    }
    return sent;
  }

  /** Whether a packet to this address does not stay in the VPC: it leaves, or no route has it. */
  boolean leadsOut(long destination) {
    Way way = best(destination);
    return way == null || way.target != Target.LOCAL;
  }

  /** Whether it has no route to a prefix list whose entries are not known. */
  boolean isKnown() {
    return lists.isEmpty();
  }

  /** Addresses that no AWS service has in public. */
  private static boolean isNoService(long destination) {
    return Reserved.RFC1918.has(destination)
        || Reserved.RFC6598.has(destination)
        || Reserved.RFC5737.has(destination);
  }

  private @Nullable Way best(long destination) {
    Way best = null;
    boolean local = false;
    for (Way way : ways) {
      local |= way.target == Target.LOCAL && way.has(destination);
    }
    for (Way way : ways) {
      if (way.has(destination) && !(local && way.propagated)) {
        best = best == null || way.goesBefore(best) ? way : best;
      }
    }
    return best;
  }

  /** What a route leads to. */
  enum Target {
    LOCAL,
    INTERNET_GATEWAY,
    NAT_GATEWAY,
    /** Anything else: the walker cannot follow. */
    OTHER
  }

  /** What becomes of a packet at a route table. */
  sealed interface Choice {
    Decision decision();
  }

  /** No route, or none that carries the packet on. */
  record NoRoute(Decision decision) implements Choice {}

  /** The route that the packet takes. */
  record Chosen(Decision decision, Target target, String targetId) implements Choice {
    /** A route that is not there, and with which a packet would go on. */
    static Chosen supposed(Target target, String targetId) {
      return new Chosen(Decision.pass(targetId, "", "would route it"), target, targetId);
    }
  }

  private record Way(
      @Nullable Cidr block,
      String destination,
      Target target,
      String targetId,
      boolean active,
      boolean propagated) {

    static Way of(Route route, @Nullable Cidr block, String destination) {
      String to = targetOf(route);
      return new Way(
          block,
          destination,
          sort(to),
          to,
          route.state() == RouteState.ACTIVE || route.state() == null,
          route.origin() == RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION);
    }

    private static String targetOf(Route route) {
      return Stream.of(
              route.gatewayId(),
              route.natGatewayId(),
              route.vpcPeeringConnectionId(),
              route.transitGatewayId(),
              route.networkInterfaceId(),
              route.instanceId(),
              route.egressOnlyInternetGatewayId(),
              route.carrierGatewayId(),
              route.localGatewayId(),
              route.coreNetworkArn())
          .filter(id -> id != null && !id.isEmpty())
          .findFirst()
          .orElse("nothing");
    }

    private static Target sort(String to) {
      if (to.equals("local")) {
        return Target.LOCAL;
      }
      if (to.startsWith("igw-")) {
        return Target.INTERNET_GATEWAY;
      }
      return to.startsWith("nat-") ? Target.NAT_GATEWAY : Target.OTHER;
    }

    Space space(String tableId) {
      return block == null
          ? Space.EMPTY
          : Space.of(Box.ALL.to(Box.of(block)), tableId + " " + destination);
    }

    boolean has(long address) {
      return block != null && block.contains(address);
    }

    boolean goesBefore(Way other) {
      int mine = block == null ? -1 : block.prefix();
      int its = other.block == null ? -1 : other.block.prefix();
      return mine > its || (mine == its && other.propagated && !propagated);
    }

    String words() {
      return destination + " -> " + targetId;
    }

    /** A gateway endpoint's prefix list has the public addresses of one AWS service, no others. */
    boolean isForServicesAlone() {
      return targetId.startsWith("vpce-");
    }
  }
}
