package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.PacketWalker;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * A route that leaves the VPC.
 *
 * @param table the id of its route table
 * @param to the id of what it leads to
 */
record RouteOut(String table, Route route, String to) {

  /**
   * Those of a subnet's route table, in its order; empty when that is not described.
   *
   * @param walker of this inventory
   */
  static Optional<List<RouteOut>> of(String subnet, PacketWalker walker, Inventory inventory) {
    return walker
        .routeTable(subnet)
        .flatMap(
            id ->
                inventory.all(Kind.ROUTE_TABLE).stream()
                    .filter(each -> id.equals(each.routeTableId()))
                    .findFirst())
        .map(RouteOut::of);
  }

  private static List<RouteOut> of(RouteTable table) {
    return table.routes().stream()
        .flatMap(
            route ->
                leaving(route).map(to -> new RouteOut(table.routeTableId(), route, to)).stream())
        .toList();
  }

  private static Optional<String> leaving(Route route) {
    return Stream.of(
            route.gatewayId(),
            route.natGatewayId(),
            route.egressOnlyInternetGatewayId(),
            route.transitGatewayId(),
            route.vpcPeeringConnectionId(),
            route.networkInterfaceId(),
            route.instanceId(),
            route.carrierGatewayId(),
            route.localGatewayId(),
            route.coreNetworkArn())
        .filter(Objects::nonNull)
        .filter(to -> !to.isEmpty() && !to.equals("local"))
        // A gateway endpoint leads to one AWS service, not to the internet.
        .filter(to -> !to.startsWith("vpce-"))
        .findFirst();
  }

  /** Whether it leads to the internet; what else it leads to may, too. */
  boolean leadsToInternet() {
    return to.startsWith("igw-") || to.startsWith("nat-") || to.startsWith("eigw-");
  }

  @Override
  public String toString() {
    return Stream.of(
                route.destinationCidrBlock(),
                route.destinationIpv6CidrBlock(),
                route.destinationPrefixListId())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("everything")
        + " -> "
        + to
        + " in "
        + table;
  }
}
