package dev.azdrill.discovery;

import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.PrefixListNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** What EC2 has in one VPC. */
final class DiscoveredNetworks {
  private static final Filter ALIVE =
      Filter.builder()
          .name("instance-state-name")
          .values("pending", "running", "shutting-down", "stopping", "stopped")
          .build();

  private static final Filter THERE =
      Filter.builder().name("state").values("pending", "failed", "available", "deleting").build();

  private final Ec2Client ec2;
  private final InventoryReader reader;
  private final String vpcId;
  private final Filter inVpc;

  DiscoveredNetworks(Ec2Client ec2, InventoryReader reader, String vpcId) {
    this.ec2 = ec2;
    this.reader = reader;
    this.vpcId = vpcId;
    this.inVpc = Filter.builder().name("vpc-id").values(vpcId).build();
  }

  /**
   * Reads everything but launch templates.
   *
   * @param alsoAddress which addresses belong, besides those in use in the VPC
   * @return the ids of the subnets, if they can be read
   */
  Optional<Set<String>> read(Predicate<Address> alsoAddress) {
    reader.all(Kind.ZONE, () -> ec2.describeAvailabilityZones().availabilityZones());
    reader.all(
        Kind.VPC, () -> ec2.describeVpcsPaginator(r -> r.filters(inVpc)).vpcs().stream().toList());
    reader.all(Kind.VPC_ATTRIBUTE, () -> List.copyOf(InventoryReader.unlessGone(this::attributes)));
    Optional<List<Subnet>> subnets =
        reader.all(
            Kind.SUBNET,
            () -> ec2.describeSubnetsPaginator(r -> r.filters(inVpc)).subnets().stream().toList());
    Set<String> ofGateways = routes();
    reader.all(
        Kind.SECURITY_GROUP,
        () ->
            ec2.describeSecurityGroupsPaginator(r -> r.filters(inVpc)).securityGroups().stream()
                .toList());
    reader.all(
        Kind.NETWORK_ACL,
        () ->
            ec2.describeNetworkAclsPaginator(r -> r.filters(inVpc)).networkAcls().stream()
                .toList());
    prefixLists(ec2, reader);
    interfaces(
        alsoAddress.or(address -> ofGateways.contains(String.valueOf(address.allocationId()))));
    instances();
    return subnets.map(DiscoveredNetworks::ids);
  }

  /** Without what the SDK says of the call itself: two looks would never be equal. */
  private List<DescribeVpcAttributeResponse> attributes() {
    DescribeVpcAttributeResponse answered =
        ec2.describeVpcAttribute(
            r -> r.vpcId(vpcId).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT));
    return List.of(
        DescribeVpcAttributeResponse.builder()
            .vpcId(vpcId)
            .enableDnsSupport(answered.enableDnsSupport())
            .build());
  }

  /** The networks of all VPCs, and what stands in them or did. */
  static void readAll(Ec2Client ec2, InventoryReader reader) {
    readAll(ec2, reader, List.of(), List.of());
  }

  /** The same without instances and NAT gateways that have ended. */
  static void readStanding(Ec2Client ec2, InventoryReader reader) {
    readAll(ec2, reader, List.of(ALIVE), List.of(THERE));
  }

  private static void readAll(
      Ec2Client ec2, InventoryReader reader, List<Filter> instances, List<Filter> gateways) {
    reader.all(Kind.VPC, () -> ec2.describeVpcsPaginator().vpcs().stream().toList());
    reader.all(Kind.SUBNET, () -> ec2.describeSubnetsPaginator().subnets().stream().toList());
    reader.all(
        Kind.ROUTE_TABLE, () -> ec2.describeRouteTablesPaginator().routeTables().stream().toList());
    reader.all(
        Kind.INTERNET_GATEWAY,
        () -> ec2.describeInternetGatewaysPaginator().internetGateways().stream().toList());
    reader.all(
        Kind.NAT_GATEWAY,
        () ->
            ec2.describeNatGatewaysPaginator(r -> r.filter(gateways)).natGateways().stream()
                .toList());
    reader.all(Kind.ADDRESS, () -> ec2.describeAddresses().addresses());
    reader.all(
        Kind.SECURITY_GROUP,
        () -> ec2.describeSecurityGroupsPaginator().securityGroups().stream().toList());
    reader.all(
        Kind.NETWORK_ACL, () -> ec2.describeNetworkAclsPaginator().networkAcls().stream().toList());
    reader.all(
        Kind.NETWORK_INTERFACE,
        () -> ec2.describeNetworkInterfacesPaginator().networkInterfaces().stream().toList());
    reader.all(Kind.INSTANCE, () -> instances(ec2, r -> r.filters(instances)));
    prefixLists(ec2, reader);
  }

  /** The entries of the prefix lists that rules and routes name, and of no others. */
  private static void prefixLists(Ec2Client ec2, InventoryReader reader) {
    reader.each(
        Kind.PREFIX_LIST_ENTRY,
        PrefixListNames.in(reader.inventory()),
        id ->
            ec2.getManagedPrefixListEntriesPaginator(r -> r.prefixListId(id)).entries().stream()
                .toList());
  }

  private static Set<String> ids(List<Subnet> subnets) {
    Set<String> ids = new LinkedHashSet<>();
    subnets.forEach(subnet -> ids.add(subnet.subnetId()));
    return ids;
  }

  /** Returns the Elastic IP addresses of NAT gateways: a regional one has no interface. */
  private Set<String> routes() {
    reader.all(
        Kind.ROUTE_TABLE,
        () ->
            ec2.describeRouteTablesPaginator(r -> r.filters(inVpc)).routeTables().stream()
                .toList());
    Filter attached = inVpc.toBuilder().name("attachment.vpc-id").build();
    reader.all(
        Kind.INTERNET_GATEWAY,
        () ->
            ec2
                .describeInternetGatewaysPaginator(r -> r.filters(attached))
                .internetGateways()
                .stream()
                .toList());
    Optional<List<NatGateway>> gateways =
        reader.all(
            Kind.NAT_GATEWAY,
            () ->
                ec2.describeNatGatewaysPaginator(r -> r.filter(inVpc)).natGateways().stream()
                    .toList());
    return gateways.stream()
        .flatMap(List::stream)
        .flatMap(each -> each.natGatewayAddresses().stream())
        .map(NatGatewayAddress::allocationId)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private void interfaces(Predicate<Address> alsoAddress) {
    Optional<List<NetworkInterface>> interfaces =
        reader.all(
            Kind.NETWORK_INTERFACE,
            () ->
                ec2
                    .describeNetworkInterfacesPaginator(r -> r.filters(inVpc))
                    .networkInterfaces()
                    .stream()
                    .toList());
    if (interfaces.isEmpty()) {
      reader.unreadBecauseOf(Kind.NETWORK_INTERFACE, Kind.ADDRESS);
      return;
    }
    Set<String> here = new LinkedHashSet<>();
    interfaces.get().forEach(each -> here.add(each.networkInterfaceId()));
    reader.all(
        Kind.ADDRESS,
        () ->
            ec2.describeAddresses().addresses().stream()
                .filter(
                    address ->
                        here.contains(String.valueOf(address.networkInterfaceId()))
                            || alsoAddress.test(address))
                .toList());
  }

  private void instances() {
    Optional<List<Instance>> instances =
        reader.all(Kind.INSTANCE, () -> instances(ec2, r -> r.filters(inVpc)));
    if (instances.isEmpty()) {
      reader.unreadBecauseOf(Kind.INSTANCE, Kind.INSTANCE_STATUS);
      return;
    }
    List<String> ids = instances.get().stream().map(Instance::instanceId).toList();
    reader.all(Kind.INSTANCE_STATUS, () -> statuses(ids));
  }

  static List<Instance> instances(Ec2Client ec2, Consumer<DescribeInstancesRequest.Builder> which) {
    return ec2.describeInstancesPaginator(which).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }

  /** Asked for nothing in particular, EC2 would tell of all instances of the region. */
  private List<InstanceStatus> statuses(List<String> ids) {
    List<InstanceStatus> all = new ArrayList<>();
    if (!ids.isEmpty()) {
      ec2.describeInstanceStatusPaginator(r -> r.instanceIds(ids).includeAllInstances(true))
          .instanceStatuses()
          .forEach(all::add);
    }
    return all;
  }
}
