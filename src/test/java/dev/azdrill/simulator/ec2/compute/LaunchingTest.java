package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.compute.InstancesTest.AL2023;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class LaunchingTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;
  private String subnetId;
  private String groupId;

  @BeforeEach
  void network() {
    ec2 = region.aws().ec2();
    StandingProfiles.make(region.aws(), "/", "web");
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnetId =
        ec2.createSubnet(
                r -> r.vpcId(vpcId).cidrBlock("10.0.1.0/24").availabilityZone("eu-west-2a"))
            .subnet()
            .subnetId();
    groupId = group(vpcId);
  }

  @Test
  void a_launch_from_a_template_is_what_the_template_says() {
    template(
        d ->
            d.imageId(AL2023)
                .instanceType("t3.small")
                .securityGroupIds(groupId)
                .metadataOptions(m -> m.httpTokens("optional").httpPutResponseHopLimit(3))
                .monitoring(m -> m.enabled(true))
                .iamInstanceProfile(p -> p.name("web"))
                .blockDeviceMappings(
                    LaunchTemplateBlockDeviceMappingRequest.builder()
                        .deviceName("/dev/xvda")
                        .ebs(e -> e.volumeSize(20).encrypted(true))
                        .build())
                .tagSpecifications(tags(ResourceType.INSTANCE), tags(ResourceType.VOLUME)));

    Instance instance = launch(r -> r.subnetId(subnetId));

    assertThat(instance.instanceTypeAsString()).isEqualTo("t3.small");
    assertThat(instance.securityGroups()).extracting("groupId").containsExactly(groupId);
    assertThat(instance.metadataOptions().httpTokens()).isEqualTo(HttpTokensState.OPTIONAL);
    assertThat(instance.metadataOptions().httpPutResponseHopLimit()).isEqualTo(3);
    assertThat(instance.monitoring().state()).isEqualTo(MonitoringState.ENABLED);
    assertThat(instance.iamInstanceProfile().arn())
        .isEqualTo("arn:aws:iam::123456789012:instance-profile/web");
    assertThat(instance.tags())
        .contains(tag("Name", "web"), tag("aws:ec2launchtemplate:version", "1"));
    assertThat(ec2.describeVolumes().volumes())
        .singleElement()
        .satisfies(
            volume -> {
              assertThat(volume.size()).isEqualTo(20);
              assertThat(volume.encrypted()).isTrue();
              assertThat(volume.snapshotId()).startsWith("snap-");
              assertThat(volume.tags()).containsExactly(tag("Name", "web"));
            });
  }

  @Test
  void the_request_wins_over_the_template_and_tags_of_both_apply() {
    template(
        d ->
            d.imageId(AL2023)
                .instanceType("t3.small")
                .tagSpecifications(tags(ResourceType.INSTANCE)));

    Instance instance =
        launch(
            r ->
                r.subnetId(subnetId)
                    .instanceType("t3.medium")
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.INSTANCE)
                            .tags(tag("run", "7"))
                            .build()));

    assertThat(instance.instanceTypeAsString()).isEqualTo("t3.medium");
    assertThat(instance.tags()).contains(tag("Name", "web"), tag("run", "7"));
  }

  @ParameterizedTest
  @CsvSource({"false, , false", "true, , true", "false, true, true", "true, false, false"})
  void the_choice_of_the_interface_beats_the_subnets(
      boolean subnet, Boolean choice, boolean expected) {
    ec2.modifySubnetAttribute(r -> r.subnetId(subnetId).mapPublicIpOnLaunch(v -> v.value(subnet)));
    template(
        d ->
            d.imageId(AL2023)
                .instanceType("t3.micro")
                .networkInterfaces(
                    LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.builder()
                        .deviceIndex(0)
                        .subnetId(subnetId)
                        .groups(groupId)
                        .associatePublicIpAddress(choice)
                        .build()));

    Instance instance = launch(r -> {});

    assertThat(instance.publicIpAddress() != null).isEqualTo(expected);
    assertThat(instance.securityGroups()).extracting("groupId").containsExactly(groupId);
  }

  @Test
  void an_image_that_supports_the_second_metadata_service_requires_it() {
    assertThat(run(r -> {}).metadataOptions().httpTokens()).isEqualTo(HttpTokensState.REQUIRED);
  }

  @Test
  void what_does_not_exist_or_does_not_go_together_is_refused() {
    String elsewhere = group(ec2.createVpc(r -> r.cidrBlock("10.9.0.0/16")).vpc().vpcId());
    InstanceNetworkInterfaceSpecification first =
        InstanceNetworkInterfaceSpecification.builder().deviceIndex(0).subnetId(subnetId).build();

    assertThat(refused(() -> run(r -> r.imageId("ami-00000000000000000"))))
        .isEqualTo("InvalidAMIID.NotFound");
    assertThat(refused(() -> run(r -> r.imageId("al2023")))).isEqualTo("InvalidAMIID.Malformed");
    assertThat(refused(() -> run(r -> r.instanceType("t3.huge"))))
        .isEqualTo("InvalidParameterValue");
    assertThat(refused(() -> run(r -> r.instanceType("t4g.micro"))))
        .isEqualTo("InvalidParameterValue");
    assertThat(refused(() -> run(r -> r.securityGroupIds(elsewhere))))
        .isEqualTo("InvalidParameter");
    assertThat(refused(() -> run(r -> r.securityGroupIds("sg-00000000000000000"))))
        .isEqualTo("InvalidGroup.NotFound");
    assertThat(refused(() -> run(r -> r.subnetId("subnet-00000000000000000"))))
        .isEqualTo("InvalidSubnetID.NotFound");
    assertThat(refused(() -> run(r -> r.subnetId(null)))).isEqualTo("VPCIdNotSpecified");
    assertThat(refused(() -> run(r -> r.keyName("mine")))).isEqualTo("InvalidKeyPair.NotFound");
    assertThat(refused(() -> run(r -> r.networkInterfaces(first))))
        .isEqualTo("InvalidParameterCombination");
    assertThat(
            refused(
                () ->
                    run(r -> r.subnetId(null).networkInterfaces(first).securityGroupIds(groupId))))
        .isEqualTo("InvalidParameterCombination");
    assertThat(refused(() -> run(r -> r.minCount(3)))).isEqualTo("InvalidParameterCombination");
    assertThat(refused(() -> launch(r -> {})))
        .isEqualTo("InvalidLaunchTemplateName.NotFoundException");
    assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    assertThat(ec2.describeInstances().reservations()).isEmpty();
  }

  private void template(Consumer<RequestLaunchTemplateData.Builder> data) {
    ec2.createLaunchTemplate(r -> r.launchTemplateName("web").launchTemplateData(data));
  }

  private Instance launch(Consumer<RunInstancesRequest.Builder> more) {
    return ec2.runInstances(
            r -> {
              r.launchTemplate(t -> t.launchTemplateName("web")).minCount(1).maxCount(1);
              more.accept(r);
            })
        .instances()
        .get(0);
  }

  private Instance run(Consumer<RunInstancesRequest.Builder> more) {
    return ec2.runInstances(
            r -> {
              r.imageId(AL2023).instanceType("t3.micro").subnetId(subnetId).minCount(1).maxCount(1);
              more.accept(r);
            })
        .instances()
        .get(0);
  }

  private String group(String vpc) {
    return ec2.createSecurityGroup(r -> r.groupName("app").description("app").vpcId(vpc)).groupId();
  }

  private static LaunchTemplateTagSpecificationRequest tags(ResourceType type) {
    return LaunchTemplateTagSpecificationRequest.builder()
        .resourceType(type)
        .tags(tag("Name", "web"))
        .build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
