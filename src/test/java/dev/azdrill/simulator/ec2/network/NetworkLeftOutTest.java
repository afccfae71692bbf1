package dev.azdrill.simulator.ec2.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.AvailabilityMode;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/** What of a network cannot stand here says so, and nothing of it stands in half. */
class NetworkLeftOutTest {
  private static OriginalNetwork original;
  private final List<AdoptedRegion> twins = new ArrayList<>();

  @BeforeAll
  static void original() {
    original = OriginalNetwork.create();
  }

  @AfterEach
  void close() {
    for (AdoptedRegion twin : twins) {
      assertThat(twin.platform().region().defects()).isZero();
      twin.close();
    }
  }

  private AdoptedRegion twin(Inventory described) {
    AdoptedRegion twin = AdoptedRegion.of(described);
    twins.add(twin);
    return twin;
  }

  private <T extends SdkPojo> AdoptedRegion twin(Kind<T> kind, UnaryOperator<T> change) {
    return twin(original.described().map(kind, change));
  }

  private AdoptedRegion withRoute(Consumer<Route.Builder> route) {
    return twin(
        Kind.ROUTE_TABLE,
        table -> {
          if (!table.routeTableId().equals(original.privateTable())) {
            return table;
          }
          List<Route> routes = new ArrayList<>(table.routes());
          routes.add(Route.builder().applyMutation(route).build());
          return table.copy(t -> t.routes(routes));
        });
  }

  private static RouteTable privateTable(AdoptedRegion twin) {
    return twin.ec2()
        .describeRouteTables(r -> r.routeTableIds(original.privateTable()))
        .routeTables()
        .get(0);
  }

  @Test
  void a_route_to_a_peer_stays_and_leads_nowhere() {
    AdoptedRegion twin =
        withRoute(
            r ->
                r.destinationCidrBlock("10.9.0.0/16")
                    .vpcPeeringConnectionId("pcx-0123456789abcdef0")
                    .state(RouteState.ACTIVE)
                    .origin("CreateRoute"));

    assertThat(twin.leftOut(Kind.ROUTE_TABLE))
        .containsExactly(
            original.privateTable()
                + ": its route 10.9.0.0/16 to pcx-0123456789abcdef0 leads nowhere here: what it"
                + " leads to is not simulated");
    assertThat(privateTable(twin).routes())
        .anySatisfy(
            each -> {
              assertThat(each.vpcPeeringConnectionId()).isEqualTo("pcx-0123456789abcdef0");
              assertThat(each.state()).isEqualTo(RouteState.ACTIVE);
            });
    twin.ec2()
        .deleteRoute(
            r -> r.routeTableId(original.privateTable()).destinationCidrBlock("10.9.0.0/16"));
    assertThat(privateTable(twin).routes())
        .noneMatch(each -> each.vpcPeeringConnectionId() != null);
  }

  @Test
  void routes_to_transit_and_virtual_private_gateways_stay_and_lead_nowhere() {
    assertThat(
            withRoute(
                    r ->
                        r.destinationCidrBlock("10.9.0.0/16")
                            .transitGatewayId("tgw-0123456789abcdef0"))
                .leftOut(Kind.ROUTE_TABLE))
        .hasSize(1);
    AdoptedRegion twin =
        withRoute(
            r ->
                r.destinationCidrBlock("10.9.0.0/16")
                    .gatewayId("vgw-0123456789abcdef0")
                    .state(RouteState.ACTIVE));
    assertThat(twin.leftOut(Kind.ROUTE_TABLE)).hasSize(1);
    assertThat(privateTable(twin).routes()).allMatch(each -> each.state() == RouteState.ACTIVE);
  }

  @Test
  void a_route_of_ipv6_stays_and_can_be_deleted() {
    AdoptedRegion twin =
        withRoute(
            r ->
                r.destinationIpv6CidrBlock("::/0")
                    .egressOnlyInternetGatewayId("eigw-0123456789abcdef0")
                    .state(RouteState.ACTIVE));

    assertThat(twin.leftOut(Kind.ROUTE_TABLE)).hasSize(1);
    assertThat(privateTable(twin).routes())
        .anyMatch(each -> "::/0".equals(each.destinationIpv6CidrBlock()));
    twin.ec2()
        .deleteRoute(r -> r.routeTableId(original.privateTable()).destinationIpv6CidrBlock("::/0"));
    assertThat(privateTable(twin).routes())
        .noneMatch(each -> each.destinationIpv6CidrBlock() != null);
  }

  @Test
  void an_endpoint_for_a_service_that_is_not_told_leads_nowhere() {
    AdoptedRegion twin =
        withRoute(
            r ->
                r.destinationPrefixListId("pl-0aaaaaaaaaaaaaaaa")
                    .gatewayId("vpce-0123456789abcdef0")
                    .state(RouteState.ACTIVE));

    assertThat(twin.leftOut(Kind.ROUTE_TABLE)).hasSize(1);
    assertThat(twin.leftOut(Kind.PREFIX_LIST_ENTRY))
        .containsExactly("pl-0aaaaaaaaaaaaaaaa: its entries are not described");
    assertThat(twin.ec2().describeVpcEndpoints().vpcEndpoints()).hasSize(1);
  }

  @Test
  void a_route_whose_target_is_not_here_is_a_black_hole_and_told() {
    AdoptedRegion twin =
        twin(Kind.NAT_GATEWAY, nat -> nat.copy(n -> n.availabilityMode(AvailabilityMode.REGIONAL)));

    assertThat(twin.leftOut(Kind.NAT_GATEWAY))
        .containsExactly(original.nat() + ": its description lacks AutoProvisionZones");
    assertThat(twin.leftOut(Kind.ROUTE_TABLE))
        .containsExactly(
            original.privateTable()
                + ": its route 0.0.0.0/0 to "
                + original.nat()
                + " is active there and blackhole here");
  }

  @Test
  void a_table_of_a_gateway_keeps_its_association_and_is_told() {
    AdoptedRegion twin =
        twin(
            Kind.ROUTE_TABLE,
            table ->
                table.routeTableId().equals(original.privateTable())
                    ? table.copy(
                        t ->
                            t.associations(
                                RouteTableAssociation.builder()
                                    .routeTableAssociationId("rtbassoc-0123456789abcdef0")
                                    .routeTableId(table.routeTableId())
                                    .gatewayId(original.igw())
                                    .main(false)
                                    .build()))
                    : table);

    assertThat(twin.leftOut(Kind.ROUTE_TABLE)).hasSize(1);
    assertThat(privateTable(twin).associations())
        .extracting(RouteTableAssociation::gatewayId)
        .containsExactly(original.igw());
  }

  @Test
  void a_vpc_without_its_main_route_table_is_left_out_with_all_that_is_in_it() {
    AdoptedRegion twin =
        twin(
            original
                .described()
                .with(
                    Kind.ROUTE_TABLE,
                    original.described().all(Kind.ROUTE_TABLE).stream()
                        .filter(each -> each.associations().stream().noneMatch(a -> a.main()))
                        .toList()));

    assertThat(twin.leftOut(Kind.VPC))
        .containsExactly(original.vpcId() + ": its main route table is not here");
    Ec2Client ec2 = twin.ec2();
    assertThat(ec2.describeVpcs().vpcs()).isEmpty();
    assertThat(ec2.describeSubnets().subnets()).isEmpty();
    assertThat(ec2.describeSecurityGroups().securityGroups()).isEmpty();
    assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    assertThat(ec2.describeAddresses().addresses()).isEmpty();
    assertThat(ec2.describeInternetGateways().internetGateways()).isEmpty();
    assertThat(ec2.describeNatGateways().natGateways()).isEmpty();
    assertThat(ec2.describeTags().tags()).isEmpty();
    assertThat(twin.leftOut(Kind.SUBNET)).hasSize(2);
    assertThat(twin.leftOut(Kind.SECURITY_GROUP))
        .hasSize(3)
        .allMatch(each -> each.endsWith("its VPC " + original.vpcId() + " is not here"));
  }

  @Test
  void a_vpc_without_its_default_acl_or_group_is_left_out() {
    assertThat(twin(Kind.NETWORK_ACL, acl -> acl.copy(a -> a.isDefault(false))).leftOut(Kind.VPC))
        .containsExactly(original.vpcId() + ": its default network ACL is not here");
    assertThat(
            twin(Kind.SECURITY_GROUP, group -> group.copy(g -> g.groupName(group.groupId())))
                .leftOut(Kind.VPC))
        .containsExactly(original.vpcId() + ": its default security group is not here");
  }

  @Test
  void a_subnet_whose_route_table_or_network_acl_is_not_here_is_left_out() {
    AdoptedRegion tableless =
        twin(
            Kind.ROUTE_TABLE,
            table ->
                table.routeTableId().equals(original.privateTable())
                    ? table.copy(t -> t.routes(Route.builder().gatewayId("local").build()))
                    : table);
    assertThat(tableless.leftOut(Kind.SUBNET))
        .containsExactly(
            original.privateSubnet()
                + ": its route table "
                + original.privateTable()
                + " is not here");
    AdoptedRegion open =
        twin(Kind.NETWORK_ACL, acl -> acl.isDefault() ? acl : acl.copy(a -> a.networkAclId(null)));
    assertThat(open.leftOut(Kind.NETWORK_ACL))
        .containsExactly("one without an id: its description lacks NetworkAclId");
    assertThat(open.leftOut(Kind.SUBNET))
        .containsExactly(original.privateSubnet() + ": its network ACL is not here");
  }

  @Test
  void a_subnet_of_ipv6_alone_is_left_out_and_blocks_of_ipv6_are_told() {
    assertThat(
            twin(Kind.SUBNET, subnet -> subnet.copy(s -> s.ipv6Native(true))).leftOut(Kind.SUBNET))
        .hasSize(2)
        .allMatch(each -> each.endsWith("IPv6 is not simulated"));
    AdoptedRegion dual =
        twin(
            Kind.VPC,
            vpc ->
                vpc.copy(
                    v ->
                        v.ipv6CidrBlockAssociationSet(
                            VpcIpv6CidrBlockAssociation.builder()
                                .ipv6CidrBlock("2001:db8::/56")
                                .build())));
    assertThat(dual.leftOut(Kind.VPC))
        .containsExactly(
            original.vpcId()
                + ": nothing is sent within its block 2001:db8::/56: IPv6 is not simulated");
    assertThat(dual.ec2().describeVpcs().vpcs()).hasSize(1);
  }

  @Test
  void states_under_way_without_counterpart_are_left_out() {
    assertThat(twin(Kind.SUBNET, each -> each.copy(s -> s.state("pending"))).leftOut(Kind.SUBNET))
        .contains(
            original.publicSubnet() + ": it is pending, and what comes of that is not known here");
    assertThat(
            twin(Kind.NAT_GATEWAY, each -> each.copy(n -> n.state("updating")))
                .leftOut(Kind.NAT_GATEWAY))
        .hasSize(1);
    assertThat(
            twin(
                    Kind.NETWORK_INTERFACE,
                    eni ->
                        eni.attachment() == null
                            ? eni
                            : eni.copy(
                                e ->
                                    e.attachment(
                                        eni.attachment()
                                            .copy(a -> a.status(AttachmentStatus.DETACHING)))))
                .leftOut(Kind.NETWORK_INTERFACE))
        .hasSize(2);
    assertThat(
            twin(
                    Kind.INTERNET_GATEWAY,
                    igw ->
                        igw.copy(
                            i ->
                                i.attachments(
                                    InternetGatewayAttachment.builder()
                                        .vpcId(original.vpcId())
                                        .state("detaching")
                                        .build())))
                .leftOut(Kind.INTERNET_GATEWAY))
        .hasSize(1);
  }

  @Test
  void a_failed_nat_gateway_is_described_for_an_hour() {
    AdoptedRegion twin =
        twin(
            Kind.NAT_GATEWAY,
            nat ->
                nat.copy(
                    n ->
                        n.state(NatGatewayState.FAILED).failureCode("Gone").failureMessage("why")));
    assertThat(twin.ec2().describeNatGateways().natGateways())
        .singleElement()
        .satisfies(nat -> assertThat(nat.failureMessage()).isEqualTo("why"));
    twin.aws().clock().pass(Duration.ofHours(2));
    assertThat(twin.ec2().describeNatGateways().natGateways()).isEmpty();
  }

  @Test
  void an_interface_of_an_instance_that_is_not_described_is_left_out() {
    AdoptedRegion twin = twin(original.described().with(Kind.INSTANCE, List.of()));
    assertThat(twin.leftOut(Kind.NETWORK_INTERFACE))
        .singleElement()
        .asString()
        .endsWith("it is attached to " + original.instance() + ", which is not described");
  }

  @Test
  void an_interface_that_something_else_owns_stays_and_is_told() {
    AdoptedRegion twin =
        twin(
            Kind.NETWORK_INTERFACE,
            eni ->
                eni.networkInterfaceId().equals(original.ownInterface())
                    ? eni.copy(e -> e.interfaceType(NetworkInterfaceType.LAMBDA))
                    : eni);
    assertThat(twin.leftOut(Kind.NETWORK_INTERFACE)).hasSize(1);
    assertThat(twin.ec2().describeNetworkInterfaces().networkInterfaces()).hasSize(3);
  }

  @Test
  void a_rule_that_names_a_strange_group_or_list_stays_and_is_told() {
    AdoptedRegion twin =
        twin(
            original
                .described()
                .without(Kind.PREFIX_LIST_ENTRY, "nobody looked")
                .map(
                    Kind.SECURITY_GROUP,
                    group ->
                        group.groupId().equals(original.webGroup())
                            ? group.copy(
                                g -> {
                                  List<IpPermission> rules = new ArrayList<>(group.ipPermissions());
                                  rules.add(
                                      IpPermission.builder()
                                          .ipProtocol("-1")
                                          .userIdGroupPairs(
                                              UserIdGroupPair.builder()
                                                  .groupId("sg-0aaaaaaaaaaaaaaaa")
                                                  .userId("999999999999")
                                                  .vpcPeeringConnectionId("pcx-1")
                                                  .build())
                                          .build());
                                  g.ipPermissions(rules);
                                })
                            : group));

    assertThat(twin.leftOut(Kind.SECURITY_GROUP))
        .containsExactly(
            original.webGroup() + ": a rule of it names sg-0aaaaaaaaaaaaaaaa, which is not here");
    assertThat(twin.leftOut(Kind.PREFIX_LIST_ENTRY))
        .containsExactly(
            "each: they could not be read: nobody looked",
            original.ownList() + ": its entries are not described");
    assertThat(twin.discovered(original.vpcId()).all(Kind.SECURITY_GROUP))
        .filteredOn(each -> each.groupId().equals(original.webGroup()))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.ipPermissions().get(1).userIdGroupPairs().get(0))
                    .isEqualTo(
                        UserIdGroupPair.builder()
                            .groupId("sg-0aaaaaaaaaaaaaaaa")
                            .userId("999999999999")
                            .vpcPeeringConnectionId("pcx-1")
                            .build()));
    assertThat(twin.discovered(original.vpcId()).of(Kind.PREFIX_LIST_ENTRY, original.ownList()))
        .isEmpty();
  }

  @Test
  void an_elastic_ip_address_of_an_interface_that_is_not_here_is_left_out() {
    AdoptedRegion twin =
        twin(
            Kind.NETWORK_INTERFACE,
            eni ->
                eni.interfaceType() == NetworkInterfaceType.NAT_GATEWAY
                    ? eni.copy(e -> e.subnetId(null))
                    : eni);
    assertThat(twin.leftOut(Kind.NETWORK_INTERFACE)).hasSize(1);
    assertThat(twin.leftOut(Kind.ADDRESS)).hasSize(1);
    assertThat(twin.leftOut(Kind.NAT_GATEWAY)).hasSize(1);
    assertThat(twin.leftOut(Kind.ROUTE_TABLE)).hasSize(1);
  }

  @Test
  void an_elastic_ip_address_that_is_not_described_is_told() {
    AdoptedRegion twin = twin(original.described().with(Kind.ADDRESS, List.of()));
    assertThat(twin.leftOut(Kind.ADDRESS))
        .singleElement()
        .asString()
        .startsWith(original.allocation() + ": it stands for eni-");
    assertThat(twin.leftOut(Kind.NAT_GATEWAY)).isEmpty();
  }
}
