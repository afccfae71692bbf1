package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

@Contract
@Needs("ssm")
class LaunchTemplateContract {
  private static LaunchTemplate create(Subject s, String name, RequestLaunchTemplateData data) {
    LaunchTemplate made =
        s.ec2()
            .createLaunchTemplate(r -> r.launchTemplateName(name).launchTemplateData(data))
            .launchTemplate();
    s.later(
        "delete " + name,
        () -> s.ec2().deleteLaunchTemplate(r -> r.launchTemplateId(made.launchTemplateId())));
    return made;
  }

  private static RequestLaunchTemplateData data(Subject s, InstanceType type) {
    return RequestLaunchTemplateData.builder().imageId(s.image()).instanceType(type).build();
  }

  private static LaunchTemplate create(Subject s) {
    return create(s, s.name("template"), data(s, InstanceType.T3_MICRO));
  }

  private static void addVersion(Subject s, LaunchTemplate template) {
    s.ec2()
        .createLaunchTemplateVersion(
            r ->
                r.launchTemplateId(template.launchTemplateId())
                    .launchTemplateData(data(s, InstanceType.T3_SMALL)));
  }

  private static LaunchTemplateVersion version(Subject s, LaunchTemplate template, String which) {
    return s.ec2()
        .describeLaunchTemplateVersions(
            r -> r.launchTemplateId(template.launchTemplateId()).versions(which))
        .launchTemplateVersions()
        .get(0);
  }

  @Test
  void a_new_template_has_one_version_which_is_the_default(Subject s) {
    LaunchTemplate made = create(s);

    assertThat(made.launchTemplateId()).startsWith("lt-");
    assertThat(made.defaultVersionNumber()).isEqualTo(1);
    assertThat(made.latestVersionNumber()).isEqualTo(1);
    assertThat(version(s, made, "1").launchTemplateData().instanceType())
        .isEqualTo(InstanceType.T3_MICRO);
  }

  @Test
  void a_new_version_is_the_latest_and_not_the_default(Subject s) {
    LaunchTemplate made = create(s);

    addVersion(s, made);

    assertThat(version(s, made, "$Latest").versionNumber()).isEqualTo(2);
    assertThat(version(s, made, "$Default").versionNumber()).isEqualTo(1);
  }

  @Test
  void another_version_can_be_made_the_default(Subject s) {
    LaunchTemplate made = create(s);
    addVersion(s, made);

    s.ec2()
        .modifyLaunchTemplate(r -> r.launchTemplateId(made.launchTemplateId()).defaultVersion("2"));

    assertThat(version(s, made, "$Default").versionNumber()).isEqualTo(2);
  }

  @Test
  void a_name_is_taken_once(Subject s) {
    LaunchTemplate made = create(s);

    assertThat(
            Refusal.of(() -> create(s, made.launchTemplateName(), data(s, InstanceType.T3_MICRO))))
        .isEqualTo("InvalidLaunchTemplateName.AlreadyExistsException");
  }

  @Test
  void an_unknown_template_is_not_found_by_its_id(Subject s) {
    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .describeLaunchTemplates(r -> r.launchTemplateIds("lt-00000000000000000"))))
        .isEqualTo("InvalidLaunchTemplateId.NotFound");
  }

  @Test
  void an_unknown_template_is_not_found_by_its_name(Subject s) {
    assertThat(
            Refusal.of(
                () -> s.ec2().describeLaunchTemplates(r -> r.launchTemplateNames("c-nobody"))))
        .isEqualTo("InvalidLaunchTemplateName.NotFoundException");
  }

  @Test
  void an_unknown_version_is_not_found(Subject s) {
    LaunchTemplate made = create(s);

    assertThat(Refusal.of(() -> version(s, made, "7")))
        .isEqualTo("InvalidLaunchTemplateId.VersionNotFound");
  }

  @Test
  void an_instance_is_launched_as_its_template_says(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();
    String group = ground.group("template");
    LaunchTemplate made =
        create(
            s,
            s.name("template"),
            data(s, InstanceType.T3_SMALL).toBuilder()
                .securityGroupIds(group)
                .tagSpecifications(
                    LaunchTemplateTagSpecificationRequest.builder()
                        .resourceType(ResourceType.INSTANCE)
                        .tags(Subject.tag("Tier", "application"))
                        .build())
                .build());

    Instance launched = launch(ground, subnet, made);

    assertThat(launched.instanceType()).isEqualTo(InstanceType.T3_SMALL);
    assertThat(launched.securityGroups())
        .extracting(each -> each.groupId())
        .isEqualTo(List.of(group));
    assertThat(launched.tags()).extracting(each -> each.value()).contains("application");
  }

  @Test
  void an_instance_guards_its_metadata_as_its_template_says(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();
    LaunchTemplate made =
        create(
            s,
            s.name("template"),
            data(s, InstanceType.T3_MICRO).toBuilder()
                .metadataOptions(m -> m.httpTokens(LaunchTemplateHttpTokensState.REQUIRED))
                .build());

    assertThat(launch(ground, subnet, made).metadataOptions().httpTokens())
        .isEqualTo(HttpTokensState.REQUIRED);
  }

  private static Instance launch(NetworkFixture ground, String subnet, LaunchTemplate template) {
    return ground.instance(
        ground
            .launch(
                RunInstancesRequest.builder()
                    .launchTemplate(
                        t -> t.launchTemplateId(template.launchTemplateId()).version("1"))
                    .subnetId(subnet)
                    .minCount(1)
                    .maxCount(1)
                    .build())
            .instanceId());
  }

  @Test
  void an_instance_from_an_unknown_template_is_refused(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();
    LaunchTemplate nobody =
        LaunchTemplate.builder().launchTemplateId("lt-00000000000000000").build();

    assertThat(Refusal.of(() -> launch(ground, subnet, nobody)))
        .isEqualTo("InvalidLaunchTemplateId.NotFound");
  }

  @Test
  void a_template_that_is_deleted_is_not_found(Subject s) {
    LaunchTemplate made = create(s);

    s.ec2().deleteLaunchTemplate(r -> r.launchTemplateId(made.launchTemplateId()));

    assertThat(Refusal.of(() -> version(s, made, "1")))
        .isEqualTo("InvalidLaunchTemplateId.NotFound");
  }
}
