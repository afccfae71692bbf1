package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;

@Contract
class NatGatewayContract {
  private static NatGateway available(NetworkFixture ground) {
    ground.door();
    return ground.await(
        ground.natGateway(ground.subnet(), ground.allocation()), NatGatewayState.AVAILABLE);
  }

  private static String interfaceOf(NatGateway gateway) {
    return gateway.natGatewayAddresses().get(0).networkInterfaceId();
  }

  @Test
  void a_nat_gateway_is_pending_at_first(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String subnet = ground.subnet();
    String allocation = ground.allocation();

    NatGateway made =
        s.ec2().createNatGateway(r -> r.subnetId(subnet).allocationId(allocation)).natGateway();
    s.later("delete it", () -> s.ec2().deleteNatGateway(r -> r.natGatewayId(made.natGatewayId())));

    assertThat(made.state()).isEqualTo(NatGatewayState.PENDING);
    assertThat(made.subnetId()).isEqualTo(subnet);
    assertThat(made.vpcId()).isEqualTo(ground.vpc());
  }

  @Test
  void a_nat_gateway_has_the_address_that_it_was_given(Subject s) {
    NetworkFixture ground = s.ground();
    NatGateway gateway = available(ground);
    String allocation = gateway.natGatewayAddresses().get(0).allocationId();

    assertThat(gateway.natGatewayAddresses().get(0).publicIp())
        .isEqualTo(
            s.ec2()
                .describeAddresses(r -> r.allocationIds(allocation))
                .addresses()
                .get(0)
                .publicIp());
  }

  @Test
  void a_nat_gateway_has_a_network_interface_in_its_subnet(Subject s) {
    NetworkFixture ground = s.ground();
    NatGateway gateway = available(ground);

    NetworkInterface its = ground.describe(interfaceOf(gateway));

    assertThat(its.subnetId()).isEqualTo(gateway.subnetId());
    assertThat(its.privateIpAddress()).startsWith("10.77.1.");
    assertThat(its.privateIpAddress()).isEqualTo(gateway.natGatewayAddresses().get(0).privateIp());
  }

  @Test
  void the_network_interface_says_whose_it_is(Subject s) {
    NetworkFixture ground = s.ground();
    NatGateway gateway = available(ground);

    NetworkInterface its = ground.describe(interfaceOf(gateway));

    assertThat(its.interfaceType()).isEqualTo(NetworkInterfaceType.NAT_GATEWAY);
    assertThat(its.description()).isEqualTo("Interface for NAT Gateway " + gateway.natGatewayId());
    assertThat(its.requesterManaged()).isTrue();
  }

  @Test
  void the_network_interface_goes_with_the_nat_gateway(Subject s) {
    NetworkFixture ground = s.ground();
    NatGateway gateway = available(ground);
    assertThat(ground.describe(interfaceOf(gateway)).subnetId()).isEqualTo(gateway.subnetId());

    s.ec2().deleteNatGateway(r -> r.natGatewayId(gateway.natGatewayId()));

    s.eventually("the network interface to be gone")
        .until(
            () ->
                s.ec2()
                    .describeNetworkInterfaces(
                        r -> r.filters(Subject.by("subnet-id", gateway.subnetId())))
                    .networkInterfaces(),
            List::isEmpty);
  }

  @Test
  void a_nat_gateway_that_is_deleted_lets_its_address_go(Subject s) {
    NetworkFixture ground = s.ground();
    NatGateway gateway = available(ground);
    String allocation = gateway.natGatewayAddresses().get(0).allocationId();

    s.ec2().deleteNatGateway(r -> r.natGatewayId(gateway.natGatewayId()));

    s.eventually("the address to be free")
        .until(
            () ->
                s.ec2()
                    .describeAddresses(r -> r.allocationIds(allocation))
                    .addresses()
                    .get(0)
                    .associationId(),
            association -> association == null || association.isEmpty());
  }

  @Test
  void a_nat_gateway_that_is_deleted_is_still_described_as_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    NatGateway gateway = available(ground);

    s.ec2().deleteNatGateway(r -> r.natGatewayId(gateway.natGatewayId()));

    ground.await(gateway.natGatewayId(), NatGatewayState.DELETED);
  }

  @Test
  void a_nat_gateway_in_a_vpc_without_an_internet_gateway_fails(Subject s) {
    NetworkFixture ground = s.ground();

    NatGateway failed =
        ground.await(
            ground.natGateway(ground.subnet(), ground.allocation()), NatGatewayState.FAILED);

    assertThat(failed.failureCode()).isEqualTo("Gateway.NotAttached");
  }

  @Test
  void a_nat_gateway_whose_address_is_taken_fails(Subject s) {
    NetworkFixture ground = s.ground();
    NatGateway first = available(ground);

    NatGateway second =
        ground.await(
            ground.natGateway(first.subnetId(), first.natGatewayAddresses().get(0).allocationId()),
            NatGatewayState.FAILED);

    assertThat(second.failureCode()).isEqualTo("Resource.AlreadyAssociated");
  }

  @Test
  void a_nat_gateway_in_no_subnet_is_refused(Subject s) {
    String allocation = s.ground().allocation();

    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .createNatGateway(
                            r -> r.subnetId("subnet-00000000000000000").allocationId(allocation))))
        .isEqualTo("InvalidSubnetID.NotFound");
  }

  @Test
  void an_unknown_nat_gateway_is_not_found(Subject s) {
    assertThat(
            Refusal.of(
                () -> s.ec2().describeNatGateways(r -> r.natGatewayIds("nat-00000000000000000"))))
        .isEqualTo("NatGatewayNotFound");
  }
}
