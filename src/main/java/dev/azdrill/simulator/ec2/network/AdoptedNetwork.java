package dev.azdrill.simulator.ec2.network;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * What networks that were taken over name and is not here: told, and described as it is elsewhere.
 * Whoever judges the description finds the same ways in and out, and whoever follows a packet there
 * learns that it cannot be followed.
 */
final class AdoptedNetwork {
  /** Types of interfaces that something here has. */
  private static final Set<NetworkInterfaceType> OWNED =
      Set.of(
          NetworkInterfaceType.INTERFACE,
          NetworkInterfaceType.NAT_GATEWAY,
          NetworkInterfaceType.NETWORK_LOAD_BALANCER);

  private final NetworkResources network;
  private final Adoption adoption;

  AdoptedNetwork(NetworkResources network, Adoption adoption) {
    this.network = network;
    this.adoption = adoption;
  }

  void run() {
    network.vpcs().all().forEach(this::vpc);
    network.subnets().all().forEach(this::subnet);
    network.groups().all().forEach(this::group);
    adoption.from().all(Kind.ROUTE_TABLE).stream()
        .filter(described -> network.routeTables().has(described.routeTableId()))
        .forEach(this::table);
    network.interfaces().all().forEach(this::eni);
    network.interfaces().all().forEach(this::addresses);
  }

  /** Elastic IP addresses that stand for an interface and are not here themselves. */
  private void addresses(NetworkInterface eni) {
    eni.privateIpAddresses().stream()
        .map(NetworkInterfacePrivateIpAddress::association)
        .filter(each -> each != null && each.allocationId() != null)
        .map(NetworkInterfaceAssociation::allocationId)
        .filter(each -> network.addresses().find(each).isEmpty())
        .forEach(
            each ->
                adoption.leftOut(
                    Kind.ADDRESS,
                    each,
                    "it stands for " + eni.networkInterfaceId() + ", and is not described"));
  }

  private void vpc(Vpc vpc) {
    vpc.ipv6CidrBlockAssociationSet()
        .forEach(each -> ipv6(Kind.VPC, vpc.vpcId(), each.ipv6CidrBlock()));
  }

  private void subnet(Subnet subnet) {
    subnet
        .ipv6CidrBlockAssociationSet()
        .forEach(each -> ipv6(Kind.SUBNET, subnet.subnetId(), each.ipv6CidrBlock()));
  }

  private void ipv6(Kind<?> kind, String id, @Nullable String block) {
    adoption.leftOut(
        kind, id, "nothing is sent within its block " + block + ": IPv6 is not simulated");
  }

  private void group(SecurityGroup group) {
    Stream.concat(group.ipPermissions().stream(), group.ipPermissionsEgress().stream())
        .map(IpPermission::userIdGroupPairs)
        .flatMap(pairs -> pairs.stream())
        .map(UserIdGroupPair::groupId)
        .distinct()
        .filter(named -> !network.groups().exists(named))
        .forEach(
            named ->
                adoption.leftOut(
                    Kind.SECURITY_GROUP,
                    group.groupId(),
                    "a rule of it names " + named + ", which is not here"));
  }

  private void table(RouteTable described) {
    String id = described.routeTableId();
    described.associations().stream()
        .map(each -> each.gatewayId())
        .filter(Objects::nonNull)
        .filter(gateway -> !network.natGateways().isStanding(gateway))
        .forEach(
            gateway ->
                adoption.leftOut(
                    Kind.ROUTE_TABLE,
                    id,
                    "nothing follows it at "
                        + gateway
                        + ": route tables of gateways are not simulated"));
    described
        .propagatingVgws()
        .forEach(
            each ->
                adoption.leftOut(
                    Kind.ROUTE_TABLE,
                    id,
                    "no route is propagated to it any longer by "
                        + each.gatewayId()
                        + ", which is not simulated"));
    RouteTables.Table table = network.routeTables().table(id);
    for (Route route : described.routes()) {
      why(route, table)
          .ifPresent(
              reason ->
                  adoption.leftOut(
                      Kind.ROUTE_TABLE,
                      id,
                      "its route "
                          + RouteDestination.of(route)
                          + " to "
                          + RouteTargets.idOf(route)
                          + " "
                          + reason));
    }
  }

  /** What of a route is not as it is there; empty where all is. */
  private Optional<String> why(Route route, RouteTables.Table table) {
    if (RouteTargets.isForeign(route)) {
      return Optional.of("leads nowhere here: what it leads to is not simulated");
    }
    boolean local = RouteTargets.LOCAL.equals(route.gatewayId());
    if (route.destinationIpv6CidrBlock() != null) {
      return local ? Optional.empty() : Optional.of("leads nowhere here: IPv6 is not simulated");
    }
    if (RouteTargets.isEndpoint(route.gatewayId())
        && route.state() != RouteState.BLACKHOLE
        && !network.endpoints().adopt(route, table)) {
      return Optional.of("leads nowhere here: which service the endpoint is for is not told");
    }
    RouteState here = network.routeTables().state(route, table);
    return route.state() == null || route.state() == here
        ? Optional.empty()
        : Optional.of("is " + route.stateAsString() + " there and " + here + " here");
  }

  /** Interfaces of load balancers and databases have owners here that tell of themselves. */
  private void eni(NetworkInterface eni) {
    if (eni.interfaceType() != null && !OWNED.contains(eni.interfaceType())) {
      adoption.leftOut(
          Kind.NETWORK_INTERFACE,
          eni.networkInterfaceId(),
          "nothing answers behind it: what owns an interface of type "
              + eni.interfaceTypeAsString()
              + " is not simulated");
    }
  }
}
