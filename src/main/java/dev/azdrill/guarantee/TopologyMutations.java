package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Ways to break a sound topology, from which mutants are made. */
final class TopologyMutations {
  private TopologyMutations() {}

  static Inventory groups(
      Inventory sound, Collection<String> ids, UnaryOperator<SecurityGroup> change) {
    return sound.map(
        Kind.SECURITY_GROUP, each -> ids.contains(each.groupId()) ? change.apply(each) : each);
  }

  /** These groups admit a block of addresses as well. */
  static Inventory admitting(Inventory sound, Collection<String> ids, String block, int port) {
    return alsoAdmitting(
        sound, ids, tcp(port).ipRanges(IpRange.builder().cidrIp(block).build()).build());
  }

  /** These groups admit another group as well. */
  static Inventory admittingGroup(Inventory sound, Collection<String> ids, String other, int port) {
    return alsoAdmitting(
        sound,
        ids,
        tcp(port).userIdGroupPairs(UserIdGroupPair.builder().groupId(other).build()).build());
  }

  private static Inventory alsoAdmitting(
      Inventory sound, Collection<String> ids, IpPermission also) {
    return groups(
        sound,
        ids,
        each ->
            each.toBuilder()
                .ipPermissions(
                    Stream.concat(each.ipPermissions().stream(), Stream.of(also)).toList())
                .build());
  }

  private static IpPermission.Builder tcp(int port) {
    return IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port);
  }

  /** These groups admit nobody. */
  static Inventory admittingNobody(Inventory sound, Collection<String> ids) {
    return groups(sound, ids, each -> each.toBuilder().ipPermissions(List.of()).build());
  }

  static Inventory launches(Inventory sound, UnaryOperator<LaunchTemplateVersion> change) {
    return sound.map(Kind.LAUNCH_TEMPLATE_VERSION, change);
  }

  static Inventory launchingWithPublicAddresses(Inventory sound) {
    return launchingWith(sound, each -> each.toBuilder().associatePublicIpAddress(true).build());
  }

  /** The network interfaces of what is launched are changed. */
  static Inventory launchingWith(
      Inventory sound, UnaryOperator<LaunchTemplateInstanceNetworkInterfaceSpecification> change) {
    return launches(
        sound,
        each ->
            each.toBuilder()
                .launchTemplateData(launching(each.launchTemplateData(), change))
                .build());
  }

  private static ResponseLaunchTemplateData launching(
      ResponseLaunchTemplateData data,
      UnaryOperator<LaunchTemplateInstanceNetworkInterfaceSpecification> change) {
    List<LaunchTemplateInstanceNetworkInterfaceSpecification> interfaces =
        data.hasNetworkInterfaces() && !data.networkInterfaces().isEmpty()
            ? data.networkInterfaces()
            : List.of(
                LaunchTemplateInstanceNetworkInterfaceSpecification.builder()
                    .deviceIndex(0)
                    .groups(data.securityGroupIds())
                    .build());
    return data.toBuilder().networkInterfaces(interfaces.stream().map(change).toList()).build();
  }

  /** The application's network interfaces have IPv6 addresses. */
  static Inventory withIpv6Addresses(Inventory sound) {
    NetworkInterfaceIpv6Address address =
        NetworkInterfaceIpv6Address.builder().ipv6Address("2001:db8::10").build();
    return application(sound, (each, place) -> each.toBuilder().ipv6Addresses(address).build());
  }

  /** Every subnet gives what starts in it an IPv6 address. */
  static Inventory givingIpv6Addresses(Inventory sound) {
    return sound.map(
        Kind.SUBNET,
        each ->
            each.toBuilder()
                .ipv6CidrBlockAssociationSet(
                    SubnetIpv6CidrBlockAssociation.builder().ipv6CidrBlock("2001:db8::/64").build())
                .assignIpv6AddressOnCreation(true)
                .build());
  }

  /** The application's network interfaces have public addresses. */
  static Inventory withPublicAddresses(Inventory sound) {
    return application(
        sound,
        (each, place) ->
            each.toBuilder()
                .association(
                    NetworkInterfaceAssociation.builder()
                        .publicIp("198.51.100." + (200 + place))
                        .build())
                .build());
  }

  /** The application's network interfaces are changed, each with its place among them. */
  static Inventory application(
      Inventory sound, BiFunction<NetworkInterface, Integer, NetworkInterface> change) {
    List<NetworkInterface> application = new Architecture(sound).applicationInterfaces();
    return sound.map(
        Kind.NETWORK_INTERFACE,
        each -> application.contains(each) ? change.apply(each, application.indexOf(each)) : each);
  }

  /** These network interfaces bear other groups as well. */
  static Inventory disguised(Inventory sound, List<NetworkInterface> who, Set<String> groups) {
    return sound.map(
        Kind.NETWORK_INTERFACE,
        each ->
            who.contains(each)
                ? each.toBuilder()
                    .groups(
                        Stream.concat(
                                each.groups().stream(),
                                groups.stream()
                                    .map(id -> GroupIdentifier.builder().groupId(id).build()))
                            .toList())
                    .build()
                : each);
  }

  /** These route tables have this route in place of the one with its destination. */
  static Inventory routing(Inventory sound, Set<String> tables, Route route) {
    return sound.map(
        Kind.ROUTE_TABLE,
        table -> tables.contains(table.routeTableId()) ? routing(table, route) : table);
  }

  private static RouteTable routing(RouteTable table, Route route) {
    List<Route> routes = new ArrayList<>(table.routes());
    routes.removeIf(
        each -> String.valueOf(route.destinationCidrBlock()).equals(each.destinationCidrBlock()));
    routes.add(route);
    return table.toBuilder().routes(routes).build();
  }

  static Route defaultRoute() {
    return Route.builder().destinationCidrBlock("0.0.0.0/0").state("active").build();
  }

  static NetworkAclEntry denyingHighPortsOut() {
    return NetworkAclEntry.builder()
        .egress(true)
        .ruleNumber(1)
        .ruleAction("deny")
        .protocol("6")
        .cidrBlock("0.0.0.0/0")
        .portRange(r -> r.from(1024).to(65_535))
        .build();
  }

  /** Only things in the first zone are left of these. */
  static <T> List<T> first(List<T> all) {
    return all.isEmpty() ? all : all.subList(0, 1);
  }
}
