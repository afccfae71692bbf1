package dev.azdrill.contract;

import static dev.azdrill.contract.Subject.by;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;

@Contract
class NetworkAclContract {
  private static String create(Subject s, NetworkFixture ground) {
    String id = s.ec2().createNetworkAcl(r -> r.vpcId(ground.vpc())).networkAcl().networkAclId();
    s.later("delete " + id, () -> s.ec2().deleteNetworkAcl(r -> r.networkAclId(id)));
    return id;
  }

  private static NetworkAcl described(Subject s, String id) {
    return s.ec2().describeNetworkAcls(r -> r.networkAclIds(id)).networkAcls().get(0);
  }

  private static NetworkAcl ofSubnet(Subject s, String subnet) {
    return s.ec2()
        .describeNetworkAcls(r -> r.filters(by("association.subnet-id", subnet)))
        .networkAcls()
        .get(0);
  }

  private static Object allow(Subject s, String acl) {
    return s.ec2()
        .createNetworkAclEntry(
            r ->
                r.networkAclId(acl)
                    .ruleNumber(100)
                    .protocol("-1")
                    .ruleAction(RuleAction.ALLOW)
                    .egress(false)
                    .cidrBlock(NetworkFixture.EVERYWHERE));
  }

  private static void move(Subject s, String subnet, String acl) {
    String before = ofSubnet(s, subnet).networkAclId();
    associate(s, subnet, acl);
    s.later("give " + subnet + " its first ACL back", () -> associate(s, subnet, before));
  }

  private static void associate(Subject s, String subnet, String acl) {
    String association =
        ofSubnet(s, subnet).associations().stream()
            .filter(each -> each.subnetId().equals(subnet))
            .findFirst()
            .orElseThrow()
            .networkAclAssociationId();
    s.ec2().replaceNetworkAclAssociation(r -> r.associationId(association).networkAclId(acl));
  }

  @Test
  void a_new_acl_denies_everything(Subject s) {
    NetworkAcl acl = described(s, create(s, s.ground()));

    assertThat(acl.isDefault()).isFalse();
    assertThat(acl.entries())
        .hasSize(2)
        .extracting(NetworkAclEntry::ruleAction)
        .containsOnly(RuleAction.DENY);
  }

  @Test
  void a_number_is_taken_once_in_each_direction(Subject s) {
    String acl = create(s, s.ground());
    allow(s, acl);

    assertThat(Refusal.of(() -> allow(s, acl))).isEqualTo("NetworkAclEntryAlreadyExists");
  }

  @Test
  void an_entry_that_is_deleted_is_gone(Subject s) {
    String acl = create(s, s.ground());
    allow(s, acl);

    s.ec2().deleteNetworkAclEntry(r -> r.networkAclId(acl).ruleNumber(100).egress(false));

    assertThat(described(s, acl).entries()).hasSize(2);
  }

  @Test
  void an_entry_that_is_not_there_cannot_be_deleted(Subject s) {
    String acl = create(s, s.ground());

    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .deleteNetworkAclEntry(
                            r -> r.networkAclId(acl).ruleNumber(100).egress(false))))
        .isEqualTo("InvalidNetworkAclEntry.NotFound");
  }

  @Test
  void a_subnet_moves_to_another_acl(Subject s) {
    NetworkFixture ground = s.ground();
    String acl = create(s, ground);
    String subnet = ground.subnet();

    move(s, subnet, acl);

    assertThat(ofSubnet(s, subnet).networkAclId()).isEqualTo(acl);
  }

  @Test
  void an_acl_that_a_subnet_has_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    String acl = create(s, ground);
    move(s, ground.subnet(), acl);

    assertThat(Refusal.of(() -> s.ec2().deleteNetworkAcl(r -> r.networkAclId(acl))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void the_default_acl_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    String acl =
        s.ec2()
            .describeNetworkAcls(r -> r.filters(by("vpc-id", ground.vpc()), by("default", "true")))
            .networkAcls()
            .get(0)
            .networkAclId();

    assertThat(Refusal.of(() -> s.ec2().deleteNetworkAcl(r -> r.networkAclId(acl))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void an_acl_that_is_deleted_is_not_found(Subject s) {
    String acl = create(s, s.ground());

    s.ec2().deleteNetworkAcl(r -> r.networkAclId(acl));

    assertThat(Refusal.of(() -> described(s, acl))).isEqualTo("InvalidNetworkAclID.NotFound");
  }
}
