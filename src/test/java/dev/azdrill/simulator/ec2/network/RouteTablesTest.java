package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.Refused.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.simulator.RegionUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

class RouteTablesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;
  private String subnetId;
  private String igwId;

  @BeforeEach
  void vpcWithADoor() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnetId = ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock("10.0.1.0/24")).subnet().subnetId();
    igwId = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId));
  }

  private String table() {
    return ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();
  }

  private RouteTable main() {
    return ec2.describeRouteTables(
            r ->
                r.filters(
                    Filter.builder().name("vpc-id").values(vpcId).build(),
                    Filter.builder().name("association.main").values("true").build()))
        .routeTables()
        .get(0);
  }

  private RouteTable described(String id) {
    return ec2.describeRouteTables(r -> r.routeTableIds(id)).routeTables().get(0);
  }

  private void door(String tableId) {
    ec2.createRoute(
        r -> r.routeTableId(tableId).destinationCidrBlock("0.0.0.0/0").gatewayId(igwId));
  }

  @Test
  void a_vpc_has_a_main_table_that_keeps_traffic_inside() {
    assertThat(main().routes())
        .extracting(Route::destinationCidrBlock, Route::gatewayId, Route::state, Route::origin)
        .containsExactly(
            tuple("10.0.0.0/16", "local", RouteState.ACTIVE, RouteOrigin.CREATE_ROUTE_TABLE));
    assertThat(words(() -> ec2.deleteRouteTable(r -> r.routeTableId(main().routeTableId()))))
        .matches("The routeTable 'rtb-.*' has dependencies and cannot be deleted.");
  }

  @Test
  void the_main_association_can_be_moved_and_never_removed() {
    String old = main().associations().get(0).routeTableAssociationId();
    assertThat(refused(() -> ec2.disassociateRouteTable(r -> r.associationId(old))))
        .isEqualTo("InvalidParameterValue");
    String other = table();

    ec2.replaceRouteTableAssociation(r -> r.associationId(old).routeTableId(other));

    assertThat(main().routeTableId()).isEqualTo(other);
  }

  @Test
  void a_destination_has_one_route() {
    String table = table();
    door(table);
    assertThat(refused(() -> door(table))).isEqualTo("RouteAlreadyExists");
  }

  @Test
  void a_route_that_is_not_there_can_be_neither_replaced_nor_deleted() {
    String table = table();
    assertThat(
            refused(
                () ->
                    ec2.replaceRoute(
                        r ->
                            r.routeTableId(table)
                                .destinationCidrBlock("0.0.0.0/0")
                                .gatewayId(igwId))))
        .isEqualTo("InvalidParameterValue");
    assertThat(
            refused(
                () ->
                    ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"))))
        .isEqualTo("InvalidRoute.NotFound");
    assertThat(
            refused(
                () ->
                    ec2.deleteRoute(
                        r -> r.routeTableId(table).destinationCidrBlock("10.0.0.0/16"))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void the_vpcs_own_addresses_cannot_be_routed_out_of_it() {
    assertThat(
            refused(
                () ->
                    ec2.createRoute(
                        r ->
                            r.routeTableId(table())
                                .destinationCidrBlock("10.0.1.0/24")
                                .gatewayId(igwId))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void a_gateway_of_another_network_is_no_target() {
    String foreign = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    String table = table();
    assertThat(
            words(
                () ->
                    ec2.createRoute(
                        r ->
                            r.routeTableId(table)
                                .destinationCidrBlock("0.0.0.0/0")
                                .gatewayId(foreign))))
        .isEqualTo(
            "route table %s and network gateway %s belong to different networks", table, foreign);
  }

  @Test
  void a_route_to_a_detached_gateway_is_a_blackhole_until_it_is_attached_again() {
    String table = table();
    door(table);

    ec2.detachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId));
    assertThat(described(table).routes().get(1).state()).isEqualTo(RouteState.BLACKHOLE);

    ec2.attachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId));
    assertThat(described(table).routes().get(1).state()).isEqualTo(RouteState.ACTIVE);
  }

  @Test
  void a_subnet_uses_one_table_and_holds_it() {
    String table = table();
    String association =
        ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnetId)).associationId();
    assertThat(
            refused(() -> ec2.associateRouteTable(r -> r.routeTableId(table()).subnetId(subnetId))))
        .isEqualTo("Resource.AlreadyAssociated");
    assertThat(refused(() -> ec2.deleteRouteTable(r -> r.routeTableId(table))))
        .isEqualTo("DependencyViolation");

    ec2.disassociateRouteTable(r -> r.associationId(association));
    ec2.deleteRouteTable(r -> r.routeTableId(table));

    assertThat(refused(() -> described(table))).isEqualTo("InvalidRouteTableID.NotFound");
    assertThat(refused(() -> ec2.disassociateRouteTable(r -> r.associationId(association))))
        .isEqualTo("InvalidAssociationID.NotFound");
  }

  @Test
  void a_subnet_that_goes_takes_its_association_with_it() {
    String table = table();
    ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnetId));

    ec2.deleteSubnet(r -> r.subnetId(subnetId));

    assertThat(described(table).associations()).isEmpty();
  }
}
