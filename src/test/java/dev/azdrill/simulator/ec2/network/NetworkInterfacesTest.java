package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;

class NetworkInterfacesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;
  private String subnetId;

  @BeforeEach
  void subnet() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnetId = ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock("10.0.1.0/24")).subnet().subnetId();
  }

  private NetworkInterface create() {
    return ec2.createNetworkInterface(r -> r.subnetId(subnetId)).networkInterface();
  }

  private NetworkInterface described(NetworkInterface eni) {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(eni.networkInterfaceId()))
        .networkInterfaces()
        .get(0);
  }

  @Test
  void a_new_one_is_available_and_carries_the_vpcs_default_group() {
    NetworkInterface eni = create();
    assertThat(eni.status()).isEqualTo(NetworkInterfaceStatus.AVAILABLE);
    assertThat(eni.groups()).extracting(GroupIdentifier::groupName).containsExactly("default");
    assertThat(eni.sourceDestCheck()).isTrue();
    assertThat(eni.macAddress()).matches("06(:[0-9a-f]{2}){5}");
    assertThat(eni.association()).isNull();
    assertThat(described(eni)).isEqualTo(eni);
  }

  @Test
  void its_names_follow_the_vpcs_dns_attributes() {
    NetworkInterface eni = create();
    assertThat(eni.privateDnsName()).isNull();

    ec2.modifyVpcAttribute(r -> r.vpcId(vpcId).enableDnsHostnames(v -> v.value(true)));

    assertThat(described(eni).privateDnsName()).isEqualTo("ip-10-0-1-4.eu-west-2.compute.internal");
  }

  @Test
  void its_attributes_change_one_by_one() {
    NetworkInterface eni = create();
    String id = eni.networkInterfaceId();
    ec2.modifyNetworkInterfaceAttribute(
        r -> r.networkInterfaceId(id).sourceDestCheck(v -> v.value(false)));
    ec2.modifyNetworkInterfaceAttribute(
        r -> r.networkInterfaceId(id).description(v -> v.value("router")));

    assertThat(described(eni).sourceDestCheck()).isFalse();
    assertThat(described(eni).description()).isEqualTo("router");
    assertThat(refused(() -> ec2.modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(id))))
        .isEqualTo("InvalidParameterCombination");
  }

  @Test
  void groups_of_another_vpc_are_refused() {
    String other = ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    String foreign =
        ec2.createSecurityGroup(r -> r.groupName("x").description("x").vpcId(other)).groupId();
    assertThat(refused(() -> ec2.createNetworkInterface(r -> r.subnetId(subnetId).groups(foreign))))
        .isEqualTo("InvalidParameter");
    assertThat(ec2.describeSubnets(r -> r.subnetIds(subnetId)).subnets().get(0))
        .as("a refused call takes no address")
        .satisfies(subnet -> assertThat(subnet.availableIpAddressCount()).isEqualTo(251));
  }

  @Test
  void only_what_there_is_can_be_attached_or_detached() {
    NetworkInterface eni = create();
    assertThat(
            refused(
                () ->
                    ec2.attachNetworkInterface(
                        r ->
                            r.networkInterfaceId(eni.networkInterfaceId())
                                .instanceId("i-00000000000000000")
                                .deviceIndex(1))))
        .isEqualTo("InvalidInstanceID.NotFound");
    assertThat(
            refused(() -> ec2.detachNetworkInterface(r -> r.attachmentId("eni-attach-00000000"))))
        .isEqualTo("InvalidAttachmentID.NotFound");
    assertThat(refused(() -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId("eni-00000000"))))
        .isEqualTo("InvalidNetworkInterfaceID.NotFound");
  }
}
