package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.PrefixLists;
import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * Addresses on the internet of which one stands for all that the same route of a subnet leads to:
 * between two bounds of destinations the same route wins, so one address behind each bound is
 * enough, and of each route one.
 */
final class Destinations {
  /** Somewhere in the internet: an address that evidence may show. */
  static final String SOMEWHERE = "203.0.113.80";

  private static final String LOCAL = "local";
  private static final String ENDPOINT = "vpce-";

  /**
   * What nobody on the internet has. Blocks for documents are not among these: a route to one
   * stands for a route to anybody. Source: IANA IPv4 Special-Purpose Address Registry.
   */
  private static final List<Cidr> NOWHERE =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "224.0.0.0/3")
          .map(Cidr::of)
          .toList();

  /** A block to which a route leads. */
  private record Way(Cidr block, Route route) {
    boolean goesBefore(Way other) {
      return block.prefix() > other.block.prefix()
          || (block.prefix() == other.block.prefix() && other.isPropagated() && !isPropagated());
    }

    private boolean isPropagated() {
      return route.origin() == RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION;
    }

    /** What stays in the VPC, or reaches an AWS service by itself, is no way out. */
    boolean leadsOut() {
      String gateway = String.valueOf(route.gatewayId());
      return !gateway.equals(LOCAL) && !gateway.startsWith(ENDPOINT);
    }
  }

  private final List<Way> ways = new ArrayList<>();

  private Destinations(RouteTable table, PrefixLists lists) {
    for (Route each : table.routes()) {
      if (each.destinationCidrBlock() != null) {
        ways.add(new Way(Cidr.of(each.destinationCidrBlock()), each));
      } else if (each.destinationPrefixListId() != null) {
        lists
            .blocks(each.destinationPrefixListId())
            .orElseGet(List::of)
            .forEach(block -> ways.add(new Way(block, each)));
      }
    }
  }

  /** Those that matter to this network interface; the first is the usual one where it leads out. */
  static List<String> of(NetworkInterface sender, PacketWalker walker, Inventory inventory) {
    Optional<String> id =
        Optional.ofNullable(sender.subnetId()).flatMap(subnet -> walker.routeTable(subnet));
    return inventory.all(Kind.ROUTE_TABLE).stream()
        .filter(each -> id.filter(own -> own.equals(each.routeTableId())).isPresent())
        .findFirst()
        .map(table -> new Destinations(table, PrefixLists.of(inventory)).addresses())
        .filter(addresses -> !addresses.isEmpty())
        .orElseGet(() -> List.of(SOMEWHERE));
  }

  private List<String> addresses() {
    Map<Optional<Route>, String> byRoute = new LinkedHashMap<>();
    long somewhere = Ipv4.of(SOMEWHERE);
    Stream.concat(Stream.of(somewhere), bounds().stream())
        .filter(address -> NOWHERE.stream().noneMatch(block -> block.contains(address)))
        .forEach(
            address -> {
              Optional<Way> way = best(address);
              if (way.map(Way::leadsOut).orElse(true)) {
                byRoute.putIfAbsent(way.map(Way::route), Ipv4.print(address));
              }
            });
    return List.copyOf(byRoute.values());
  }

  private NavigableSet<Long> bounds() {
    NavigableSet<Long> bounds = new TreeSet<>();
    Stream.concat(NOWHERE.stream(), ways.stream().map(Way::block))
        .forEach(
            block -> {
              bounds.add(block.first());
              block.next().map(Cidr::first).ifPresent(bounds::add);
            });
    return bounds;
  }

  private Optional<Way> best(long address) {
    Way best = null;
    for (Way way : ways) {
      if (way.block.contains(address) && (best == null || way.goesBefore(best))) {
        best = way;
      }
    }
    return Optional.ofNullable(best);
  }
}
