package dev.azdrill.fault;

import java.util.Objects;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Route;

/** Where a route leads from and to: all of it that a user gave, without what EC2 adds. */
final class RouteContent {
  private RouteContent() {}

  /** The same route without its state and origin. An instance is known by its network interface. */
  static Route of(Route described) {
    return described.toBuilder()
        .state((String) null)
        .origin((String) null)
        .instanceId(described.networkInterfaceId() == null ? described.instanceId() : null)
        .instanceOwnerId(null)
        .build();
  }

  /** Whether two routes are for the same destination; a table has one for each. */
  static boolean isSameDestination(Route one, Route other) {
    return Objects.equals(one.destinationCidrBlock(), other.destinationCidrBlock())
        && Objects.equals(one.destinationIpv6CidrBlock(), other.destinationIpv6CidrBlock())
        && Objects.equals(one.destinationPrefixListId(), other.destinationPrefixListId());
  }

  /** {@code 0.0.0.0/0}, for people. */
  static String destination(Route route) {
    if (route.destinationCidrBlock() != null) {
      return route.destinationCidrBlock();
    }
    return route.destinationIpv6CidrBlock() != null
        ? route.destinationIpv6CidrBlock()
        : route.destinationPrefixListId();
  }

  static void create(Ec2Client ec2, String table, Route route) {
    ec2.createRoute(
        r ->
            r.routeTableId(table)
                .destinationCidrBlock(route.destinationCidrBlock())
                .destinationIpv6CidrBlock(route.destinationIpv6CidrBlock())
                .destinationPrefixListId(route.destinationPrefixListId())
                .gatewayId(route.gatewayId())
                .natGatewayId(route.natGatewayId())
                .networkInterfaceId(route.networkInterfaceId())
                .instanceId(route.instanceId())
                .transitGatewayId(route.transitGatewayId())
                .vpcPeeringConnectionId(route.vpcPeeringConnectionId())
                .egressOnlyInternetGatewayId(route.egressOnlyInternetGatewayId())
                .localGatewayId(route.localGatewayId())
                .carrierGatewayId(route.carrierGatewayId())
                .coreNetworkArn(route.coreNetworkArn()));
  }

  static void delete(Ec2Client ec2, String table, Route route) {
    ec2.deleteRoute(
        r ->
            r.routeTableId(table)
                .destinationCidrBlock(route.destinationCidrBlock())
                .destinationIpv6CidrBlock(route.destinationIpv6CidrBlock())
                .destinationPrefixListId(route.destinationPrefixListId()));
  }
}
