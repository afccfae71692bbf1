package dev.azdrill.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;

/** What a request itself tells of the resources that it is made on. */
class PermittedResourcesTest {
  private static final String MINE = "i-0aaaaaaaaaaaaaaaa";
  private static final String OTHER = "i-0bbbbbbbbbbbbbbbb";
  private static final String GROUP =
      "arn:aws:elasticloadbalancing:eu-west-2:123456789012:targetgroup/shop/0123456789abcdef";

  private static String foreign(SdkPojo request, String... known) {
    return PermittedResources.of(Set.of(known)).foreign(request, Set.of()).orElse("none");
  }

  @Test
  void one_foreign_id_among_others_is_found() {
    SdkPojo request = TerminateInstancesRequest.builder().instanceIds(MINE, OTHER).build();

    assertThat(foreign(request, MINE)).isEqualTo(OTHER);
    assertThat(foreign(request, MINE, OTHER)).isEqualTo("none");
    assertThat(PermittedResources.ANY.foreign(request, Set.of())).isEmpty();
  }

  @Test
  void what_the_session_has_made_is_its_own() {
    SdkPojo request = TerminateInstancesRequest.builder().instanceIds(OTHER).build();

    assertThat(PermittedResources.of(Set.of()).foreign(request, Set.of(OTHER))).isEmpty();
  }

  @Test
  void names_are_judged_where_they_name_what_is_changed() {
    assertThat(foreign(RebootDbInstanceRequest.builder().dbInstanceIdentifier("shop").build()))
        .isEqualTo("shop");
    assertThat(
            foreign(
                SuspendProcessesRequest.builder()
                    .autoScalingGroupName("shop")
                    .scalingProcesses("Launch")
                    .build()))
        .isEqualTo("shop");
  }

  @Test
  void an_arn_is_judged_and_the_targets_of_a_group_are_its_content() {
    SdkPojo request =
        DeregisterTargetsRequest.builder()
            .targetGroupArn(GROUP)
            .targets(TargetDescription.builder().id(OTHER).build())
            .build();

    assertThat(foreign(request)).isEqualTo(GROUP);
    assertThat(foreign(request, GROUP)).isEqualTo("none");
  }

  @Test
  void the_groups_that_a_rule_names_are_its_content() {
    IpPermission named =
        IpPermission.builder()
            .userIdGroupPairs(UserIdGroupPair.builder().groupId("sg-0bbbbbbb").build())
            .build();
    SdkPojo request =
        RevokeSecurityGroupIngressRequest.builder()
            .groupId("sg-0aaaaaaa")
            .ipPermissions(named)
            .build();

    assertThat(foreign(request, "sg-0aaaaaaa")).isEqualTo("none");
    assertThat(foreign(request)).isEqualTo("sg-0aaaaaaa");
  }

  @Test
  void images_and_associations_are_not_judged_and_what_stands_beside_them_is() {
    assertThat(
            foreign(
                CreateLaunchTemplateVersionRequest.builder()
                    .launchTemplateId("lt-0aaaaaaaaaaaaaaaa")
                    .launchTemplateData(d -> d.imageId("ami-00000000000000000"))
                    .build()))
        .isEqualTo("lt-0aaaaaaaaaaaaaaaa");
    assertThat(
            foreign(
                ReplaceNetworkAclAssociationRequest.builder()
                    .associationId("aclassoc-0aaaaaaaaaaaaaaaa")
                    .networkAclId("acl-0aaaaaaaaaaaaaaaa")
                    .build()))
        .isEqualTo("acl-0aaaaaaaaaaaaaaaa");
  }
}
