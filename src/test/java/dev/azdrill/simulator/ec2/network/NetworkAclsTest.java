package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.simulator.RegionUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;

class NetworkAclsTest {
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

  private NetworkAcl ofSubnet() {
    return ec2.describeNetworkAcls(
            r -> r.filters(Filter.builder().name("association.subnet-id").values(subnetId).build()))
        .networkAcls()
        .get(0);
  }

  private void admit(String aclId, int number, int port) {
    ec2.createNetworkAclEntry(
        r ->
            r.networkAclId(aclId)
                .ruleNumber(number)
                .egress(false)
                .protocol("tcp")
                .portRange(p -> p.from(port).to(port))
                .cidrBlock("0.0.0.0/0")
                .ruleAction(RuleAction.ALLOW));
  }

  @Test
  void a_subnet_starts_with_the_default_acl_that_lets_all_pass() {
    assertThat(ofSubnet().isDefault()).isTrue();
    assertThat(ofSubnet().entries())
        .extracting(
            NetworkAclEntry::egress,
            NetworkAclEntry::ruleNumber,
            NetworkAclEntry::protocol,
            NetworkAclEntry::ruleAction)
        .containsExactly(
            tuple(true, 100, "-1", RuleAction.ALLOW),
            tuple(true, 32767, "-1", RuleAction.DENY),
            tuple(false, 100, "-1", RuleAction.ALLOW),
            tuple(false, 32767, "-1", RuleAction.DENY));
    assertThat(refused(() -> ec2.deleteNetworkAcl(r -> r.networkAclId(ofSubnet().networkAclId()))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void entries_stand_by_number_in_whatever_order_they_were_made() {
    String acl = ec2.createNetworkAcl(r -> r.vpcId(vpcId)).networkAcl().networkAclId();
    admit(acl, 300, 22);
    admit(acl, 100, 80);
    admit(acl, 200, 443);

    assertThat(ec2.describeNetworkAcls(r -> r.networkAclIds(acl)).networkAcls().get(0).entries())
        .filteredOn(entry -> !entry.egress())
        .extracting(NetworkAclEntry::ruleNumber)
        .containsExactly(100, 200, 300, 32767);
    assertThat(refused(() -> admit(acl, 100, 81))).isEqualTo("NetworkAclEntryAlreadyExists");
    assertThat(refused(() -> admit(acl, 32767, 81))).isEqualTo("InvalidParameterValue");
  }

  @Test
  void an_entry_is_replaced_in_its_place_and_can_be_removed() {
    String acl = ec2.createNetworkAcl(r -> r.vpcId(vpcId)).networkAcl().networkAclId();
    admit(acl, 100, 80);
    ec2.replaceNetworkAclEntry(
        r ->
            r.networkAclId(acl)
                .ruleNumber(100)
                .egress(false)
                .protocol("-1")
                .cidrBlock("10.0.0.9/8")
                .ruleAction(RuleAction.DENY));
    NetworkAclEntry entry =
        ec2.describeNetworkAcls(r -> r.networkAclIds(acl)).networkAcls().get(0).entries().get(1);
    assertThat(entry.ruleAction()).isEqualTo(RuleAction.DENY);
    assertThat(entry.cidrBlock()).isEqualTo("10.0.0.0/8");

    ec2.deleteNetworkAclEntry(r -> r.networkAclId(acl).ruleNumber(100).egress(false));

    assertThat(
            refused(
                () ->
                    ec2.deleteNetworkAclEntry(
                        r -> r.networkAclId(acl).ruleNumber(100).egress(false))))
        .isEqualTo("InvalidNetworkAclEntry.NotFound");
  }

  @Test
  void a_subnet_changes_its_acl_and_holds_the_one_it_has() {
    String before = ofSubnet().networkAclId();
    String association = ofSubnet().associations().get(0).networkAclAssociationId();
    String closed = ec2.createNetworkAcl(r -> r.vpcId(vpcId)).networkAcl().networkAclId();

    String next =
        ec2.replaceNetworkAclAssociation(r -> r.associationId(association).networkAclId(closed))
            .newAssociationId();

    assertThat(ofSubnet().networkAclId()).isEqualTo(closed);
    assertThat(refused(() -> ec2.deleteNetworkAcl(r -> r.networkAclId(closed))))
        .isEqualTo("DependencyViolation");
    assertThat(
            refused(
                () ->
                    ec2.replaceNetworkAclAssociation(
                        r -> r.associationId(association).networkAclId(closed))))
        .isEqualTo("InvalidAssociationID.NotFound");

    ec2.replaceNetworkAclAssociation(r -> r.associationId(next).networkAclId(before));
    ec2.deleteNetworkAcl(r -> r.networkAclId(closed));
  }
}
