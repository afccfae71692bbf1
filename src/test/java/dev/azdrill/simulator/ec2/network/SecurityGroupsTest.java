package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.Refused.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.simulator.RegionUnderTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class SecurityGroupsTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;
  private String web;

  @BeforeEach
  void vpcWithAGroup() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    web = group("web");
  }

  private String group(String name) {
    return ec2.createSecurityGroup(
            r -> r.groupName(name).description("the " + name + " tier").vpcId(vpcId))
        .groupId();
  }

  private SecurityGroup described(String id) {
    return ec2.describeSecurityGroups(r -> r.groupIds(id)).securityGroups().get(0);
  }

  private static IpPermission from(String cidr, String protocol, Integer first, Integer last) {
    return IpPermission.builder()
        .ipProtocol(protocol)
        .fromPort(first)
        .toPort(last)
        .ipRanges(IpRange.builder().cidrIp(cidr).description("from " + cidr).build())
        .build();
  }

  private static IpPermission from(String groupId, int port) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .userIdGroupPairs(UserIdGroupPair.builder().groupId(groupId).build())
        .build();
  }

  private List<SecurityGroupRule> admit(String groupId, IpPermission... permissions) {
    return ec2.authorizeSecurityGroupIngress(r -> r.groupId(groupId).ipPermissions(permissions))
        .securityGroupRules();
  }

  @Test
  void a_new_group_admits_nobody_and_lets_everything_out() {
    SecurityGroup group = described(web);
    assertThat(group.ipPermissions()).isEmpty();
    assertThat(group.ipPermissionsEgress())
        .extracting(IpPermission::ipProtocol, p -> p.ipRanges().get(0).cidrIp())
        .containsExactly(tuple("-1", "0.0.0.0/0"));
    assertThat(group.securityGroupArn()).endsWith(":security-group/" + web);
  }

  @Test
  void rules_and_permissions_tell_the_same_story() {
    List<SecurityGroupRule> added =
        admit(
            web,
            from("0.0.0.0/0", "tcp", 80, 80),
            from("10.1.2.3/8", "tcp", 80, 80),
            from("0.0.0.0/0", "6", 443, 443));

    assertThat(added)
        .extracting(SecurityGroupRule::cidrIpv4)
        .containsExactly("0.0.0.0/0", "10.0.0.0/8", "0.0.0.0/0");
    assertThat(described(web).ipPermissions())
        .extracting(
            IpPermission::ipProtocol,
            IpPermission::toPort,
            p -> p.ipRanges().stream().map(IpRange::cidrIp).toList())
        .containsExactly(
            tuple("tcp", 80, List.of("0.0.0.0/0", "10.0.0.0/8")),
            tuple("tcp", 443, List.of("0.0.0.0/0")));
    assertThat(
            ec2.describeSecurityGroupRules(
                    r -> r.filters(Filter.builder().name("group-id").values(web).build()))
                .securityGroupRules())
        .filteredOn(rule -> !rule.isEgress())
        .isEqualTo(added);
  }

  @Test
  void the_same_rule_twice_is_a_duplicate_whatever_its_description_or_spelling() {
    admit(web, from("0.0.0.0/0", "tcp", 80, 80));
    assertThat(words(() -> admit(web, from("1.2.3.4/0", "6", 80, 80))))
        .isEqualTo(
            "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW\""
                + " already exists");
    assertThat(
            refused(
                () ->
                    admit(web, from("0.0.0.0/0", "tcp", 22, 22), from("0.0.0.0/0", "tcp", 80, 80))))
        .isEqualTo("InvalidPermission.Duplicate");
    assertThat(described(web).ipPermissions()).as("nothing of a refused call").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, tcp, 443, 80, InvalidParameterValue",
    "0.0.0.0/0, tcp, 0, 65536, InvalidParameterValue",
    "0.0.0.0/0, tcp, , , InvalidParameterValue",
    "0.0.0.0/0, smoke, 1, 1, InvalidPermission.Malformed",
    "10.0.0.0/33, tcp, 80, 80, InvalidParameterValue",
    "0.0.0.0/0, -1, , , accepted",
    "0.0.0.0/0, icmp, -1, -1, accepted",
    "0.0.0.0/0, 50, , , accepted"
  })
  void a_rule_that_makes_no_sense_is_refused(
      String cidr, String protocol, Integer first, Integer last, String code) {
    assertThat(refused(() -> admit(web, from(cidr, protocol, first, last)))).isEqualTo(code);
  }

  @Test
  void a_group_that_another_names_cannot_go_before_it() {
    String app = group("app");
    admit(app, from(web, 8080));
    assertThat(words(() -> ec2.deleteSecurityGroup(r -> r.groupId(web))))
        .isEqualTo("resource " + web + " has a dependent object");

    ec2.deleteSecurityGroup(r -> r.groupId(app));
    ec2.deleteSecurityGroup(r -> r.groupId(web));

    assertThat(refused(() -> described(web))).isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void a_group_that_names_itself_can_go() {
    admit(web, from(web, 8080));
    ec2.deleteSecurityGroup(r -> r.groupId(web));
    assertThat(refused(() -> described(web))).isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void a_group_that_an_interface_carries_cannot_go() {
    String subnetId =
        ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock("10.0.1.0/24")).subnet().subnetId();
    String eni =
        ec2.createNetworkInterface(r -> r.subnetId(subnetId).groups(web))
            .networkInterface()
            .networkInterfaceId();
    assertThat(refused(() -> ec2.deleteSecurityGroup(r -> r.groupId(web))))
        .isEqualTo("DependencyViolation");

    ec2.modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(eni).groups(group("other")));

    assertThat(refused(() -> ec2.deleteSecurityGroup(r -> r.groupId(web)))).isEqualTo("accepted");
  }

  @Test
  void a_rule_is_revoked_by_what_it_says() {
    admit(web, from("0.0.0.0/0", "tcp", 80, 80));
    IpPermission same = from("0.0.0.0/0", "tcp", 80, 80);

    var revoked = ec2.revokeSecurityGroupIngress(r -> r.groupId(web).ipPermissions(same));

    assertThat(revoked.revokedSecurityGroupRules())
        .extracting(RevokedSecurityGroupRule::cidrIpv4, RevokedSecurityGroupRule::toPort)
        .containsExactly(tuple("0.0.0.0/0", 80));
    assertThat(described(web).ipPermissions()).isEmpty();
    assertThat(
            refused(() -> ec2.revokeSecurityGroupIngress(r -> r.groupId(web).ipPermissions(same))))
        .isEqualTo("InvalidPermission.NotFound");
  }

  @Test
  void a_rule_is_revoked_by_its_id_in_its_own_direction() {
    String rule = admit(web, from("0.0.0.0/0", "tcp", 80, 80)).get(0).securityGroupRuleId();
    assertThat(
            refused(
                () ->
                    ec2.revokeSecurityGroupEgress(r -> r.groupId(web).securityGroupRuleIds(rule))))
        .isEqualTo("InvalidSecurityGroupRuleId.NotFound");

    ec2.revokeSecurityGroupIngress(r -> r.groupId(web).securityGroupRuleIds(rule));

    assertThat(described(web).ipPermissions()).isEmpty();
  }

  @Test
  void a_rule_changes_and_keeps_its_id() {
    String rule = admit(web, from("0.0.0.0/0", "tcp", 80, 80)).get(0).securityGroupRuleId();

    ec2.modifySecurityGroupRules(
        r ->
            r.groupId(web)
                .securityGroupRules(
                    SecurityGroupRuleUpdate.builder()
                        .securityGroupRuleId(rule)
                        .securityGroupRule(
                            SecurityGroupRuleRequest.builder()
                                .ipProtocol("tcp")
                                .fromPort(443)
                                .toPort(443)
                                .cidrIpv4("10.0.0.0/8")
                                .build())
                        .build()));

    SecurityGroupRule changed =
        ec2.describeSecurityGroupRules(r -> r.securityGroupRuleIds(rule))
            .securityGroupRules()
            .get(0);
    assertThat(changed.fromPort()).isEqualTo(443);
    assertThat(changed.cidrIpv4()).isEqualTo("10.0.0.0/8");
  }

  @Test
  void names_are_unique_in_a_vpc_and_some_are_reserved() {
    assertThat(refused(() -> group("web"))).isEqualTo("InvalidGroup.Duplicate");
    assertThat(refused(() -> group("default"))).isEqualTo("InvalidParameterValue");
    assertThat(refused(() -> group("sg-web"))).isEqualTo("InvalidParameterValue");
    assertThat(refused(() -> group("wéb"))).isEqualTo("InvalidParameterValue");
    assertThat(refused(() -> described("sg-web"))).isEqualTo("InvalidGroupId.Malformed");
  }

  @Test
  void a_group_of_another_vpc_cannot_be_named() {
    String other = ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    String foreign =
        ec2.createSecurityGroup(r -> r.groupName("x").description("x").vpcId(other)).groupId();
    assertThat(refused(() -> admit(web, from(foreign, 80)))).isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void groups_are_found_by_what_they_admit() {
    admit(web, from("0.0.0.0/0", "tcp", 80, 80));
    group("app");
    assertThat(
            ec2.describeSecurityGroups(
                    r ->
                        r.filters(
                            Filter.builder()
                                .name("ip-permission.cidr")
                                .values("0.0.0.0/0")
                                .build()))
                .securityGroups())
        .extracting(SecurityGroup::groupId)
        .containsExactly(web);
  }

  @Test
  void the_same_rule_twice_in_one_call_is_refused_and_adds_nothing() {
    IpPermission ssh = from("10.7.0.0/16", "tcp", 22, 22);
    IpPermission same = from("10.7.9.9/16", "6", 22, 22);

    assertThat(refused(() -> admit(web, ssh, same))).isEqualTo("InvalidParameterValue");
    assertThat(words(() -> admit(web, ssh, same)))
        .isEqualTo("The same permission must not appear multiple times");
    assertThat(described(web).ipPermissions()).isEmpty();
  }

  @Test
  void a_rule_gets_another_description_by_its_permission_or_its_id() {
    SecurityGroupRule rule = admit(web, from("10.7.0.0/16", "tcp", 22, 22)).get(0);
    IpPermission again =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .ipRanges(IpRange.builder().cidrIp("10.7.0.0/16").description("admins").build())
            .build();

    ec2.updateSecurityGroupRuleDescriptionsIngress(r -> r.groupId(web).ipPermissions(again));
    assertThat(described(web).ipPermissions().get(0).ipRanges().get(0).description())
        .isEqualTo("admins");
    ec2.updateSecurityGroupRuleDescriptionsIngress(
        r ->
            r.groupId(web)
                .securityGroupRuleDescriptions(
                    SecurityGroupRuleDescription.builder()
                        .securityGroupRuleId(rule.securityGroupRuleId())
                        .description("nobody")
                        .build()));
    assertThat(described(web).ipPermissions().get(0).ipRanges().get(0).description())
        .isEqualTo("nobody");

    assertThat(
            refused(
                () ->
                    ec2.updateSecurityGroupRuleDescriptionsEgress(
                        r -> r.groupId(web).ipPermissions(again))))
        .isEqualTo("InvalidPermission.NotFound");
    assertThat(refused(() -> ec2.updateSecurityGroupRuleDescriptionsIngress(r -> r.groupId(web))))
        .isEqualTo("InvalidParameterCombination");
  }

  @Test
  void a_rule_cannot_become_one_that_the_group_has() {
    List<SecurityGroupRule> rules =
        admit(web, from("10.7.0.0/16", "tcp", 22, 22), from("10.8.0.0/16", "tcp", 22, 22));

    assertThat(
            refused(
                () ->
                    ec2.modifySecurityGroupRules(
                        r ->
                            r.groupId(web)
                                .securityGroupRules(
                                    SecurityGroupRuleUpdate.builder()
                                        .securityGroupRuleId(rules.get(1).securityGroupRuleId())
                                        .securityGroupRule(
                                            SecurityGroupRuleRequest.builder()
                                                .ipProtocol("tcp")
                                                .fromPort(22)
                                                .toPort(22)
                                                .cidrIpv4("10.7.0.0/16")
                                                .build())
                                        .build()))))
        .isEqualTo("InvalidPermission.Duplicate");
    assertThat(described(web).ipPermissions().get(0).ipRanges()).hasSize(2);
  }
}
