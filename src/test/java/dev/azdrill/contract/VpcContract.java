package dev.azdrill.contract;

import static dev.azdrill.contract.Subject.by;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcState;

@Contract
class VpcContract {
  private static String create(Subject s, String block) {
    String id = s.ec2().createVpc(r -> r.cidrBlock(block)).vpc().vpcId();
    s.later("delete " + id, () -> s.ec2().deleteVpc(r -> r.vpcId(id)));
    return id;
  }

  private static Vpc described(Subject s, String id) {
    return s.ec2().describeVpcs(r -> r.vpcIds(id)).vpcs().get(0);
  }

  @Test
  void a_vpc_is_pending_and_becomes_available(Subject s) {
    Vpc created = s.ec2().createVpc(r -> r.cidrBlock(NetworkFixture.BLOCK)).vpc();
    s.later("delete it", () -> s.ec2().deleteVpc(r -> r.vpcId(created.vpcId())));

    assertThat(created.state()).isEqualTo(VpcState.PENDING);
    s.eventually("the VPC to be available")
        .until(() -> described(s, created.vpcId()).state(), state -> state == VpcState.AVAILABLE);
  }

  @Test
  void a_vpc_brings_a_main_route_table_that_keeps_traffic_inside(Subject s) {
    NetworkFixture ground = s.ground();

    RouteTable main =
        s.ec2()
            .describeRouteTables(
                r -> r.filters(by("vpc-id", ground.vpc()), by("association.main", "true")))
            .routeTables()
            .get(0);

    assertThat(main.routes()).hasSize(1);
    assertThat(main.routes().get(0).destinationCidrBlock()).isEqualTo(NetworkFixture.BLOCK);
    assertThat(main.routes().get(0).gatewayId()).isEqualTo("local");
    assertThat(main.routes().get(0).state()).isEqualTo(RouteState.ACTIVE);
  }

  @Test
  void a_vpc_brings_a_network_acl_that_allows_everything(Subject s) {
    NetworkFixture ground = s.ground();

    NetworkAcl acl =
        s.ec2()
            .describeNetworkAcls(r -> r.filters(by("vpc-id", ground.vpc()), by("default", "true")))
            .networkAcls()
            .get(0);

    assertThat(acl.entries()).hasSize(4);
    assertThat(acl.entries())
        .filteredOn(each -> each.ruleNumber() == 100)
        .extracting(NetworkAclEntry::ruleAction)
        .containsExactly(RuleAction.ALLOW, RuleAction.ALLOW);
    assertThat(acl.entries())
        .filteredOn(each -> each.ruleNumber() == 32767)
        .extracting(NetworkAclEntry::ruleAction)
        .containsExactly(RuleAction.DENY, RuleAction.DENY);
  }

  @Test
  void a_vpc_brings_a_security_group_that_admits_itself_alone(Subject s) {
    NetworkFixture ground = s.ground();

    SecurityGroup group =
        s.ec2()
            .describeSecurityGroups(r -> r.groupIds(ground.defaultGroup()))
            .securityGroups()
            .get(0);

    assertThat(group.description()).isEqualTo("default VPC security group");
    assertThat(group.ipPermissions())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.ipProtocol()).isEqualTo("-1");
              assertThat(each.userIdGroupPairs())
                  .singleElement()
                  .satisfies(pair -> assertThat(pair.groupId()).isEqualTo(group.groupId()));
              assertThat(each.ipRanges()).isEmpty();
            });
    assertThat(group.ipPermissionsEgress())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.ipRanges())
                    .singleElement()
                    .satisfies(
                        range -> assertThat(range.cidrIp()).isEqualTo(NetworkFixture.EVERYWHERE)));
  }

  @Test
  void what_came_with_a_vpc_goes_with_it(Subject s) {
    String id = create(s, NetworkFixture.BLOCK);

    s.ec2().deleteVpc(r -> r.vpcId(id));

    assertThat(s.ec2().describeRouteTables(r -> r.filters(by("vpc-id", id))).routeTables())
        .isEmpty();
    assertThat(s.ec2().describeNetworkAcls(r -> r.filters(by("vpc-id", id))).networkAcls())
        .isEmpty();
    assertThat(s.ec2().describeSecurityGroups(r -> r.filters(by("vpc-id", id))).securityGroups())
        .isEmpty();
  }

  @Test
  void a_vpc_wider_than_16_bits_is_refused(Subject s) {
    assertThat(Refusal.of(() -> create(s, "10.0.0.0/15"))).isEqualTo("InvalidVpc.Range");
  }

  @Test
  void a_vpc_narrower_than_28_bits_is_refused(Subject s) {
    assertThat(Refusal.of(() -> create(s, "10.0.0.0/29"))).isEqualTo("InvalidVpc.Range");
  }

  @Test
  void the_host_bits_of_a_block_are_dropped(Subject s) {
    assertThat(described(s, create(s, "10.77.3.18/20")).cidrBlock()).isEqualTo("10.77.0.0/20");
  }

  @Test
  void names_are_resolved_and_hosts_get_none(Subject s) {
    String id = create(s, NetworkFixture.BLOCK);

    assertThat(
            s.ec2()
                .describeVpcAttribute(
                    r -> r.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
                .enableDnsSupport()
                .value())
        .isTrue();
    assertThat(
            s.ec2()
                .describeVpcAttribute(
                    r -> r.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                .enableDnsHostnames()
                .value())
        .isFalse();
  }

  @Test
  void a_vpc_with_a_subnet_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    ground.subnet();

    assertThat(Refusal.of(() -> s.ec2().deleteVpc(r -> r.vpcId(ground.vpc()))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void a_vpc_with_an_internet_gateway_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();

    assertThat(Refusal.of(() -> s.ec2().deleteVpc(r -> r.vpcId(ground.vpc()))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void a_vpc_that_is_deleted_is_not_found(Subject s) {
    String id = create(s, NetworkFixture.BLOCK);

    s.ec2().deleteVpc(r -> r.vpcId(id));

    assertThat(Refusal.of(() -> described(s, id))).isEqualTo("InvalidVpcID.NotFound");
    assertThat(Refusal.of(() -> s.ec2().deleteVpc(r -> r.vpcId(id))))
        .isEqualTo("InvalidVpcID.NotFound");
  }

  @Test
  void a_vpc_is_found_by_its_tag(Subject s) {
    String name = s.name("tag");
    String id =
        s.ec2()
            .createVpc(
                r ->
                    r.cidrBlock(NetworkFixture.BLOCK)
                        .tagSpecifications(
                            TagSpecification.builder()
                                .resourceType(ResourceType.VPC)
                                .tags(Subject.tag("Name", name))
                                .build()))
            .vpc()
            .vpcId();
    s.later("delete it", () -> s.ec2().deleteVpc(r -> r.vpcId(id)));

    assertThat(s.ec2().describeVpcs(r -> r.filters(by("tag:Name", name))).vpcs())
        .singleElement()
        .satisfies(vpc -> assertThat(vpc.vpcId()).isEqualTo(id));
    assertThat(s.ec2().describeVpcs(r -> r.filters(by("tag:Name", name + "x"))).vpcs()).isEmpty();
  }

  @Test
  void a_filter_that_does_not_exist_is_refused(Subject s) {
    assertThat(Refusal.of(() -> s.ec2().describeVpcs(r -> r.filters(by("colour", "blue")))))
        .isEqualTo("InvalidParameterValue");
  }
}
