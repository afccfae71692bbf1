package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.Refused.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AddressAttributeName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class AddressesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;
  private String subnetId;
  private String igwId;

  @BeforeEach
  void publicSubnet() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnetId = ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock("10.0.1.0/24")).subnet().subnetId();
    igwId = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId));
  }

  private String eni() {
    return ec2.createNetworkInterface(r -> r.subnetId(subnetId))
        .networkInterface()
        .networkInterfaceId();
  }

  private NetworkInterface described(String eni) {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(eni))
        .networkInterfaces()
        .get(0);
  }

  private Address address(String allocationId) {
    return ec2.describeAddresses(r -> r.allocationIds(allocationId)).addresses().get(0);
  }

  private String allocate() {
    return ec2.allocateAddress(r -> {}).allocationId();
  }

  @Test
  void an_address_stands_for_an_interface_and_both_say_so() {
    String eni = eni();
    String allocation = allocate();

    String association =
        ec2.associateAddress(r -> r.allocationId(allocation).networkInterfaceId(eni))
            .associationId();

    assertThat(address(allocation).networkInterfaceId()).isEqualTo(eni);
    assertThat(address(allocation).privateIpAddress()).isEqualTo("10.0.1.4");
    assertThat(described(eni).association().associationId()).isEqualTo(association);
    assertThat(described(eni).association().publicIp()).isEqualTo(address(allocation).publicIp());
  }

  @Test
  void an_address_moves_to_another_interface_unless_that_is_forbidden() {
    String first = eni();
    String second = eni();
    String allocation = allocate();
    ec2.associateAddress(r -> r.allocationId(allocation).networkInterfaceId(first));
    assertThat(
            refused(
                () ->
                    ec2.associateAddress(
                        r ->
                            r.allocationId(allocation)
                                .networkInterfaceId(second)
                                .allowReassociation(false))))
        .isEqualTo("Resource.AlreadyAssociated");

    ec2.associateAddress(r -> r.allocationId(allocation).networkInterfaceId(second));

    assertThat(described(first).association()).isNull();
    assertThat(address(allocation).networkInterfaceId()).isEqualTo(second);
  }

  @Test
  void while_an_address_is_mapped_neither_it_nor_the_gateway_can_go() {
    String allocation = allocate();
    String association =
        ec2.associateAddress(r -> r.allocationId(allocation).networkInterfaceId(eni()))
            .associationId();
    assertThat(refused(() -> ec2.releaseAddress(r -> r.allocationId(allocation))))
        .isEqualTo("InvalidIPAddress.InUse");
    assertThat(words(() -> ec2.detachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId))))
        .isEqualTo(
            "Network %s has some mapped public address(es). Please unmap those public address(es)"
                + " before detaching the gateway.",
            vpcId);

    ec2.disassociateAddress(r -> r.associationId(association));
    ec2.releaseAddress(r -> r.allocationId(allocation));
    ec2.detachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId));

    assertThat(ec2.describeAddresses().addresses()).isEmpty();
  }

  @Test
  void an_interface_that_goes_lets_its_address_go_free() {
    String eni = eni();
    String allocation = allocate();
    ec2.associateAddress(r -> r.allocationId(allocation).networkInterfaceId(eni));

    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(eni));

    assertThat(address(allocation).associationId()).isNull();
  }

  @Test
  void without_a_gateway_no_address_can_stand_for_an_interface() {
    ec2.detachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId));
    String allocation = allocate();
    assertThat(
            refused(
                () ->
                    ec2.associateAddress(
                        r -> r.allocationId(allocation).networkInterfaceId(eni()))))
        .isEqualTo("Gateway.NotAttached");
  }

  @Test
  void the_sixth_address_is_one_too_many() {
    for (int i = 0; i < 5; i++) {
      allocate();
    }
    assertThat(refused(this::allocate)).isEqualTo("AddressLimitExceeded");
  }

  /** AWS counts none that it manages for a load balancer, and this one stands for such a one. */
  @Test
  void an_address_that_a_completion_allocates_for_a_load_balancer_does_not_count() {
    Tag owner = Tag.builder().key("azdrill:owner").value("amazon-elb").build();
    TagSpecification owned =
        TagSpecification.builder().resourceType(ResourceType.ELASTIC_IP).tags(owner).build();
    for (int i = 0; i < 5; i++) {
      ec2.allocateAddress(r -> r.tagSpecifications(owned));
      allocate();
    }

    ec2.allocateAddress(r -> r.tagSpecifications(owned));
    assertThat(refused(this::allocate)).isEqualTo("AddressLimitExceeded");
  }

  @Test
  void what_nobody_allocated_is_not_found() {
    assertThat(refused(() -> address("eipalloc-00000000000000000")))
        .isEqualTo("InvalidAllocationID.NotFound");
    assertThat(refused(() -> ec2.describeAddresses(r -> r.publicIps("1.2.3.4"))))
        .isEqualTo("InvalidAddress.NotFound");
    assertThat(refused(() -> ec2.disassociateAddress(r -> r.associationId("eipassoc-00000000"))))
        .isEqualTo("InvalidAssociationID.NotFound");
  }

  @Test
  void no_address_has_a_reverse_name() {
    String allocation = allocate();
    assertThat(
            ec2.describeAddressesAttribute(
                    r -> r.allocationIds(allocation).attribute(AddressAttributeName.DOMAIN_NAME))
                .addresses())
        .singleElement()
        .satisfies(attribute -> assertThat(attribute.ptrRecord()).isNull());
  }

  @Test
  void a_gateway_opens_one_vpc_and_a_vpc_has_one_gateway() {
    String other = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    assertThat(
            refused(() -> ec2.attachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId))))
        .isEqualTo("Resource.AlreadyAssociated");
    assertThat(
            refused(() -> ec2.attachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(other))))
        .isEqualTo("InvalidParameterValue");
    assertThat(
            refused(() -> ec2.detachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(other))))
        .isEqualTo("Gateway.NotAttached");
    assertThat(refused(() -> ec2.deleteInternetGateway(r -> r.internetGatewayId(igwId))))
        .isEqualTo("DependencyViolation");
  }
}
