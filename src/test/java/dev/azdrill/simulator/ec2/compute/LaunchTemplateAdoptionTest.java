package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.compute.InstancesTest.AL2023;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.Matrix;
import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.simulator.world.AmiCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;

/** Launch templates that stand elsewhere are launched from in the twin, and developed further. */
class LaunchTemplateAdoptionTest {
  private static final String USER_DATA = "IyEvYmluL3No";
  private static final String IMAGE = AmiCatalogue.AL2023_X86_64.imageId();

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client original;
  private String vpcId;
  private String subnetId;
  private String templateId;

  /** Versions 1 to 3, of which the second is the default; version 1 is deleted. */
  @BeforeEach
  void template() {
    original = region.aws().ec2();
    StandingProfiles.make(region.aws(), "/", "web");
    vpcId = original.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnetId = subnet("10.0.1.0/24", "eu-west-2a");
    subnet("10.0.2.0/24", "eu-west-2b");
    original.createKeyPair(r -> r.keyName("ours").keyType("ed25519")); // RSA takes a second
    templateId =
        original
            .createLaunchTemplate(
                r ->
                    r.launchTemplateName("web")
                        .launchTemplateData(d -> d.imageId(AL2023).instanceType("t3.nano")))
            .launchTemplate()
            .launchTemplateId();
    for (String type : List.of("t3.micro", "t3.small")) {
      region.pass(Duration.ofMinutes(1));
      original.createLaunchTemplateVersion(
          r ->
              r.launchTemplateId(templateId)
                  .versionDescription(type)
                  .launchTemplateData(
                      d ->
                          d.imageId(AL2023)
                              .instanceType(type)
                              .keyName("ours")
                              .userData(USER_DATA)
                              .disableApiTermination(true)
                              .iamInstanceProfile(p -> p.name("web"))
                              .metadataOptions(m -> m.httpTokens("required"))
                              .blockDeviceMappings(
                                  LaunchTemplateBlockDeviceMappingRequest.builder()
                                      .deviceName("/dev/xvda")
                                      .ebs(e -> e.volumeSize(30).encrypted(true))
                                      .build())
                              .tagSpecifications(
                                  LaunchTemplateTagSpecificationRequest.builder()
                                      .resourceType(ResourceType.INSTANCE)
                                      .tags(Tag.builder().key("Name").value("web").build())
                                      .build())));
    }
    original.modifyLaunchTemplate(r -> r.launchTemplateId(templateId).defaultVersion("2"));
    original.deleteLaunchTemplateVersions(r -> r.launchTemplateId(templateId).versions("1"));
  }

  @Test
  void all_versions_are_as_described() {
    LaunchTemplate before = original.describeLaunchTemplates().launchTemplates().get(0);

    try (TwinUnderTest twin = new TwinUnderTest(described())) {
      assertThat(twin.leftOut()).isEmpty();
      assertThat(versions(twin.ec2())).isEqualTo(versions(original));
      LaunchTemplate after = twin.ec2().describeLaunchTemplates().launchTemplates().get(0);
      assertThat(after.createTime()).isEqualTo(versions(original).get(1).createTime());
      assertThat(after.toBuilder().createTime(before.createTime()).build()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, $Latest, t3.small",
    "true, $Default, t3.micro",
    "true, 3, t3.small",
    "false, $Latest, t3.small",
    "false, $Default, t3.micro",
    "false, 2, t3.micro"
  })
  void a_launch_from_it_is_what_the_described_version_says(
      boolean byId, String version, String type) {
    try (TwinUnderTest twin = new TwinUnderTest(described())) {
      LaunchTemplateSpecification.Builder from =
          LaunchTemplateSpecification.builder().version(version);
      Instance launched =
          launch(
              twin.ec2(),
              (byId ? from.launchTemplateId(templateId) : from.launchTemplateName("web")).build());

      assertThat(launched.instanceTypeAsString()).isEqualTo(type);
      assertThat(launched.keyName()).isEqualTo("ours");
      assertThat(launched.iamInstanceProfile().arn()).endsWith(":instance-profile/web");
      assertThat(launched.metadataOptions().httpTokensAsString()).isEqualTo("required");
      assertThat(launched.tags())
          .contains(
              Tag.builder().key("Name").value("web").build(),
              Tag.builder().key("aws:ec2launchtemplate:id").value(templateId).build());
      assertThat(twin.ec2().describeVolumes().volumes().get(0).size()).isEqualTo(30);
    }
  }

  @Test
  void a_new_version_of_it_has_the_next_number_and_starts_from_a_described_one() {
    try (TwinUnderTest twin = new TwinUnderTest(described())) {
      LaunchTemplateVersion made =
          twin.ec2()
              .createLaunchTemplateVersion(
                  r ->
                      r.launchTemplateName("web")
                          .sourceVersion("$Latest")
                          .launchTemplateData(d -> d.instanceType("t3.large")))
              .launchTemplateVersion();

      assertThat(made.versionNumber()).isEqualTo(4);
      assertThat(made.defaultVersion()).isFalse();
      assertThat(made.launchTemplateData().userData()).isEqualTo(USER_DATA);
      twin.ec2().modifyLaunchTemplate(r -> r.launchTemplateId(templateId).defaultVersion("4"));
      assertThat(launch(twin.ec2(), from("$Default")).instanceTypeAsString()).isEqualTo("t3.large");
      assertThat(refused(() -> create(twin.ec2(), "web")))
          .isEqualTo("InvalidLaunchTemplateName.AlreadyExistsException");
    }
  }

  @Test
  void an_instance_that_came_from_it_has_what_only_the_template_tells() {
    String id = launch(original, from("2")).instanceId();
    region.pass(Duration.ofMinutes(5));

    try (TwinUnderTest twin = new TwinUnderTest(described())) {
      assertThat(
              twin.ec2()
                  .describeInstanceAttribute(r -> r.instanceId(id).attribute("userData"))
                  .userData()
                  .value())
          .isEqualTo(USER_DATA);
      assertThat(refused(() -> twin.ec2().terminateInstances(r -> r.instanceIds(id))))
          .isEqualTo("OperationNotPermitted");
      assertThat(twin.ec2().describeVolumes().volumes().get(0).size()).isEqualTo(30);
    }
  }

  @Test
  void images_and_key_pairs_that_only_a_template_names_are_there() {
    Inventory described =
        described(
            data -> data.toBuilder().imageId("ami-0123456789abcdef0").keyName("theirs").build());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.leftOut()).isEmpty();
      Instance launched = launch(twin.ec2(), from("$Latest"));
      assertThat(launched.imageId()).isEqualTo("ami-0123456789abcdef0");
      assertThat(launched.blockDeviceMappings()).hasSize(1);
      assertThat(twin.ec2().describeKeyPairs(r -> r.keyNames("theirs")).keyPairs()).hasSize(1);
      assertThat(twin.ec2().describeImages(r -> r.imageIds("ami-0123456789abcdef0")).images())
          .hasSize(1);
    }
  }

  /** As if a group launched from the latest version. */
  private static Inventory launching(Inventory described) {
    return described.with(
        Kind.AUTO_SCALING_GROUP,
        List.of(
            AutoScalingGroup.builder()
                .autoScalingGroupName("web")
                .launchTemplate(t -> t.launchTemplateName("web").version("$Latest"))
                .build()));
  }

  @Test
  void what_a_group_launches_with_and_is_gone_there_is_not_made_here() {
    Inventory described =
        launching(described(data -> data.toBuilder().imageId(IMAGE).build()))
            .with(Kind.IMAGE, List.of())
            .with(Kind.KEY_PAIR, original.describeKeyPairs().keyPairs());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(refused(() -> launch(twin.ec2(), from("$Latest"))))
          .isEqualTo("InvalidAMIID.NotFound");
      assertThat(twin.leftOut()).noneMatch(each -> each.contains("AMI") || each.contains("image"));
    }

    Inventory keyless =
        launching(described(data -> data.toBuilder().imageId(IMAGE).build()))
            .with(Kind.IMAGE, original.describeImages(r -> r.imageIds(IMAGE)).images())
            .with(Kind.KEY_PAIR, List.of());
    try (TwinUnderTest twin = new TwinUnderTest(keyless)) {
      assertThat(refused(() -> launch(twin.ec2(), from("$Latest"))))
          .isEqualTo("InvalidKeyPair.NotFound");
      assertThat(twin.leftOut()).noneMatch(each -> each.contains("key pair"));
    }
  }

  @Test
  void an_instance_whose_image_and_key_pair_are_gone_still_stands() {
    String id = launch(original, from("3")).instanceId();
    region.pass(Duration.ofMinutes(5));
    Inventory described =
        launching(described(data -> data.toBuilder().imageId(IMAGE).build()))
            .with(Kind.IMAGE, List.of())
            .with(Kind.KEY_PAIR, List.of());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.instance(id)).isEqualTo(described.all(Kind.INSTANCE).get(0));
      assertThat(twin.ec2().describeKeyPairs().keyPairs()).isEmpty();
    }
  }

  @Test
  void what_a_group_launches_with_is_as_described() {
    Image ours =
        original.describeImages(r -> r.imageIds(IMAGE)).images().get(0).toBuilder()
            .name("golden")
            .blockDeviceMappings(
                BlockDeviceMapping.builder()
                    .deviceName("/dev/sdb")
                    .virtualName("ephemeral0")
                    .build())
            .build();
    KeyPairInfo key =
        original.describeKeyPairs(r -> r.keyNames("ours")).keyPairs().get(0).toBuilder()
            .tags(Tag.builder().key("team").value("shop").build())
            .build();
    Inventory described =
        launching(described(data -> data.toBuilder().imageId(IMAGE).build()))
            .with(Kind.IMAGE, List.of(ours))
            .with(Kind.KEY_PAIR, List.of(key))
            .with(
                Kind.INSTANCE_PROFILE,
                List.of(
                    InstanceProfile.builder()
                        .instanceProfileName("web")
                        .roles(Role.builder().roleName("web").build())
                        .build()));

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.ec2().describeImages(r -> r.imageIds(IMAGE)).images()).containsExactly(ours);
      assertThat(twin.ec2().describeKeyPairs().keyPairs()).containsExactly(key);
      assertThat(launch(twin.ec2(), from("$Latest")).blockDeviceMappings()).hasSize(1);
    }
  }

  @Test
  void an_image_that_is_disabled_is_told_and_cannot_be_launched() {
    Image disabled =
        original.describeImages(r -> r.imageIds(AL2023)).images().get(0).toBuilder()
            .imageId("ami-0123456789abcdef0")
            .state("disabled")
            .build();
    Inventory described =
        launching(described(data -> data.toBuilder().imageId(disabled.imageId()).build()))
            .with(Kind.IMAGE, List.of(disabled));

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.leftOut())
          .contains(
              "images ami-0123456789abcdef0: an image in the state disabled is not simulated");
    }
  }

  @Test
  void a_parameter_of_the_account_stands_for_the_image_that_was_launched_by_it() {
    launch(original, from("3"));
    region.pass(Duration.ofMinutes(5));
    Inventory described =
        described(data -> data.toBuilder().imageId("resolve:ssm:/ours/golden").build())
            .map(Kind.INSTANCE, i -> i.toBuilder().imageId("ami-0123456789abcdef0").build());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(launch(twin.ec2(), from("3")).imageId()).isEqualTo("ami-0123456789abcdef0");
      assertThat(twin.leftOut()).isEmpty();
    }
  }

  @Test
  void what_nothing_can_be_launched_from_is_there_and_told() {
    Inventory described =
        described(
            data ->
                data.toBuilder()
                    .instanceType("z9.huge")
                    .imageId("resolve:ssm:/ours/golden")
                    .build());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(versions(twin.ec2())).hasSize(2);
      assertThat(twin.leftOut())
          .hasSize(4)
          .allMatch(each -> each.startsWith("launchTemplateVersions " + templateId + " version "))
          .allMatch(each -> each.contains(": nothing can be launched from it: "))
          .anyMatch(each -> each.contains("z9.huge"))
          .anyMatch(each -> each.contains("/ours/golden"));
      assertThat(refused(() -> launch(twin.ec2(), from("$Latest")))).startsWith("Invalid");
    }
  }

  @Test
  void what_a_launch_does_not_heed_is_told() {
    Inventory described =
        described(
            data ->
                data.toBuilder()
                    .instanceMarketOptions(m -> m.marketType("spot"))
                    .enclaveOptions(e -> e.enabled(false))
                    .placement(p -> p.groupName("near").tenancy("default"))
                    .build());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.leftOut())
          .contains(
              "launchTemplateVersions "
                  + templateId
                  + " version 3: InstanceMarketOptions has no effect on a launch from it",
              "launchTemplateVersions "
                  + templateId
                  + " version 3: Placement.GroupName has no effect on a launch from it")
          .hasSize(4);
    }
  }

  @Test
  void without_the_default_version_the_others_can_be_launched() {
    Inventory whole = described();
    Inventory described =
        whole.with(
            Kind.LAUNCH_TEMPLATE_VERSION, whole.all(Kind.LAUNCH_TEMPLATE_VERSION).subList(0, 1));

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.leftOut())
          .containsExactly(
              "launchTemplateVersions "
                  + templateId
                  + ": which of its versions is the default one is not described");
      assertThat(refused(() -> launch(twin.ec2(), from("$Default"))))
          .isEqualTo("InvalidLaunchTemplateId.VersionNotFound");
      assertThat(launch(twin.ec2(), from("$Latest")).instanceTypeAsString()).isEqualTo("t3.small");
      assertThat(
              twin.ec2().describeLaunchTemplates().launchTemplates().get(0).latestVersionNumber())
          .isEqualTo(3);
      twin.ec2().modifyLaunchTemplate(r -> r.launchTemplateId(templateId).defaultVersion("3"));
      assertThat(launch(twin.ec2(), from("$Default")).instanceTypeAsString()).isEqualTo("t3.small");
    }
  }

  @Test
  void what_is_described_twice_is_taken_over_once() {
    Inventory whole = described();
    List<LaunchTemplateVersion> all = whole.all(Kind.LAUNCH_TEMPLATE_VERSION);
    LaunchTemplateVersion other = all.get(0).toBuilder().launchTemplateId("lt-0a").build();
    Inventory described =
        whole.with(
            Kind.LAUNCH_TEMPLATE_VERSION, List.of(all.get(0), all.get(1), all.get(0), other));

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.leftOut())
          .containsExactly(
              "launchTemplateVersions " + templateId + " version 3: it is described more than once",
              "launchTemplateVersions lt-0a version 3: another launch template has its name");
      assertThat(versions(twin.ec2())).hasSize(2);
    }
  }

  @TestFactory
  Stream<DynamicTest> a_description_may_lack_any_member() {
    launch(original, from("2"));
    Inventory whole = described();
    Stream<DynamicTest> versions =
        Matrix.sample(LaunchTemplateVersion.builder().sdkFields(), 4).stream()
            .map(
                field ->
                    DynamicTest.dynamicTest(
                        field.memberName(),
                        () ->
                            usable(
                                whole.map(
                                    Kind.LAUNCH_TEMPLATE_VERSION,
                                    version -> {
                                      LaunchTemplateVersion.Builder lacking = version.toBuilder();
                                      field.set(lacking, null);
                                      return lacking.build();
                                    }))));
    Stream<DynamicTest> data =
        Matrix.sample(ResponseLaunchTemplateData.builder().sdkFields(), 4).stream()
            .map(
                field ->
                    DynamicTest.dynamicTest(
                        "data " + field.memberName(),
                        () ->
                            usable(
                                described(
                                    all -> {
                                      ResponseLaunchTemplateData.Builder lacking = all.toBuilder();
                                      field.set(lacking, null);
                                      return lacking.build();
                                    }))));
    return Stream.concat(versions, data);
  }

  private void usable(Inventory described) {
    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      List<LaunchTemplate> there = twin.ec2().describeLaunchTemplates().launchTemplates();
      if (there.isEmpty()) {
        assertThat(twin.leftOut()).anyMatch(each -> each.contains(": its description lacks "));
        return;
      }
      assertThat(versions(twin.ec2())).hasSize(2);
      assertThat(refused(() -> launch(twin.ec2(), from("$Latest"))))
          .isIn("accepted", "MissingParameter", "InvalidParameterCombination");
    }
  }

  private String subnet(String cidr, String zone) {
    return original
        .createSubnet(r -> r.vpcId(vpcId).cidrBlock(cidr).availabilityZone(zone))
        .subnet()
        .subnetId();
  }

  private static void create(Ec2Client ec2, String name) {
    ec2.createLaunchTemplate(
        r -> r.launchTemplateName(name).launchTemplateData(d -> d.instanceType("t3.micro")));
  }

  private LaunchTemplateSpecification from(String version) {
    return LaunchTemplateSpecification.builder()
        .launchTemplateId(templateId)
        .version(version)
        .build();
  }

  private Instance launch(Ec2Client ec2, LaunchTemplateSpecification from) {
    return ec2.runInstances(r -> r.launchTemplate(from).subnetId(subnetId).minCount(1).maxCount(1))
        .instances()
        .get(0);
  }

  private List<LaunchTemplateVersion> versions(Ec2Client ec2) {
    return ec2.describeLaunchTemplateVersions(r -> r.launchTemplateId(templateId))
        .launchTemplateVersions();
  }

  private Inventory described() {
    return new Discovery(region.platform().session())
        .byVpc(vpcId)
        .with(Kind.LAUNCH_TEMPLATE_VERSION, versions(original));
  }

  private Inventory described(UnaryOperator<ResponseLaunchTemplateData> change) {
    return described()
        .map(
            Kind.LAUNCH_TEMPLATE_VERSION,
            version ->
                version.toBuilder()
                    .launchTemplateData(change.apply(version.launchTemplateData()))
                    .build());
  }
}
