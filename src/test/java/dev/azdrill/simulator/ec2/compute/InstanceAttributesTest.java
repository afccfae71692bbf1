package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.compute.InstancesTest.AL2023;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;

class InstanceAttributesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;
  private String id;

  @BeforeEach
  void instance() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    String subnetId =
        ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock("10.0.1.0/24")).subnet().subnetId();
    id =
        ec2.runInstances(
                r ->
                    r.imageId(AL2023)
                        .instanceType("t3.micro")
                        .subnetId(subnetId)
                        .userData("IyEvYmluL3No")
                        .minCount(1)
                        .maxCount(1))
            .instances()
            .get(0)
            .instanceId();
  }

  @Test
  void user_data_is_not_in_the_description_and_can_be_asked_for() {
    assertThat(
            ec2.describeInstanceAttribute(
                    r -> r.instanceId(id).attribute(InstanceAttributeName.USER_DATA))
                .userData()
                .value())
        .isEqualTo("IyEvYmluL3No");
  }

  @Test
  void the_type_changes_only_while_the_instance_is_stopped() {
    region.pass(Duration.ofSeconds(10));
    assertThat(refused(() -> resize("t3.small"))).isEqualTo("IncorrectInstanceState");

    ec2.stopInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofSeconds(30));
    resize("t3.small");

    assertThat(one().instanceTypeAsString()).isEqualTo("t3.small");
    assertThat(refused(() -> resize("t3.huge"))).isEqualTo("InvalidParameterValue");
  }

  @Test
  void groups_and_the_metadata_service_change_while_it_runs() {
    String group =
        ec2.createSecurityGroup(r -> r.groupName("app").description("app").vpcId(vpcId)).groupId();

    ec2.modifyInstanceAttribute(r -> r.instanceId(id).groups(group));
    ec2.modifyInstanceMetadataOptions(r -> r.instanceId(id).httpTokens(HttpTokensState.OPTIONAL));

    assertThat(one().securityGroups()).extracting("groupId").containsExactly(group);
    assertThat(one().networkInterfaces().get(0).groups())
        .extracting("groupId")
        .containsExactly(group);
    assertThat(one().metadataOptions().httpTokens()).isEqualTo(HttpTokensState.OPTIONAL);
    assertThat(one().metadataOptions().httpPutResponseHopLimit()).isEqualTo(2);
  }

  @Test
  void a_burstable_instance_is_unlimited() {
    assertThat(
            ec2.describeInstanceCreditSpecifications(r -> r.instanceIds(id))
                .instanceCreditSpecifications())
        .extracting("cpuCredits")
        .containsExactly("unlimited");
  }

  private void resize(String type) {
    ec2.modifyInstanceAttribute(r -> r.instanceId(id).instanceType(v -> v.value(type)));
  }

  private Instance one() {
    return ec2.describeInstances(r -> r.instanceIds(id)).reservations().get(0).instances().get(0);
  }
}
