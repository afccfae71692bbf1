package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@Contract
class InternetGatewayContract {
  private static String create(Subject s) {
    String id = s.ec2().createInternetGateway().internetGateway().internetGatewayId();
    s.later("delete " + id, () -> s.ec2().deleteInternetGateway(r -> r.internetGatewayId(id)));
    return id;
  }

  private static Object attach(Subject s, String door, String vpc) {
    return s.ec2().attachInternetGateway(r -> r.internetGatewayId(door).vpcId(vpc));
  }

  private static Object detach(Subject s, String door, String vpc) {
    return s.ec2().detachInternetGateway(r -> r.internetGatewayId(door).vpcId(vpc));
  }

  @Test
  void an_attached_internet_gateway_names_its_vpc(Subject s) {
    NetworkFixture ground = s.ground();
    String door = ground.door();

    assertThat(
            s.ec2()
                .describeInternetGateways(r -> r.internetGatewayIds(door))
                .internetGateways()
                .get(0)
                .attachments())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.vpcId()).isEqualTo(ground.vpc());
              assertThat(each.stateAsString()).isEqualTo("available");
            });
  }

  @Test
  void an_internet_gateway_opens_one_vpc(Subject s) {
    NetworkFixture ground = s.ground();
    String door = ground.door();

    assertThat(Refusal.of(() -> attach(s, door, ground.vpc())))
        .isEqualTo("Resource.AlreadyAssociated");
  }

  @Test
  void a_vpc_has_one_internet_gateway(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String second = create(s);

    assertThat(Refusal.of(() -> attach(s, second, ground.vpc())))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void an_internet_gateway_that_is_not_attached_cannot_be_detached(Subject s) {
    NetworkFixture ground = s.ground();
    String door = create(s);

    assertThat(Refusal.of(() -> detach(s, door, ground.vpc()))).isEqualTo("Gateway.NotAttached");
  }

  @Test
  void an_internet_gateway_that_is_attached_cannot_be_deleted(Subject s) {
    String door = s.ground().door();

    assertThat(Refusal.of(() -> s.ec2().deleteInternetGateway(r -> r.internetGatewayId(door))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void an_internet_gateway_stays_while_public_addresses_are_mapped(Subject s) {
    NetworkFixture ground = s.ground();
    String door = ground.door();
    String networkInterface = ground.networkInterface(ground.subnet());
    String allocation = ground.allocation();
    s.ec2().associateAddress(r -> r.allocationId(allocation).networkInterfaceId(networkInterface));

    assertThat(Refusal.of(() -> detach(s, door, ground.vpc()))).isEqualTo("DependencyViolation");
  }

  @Test
  void an_unknown_internet_gateway_cannot_be_attached(Subject s) {
    NetworkFixture ground = s.ground();

    assertThat(Refusal.of(() -> attach(s, "igw-00000000000000000", ground.vpc())))
        .isEqualTo("InvalidInternetGatewayID.NotFound");
  }

  @Test
  void an_internet_gateway_that_is_deleted_is_not_found(Subject s) {
    String door = create(s);

    s.ec2().deleteInternetGateway(r -> r.internetGatewayId(door));

    assertThat(Refusal.of(() -> s.ec2().describeInternetGateways(r -> r.internetGatewayIds(door))))
        .isEqualTo("InvalidInternetGatewayID.NotFound");
  }
}
