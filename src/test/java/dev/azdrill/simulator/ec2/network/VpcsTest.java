package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcState;

class VpcsTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;

  @BeforeEach
  void client() {
    ec2 = region.aws().ec2();
  }

  private Vpc vpc(String cidr) {
    return ec2.createVpc(r -> r.cidrBlock(cidr)).vpc();
  }

  @Test
  void a_new_vpc_is_pending_and_available_within_seconds() {
    Vpc vpc = vpc("10.0.0.0/16");
    assertThat(vpc.vpcId()).matches("vpc-0[0-9a-f]{16}");
    assertThat(vpc.state()).isEqualTo(VpcState.PENDING);

    region.aws().ec2Waiter().waitUntilVpcAvailable(r -> r.vpcIds(vpc.vpcId()));

    assertThat(ec2.describeVpcs(r -> r.vpcIds(vpc.vpcId())).vpcs().get(0).state())
        .isEqualTo(VpcState.AVAILABLE);
  }

  @Test
  void host_bits_of_its_block_are_cleared() {
    assertThat(vpc("100.68.0.18/18").cidrBlock()).isEqualTo("100.68.0.0/18");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/15, InvalidVpc.Range",
    "10.0.0.0/29, InvalidVpc.Range",
    "10.0.0.0, InvalidParameterValue",
    "ten, InvalidParameterValue"
  })
  void a_block_that_is_none_or_of_the_wrong_size_is_refused(String cidr, String code) {
    assertThat(refused(() -> vpc(cidr))).isEqualTo(code);
    assertThat(ec2.describeVpcs().vpcs()).isEmpty();
  }

  @Test
  void with_it_comes_a_default_group_that_admits_its_own_members() {
    String vpcId = vpc("10.0.0.0/16").vpcId();

    SecurityGroup group =
        ec2.describeSecurityGroups(
                r ->
                    r.filters(
                        Filter.builder().name("vpc-id").values(vpcId).build(),
                        Filter.builder().name("group-name").values("default").build()))
            .securityGroups()
            .get(0);

    assertThat(group.description()).isEqualTo("default VPC security group");
    assertThat(group.ipPermissions())
        .singleElement()
        .satisfies(
            permission -> {
              assertThat(permission.ipProtocol()).isEqualTo("-1");
              assertThat(permission.userIdGroupPairs().get(0).groupId()).isEqualTo(group.groupId());
            });
    assertThat(group.ipPermissionsEgress().get(0).ipRanges().get(0).cidrIp())
        .isEqualTo("0.0.0.0/0");
    assertThat(refused(() -> ec2.deleteSecurityGroup(r -> r.groupId(group.groupId()))))
        .isEqualTo("CannotDelete");
  }

  @Test
  void its_dns_attributes_start_as_on_aws_and_can_be_changed_one_at_a_time() {
    String vpcId = vpc("10.0.0.0/16").vpcId();
    assertThat(attribute(vpcId, VpcAttributeName.ENABLE_DNS_SUPPORT)).isTrue();
    assertThat(attribute(vpcId, VpcAttributeName.ENABLE_DNS_HOSTNAMES)).isFalse();

    ec2.modifyVpcAttribute(r -> r.vpcId(vpcId).enableDnsHostnames(v -> v.value(true)));

    assertThat(attribute(vpcId, VpcAttributeName.ENABLE_DNS_SUPPORT)).isTrue();
    assertThat(attribute(vpcId, VpcAttributeName.ENABLE_DNS_HOSTNAMES)).isTrue();
  }

  private boolean attribute(String vpcId, VpcAttributeName name) {
    var described = ec2.describeVpcAttribute(r -> r.vpcId(vpcId).attribute(name));
    return (name == VpcAttributeName.ENABLE_DNS_SUPPORT
            ? described.enableDnsSupport()
            : described.enableDnsHostnames())
        .value();
  }

  @Test
  void it_goes_with_all_that_came_with_it_but_not_while_a_subnet_stands_in_it() {
    String vpcId = vpc("10.0.0.0/16").vpcId();
    String subnetId =
        ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock("10.0.1.0/24")).subnet().subnetId();
    assertThat(refused(() -> ec2.deleteVpc(r -> r.vpcId(vpcId)))).isEqualTo("DependencyViolation");

    ec2.deleteSubnet(r -> r.subnetId(subnetId));
    ec2.deleteVpc(r -> r.vpcId(vpcId));

    assertThat(ec2.describeVpcs().vpcs()).isEmpty();
    assertThat(ec2.describeSecurityGroups().securityGroups()).isEmpty();
    assertThat(ec2.describeSecurityGroupRules(r -> {}).securityGroupRules()).isEmpty();
    assertThat(refused(() -> ec2.describeVpcs(r -> r.vpcIds(vpcId))))
        .isEqualTo("InvalidVpcID.NotFound");
  }

  @Test
  void what_the_account_made_in_it_has_to_go_before_it() {
    String vpcId = vpc("10.0.0.0/16").vpcId();
    String table = ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();
    assertThat(refused(() -> ec2.deleteVpc(r -> r.vpcId(vpcId)))).isEqualTo("DependencyViolation");
    ec2.deleteRouteTable(r -> r.routeTableId(table));

    String acl = ec2.createNetworkAcl(r -> r.vpcId(vpcId)).networkAcl().networkAclId();
    assertThat(refused(() -> ec2.deleteVpc(r -> r.vpcId(vpcId)))).isEqualTo("DependencyViolation");
    ec2.deleteNetworkAcl(r -> r.networkAclId(acl));

    String group =
        ec2.createSecurityGroup(r -> r.groupName("x").description("x").vpcId(vpcId)).groupId();
    assertThat(refused(() -> ec2.deleteVpc(r -> r.vpcId(vpcId)))).isEqualTo("DependencyViolation");
    ec2.deleteSecurityGroup(r -> r.groupId(group));

    String door = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(door));
    assertThat(refused(() -> ec2.deleteVpc(r -> r.vpcId(vpcId)))).isEqualTo("DependencyViolation");
    ec2.detachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(door));

    assertThat(refused(() -> ec2.deleteVpc(r -> r.vpcId(vpcId)))).isEqualTo("accepted");
  }

  @Test
  void the_sixth_vpc_is_one_too_many() {
    for (int i = 0; i < 5; i++) {
      vpc("10." + i + ".0.0/16");
    }
    assertThat(refused(() -> vpc("10.5.0.0/16"))).isEqualTo("VpcLimitExceeded");
  }
}
