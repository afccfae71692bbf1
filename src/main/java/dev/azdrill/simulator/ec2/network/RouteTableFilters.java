package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.DescribeFilters;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/** What DescribeRouteTables filters by. */
final class RouteTableFilters {
  static final DescribeFilters<RouteTable> ALL = all();

  private RouteTableFilters() {}

  private static DescribeFilters<RouteTable> all() {
    DescribeFilters<RouteTable> filters =
        new DescribeFilters<RouteTable>()
            .on("route-table-id", RouteTable::routeTableId)
            .on("vpc-id", RouteTable::vpcId)
            .on("owner-id", RouteTable::ownerId)
            .onTags(table -> ResourceTags.byKey(table.tags()));
    association(filters, "main", RouteTableAssociation::main);
    association(
        filters, "route-table-association-id", RouteTableAssociation::routeTableAssociationId);
    association(filters, "route-table-id", RouteTableAssociation::routeTableId);
    association(filters, "subnet-id", RouteTableAssociation::subnetId);
    association(filters, "gateway-id", RouteTableAssociation::gatewayId);
    route(filters, "destination-cidr-block", Route::destinationCidrBlock);
    route(filters, "gateway-id", Route::gatewayId);
    route(filters, "instance-id", Route::instanceId);
    route(filters, "nat-gateway-id", Route::natGatewayId);
    route(filters, "network-interface-id", Route::networkInterfaceId);
    route(filters, "origin", Route::originAsString);
    route(filters, "state", Route::stateAsString);
    return filters;
  }

  private static void association(
      DescribeFilters<RouteTable> filters,
      String name,
      Function<RouteTableAssociation, @Nullable Object> value) {
    filters.onMany(
        "association." + name,
        table ->
            table.associations().stream()
                .map(value)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList());
  }

  private static void route(
      DescribeFilters<RouteTable> filters, String name, Function<Route, @Nullable Object> value) {
    filters.onMany(
        "route." + name,
        table ->
            table.routes().stream()
                .map(value)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList());
  }
}
