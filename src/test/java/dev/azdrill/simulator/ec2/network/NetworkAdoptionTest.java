package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.ec2.compute.InstancesTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Networks that were taken over do what those do that are made by calls. */
class NetworkAdoptionTest {
  private static final List<Kind<?>> KINDS =
      List.of(
          Kind.ZONE,
          Kind.VPC,
          Kind.SUBNET,
          Kind.ROUTE_TABLE,
          Kind.INTERNET_GATEWAY,
          Kind.NAT_GATEWAY,
          Kind.ADDRESS,
          Kind.SECURITY_GROUP,
          Kind.PREFIX_LIST_ENTRY,
          Kind.NETWORK_ACL,
          Kind.NETWORK_INTERFACE);

  private OriginalNetwork original;
  private AdoptedRegion twin;
  private Ec2Client ec2;

  @BeforeEach
  void twin() {
    original = OriginalNetwork.create();
    twin = AdoptedRegion.of(original.described());
    ec2 = twin.ec2();
  }

  /** Lets the twin stand for something else. */
  private void stands(Inventory described) {
    twin.close();
    twin = AdoptedRegion.of(described);
    ec2 = twin.ec2();
  }

  @AfterEach
  void close() {
    assertThat(twin.platform().region().defects()).isZero();
    twin.close();
  }

  private Subnet subnet(String id) {
    return ec2.describeSubnets(r -> r.subnetIds(id)).subnets().get(0);
  }

  private SecurityGroup group(String id) {
    return ec2.describeSecurityGroups(r -> r.groupIds(id)).securityGroups().get(0);
  }

  private NetworkInterface eni(String id) {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(id)).networkInterfaces().get(0);
  }

  private Route route(String tableId, String destination) {
    return ec2
        .describeRouteTables(r -> r.routeTableIds(tableId))
        .routeTables()
        .get(0)
        .routes()
        .stream()
        .filter(each -> destination.equals(each.destinationCidrBlock()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void all_of_it_is_described_as_it_is_there() {
    for (Kind<?> kind : KINDS) {
      assertThat(twin.leftOut(kind)).as(kind.name()).isEmpty();
      List<?> expected = original.described().owned(kind);
      assertThat(expected).as(kind.name()).isNotEmpty();
      assertThat(twin.discovered(original.vpcId()).owned(kind)).isEqualTo(expected);
    }
  }

  @Test
  void a_new_instance_gets_an_address_and_an_id_that_nothing_has() {
    Set<String> addresses = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    for (NetworkInterface each : original.described().all(Kind.NETWORK_INTERFACE)) {
      addresses.add(each.privateIpAddress());
      ids.add(each.networkInterfaceId());
    }
    int left = subnet(original.publicSubnet()).availableIpAddressCount();

    String instance =
        ec2.runInstances(
                r ->
                    r.imageId(InstancesTest.AL2023)
                        .instanceType("t3.micro")
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(original.publicSubnet())
                        .securityGroupIds(original.webGroup()))
            .instances()
            .get(0)
            .instanceId();

    assertThat(instance).isNotEqualTo(original.instance());
    NetworkInterface its =
        ec2.describeNetworkInterfaces(
                r ->
                    r.filters(
                        Filter.builder().name("attachment.instance-id").values(instance).build()))
            .networkInterfaces()
            .get(0);
    assertThat(addresses).doesNotContain(its.privateIpAddress());
    assertThat(ids).doesNotContain(its.networkInterfaceId());
    assertThat(subnet(original.publicSubnet()).availableIpAddressCount()).isEqualTo(left - 1);
  }

  @Test
  void with_the_seed_of_what_it_stands_for_a_twin_gives_other_ids() {
    stands(original.described().with(Kind.SECURITY_GROUP, List.of()));
    assertThat(ec2.describeVpcs().vpcs()).isEmpty();

    // The first thing that was made there.
    assertThat(ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId())
        .isNotEqualTo(original.vpcId());
  }

  @Test
  void public_addresses_that_are_somebodys_there_are_given_to_nobody_here() {
    Set<String> taken = new TreeSet<>();
    original.described().all(Kind.ADDRESS).forEach(each -> taken.add(each.publicIp()));
    original.described().all(Kind.NETWORK_INTERFACE).stream()
        .flatMap(NetworkInterfaces::publicAddresses)
        .forEach(taken::add);
    assertThat(taken).hasSize(2);

    assertThat(List.of(ec2.allocateAddress(r -> {}), ec2.allocateAddress(r -> {})))
        .noneMatch(each -> taken.contains(each.publicIp()));
  }

  @Test
  void a_rule_of_a_group_is_added_and_revoked() {
    IpPermission http =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(80)
            .toPort(80)
            .ipRanges(IpRange.builder().cidrIp(OriginalNetwork.ANYWHERE).build())
            .build();
    SecurityGroup before = group(original.webGroup());

    ec2.authorizeSecurityGroupIngress(r -> r.groupId(original.webGroup()).ipPermissions(http));
    assertThat(group(original.webGroup()).ipPermissions()).hasSize(2);
    ec2.revokeSecurityGroupIngress(r -> r.groupId(original.webGroup()).ipPermissions(http));
    assertThat(group(original.webGroup())).isEqualTo(before);

    ec2.revokeSecurityGroupIngress(
        r ->
            r.groupId(original.dataGroup())
                .ipPermissions(group(original.dataGroup()).ipPermissions()));
    assertThat(group(original.dataGroup()).ipPermissions()).isEmpty();
  }

  @Test
  void a_rule_that_is_there_cannot_be_added_again_and_a_group_that_is_named_cannot_go() {
    assertThat(
            refused(
                () ->
                    ec2.authorizeSecurityGroupIngress(
                        r ->
                            r.groupId(original.dataGroup())
                                .ipPermissions(group(original.dataGroup()).ipPermissions()))))
        .isEqualTo("InvalidPermission.Duplicate");
    assertThat(refused(() -> ec2.deleteSecurityGroup(r -> r.groupId(original.webGroup()))))
        .isEqualTo("DependencyViolation");
    assertThat(refused(() -> ec2.deleteManagedPrefixList(r -> r.prefixListId(original.ownList()))))
        .isNotEqualTo("accepted");
  }

  @Test
  void a_nat_gateway_is_deleted_and_its_address_released() {
    assertThat(refused(() -> ec2.releaseAddress(r -> r.allocationId(original.allocation()))))
        .isEqualTo("InvalidIPAddress.InUse");
    int left = subnet(original.publicSubnet()).availableIpAddressCount();
    assertThat(route(original.privateTable(), OriginalNetwork.ANYWHERE).state())
        .isEqualTo(RouteState.ACTIVE);

    ec2.deleteNatGateway(r -> r.natGatewayId(original.nat()));
    twin.aws().clock().pass(Duration.ofMinutes(5));

    assertThat(
            ec2.describeNatGateways(r -> r.natGatewayIds(original.nat()))
                .natGateways()
                .get(0)
                .state())
        .isEqualTo(NatGatewayState.DELETED);
    assertThat(route(original.privateTable(), OriginalNetwork.ANYWHERE).state())
        .isEqualTo(RouteState.BLACKHOLE);
    assertThat(subnet(original.publicSubnet()).availableIpAddressCount()).isEqualTo(left + 1);
    ec2.releaseAddress(r -> r.allocationId(original.allocation()));
    assertThat(ec2.describeAddresses().addresses()).isEmpty();
  }

  @Test
  void a_pending_nat_gateway_becomes_available_and_a_deleting_one_goes() {
    for (NatGatewayState state : List.of(NatGatewayState.PENDING, NatGatewayState.DELETING)) {
      try (AdoptedRegion other =
          AdoptedRegion.of(
              original.described().map(Kind.NAT_GATEWAY, nat -> nat.copy(n -> n.state(state))))) {
        assertThat(other.leftOut(Kind.NAT_GATEWAY)).isEmpty();
        assertThat(other.ec2().describeNatGateways().natGateways().get(0).state()).isEqualTo(state);
        other.aws().clock().pass(Duration.ofMinutes(10));
        assertThat(other.ec2().describeNatGateways().natGateways().get(0).state())
            .isEqualTo(
                state == NatGatewayState.PENDING
                    ? NatGatewayState.AVAILABLE
                    : NatGatewayState.DELETED);
      }
    }
  }

  @Test
  void a_route_is_replaced() {
    ec2.replaceRoute(
        r ->
            r.routeTableId(original.privateTable())
                .destinationCidrBlock(OriginalNetwork.ANYWHERE)
                .gatewayId(original.igw()));

    Route replaced = route(original.privateTable(), OriginalNetwork.ANYWHERE);
    assertThat(replaced.gatewayId()).isEqualTo(original.igw());
    assertThat(replaced.natGatewayId()).isNull();
  }

  @Test
  void tags_are_changed_and_found_by_filters() {
    Filter name = Filter.builder().name("tag:Name").values("shop").build();
    assertThat(ec2.describeVpcs(r -> r.filters(name)).vpcs()).hasSize(1);

    ec2.createTags(
        r ->
            r.resources(original.ownInterface(), original.vpcId(), original.ownList())
                .tags(Tag.builder().key("Name").value("other").build()));

    assertThat(ec2.describeVpcs(r -> r.filters(name)).vpcs()).isEmpty();
    assertThat(
            ec2.describeNetworkInterfaces(
                    r -> r.filters(Filter.builder().name("tag:Name").values("other").build()))
                .networkInterfaces())
        .extracting(NetworkInterface::networkInterfaceId)
        .containsExactly(original.ownInterface());
  }

  @Test
  void an_interface_is_attached_and_deleted() {
    assertThat(eni(original.ownInterface()).privateDnsName()).startsWith("ip-10-0-2-4.");
    int left = subnet(original.privateSubnet()).availableIpAddressCount();
    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(original.ownInterface()));
    assertThat(subnet(original.privateSubnet()).availableIpAddressCount()).isEqualTo(left + 1);
  }

  @Test
  void a_vpc_is_taken_down_from_the_bottom_up_and_not_otherwise() {
    stands(original.described().with(Kind.INSTANCE, List.of()));
    assertThat(refused(() -> ec2.deleteVpc(r -> r.vpcId(original.vpcId()))))
        .isEqualTo("DependencyViolation");
    assertThat(refused(() -> ec2.deleteSubnet(r -> r.subnetId(original.privateSubnet()))))
        .isEqualTo("DependencyViolation");

    ec2.describeVpcEndpoints()
        .vpcEndpoints()
        .forEach(each -> ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(each.vpcEndpointId())));
    ec2.deleteNatGateway(r -> r.natGatewayId(original.nat()));
    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(original.ownInterface()));
    twin.aws().clock().pass(Duration.ofMinutes(5));
    ec2.releaseAddress(r -> r.allocationId(original.allocation()));
    ec2.detachInternetGateway(r -> r.vpcId(original.vpcId()).internetGatewayId(original.igw()));
    ec2.deleteInternetGateway(r -> r.internetGatewayId(original.igw()));
    ec2.deleteSubnet(r -> r.subnetId(original.publicSubnet()));
    ec2.deleteSubnet(r -> r.subnetId(original.privateSubnet()));
    original.described().all(Kind.ROUTE_TABLE).stream()
        .filter(each -> each.associations().stream().noneMatch(a -> a.main()))
        .forEach(each -> ec2.deleteRouteTable(r -> r.routeTableId(each.routeTableId())));
    original.described().all(Kind.NETWORK_ACL).stream()
        .filter(each -> !each.isDefault())
        .forEach(each -> ec2.deleteNetworkAcl(r -> r.networkAclId(each.networkAclId())));
    ec2.deleteSecurityGroup(r -> r.groupId(original.dataGroup()));
    ec2.deleteSecurityGroup(r -> r.groupId(original.webGroup()));
    ec2.deleteManagedPrefixList(r -> r.prefixListId(original.ownList()));
    ec2.deleteVpc(r -> r.vpcId(original.vpcId()));

    assertThat(ec2.describeVpcs().vpcs()).isEmpty();
    assertThat(ec2.describeSecurityGroups().securityGroups()).isEmpty();
    assertThat(ec2.describeNetworkAcls().networkAcls()).isEmpty();
    assertThat(ec2.describeRouteTables().routeTables()).isEmpty();
    assertThat(ec2.describeTags().tags()).isEmpty();
  }

  @Test
  void a_gateway_endpoint_is_what_a_route_to_it_tells() {
    assertThat(ec2.describeVpcEndpoints().vpcEndpoints())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.serviceName()).isEqualTo("com.amazonaws.eu-west-2.s3");
              assertThat(each.routeTableIds()).containsExactly(original.privateTable());
            });
  }

  @Test
  void addresses_that_nobody_described_stay_taken() {
    try (AdoptedRegion other =
        AdoptedRegion.of(
            original
                .described()
                .map(
                    Kind.SUBNET,
                    each ->
                        each.subnetId().equals(original.publicSubnet())
                            ? each.copy(s -> s.availableIpAddressCount(1))
                            : each))) {
      Ec2Client aws = other.ec2();
      aws.createNetworkInterface(r -> r.subnetId(original.publicSubnet()));
      assertThat(
              refused(() -> aws.createNetworkInterface(r -> r.subnetId(original.publicSubnet()))))
          .isEqualTo("InsufficientFreeAddressesInSubnet");
    }
  }

  @Test
  void secondary_addresses_are_kept_with_what_stands_for_them() {
    String second = "10.0.2.77";
    Address elastic =
        Address.builder()
            .allocationId("eipalloc-0123456789abcdef0")
            .associationId("eipassoc-0123456789abcdef0")
            .publicIp("198.18.77.77")
            .domain("vpc")
            .networkInterfaceId(original.ownInterface())
            .networkInterfaceOwnerId("123456789012")
            .privateIpAddress(second)
            .tags(List.of())
            .build();
    List<Address> addresses = new ArrayList<>(original.described().all(Kind.ADDRESS));
    addresses.add(elastic);
    stands(
        original
            .described()
            .with(Kind.ADDRESS, addresses)
            .map(Kind.NETWORK_INTERFACE, eni -> withSecond(eni, second)));

    assertThat(twin.adoption().leftOut()).isEmpty();
    NetworkInterface eni =
        ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(original.ownInterface()))
            .networkInterfaces()
            .get(0);
    assertThat(eni.association()).isNull();
    assertThat(eni.privateIpAddresses().get(1).association().publicIp()).isEqualTo("198.18.77.77");
    assertThat(ec2.describeAddresses().addresses()).contains(elastic);
    assertThat(
            refused(
                () ->
                    ec2.createNetworkInterface(
                        r -> r.subnetId(original.privateSubnet()).privateIpAddress(second))))
        .isEqualTo("InvalidIPAddress.InUse");
    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(original.ownInterface()));
    ec2.releaseAddress(r -> r.allocationId(elastic.allocationId()));
    ec2.createNetworkInterface(r -> r.subnetId(original.privateSubnet()).privateIpAddress(second));
  }

  private NetworkInterface withSecond(NetworkInterface eni, String second) {
    return eni.networkInterfaceId().equals(original.ownInterface())
        ? eni.copy(
            e ->
                e.privateIpAddresses(
                    eni.privateIpAddresses().get(0),
                    eni.privateIpAddresses()
                        .get(0)
                        .copy(a -> a.privateIpAddress(second).primary(false))))
        : eni;
  }

  @Test
  void a_second_block_of_a_vpc_holds_subnets_and_stands_in_every_new_table() {
    stands(
        original
            .described()
            .map(
                Kind.VPC,
                vpc ->
                    vpc.copy(
                        v ->
                            v.cidrBlockAssociationSet(
                                vpc.cidrBlockAssociationSet().get(0),
                                vpc.cidrBlockAssociationSet()
                                    .get(0)
                                    .copy(b -> b.cidrBlock("100.64.0.0/16"))))));
    ec2.createSubnet(r -> r.vpcId(original.vpcId()).cidrBlock("100.64.1.0/24"));
    assertThat(ec2.createRouteTable(r -> r.vpcId(original.vpcId())).routeTable().routes())
        .extracting(Route::destinationCidrBlock)
        .containsExactly("10.0.0.0/16", "100.64.0.0/16");
  }
}
