package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Routes that a fault deletes. A route table serves every subnet that is associated with it, so
 * what is done to one zone's may hit others.
 *
 * @param routes what is deleted, and created again
 * @param zones the Availability Zones of the subnets that lose a route, in their order
 */
record LostRoutes(List<RestoreRoute> routes, List<String> zones) {
  /** Before they were looked for. */
  static final LostRoutes UNKNOWN = new LostRoutes(List.of(), List.of());

  LostRoutes {
    routes = List.copyOf(routes);
    zones = List.copyOf(zones);
  }

  /**
   * Those of the stack's VPC that are chosen, as they are described now.
   *
   * @param what they are, as the end of a sentence that begins with "expected"
   * @throws FaultException when there are none
   */
  static LostRoutes of(FaultContext context, String what, BiPredicate<RouteTable, Route> chosen) {
    List<RestoreRoute> routes = new ArrayList<>();
    Set<String> zones = new TreeSet<>();
    for (RouteTable table : described(context)) {
      for (Route route : table.routes()) {
        if (chosen.test(table, route)) {
          routes.add(new RestoreRoute(table.routeTableId(), route));
          subnets(context, table).map(Subnet::availabilityZone).forEach(zones::add);
        }
      }
    }
    if (routes.isEmpty()) {
      throw new FaultException("expected " + what + ", saw none: there is nothing to delete");
    }
    return new LostRoutes(routes, List.copyOf(zones));
  }

  private static List<RouteTable> described(FaultContext context) {
    Filter inVpc = Filter.builder().name("vpc-id").values(context.vpcId()).build();
    return context
        .aws()
        .ec2()
        .describeRouteTablesPaginator(r -> r.filters(inVpc))
        .routeTables()
        .stream()
        .toList();
  }

  /** The route table of a subnet is the VPC's main one unless it is associated with another. */
  static Stream<Subnet> subnets(FaultContext context, RouteTable table) {
    Set<String> named = associated(List.of(table));
    boolean isMain = table.associations().stream().anyMatch(a -> Boolean.TRUE.equals(a.main()));
    Set<String> elsewhere = isMain ? associated(described(context)) : Set.of();
    return context.baseline().all(Kind.SUBNET).stream()
        .filter(
            each ->
                named.contains(each.subnetId())
                    || (isMain && !elsewhere.contains(each.subnetId())));
  }

  private static Set<String> associated(List<RouteTable> tables) {
    Set<String> subnets = new TreeSet<>();
    tables.stream()
        .flatMap(each -> each.associations().stream())
        .map(each -> each.subnetId())
        .filter(Objects::nonNull)
        .forEach(subnets::add);
    return subnets;
  }

  FaultPlan plan(FaultContext context) {
    return new FaultPlan(
        List.copyOf(routes),
        () ->
            routes.forEach(
                each ->
                    RouteContent.delete(context.aws().ec2(), each.routeTableId(), each.route())));
  }

  Optional<Witness> witness(FaultContext context) {
    List<String> without = new ArrayList<>();
    for (RestoreRoute each : routes) {
      if (each.left(context.platform()).isEmpty()) {
        return Optional.empty();
      }
      without.add(RouteContent.destination(each.route()) + " in " + each.routeTableId());
    }
    return without.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Witness.found(
                "EC2 does not describe the route"
                    + (without.size() > 1 ? "s " : " ")
                    + String.join(", ", without)
                    + " as before"));
  }
}
