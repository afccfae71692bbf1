package dev.azdrill.contract;

import static dev.azdrill.contract.Subject.by;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

@Contract
class RouteContract {
  private static RouteTable described(Subject s, String table) {
    return s.ec2().describeRouteTables(r -> r.routeTableIds(table)).routeTables().get(0);
  }

  private static List<RouteState> states(Subject s, String table) {
    return described(s, table).routes().stream()
        .filter(each -> NetworkFixture.EVERYWHERE.equals(each.destinationCidrBlock()))
        .map(Route::state)
        .toList();
  }

  private static Object toDoor(Subject s, String table, String door) {
    return s.ec2()
        .createRoute(
            r ->
                r.routeTableId(table)
                    .destinationCidrBlock(NetworkFixture.EVERYWHERE)
                    .gatewayId(door));
  }

  @Test
  void a_new_table_keeps_traffic_inside_and_nothing_else(Subject s) {
    assertThat(described(s, s.ground().table()).routes())
        .singleElement()
        .satisfies(
            route -> {
              assertThat(route.destinationCidrBlock()).isEqualTo(NetworkFixture.BLOCK);
              assertThat(route.gatewayId()).isEqualTo("local");
              assertThat(route.origin()).isEqualTo(RouteOrigin.CREATE_ROUTE_TABLE);
              assertThat(route.state()).isEqualTo(RouteState.ACTIVE);
            });
  }

  @Test
  void a_route_to_an_internet_gateway_is_active(Subject s) {
    NetworkFixture ground = s.ground();
    String table = ground.table();

    toDoor(s, table, ground.door());

    assertThat(states(s, table)).containsExactly(RouteState.ACTIVE);
  }

  @Test
  void a_destination_has_one_route(Subject s) {
    NetworkFixture ground = s.ground();
    String table = ground.table();
    String door = ground.door();
    toDoor(s, table, door);

    assertThat(Refusal.of(() -> toDoor(s, table, door))).isEqualTo("RouteAlreadyExists");
  }

  @Test
  void a_route_to_an_unknown_internet_gateway_is_refused(Subject s) {
    String table = s.ground().table();

    assertThat(Refusal.of(() -> toDoor(s, table, "igw-00000000000000000")))
        .isEqualTo("InvalidInternetGatewayID.NotFound");
  }

  @Test
  void a_route_to_an_unknown_nat_gateway_is_refused(Subject s) {
    String table = s.ground().table();

    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .createRoute(
                            r ->
                                r.routeTableId(table)
                                    .destinationCidrBlock(NetworkFixture.EVERYWHERE)
                                    .natGatewayId("nat-00000000000000000"))))
        .isEqualTo("InvalidNatGatewayID.NotFound");
  }

  @Test
  void a_route_that_is_not_there_cannot_be_replaced(Subject s) {
    NetworkFixture ground = s.ground();
    String table = ground.table();
    String door = ground.door();

    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .replaceRoute(
                            r ->
                                r.routeTableId(table)
                                    .destinationCidrBlock(NetworkFixture.EVERYWHERE)
                                    .gatewayId(door))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void a_route_that_is_not_there_cannot_be_deleted(Subject s) {
    String table = s.ground().table();

    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .deleteRoute(
                            r ->
                                r.routeTableId(table)
                                    .destinationCidrBlock(NetworkFixture.EVERYWHERE))))
        .isEqualTo("InvalidRoute.NotFound");
  }

  @Test
  void a_route_that_is_deleted_is_gone(Subject s) {
    NetworkFixture ground = s.ground();
    String table = ground.table();
    toDoor(s, table, ground.door());

    s.ec2().deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(NetworkFixture.EVERYWHERE));

    assertThat(described(s, table).routes()).hasSize(1);
  }

  @Test
  void a_route_to_an_internet_gateway_that_left_is_a_black_hole(Subject s) {
    NetworkFixture ground = s.ground();
    String table = ground.table();
    String door = ground.door();
    toDoor(s, table, door);

    s.ec2().detachInternetGateway(r -> r.internetGatewayId(door).vpcId(ground.vpc()));

    assertThat(states(s, table)).containsExactly(RouteState.BLACKHOLE);
  }

  @Test
  void a_route_to_a_nat_gateway_that_is_deleted_is_a_black_hole(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String nat = ground.natGateway(ground.subnet(), ground.allocation());
    ground.await(nat, NatGatewayState.AVAILABLE);
    String table = ground.table();
    s.ec2()
        .createRoute(
            r ->
                r.routeTableId(table)
                    .destinationCidrBlock(NetworkFixture.EVERYWHERE)
                    .natGatewayId(nat));
    assertThat(states(s, table)).containsExactly(RouteState.ACTIVE);

    s.ec2().deleteNatGateway(r -> r.natGatewayId(nat));

    s.eventually("the route to be a black hole")
        .until(() -> states(s, table), states -> states.contains(RouteState.BLACKHOLE));
  }

  @Test
  void a_subnet_has_one_table(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();
    ground.associate(ground.table(), subnet);
    String other = ground.table();

    assertThat(Refusal.of(() -> ground.associate(other, subnet)))
        .isEqualTo("Resource.AlreadyAssociated");
  }

  @Test
  void a_table_that_a_subnet_uses_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    String table = ground.table();
    ground.associate(table, ground.subnet());

    assertThat(Refusal.of(() -> s.ec2().deleteRouteTable(r -> r.routeTableId(table))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void the_main_table_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    String main =
        s.ec2()
            .describeRouteTables(
                r -> r.filters(by("vpc-id", ground.vpc()), by("association.main", "true")))
            .routeTables()
            .get(0)
            .routeTableId();

    assertThat(Refusal.of(() -> s.ec2().deleteRouteTable(r -> r.routeTableId(main))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void a_subnet_that_goes_takes_its_association_along(Subject s) {
    NetworkFixture ground = s.ground();
    String table = ground.table();
    String subnet = ground.subnet();
    s.ec2().associateRouteTable(r -> r.routeTableId(table).subnetId(subnet));
    assertThat(described(s, table).associations()).hasSize(1);

    s.ec2().deleteSubnet(r -> r.subnetId(subnet));

    assertThat(described(s, table).associations()).isEmpty();
  }

  @Test
  void an_association_that_is_not_there_is_not_found(Subject s) {
    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .disassociateRouteTable(
                            r -> r.associationId("rtbassoc-00000000000000000"))))
        .isEqualTo("InvalidAssociationID.NotFound");
  }

  @Test
  void a_table_that_is_deleted_is_not_found(Subject s) {
    String table = s.ground().table();

    s.ec2().deleteRouteTable(r -> r.routeTableId(table));

    assertThat(Refusal.of(() -> described(s, table))).isEqualTo("InvalidRouteTableID.NotFound");
  }
}
