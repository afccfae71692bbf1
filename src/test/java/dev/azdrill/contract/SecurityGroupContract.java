package dev.azdrill.contract;

import static dev.azdrill.contract.Subject.by;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

@Contract
class SecurityGroupContract {
  private static SecurityGroup described(Subject s, String group) {
    return s.ec2().describeSecurityGroups(r -> r.groupIds(group)).securityGroups().get(0);
  }

  private static IpPermission web() {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(80)
        .toPort(80)
        .ipRanges(IpRange.builder().cidrIp("192.0.2.0/24").build())
        .build();
  }

  private static IpPermission from(String group) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(8080)
        .toPort(8080)
        .userIdGroupPairs(UserIdGroupPair.builder().groupId(group).build())
        .build();
  }

  private static Object admit(Subject s, String group, IpPermission permission) {
    return s.ec2().authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(permission));
  }

  @Test
  void a_new_group_admits_nobody_and_lets_everything_out(Subject s) {
    SecurityGroup group = described(s, s.ground().group("new"));

    assertThat(group.ipPermissions()).isEmpty();
    assertThat(group.ipPermissionsEgress())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.ipProtocol()).isEqualTo("-1");
              assertThat(each.ipRanges())
                  .singleElement()
                  .satisfies(
                      range -> assertThat(range.cidrIp()).isEqualTo(NetworkFixture.EVERYWHERE));
            });
  }

  @Test
  void a_name_is_taken_once_in_a_vpc(Subject s) {
    NetworkFixture ground = s.ground();
    String name = described(s, ground.group("twin")).groupName();

    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .createSecurityGroup(
                            r -> r.groupName(name).description("twin").vpcId(ground.vpc()))))
        .isEqualTo("InvalidGroup.Duplicate");
  }

  @Test
  void a_group_of_no_vpc_is_refused(Subject s) {
    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .createSecurityGroup(
                            r ->
                                r.groupName(s.name("lost"))
                                    .description("lost")
                                    .vpcId("vpc-00000000000000000"))))
        .isEqualTo("InvalidVpcID.NotFound");
  }

  @Test
  void a_rule_is_described_as_it_was_made(Subject s) {
    String group = s.ground().group("web");

    admit(s, group, web());

    assertThat(described(s, group).ipPermissions())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.ipProtocol()).isEqualTo("tcp");
              assertThat(each.fromPort()).isEqualTo(80);
              assertThat(each.toPort()).isEqualTo(80);
              assertThat(each.ipRanges())
                  .singleElement()
                  .satisfies(range -> assertThat(range.cidrIp()).isEqualTo("192.0.2.0/24"));
            });
  }

  @Test
  void a_rule_is_made_once(Subject s) {
    String group = s.ground().group("web");
    admit(s, group, web());

    assertThat(Refusal.of(() -> admit(s, group, web()))).isEqualTo("InvalidPermission.Duplicate");
  }

  @Test
  void a_group_that_admits_another_twice_is_refused(Subject s) {
    NetworkFixture ground = s.ground();
    String door = ground.group("door");
    String application = ground.group("app");
    admit(s, application, from(door));

    assertThat(Refusal.of(() -> admit(s, application, from(door))))
        .isEqualTo("InvalidPermission.Duplicate");
  }

  @Test
  void a_rule_that_is_not_there_cannot_be_revoked(Subject s) {
    String group = s.ground().group("web");

    assertThat(
            Refusal.of(
                () ->
                    s.ec2().revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(web()))))
        .isEqualTo("InvalidPermission.NotFound");
  }

  @Test
  void a_rule_that_is_revoked_is_gone(Subject s) {
    String group = s.ground().group("web");
    admit(s, group, web());

    s.ec2().revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(web()));

    assertThat(described(s, group).ipPermissions()).isEmpty();
  }

  @Test
  void the_way_out_can_be_closed(Subject s) {
    String group = s.ground().group("shut");

    s.ec2()
        .revokeSecurityGroupEgress(
            r ->
                r.groupId(group)
                    .ipPermissions(
                        IpPermission.builder()
                            .ipProtocol("-1")
                            .ipRanges(IpRange.builder().cidrIp(NetworkFixture.EVERYWHERE).build())
                            .build()));

    assertThat(described(s, group).ipPermissionsEgress()).isEmpty();
  }

  @Test
  void a_rule_has_an_id_by_which_it_is_revoked(Subject s) {
    String group = s.ground().group("web");
    admit(s, group, web());
    SecurityGroupRule rule =
        s
            .ec2()
            .describeSecurityGroupRules(r -> r.filters(by("group-id", group)))
            .securityGroupRules()
            .stream()
            .filter(each -> !each.isEgress())
            .findFirst()
            .orElseThrow();
    assertThat(rule.securityGroupRuleId()).startsWith("sgr-");

    s.ec2()
        .revokeSecurityGroupIngress(
            r -> r.groupId(group).securityGroupRuleIds(rule.securityGroupRuleId()));

    assertThat(described(s, group).ipPermissions()).isEmpty();
  }

  @Test
  void a_rule_that_admits_a_group_names_it(Subject s) {
    NetworkFixture ground = s.ground();
    String door = ground.group("door");
    String application = ground.group("app");

    admit(s, application, from(door));

    assertThat(described(s, application).ipPermissions())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.userIdGroupPairs())
                    .singleElement()
                    .satisfies(pair -> assertThat(pair.groupId()).isEqualTo(door)));
  }

  @Test
  void a_group_that_another_admits_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    String door = ground.group("door");
    admit(s, ground.group("app"), from(door));

    assertThat(Refusal.of(() -> s.ec2().deleteSecurityGroup(r -> r.groupId(door))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void a_group_that_a_network_interface_has_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    String group = ground.group("used");
    ground.networkInterface(ground.subnet(), group);

    assertThat(Refusal.of(() -> s.ec2().deleteSecurityGroup(r -> r.groupId(group))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void the_default_group_cannot_be_deleted(Subject s) {
    String group = s.ground().defaultGroup();

    assertThat(Refusal.of(() -> s.ec2().deleteSecurityGroup(r -> r.groupId(group))))
        .isEqualTo("CannotDelete");
  }

  @Test
  void a_rule_for_an_unknown_group_is_refused(Subject s) {
    String group = s.ground().group("web");

    assertThat(Refusal.of(() -> admit(s, group, from("sg-00000000000000000"))))
        .isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void a_group_that_is_deleted_is_not_found(Subject s) {
    String group = s.ground().group("gone");

    s.ec2().deleteSecurityGroup(r -> r.groupId(group));

    assertThat(Refusal.of(() -> described(s, group))).isEqualTo("InvalidGroup.NotFound");
    assertThat(Refusal.of(() -> s.ec2().deleteSecurityGroup(r -> r.groupId(group))))
        .isEqualTo("InvalidGroup.NotFound");
  }
}
