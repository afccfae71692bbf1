package dev.azdrill.simulator.ec2.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.azdrill.simulator.RegionUnderTest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateErrorCode;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.VolumeType;

class LaunchTemplatesTest {
  private static final String ALIAS =
      "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  @Test
  void a_template_says_what_it_was_asked_to_say() {
    RequestLaunchTemplateData asked =
        RequestLaunchTemplateData.builder()
            .imageId(ALIAS)
            .instanceType("t3.micro")
            .userData("IyEvYmluL3No")
            .ebsOptimized(true)
            .monitoring(m -> m.enabled(true))
            .iamInstanceProfile(p -> p.name("web"))
            .instanceInitiatedShutdownBehavior(ShutdownBehavior.TERMINATE)
            .metadataOptions(m -> m.httpTokens("required").httpPutResponseHopLimit(1))
            .blockDeviceMappings(
                LaunchTemplateBlockDeviceMappingRequest.builder()
                    .deviceName("/dev/xvda")
                    .ebs(e -> e.volumeSize(20).volumeType(VolumeType.GP3).encrypted(true))
                    .build())
            .networkInterfaces(
                LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.builder()
                    .deviceIndex(0)
                    .groups("sg-0123456789abcdef0")
                    .associatePublicIpAddress(false)
                    .build())
            .tagSpecifications(
                LaunchTemplateTagSpecificationRequest.builder()
                    .resourceType(ResourceType.INSTANCE)
                    .tags(tag("Name", "web"))
                    .build())
            .build();

    LaunchTemplate template =
        ec2()
            .createLaunchTemplate(
                r ->
                    r.launchTemplateName("web")
                        .launchTemplateData(asked)
                        .tagSpecifications(
                            TagSpecification.builder()
                                .resourceType(ResourceType.LAUNCH_TEMPLATE)
                                .tags(tag("stack", "one"))
                                .build()))
            .launchTemplate();

    assertThat(template.launchTemplateId()).matches("lt-0[0-9a-f]{16}");
    assertThat(template.defaultVersionNumber()).isEqualTo(1);
    assertThat(template.tags()).containsExactly(tag("stack", "one"));
    ResponseLaunchTemplateData data = version("web", "$Default").launchTemplateData();
    assertThat(data.imageId()).isEqualTo(ALIAS);
    assertThat(data.userData()).isEqualTo("IyEvYmluL3No");
    assertThat(data.ebsOptimized()).isTrue();
    assertThat(data.monitoring().enabled()).isTrue();
    assertThat(data.iamInstanceProfile().name()).isEqualTo("web");
    assertThat(data.metadataOptions().httpTokensAsString()).isEqualTo("required");
    assertThat(data.blockDeviceMappings().get(0).ebs().volumeSize()).isEqualTo(20);
    assertThat(data.networkInterfaces().get(0).groups()).containsExactly("sg-0123456789abcdef0");
    assertThat(data.networkInterfaces().get(0).associatePublicIpAddress()).isFalse();
    assertThat(data.tagSpecifications().get(0).tags()).containsExactly(tag("Name", "web"));
  }

  @Test
  void a_new_version_starts_from_the_source_and_changes_what_it_names() {
    create("web");
    ec2()
        .createLaunchTemplateVersion(
            r ->
                r.launchTemplateName("web")
                    .sourceVersion("1")
                    .launchTemplateData(
                        d ->
                            d.metadataOptions(
                                m -> m.httpTokens(LaunchTemplateHttpTokensState.OPTIONAL))));

    assertThat(version("web", "$Default").versionNumber()).isEqualTo(1);
    LaunchTemplateVersion latest = version("web", "$Latest");
    assertThat(latest.versionNumber()).isEqualTo(2);
    assertThat(latest.defaultVersion()).isFalse();
    assertThat(latest.launchTemplateData().instanceTypeAsString()).isEqualTo("t3.micro");
    assertThat(latest.launchTemplateData().metadataOptions().httpTokens())
        .isEqualTo(LaunchTemplateHttpTokensState.OPTIONAL);
  }

  @Test
  void the_default_version_can_be_moved_and_the_others_deleted() {
    create("web");
    for (int i = 0; i < 2; i++) {
      ec2()
          .createLaunchTemplateVersion(
              r -> r.launchTemplateName("web").launchTemplateData(d -> d.imageId(ALIAS)));
    }

    ec2().modifyLaunchTemplate(r -> r.launchTemplateName("web").defaultVersion("2"));
    var deleted =
        ec2()
            .deleteLaunchTemplateVersions(r -> r.launchTemplateName("web").versions("1", "2", "9"));

    assertThat(deleted.successfullyDeletedLaunchTemplateVersions())
        .extracting("versionNumber")
        .containsExactly(1L);
    assertThat(deleted.unsuccessfullyDeletedLaunchTemplateVersions())
        .extracting(item -> item.responseError().code())
        .containsExactly(
            LaunchTemplateErrorCode.UNEXPECTED_ERROR,
            LaunchTemplateErrorCode.LAUNCH_TEMPLATE_VERSION_DOES_NOT_EXIST);
    assertThat(
            ec2()
                .describeLaunchTemplateVersions(r -> r.launchTemplateName("web"))
                .launchTemplateVersions())
        .extracting(LaunchTemplateVersion::versionNumber)
        .containsExactly(3L, 2L);
  }

  @Test
  void an_image_that_does_not_exist_is_stored_with_a_warning() {
    var created =
        ec2()
            .createLaunchTemplate(
                r ->
                    r.launchTemplateName("web")
                        .launchTemplateData(d -> d.imageId("ami-00000000000000000")));

    assertThat(created.warning().errors())
        .extracting("code")
        .containsExactly("InvalidAMIID.NotFound");
  }

  @Test
  void an_alias_is_resolved_for_who_asks_for_it() {
    create("web");

    String image =
        ec2()
            .describeLaunchTemplateVersions(
                r -> r.launchTemplateName("web").versions("1").resolveAlias(true))
            .launchTemplateVersions()
            .get(0)
            .launchTemplateData()
            .imageId();

    assertThat(image).startsWith("ami-0");
  }

  @Test
  void refusals_have_the_codes_of_ec2() {
    String id = create("web").launchTemplateId();

    assertThat(code(() -> create("web")))
        .isEqualTo("InvalidLaunchTemplateName.AlreadyExistsException");
    assertThat(code(() -> create("no blanks")))
        .isEqualTo("InvalidLaunchTemplateName.MalformedException");
    assertThat(code(() -> version("gone", "1")))
        .isEqualTo("InvalidLaunchTemplateName.NotFoundException");
    assertThat(code(() -> version("web", "7")))
        .isEqualTo("InvalidLaunchTemplateId.VersionNotFound");
    assertThat(code(() -> version("web", "newest"))).isEqualTo("InvalidParameterValue");
    assertThat(code(() -> ec2().deleteLaunchTemplate(r -> r.launchTemplateId("lt-1"))))
        .isEqualTo("InvalidLaunchTemplateId.Malformed");
    assertThat(
            code(
                () ->
                    ec2()
                        .createLaunchTemplate(
                            r ->
                                r.launchTemplateName("raw")
                                    .launchTemplateData(d -> d.userData("#!/bin/sh")))))
        .isEqualTo("InvalidUserData.Malformed");
    ec2().deleteLaunchTemplate(r -> r.launchTemplateId(id));
    assertThat(code(() -> ec2().describeLaunchTemplates(r -> r.launchTemplateIds(id))))
        .isEqualTo("InvalidLaunchTemplateId.NotFound");
    assertThat(ec2().describeLaunchTemplates().launchTemplates()).isEmpty();
  }

  private LaunchTemplate create(String name) {
    return ec2()
        .createLaunchTemplate(
            r ->
                r.launchTemplateName(name)
                    .launchTemplateData(
                        d ->
                            d.imageId(ALIAS)
                                .instanceType("t3.micro")
                                .metadataOptions(
                                    m -> m.httpTokens(LaunchTemplateHttpTokensState.REQUIRED))))
        .launchTemplate();
  }

  private LaunchTemplateVersion version(String name, String version) {
    return ec2()
        .describeLaunchTemplateVersions(r -> r.launchTemplateName(name).versions(version))
        .launchTemplateVersions()
        .get(0);
  }

  private Ec2Client ec2() {
    return region.aws().ec2();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(Ec2Exception.class, call).awsErrorDetails().errorCode();
  }
}
