package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.Refused.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.RouteState;

class NatGatewaysTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;
  private String subnetId;
  private String igwId;
  private String allocationId;

  @BeforeEach
  void publicSubnet() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnetId = ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock("10.0.1.0/28")).subnet().subnetId();
    igwId = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    allocationId = ec2.allocateAddress(r -> {}).allocationId();
  }

  private void door() {
    ec2.attachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId));
  }

  private String create() {
    NatGateway created =
        ec2.createNatGateway(r -> r.subnetId(subnetId).allocationId(allocationId)).natGateway();
    assertThat(created.state()).isEqualTo(NatGatewayState.PENDING);
    return created.natGatewayId();
  }

  private NatGateway described(String id) {
    return ec2.describeNatGateways(r -> r.natGatewayIds(id)).natGateways().get(0);
  }

  private void delete(String id) {
    ec2.deleteNatGateway(r -> r.natGatewayId(id));
  }

  private NatGateway settled() {
    String id = create();
    region.pass(Duration.ofMinutes(3));
    return described(id);
  }

  @Test
  void it_becomes_available_and_stands_in_its_subnet_with_an_interface_of_its_own() {
    door();
    String id = create();
    region.aws().ec2Waiter().waitUntilNatGatewayAvailable(r -> r.natGatewayIds(id));

    NetworkInterface eni =
        ec2.describeNetworkInterfaces(
                r ->
                    r.networkInterfaceIds(
                        described(id).natGatewayAddresses().get(0).networkInterfaceId()))
            .networkInterfaces()
            .get(0);
    assertThat(eni.interfaceType()).isEqualTo(NetworkInterfaceType.NAT_GATEWAY);
    assertThat(eni.requesterManaged()).isTrue();
    assertThat(eni.sourceDestCheck()).isFalse();
    assertThat(eni.description()).isEqualTo("Interface for NAT Gateway " + id);
    assertThat(eni.association().allocationId()).isEqualTo(allocationId);
  }

  @Test
  void without_an_internet_gateway_it_fails_and_is_seen_to_have_failed_for_an_hour() {
    NatGateway failed = settled();
    assertThat(failed.state()).isEqualTo(NatGatewayState.FAILED);
    assertThat(failed.failureCode()).isEqualTo("Gateway.NotAttached");
    assertThat(failed.failureMessage())
        .isEqualTo("Network " + vpcId + " has no Internet gateway attached");

    region.pass(Duration.ofHours(1));

    assertThat(refused(() -> described(failed.natGatewayId()))).isEqualTo("NatGatewayNotFound");
  }

  @Test
  void a_private_one_has_no_public_address_and_needs_no_internet_gateway() {
    String id =
        ec2.createNatGateway(r -> r.subnetId(subnetId).connectivityType(ConnectivityType.PRIVATE))
            .natGateway()
            .natGatewayId();
    region.aws().ec2Waiter().waitUntilNatGatewayAvailable(r -> r.natGatewayIds(id));

    NatGateway there = described(id);
    assertThat(there.connectivityType()).isEqualTo(ConnectivityType.PRIVATE);
    NatGatewayAddress address = there.natGatewayAddresses().get(0);
    assertThat(address.privateIp()).startsWith("10.0.1.");
    assertThat(address.networkInterfaceId()).startsWith("eni-");
    assertThat(address.publicIp()).isNull();
    assertThat(address.allocationId()).isNull();
    delete(id);
    region.pass(Duration.ofMinutes(3));
    assertThat(described(id).state()).isEqualTo(NatGatewayState.DELETED);
    assertThat(ec2.describeNetworkInterfaces(r -> {}).networkInterfaces()).isEmpty();
  }

  @Test
  void a_private_one_takes_no_elastic_address() {
    assertThat(
            refused(
                () ->
                    ec2.createNatGateway(
                        r ->
                            r.subnetId(subnetId)
                                .allocationId(allocationId)
                                .connectivityType(ConnectivityType.PRIVATE))))
        .isEqualTo("InvalidParameterCombination");
  }

  @Test
  void an_address_that_is_taken_makes_the_second_one_fail() {
    door();
    create();
    assertThat(settled().failureCode()).isEqualTo("Resource.AlreadyAssociated");
  }

  @Test
  void a_full_subnet_makes_it_fail() {
    door();
    for (int i = 0; i < 11; i++) {
      ec2.createNetworkInterface(r -> r.subnetId(subnetId));
    }
    assertThat(settled().failureCode()).isEqualTo("InsufficientFreeAddressesInSubnet");
  }

  @Test
  void ids_that_nothing_has_are_refused_at_once() {
    door();
    assertThat(
            refused(
                () ->
                    ec2.createNatGateway(
                        r -> r.subnetId(subnetId).allocationId("eipalloc-00000000000000000"))))
        .isEqualTo("InvalidAllocationID.NotFound");
    assertThat(
            refused(
                () ->
                    ec2.createNatGateway(
                        r -> r.subnetId("subnet-00000000").allocationId(allocationId))))
        .isEqualTo("InvalidSubnetID.NotFound");
    assertThat(refused(() -> ec2.createNatGateway(r -> r.subnetId(subnetId))))
        .isEqualTo("MissingParameter");
    assertThat(refused(() -> delete("nat-00000000000000000"))).isEqualTo("NatGatewayNotFound");
    assertThat(refused(() -> delete("gnat"))).isEqualTo("NatGatewayMalformed");
  }

  @Test
  void deleting_it_leaves_a_blackhole_route_and_gives_the_address_back() {
    door();
    String id = settled().natGatewayId();
    String table = ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();
    ec2.createRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").natGatewayId(id));
    assertThat(defaultRoute(table)).isEqualTo(RouteState.ACTIVE);
    assertThat(refused(() -> ec2.releaseAddress(r -> r.allocationId(allocationId))))
        .isEqualTo("InvalidIPAddress.InUse");
    assertThat(words(() -> ec2.deleteSubnet(r -> r.subnetId(subnetId))))
        .contains("has dependencies and cannot be deleted");

    delete(id);
    assertThat(described(id).state()).isEqualTo(NatGatewayState.DELETING);
    assertThat(defaultRoute(table)).isEqualTo(RouteState.BLACKHOLE);
    region.aws().ec2Waiter().waitUntilNatGatewayDeleted(r -> r.natGatewayIds(id));

    assertThat(described(id).deleteTime()).isNotNull();
    assertThat(ec2.describeAddresses().addresses())
        .singleElement()
        .extracting(Address::associationId)
        .isNull();
    ec2.releaseAddress(r -> r.allocationId(allocationId));
    ec2.deleteSubnet(r -> r.subnetId(subnetId));
  }

  private RouteState defaultRoute(String table) {
    return ec2.describeRouteTables(r -> r.routeTableIds(table))
        .routeTables()
        .get(0)
        .routes()
        .get(1)
        .state();
  }

  @Test
  void deleting_it_again_changes_nothing() {
    door();
    String id = settled().natGatewayId();
    delete(id);
    Instant asked = described(id).deleteTime();
    region.pass(Duration.ofSeconds(10));
    delete(id);
    assertThat(described(id).deleteTime()).isEqualTo(asked);
    region.pass(Duration.ofMinutes(1));
    assertThat(described(id).state()).isEqualTo(NatGatewayState.DELETED);

    delete(id);

    assertThat(described(id).state()).isEqualTo(NatGatewayState.DELETED);
  }

  @Test
  void one_that_is_deleted_while_it_is_being_made_never_becomes_available() {
    door();
    String id = create();
    delete(id);
    region.pass(Duration.ofMinutes(5));
    assertThat(described(id).state()).isEqualTo(NatGatewayState.DELETED);
  }

  @Test
  void nobody_but_itself_lets_its_address_or_its_interface_go() {
    door();
    NatGateway nat = settled();
    var address = nat.natGatewayAddresses().get(0);
    assertThat(
            refused(() -> ec2.disassociateAddress(r -> r.associationId(address.associationId()))))
        .isEqualTo("AuthFailure");
    assertThat(
            refused(
                () ->
                    ec2.deleteNetworkInterface(
                        r -> r.networkInterfaceId(address.networkInterfaceId()))))
        .isEqualTo("InvalidParameterValue");
    assertThat(
            refused(() -> ec2.detachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId))))
        .isEqualTo("DependencyViolation");
  }
}
