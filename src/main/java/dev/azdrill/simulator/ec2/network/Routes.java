package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;

/**
 * What stands in route tables.
 *
 * <p>Source: Amazon VPC User Guide, "Route table concepts".
 */
final class Routes {
  private static final int ROUTES_MAX = 50;

  private final World world;
  private final Vpcs vpcs;
  private final RouteTables tables;
  private final RouteTargets targets;
  private final PrefixLists prefixLists;

  Routes(
      World world, Vpcs vpcs, RouteTables tables, RouteTargets targets, PrefixLists prefixLists) {
    this.world = world;
    this.vpcs = vpcs;
    this.tables = tables;
    this.targets = targets;
    this.prefixLists = prefixLists;
  }

  void enter(Operations.Page page) {
    page.write("CreateRoute", CreateRouteRequest::builder, this::create);
    page.write("ReplaceRoute", ReplaceRouteRequest::builder, this::replace);
    page.write("DeleteRoute", DeleteRouteRequest::builder, this::delete);
  }

  private CreateRouteResponse create(CreateRouteRequest request) {
    RouteTables.Table table = tables.table(request.routeTableId());
    RouteDestination destination =
        destination(
            request.destinationCidrBlock(),
            request.destinationIpv6CidrBlock(),
            request.destinationPrefixListId());
    Route route = route(table, destination, RouteTargets.Target.of(request));
    if (table.routes().containsKey(destination)) {
      throw NetworkErrors.routeExists(destination);
    }
    if (table.routes().size() >= ROUTES_MAX) {
      throw NetworkErrors.routeLimitExceeded();
    }
    table.routes().put(destination, route);
    world.network().changed();
    return CreateRouteResponse.builder().returnValue(true).build();
  }

  private ReplaceRouteResponse replace(ReplaceRouteRequest request) {
    RouteTables.Table table = tables.table(request.routeTableId());
    RouteDestination destination =
        destination(
            request.destinationCidrBlock(),
            request.destinationIpv6CidrBlock(),
            request.destinationPrefixListId());
    Route route = route(table, destination, RouteTargets.Target.of(request));
    if (!table.routes().containsKey(destination)) {
      throw NetworkErrors.routeToReplaceNotFound(destination);
    }
    table.routes().put(destination, route);
    world.network().changed();
    return ReplaceRouteResponse.builder().build();
  }

  private DeleteRouteResponse delete(DeleteRouteRequest request) {
    RouteTables.Table table = tables.table(request.routeTableId());
    String ipv6 = request.destinationIpv6CidrBlock();
    RouteDestination destination =
        ipv6 != null && table.routes().containsKey(new RouteDestination.Ipv6Block(ipv6))
            ? new RouteDestination.Ipv6Block(ipv6)
            : destination(request.destinationCidrBlock(), ipv6, request.destinationPrefixListId());
    Route route = table.routes().get(destination);
    if (route == null) {
      throw NetworkErrors.routeNotFound(destination, table.id());
    }
    // A gateway endpoint's own route comes and goes with the endpoint's association.
    if (RouteTargets.isEndpoint(route.gatewayId())) {
      throw PrefixListErrors.endpointRouteNotDeletable(String.valueOf(route.gatewayId()));
    }
    if (route.origin() == RouteOrigin.CREATE_ROUTE_TABLE) {
      throw NetworkErrors.localRouteNotDeletable(destination, table.id());
    }
    table.routes().remove(destination);
    world.network().changed();
    return DeleteRouteResponse.builder().build();
  }

  private RouteDestination destination(
      @Nullable String cidr, @Nullable String ipv6, @Nullable String prefixList) {
    if (ipv6 != null) {
      throw NetworkErrors.ipv6RoutesNotSimulated();
    }
    if (prefixList != null) {
      return new RouteDestination.PrefixList(prefixLists.one(prefixList).id());
    }
    if (cidr == null) {
      throw Ec2Errors.missingParameter("destinationCidrBlock");
    }
    return new RouteDestination.Block(
        Cidr.parse(cidr).orElseThrow(() -> Ec2Errors.invalidCidr(cidr, "destinationCidrBlock")));
  }

  /** The VPC's own addresses may be routed to an interface or a NAT gateway, not out of it. */
  private Route route(
      RouteTables.Table table, RouteDestination destination, RouteTargets.Target target) {
    Route.Builder route = targets.route(target, table.id(), table.vpcId());
    List<Cidr> vpc = vpcs.cidrsOf(table.vpcId());
    boolean local = RouteTargets.LOCAL.equals(target.gatewayId());
    boolean isVpc =
        destination instanceof RouteDestination.Block whole && vpc.contains(whole.cidr());
    if (local && !isVpc) {
      throw Ec2Errors.invalidParameterValue(RouteTargets.LOCAL, "gatewayId");
    }
    if (!local
        && destination instanceof RouteDestination.Block block
        && vpc.stream().anyMatch(each -> each.contains(block.cidr()))
        && target.gatewayId() != null) {
      throw NetworkErrors.routeInsideVpc(destination);
    }
    return destination
        .into(route)
        .origin(isVpc ? RouteOrigin.CREATE_ROUTE_TABLE : RouteOrigin.CREATE_ROUTE)
        .build();
  }
}
