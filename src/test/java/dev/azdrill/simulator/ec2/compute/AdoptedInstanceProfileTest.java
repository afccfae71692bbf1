package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.world.AmiCatalogue.AL2023_X86_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.RegionUnderTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;

/** Whether a twin launches with a profile that is, or is not, where its stack stands. */
class AdoptedInstanceProfileTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private String templateId;
  private Inventory described;
  private String subnetId;

  @BeforeEach
  void a_group_that_launches_with_a_profile() {
    Ec2Client original = region.aws().ec2();
    StandingProfiles.make(region.aws(), "/", "app");
    String vpcId = original.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnetId =
        original
            .createSubnet(
                r -> r.vpcId(vpcId).cidrBlock("10.0.1.0/24").availabilityZone("eu-west-2a"))
            .subnet()
            .subnetId();
    templateId =
        original
            .createLaunchTemplate(
                r ->
                    r.launchTemplateName("web")
                        .launchTemplateData(
                            d ->
                                d.imageId(AL2023_X86_64.imageId())
                                    .instanceType("t3.micro")
                                    .iamInstanceProfile(p -> p.name("app"))))
            .launchTemplate()
            .launchTemplateId();
    AutoScalingGroup group =
        AutoScalingGroup.builder()
            .autoScalingGroupName("web")
            .launchTemplate(t -> t.launchTemplateName("web").version("$Latest"))
            .build();
    described =
        new Discovery(region.platform().session())
            .byVpc(vpcId)
            .with(
                Kind.LAUNCH_TEMPLATE_VERSION,
                original
                    .describeLaunchTemplateVersions(r -> r.launchTemplateId(templateId))
                    .launchTemplateVersions())
            .with(
                Kind.IMAGE,
                original.describeImages(r -> r.imageIds(AL2023_X86_64.imageId())).images())
            .with(Kind.AUTO_SCALING_GROUP, List.of(group));
  }

  private Instance launch(TwinUnderTest twin) {
    return twin.ec2()
        .runInstances(
            r ->
                r.launchTemplate(t -> t.launchTemplateId(templateId))
                    .subnetId(subnetId)
                    .minCount(1)
                    .maxCount(1))
        .instances()
        .get(0);
  }

  private static InstanceProfile profile(Role... roles) {
    return InstanceProfile.builder().instanceProfileName("app").roles(roles).build();
  }

  /** EC2 launches nothing with a profile that has no role. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void with_one_that_is_gone_or_has_no_role_nothing_is_launched(boolean isThere) {
    List<InstanceProfile> profiles = isThere ? List.of(profile()) : List.of();

    try (TwinUnderTest twin = new TwinUnderTest(described.with(Kind.INSTANCE_PROFILE, profiles))) {
      assertThat(refused(() -> launch(twin))).isEqualTo("InvalidParameterValue");
      assertThat(twin.leftOut()).noneMatch(each -> each.contains("rofile"));
    }
  }

  @Test
  void one_that_has_a_role_is_launched_with() {
    InstanceProfile whole = profile(Role.builder().roleName("app").build());

    try (TwinUnderTest twin =
        new TwinUnderTest(described.with(Kind.INSTANCE_PROFILE, List.of(whole)))) {
      assertThat(launch(twin).iamInstanceProfile().arn()).endsWith(":instance-profile/app");
    }
  }

  @Test
  void one_that_could_not_be_read_is_taken_to_exist() {
    try (TwinUnderTest twin =
        new TwinUnderTest(described.without(Kind.INSTANCE_PROFILE, "AccessDenied"))) {
      assertThat(launch(twin).iamInstanceProfile().arn()).endsWith(":instance-profile/app");
    }
  }
}
