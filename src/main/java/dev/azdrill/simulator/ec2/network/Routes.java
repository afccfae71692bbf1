package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.World;
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

  Routes(World world, Vpcs vpcs, RouteTables tables, RouteTargets targets) {
    this.world = world;
    this.vpcs = vpcs;
    this.tables = tables;
    this.targets = targets;
  }

  void enter(Operations.Page page) {
    page.write("CreateRoute", CreateRouteRequest::builder, this::create);
    page.write("ReplaceRoute", ReplaceRouteRequest::builder, this::replace);
    page.write("DeleteRoute", DeleteRouteRequest::builder, this::delete);
  }

  private CreateRouteResponse create(CreateRouteRequest request) {
    RouteTables.Table table = tables.table(request.routeTableId());
    Cidr destination =
        destination(
            request.destinationCidrBlock(),
            request.destinationIpv6CidrBlock(),
            request.destinationPrefixListId());
    Route route = route(table, destination, RouteTargets.Target.of(request));
    if (table.routes().containsKey(destination)) {
      throw AwsError.of(
          "RouteAlreadyExists", "The route identified by " + destination + " already exists.");
    }
    if (table.routes().size() >= ROUTES_MAX) {
      throw Ec2Errors.limit("RouteLimitExceeded", "routes in a route table");
    }
    table.routes().put(destination, route);
    world.network().changed();
    return CreateRouteResponse.builder().returnValue(true).build();
  }

  private ReplaceRouteResponse replace(ReplaceRouteRequest request) {
    RouteTables.Table table = tables.table(request.routeTableId());
    Cidr destination =
        destination(
            request.destinationCidrBlock(),
            request.destinationIpv6CidrBlock(),
            request.destinationPrefixListId());
    Route route = route(table, destination, RouteTargets.Target.of(request));
    if (!table.routes().containsKey(destination)) {
      throw AwsError.of(
          "InvalidParameterValue",
          "There is no route defined for '"
              + destination
              + "' in the route table. Use CreateRoute instead.");
    }
    table.routes().put(destination, route);
    world.network().changed();
    return ReplaceRouteResponse.builder().build();
  }

  private DeleteRouteResponse delete(DeleteRouteRequest request) {
    RouteTables.Table table = tables.table(request.routeTableId());
    Cidr destination =
        destination(
            request.destinationCidrBlock(),
            request.destinationIpv6CidrBlock(),
            request.destinationPrefixListId());
    Route route = table.routes().get(destination);
    if (route == null) {
      throw AwsError.of(
          "InvalidRoute.NotFound",
          "no route with destination-cidr-block " + destination + " in route table " + table.id());
    }
    if (route.origin() == RouteOrigin.CREATE_ROUTE_TABLE) {
      throw AwsError.of(
          "InvalidParameterValue",
          "cannot remove local route " + destination + " in route table " + table.id());
    }
    table.routes().remove(destination);
    world.network().changed();
    return DeleteRouteResponse.builder().build();
  }

  private static Cidr destination(
      @Nullable String cidr, @Nullable String ipv6, @Nullable String prefixList) {
    if (ipv6 != null) {
      throw Ec2Errors.unsupported("IPv6 routes");
    }
    if (prefixList != null) {
      throw Ec2Errors.unsupported("routes to prefix lists");
    }
    if (cidr == null) {
      throw Ec2Errors.missing("destinationCidrBlock");
    }
    return Cidr.parse(cidr).orElseThrow(() -> Ec2Errors.notCidr(cidr, "destinationCidrBlock"));
  }

  /** The VPC's own addresses may be routed to an interface or a NAT gateway, not out of it. */
  private Route route(RouteTables.Table table, Cidr destination, RouteTargets.Target target) {
    Route.Builder route = targets.route(target, table.id(), table.vpcId());
    Cidr vpc = vpcs.cidrOf(table.vpcId());
    boolean local = RouteTargets.LOCAL.equals(target.gatewayId());
    if (local && !destination.equals(vpc)) {
      throw Ec2Errors.value(RouteTargets.LOCAL, "gatewayId");
    }
    if (!local && vpc.contains(destination) && target.gatewayId() != null) {
      throw AwsError.of(
          "InvalidParameterValue",
          "The destination CIDR block "
              + destination
              + " is equal to or more specific than one of this VPC's CIDR blocks. This route can"
              + " target only an interface or a NAT gateway.");
    }
    return route
        .destinationCidrBlock(destination.toString())
        .origin(destination.equals(vpc) ? RouteOrigin.CREATE_ROUTE_TABLE : RouteOrigin.CREATE_ROUTE)
        .build();
  }
}
