package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;

/**
 * Where routes lead: whether a request names a target that there is, and whether it still is there
 * now.
 *
 * <p>Source: Amazon VPC User Guide, "Route table concepts": a route whose target is gone is a black
 * hole and stays one until somebody removes it.
 */
final class RouteTargets {
  /** What EC2 calls the target of a route that stays in the VPC. */
  static final String LOCAL = "local";

  /**
   * The target that a request names; exactly one member is meant to be there.
   *
   * @param others of kinds that this region does not have
   */
  record Target(
      @Nullable String gatewayId,
      @Nullable String natGatewayId,
      @Nullable String networkInterfaceId,
      @Nullable String instanceId,
      Collection<String> others) {

    static Target of(CreateRouteRequest r) {
      return new Target(
          r.gatewayId(),
          r.natGatewayId(),
          r.networkInterfaceId(),
          r.instanceId(),
          present(
              r.transitGatewayId(),
              r.vpcPeeringConnectionId(),
              r.egressOnlyInternetGatewayId(),
              r.vpcEndpointId(),
              r.carrierGatewayId(),
              r.localGatewayId(),
              r.coreNetworkArn(),
              r.odbNetworkArn()));
    }

    static Target of(ReplaceRouteRequest r) {
      return new Target(
          Boolean.TRUE.equals(r.localTarget()) ? LOCAL : r.gatewayId(),
          r.natGatewayId(),
          r.networkInterfaceId(),
          r.instanceId(),
          present(
              r.transitGatewayId(),
              r.vpcPeeringConnectionId(),
              r.egressOnlyInternetGatewayId(),
              r.vpcEndpointId(),
              r.carrierGatewayId(),
              r.localGatewayId(),
              r.coreNetworkArn(),
              r.odbNetworkArn()));
    }

    private static List<String> present(@Nullable String... ids) {
      return Stream.of(ids).filter(Objects::nonNull).toList();
    }
  }

  private final InternetGateways gateways;
  private final NatGateways natGateways;
  private final NetworkInterfaces interfaces;

  RouteTargets(InternetGateways gateways, NatGateways natGateways, NetworkInterfaces interfaces) {
    this.gateways = gateways;
    this.natGateways = natGateways;
    this.interfaces = interfaces;
  }

  /** The start of a route of this table to this target, or AWS's refusal. */
  Route.Builder route(Target target, String tableId, String vpcId) {
    if (!target.others().isEmpty()) {
      throw NetworkErrors.routeTargetsNotSimulated(target.others());
    }
    List<String> named =
        Target.present(
            target.gatewayId(),
            target.natGatewayId(),
            target.networkInterfaceId(),
            target.instanceId());
    if (named.size() != 1) {
      throw named.isEmpty()
          ? Ec2Errors.missingParameter("gatewayId, natGatewayId or networkInterfaceId")
          : NetworkErrors.routeTargetNotSingle(named);
    }
    if (target.gatewayId() != null) {
      return toGateway(target.gatewayId(), tableId, vpcId);
    }
    return target.natGatewayId() != null
        ? toNatGateway(target.natGatewayId(), tableId, vpcId)
        : toInterface(target, tableId, vpcId);
  }

  private Route.Builder toGateway(String id, String tableId, String vpcId) {
    if (!id.equals(LOCAL)) {
      InternetGateway gateway = gateways.one(id);
      checkNetwork(
          gateways.isAttached(gateway.internetGatewayId(), vpcId),
          tableId,
          "network gateway " + id);
    }
    return Route.builder().gatewayId(id);
  }

  private Route.Builder toNatGateway(String id, String tableId, String vpcId) {
    if (!natGateways.isStanding(id)) {
      throw NetworkErrors.routeTargetNatGatewayNotFound(id);
    }
    NatGateway gateway = natGateways.one(id);
    checkNetwork(gateway.vpcId().equals(vpcId), tableId, "NAT gateway " + id);
    return Route.builder().natGatewayId(id);
  }

  private Route.Builder toInterface(Target target, String tableId, String vpcId) {
    NetworkInterface eni =
        target.networkInterfaceId() != null
            ? interfaces.one(target.networkInterfaceId())
            : ofInstance(String.valueOf(target.instanceId()));
    checkNetwork(eni.vpcId().equals(vpcId), tableId, "interface " + eni.networkInterfaceId());
    Route.Builder route = Route.builder().networkInterfaceId(eni.networkInterfaceId());
    if (eni.attachment() != null) {
      route
          .instanceId(eni.attachment().instanceId())
          .instanceOwnerId(eni.attachment().instanceOwnerId());
    }
    return route;
  }

  private NetworkInterface ofInstance(String instanceId) {
    return interfaces.ofInstance(instanceId).stream()
        .findFirst()
        .orElseThrow(() -> ResourceIdFormat.INSTANCE.unknown(instanceId));
  }

  private static void checkNetwork(boolean same, String tableId, String target) {
    if (!same) {
      throw NetworkErrors.routeTargetOfOtherNetwork(tableId, target);
    }
  }

  /**
   * Whether the target of a route in this VPC is there now. The route of a gateway endpoint goes
   * with it; one that was taken over and leads to what this region does not have stays as it was
   * described.
   */
  RouteState state(Route route, String vpcId) {
    if (isForeign(route) || isEndpoint(route.gatewayId())) {
      return route.state() == null ? RouteState.ACTIVE : route.state();
    }
    return isThere(route, vpcId) ? RouteState.ACTIVE : RouteState.BLACKHOLE;
  }

  /** Whether it leads to something of a kind that this region does not have. */
  static boolean isForeign(Route route) {
    String gateway = route.gatewayId();
    return gateway == null
        ? route.natGatewayId() == null && route.networkInterfaceId() == null
        : !gateway.equals(LOCAL) && !gateway.startsWith("igw-") && !isEndpoint(gateway);
  }

  /** Whether this is the id of a gateway endpoint. */
  static boolean isEndpoint(@Nullable String gatewayId) {
    return gatewayId != null && gatewayId.startsWith("vpce-");
  }

  private boolean isThere(Route route, String vpcId) {
    if (route.gatewayId() != null) {
      return route.gatewayId().equals(LOCAL) || gateways.isAttached(route.gatewayId(), vpcId);
    }
    if (route.natGatewayId() != null) {
      return natGateways.isStanding(route.natGatewayId());
    }
    String eni = route.networkInterfaceId();
    return interfaces.exists(eni) && interfaces.one(eni).attachment() != null;
  }

  /** The id of what a route leads to that stands elsewhere. */
  static String idOf(Route route) {
    return Target.present(
            route.gatewayId(),
            route.natGatewayId(),
            route.networkInterfaceId(),
            route.instanceId(),
            route.transitGatewayId(),
            route.vpcPeeringConnectionId(),
            route.egressOnlyInternetGatewayId(),
            route.carrierGatewayId(),
            route.localGatewayId(),
            route.coreNetworkArn(),
            route.odbNetworkArn())
        .stream()
        .findFirst()
        .orElse("nothing that is told");
  }
}
