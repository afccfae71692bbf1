package dev.azdrill.contract;

import static dev.azdrill.contract.Subject.by;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.Subnet;

@Contract
class SubnetContract {
  private static Subnet described(Subject s, String id) {
    return s.ec2().describeSubnets(r -> r.subnetIds(id)).subnets().get(0);
  }

  private static String create(Subject s, String vpc, String block) {
    String id = s.ec2().createSubnet(r -> r.vpcId(vpc).cidrBlock(block)).subnet().subnetId();
    s.later("delete " + id, () -> s.ec2().deleteSubnet(r -> r.subnetId(id)));
    return id;
  }

  @Test
  void a_subnet_lies_in_its_zone_and_keeps_five_addresses(Subject s) {
    Subnet subnet = described(s, s.ground().subnet(1, 1));

    assertThat(subnet.availabilityZone()).isEqualTo(s.zone(1));
    assertThat(subnet.availabilityZoneId())
        .isEqualTo(s.ec2().describeAvailabilityZones().availabilityZones().get(1).zoneId());
    assertThat(subnet.availableIpAddressCount()).isEqualTo(251);
    assertThat(subnet.stateAsString()).isEqualTo("available");
  }

  @Test
  void a_network_interface_takes_an_address(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();

    ground.networkInterface(subnet);

    assertThat(described(s, subnet).availableIpAddressCount()).isEqualTo(250);
  }

  @Test
  void a_subnet_gives_public_addresses_only_when_it_is_told_to(Subject s) {
    String subnet = s.ground().subnet();
    assertThat(described(s, subnet).mapPublicIpOnLaunch()).isFalse();

    s.ec2()
        .modifySubnetAttribute(
            r ->
                r.subnetId(subnet)
                    .mapPublicIpOnLaunch(AttributeBooleanValue.builder().value(true).build()));

    assertThat(described(s, subnet).mapPublicIpOnLaunch()).isTrue();
  }

  @Test
  void a_new_subnet_has_the_default_network_acl(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();

    assertThat(
            s.ec2()
                .describeNetworkAcls(r -> r.filters(by("association.subnet-id", subnet)))
                .networkAcls())
        .singleElement()
        .satisfies(acl -> assertThat(acl.isDefault()).isTrue());
  }

  @Test
  void subnets_may_not_overlap(Subject s) {
    NetworkFixture ground = s.ground();
    ground.subnet();

    assertThat(Refusal.of(() -> create(s, ground.vpc(), "10.77.1.128/25")))
        .isEqualTo("InvalidSubnet.Conflict");
  }

  @Test
  void a_subnet_lies_within_its_vpc(Subject s) {
    NetworkFixture ground = s.ground();

    assertThat(Refusal.of(() -> create(s, ground.vpc(), "10.78.1.0/24")))
        .isEqualTo("InvalidSubnet.Range");
  }

  @Test
  void a_subnet_in_no_zone_is_refused(Subject s) {
    NetworkFixture ground = s.ground();

    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .createSubnet(
                            r ->
                                r.vpcId(ground.vpc())
                                    .cidrBlock("10.77.1.0/24")
                                    .availabilityZone("eu-west-2z"))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void a_subnet_of_no_vpc_is_refused(Subject s) {
    assertThat(Refusal.of(() -> create(s, "vpc-00000000000000000", "10.77.1.0/24")))
        .isEqualTo("InvalidVpcID.NotFound");
  }

  @Test
  void a_subnet_with_a_network_interface_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();
    ground.networkInterface(subnet);

    assertThat(Refusal.of(() -> s.ec2().deleteSubnet(r -> r.subnetId(subnet))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void a_subnet_with_an_instance_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();
    ground.launch(subnet);

    assertThat(Refusal.of(() -> s.ec2().deleteSubnet(r -> r.subnetId(subnet))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void a_subnet_that_is_deleted_is_not_found(Subject s) {
    String subnet = s.ground().subnet();

    s.ec2().deleteSubnet(r -> r.subnetId(subnet));

    assertThat(Refusal.of(() -> described(s, subnet))).isEqualTo("InvalidSubnetID.NotFound");
    assertThat(Refusal.of(() -> s.ec2().deleteSubnet(r -> r.subnetId(subnet))))
        .isEqualTo("InvalidSubnetID.NotFound");
  }
}
