package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.Refused.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;

class SubnetsTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;

  @BeforeEach
  void vpc() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  }

  private Subnet subnet(String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock(cidr).availabilityZone("eu-west-2b"))
        .subnet();
  }

  private NetworkInterface eni(String subnetId) {
    return ec2.createNetworkInterface(r -> r.subnetId(subnetId)).networkInterface();
  }

  private int free(String subnetId) {
    return ec2.describeSubnets(r -> r.subnetIds(subnetId))
        .subnets()
        .get(0)
        .availableIpAddressCount();
  }

  @Test
  void a_subnet_stands_in_one_zone_and_five_of_its_addresses_are_aws_own() {
    Subnet subnet = subnet("10.0.1.7/24");

    assertThat(subnet.cidrBlock()).isEqualTo("10.0.1.0/24");
    assertThat(subnet.state()).isEqualTo(SubnetState.AVAILABLE);
    assertThat(subnet.availabilityZoneId()).isEqualTo("euw2-az3");
    assertThat(subnet.availableIpAddressCount()).isEqualTo(251);
    assertThat(subnet.mapPublicIpOnLaunch()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/24, InvalidSubnet.Range",
    "10.0.0.0/29, InvalidSubnet.Range",
    "10.0.0.0/15, InvalidSubnet.Range",
    "10.0.1.128/25, InvalidSubnet.Conflict",
    "10.0.0.0/16, InvalidSubnet.Conflict",
    "10.0.0/24, InvalidParameterValue"
  })
  void a_block_outside_the_vpc_or_over_a_sibling_is_refused(String cidr, String code) {
    subnet("10.0.1.0/24");
    assertThat(refused(() -> subnet(cidr))).isEqualTo(code);
  }

  @Test
  void an_unknown_zone_is_refused_with_those_that_there_are() {
    assertThat(
            words(
                () ->
                    ec2.createSubnet(
                        r ->
                            r.vpcId(vpcId)
                                .cidrBlock("10.0.1.0/24")
                                .availabilityZone("eu-west-2z"))))
        .endsWith("eu-west-2a, eu-west-2b, eu-west-2c.");
  }

  @Test
  void interfaces_get_the_lowest_free_address_and_give_it_back() {
    String subnetId = subnet("10.0.1.0/28").subnetId();
    NetworkInterface first = eni(subnetId);
    assertThat(first.privateIpAddress()).isEqualTo("10.0.1.4");
    assertThat(eni(subnetId).privateIpAddress()).isEqualTo("10.0.1.5");
    assertThat(free(subnetId)).isEqualTo(9);

    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(first.networkInterfaceId()));

    assertThat(free(subnetId)).isEqualTo(10);
    assertThat(eni(subnetId).privateIpAddress()).isEqualTo("10.0.1.4");
  }

  @Test
  void a_full_subnet_has_no_address_for_another_interface() {
    String subnetId = subnet("10.0.1.0/28").subnetId();
    for (int i = 0; i < 11; i++) {
      eni(subnetId);
    }
    assertThat(free(subnetId)).isZero();
    assertThat(refused(() -> eni(subnetId))).isEqualTo("InsufficientFreeAddressesInSubnet");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.1.9, accepted",
    "10.0.1.3, InvalidParameterValue",
    "10.0.1.15, InvalidParameterValue",
    "10.0.2.9, InvalidParameterValue",
    "10.0.1.4, InvalidIPAddress.InUse"
  })
  void an_address_may_be_asked_for_if_it_is_free(String address, String code) {
    String subnetId = subnet("10.0.1.0/28").subnetId();
    eni(subnetId);
    assertThat(
            refused(
                () ->
                    ec2.createNetworkInterface(
                        r -> r.subnetId(subnetId).privateIpAddress(address))))
        .isEqualTo(code);
  }

  @Test
  void a_subnet_with_an_interface_in_it_cannot_go() {
    String subnetId = subnet("10.0.1.0/24").subnetId();
    NetworkInterface eni = eni(subnetId);
    assertThat(words(() -> ec2.deleteSubnet(r -> r.subnetId(subnetId))))
        .isEqualTo("The subnet '" + subnetId + "' has dependencies and cannot be deleted.");

    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(eni.networkInterfaceId()));
    ec2.deleteSubnet(r -> r.subnetId(subnetId));

    assertThat(refused(() -> ec2.describeSubnets(r -> r.subnetIds(subnetId))))
        .isEqualTo("InvalidSubnetID.NotFound");
  }

  @Test
  void an_id_that_does_not_look_like_one_is_malformed() {
    assertThat(refused(() -> ec2.describeSubnets(r -> r.subnetIds("subnet-x"))))
        .isEqualTo("InvalidSubnetId.Malformed");
  }

  @Test
  void pages_have_five_items_at_least_and_lead_to_the_next() {
    for (int i = 0; i < 7; i++) {
      subnet("10.0." + i + ".0/24");
    }
    assertThat(refused(() -> ec2.describeSubnets(r -> r.maxResults(4))))
        .isEqualTo("InvalidParameterValue");
    assertThat(ec2.describeSubnetsPaginator(r -> r.maxResults(5)).subnets()).hasSize(7);
  }
}
