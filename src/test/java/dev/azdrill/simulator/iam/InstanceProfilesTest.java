package dev.azdrill.simulator.iam;

import static dev.azdrill.simulator.iam.Account.ARN;
import static dev.azdrill.simulator.iam.Account.TRUST;
import static dev.azdrill.simulator.iam.Account.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Source: IAM API Reference, "CreateInstanceProfile" and its neighbours. */
class InstanceProfilesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private IamClient iam;

  @BeforeEach
  void roles() {
    iam = region.aws().iam();
    for (String name : List.of("web", "db")) {
      iam.createRole(
          r ->
              r.roleName(name)
                  .assumeRolePolicyDocument(TRUST)
                  .tags(Tag.builder().key("a").value("b").build()));
    }
  }

  private InstanceProfile get(String name) {
    return iam.getInstanceProfile(r -> r.instanceProfileName(name)).instanceProfile();
  }

  private void add(String role) {
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("web").roleName(role));
  }

  private void remove(String role) {
    iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("web").roleName(role));
  }

  @Test
  void a_profile_is_made_empty_and_takes_one_role() {
    InstanceProfile made =
        iam.createInstanceProfile(
                r ->
                    r.instanceProfileName("web")
                        .path("/team/")
                        .tags(Tag.builder().key("team").value("a").build()))
            .instanceProfile();
    assertThat(made.arn()).isEqualTo(ARN + "instance-profile/team/web");
    assertThat(made.instanceProfileId()).matches("AIPA[A-Z2-7]{17}");
    assertThat(made.createDate()).isEqualTo(region.aws().clock().now());
    assertThat(made.roles()).isEmpty();

    add("web");

    InstanceProfile got = get("web");
    assertThat(got.toBuilder().roles(List.of()).build()).isEqualTo(made);
    assertThat(got.roles())
        .singleElement()
        .satisfies(
            role -> {
              assertThat(role.arn()).isEqualTo(ARN + "role/web");
              assertThat(role.assumeRolePolicyDocument()).startsWith("%7B");
            });
    String second =
        "409 LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1";
    assertThat(refusal(() -> add("db"))).isEqualTo(second);
    assertThat(refusal(() -> add("web"))).isEqualTo(second);
    remove("web");
    add("db");
    assertThat(get("web").roles()).extracting(Role::roleName).containsExactly("db");
  }

  @Test
  void a_profile_says_of_its_role_what_is_so_now() {
    iam.createInstanceProfile(r -> r.instanceProfileName("web"));
    add("web");

    iam.updateRole(r -> r.roleName("web").description("serves"));

    assertThat(get("web").roles()).extracting(Role::description).containsExactly("serves");
  }

  @Test
  void profiles_are_listed_below_a_path_of_a_role_and_page_by_page() {
    for (String name : List.of("web", "b", "C")) {
      iam.createInstanceProfile(
          r ->
              r.instanceProfileName(name)
                  .path("/team/")
                  .tags(Tag.builder().key("a").value("b").build()));
    }
    iam.createInstanceProfile(r -> r.instanceProfileName("alone"));
    add("web");
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("C").roleName("web"));

    ListInstanceProfilesResponse first =
        iam.listInstanceProfiles(r -> r.pathPrefix("/team/").maxItems(2));
    assertThat(first.instanceProfiles())
        .extracting(InstanceProfile::instanceProfileName)
        .containsExactly("b", "C");
    assertThat(first.instanceProfiles().get(0).tags()).isEmpty();
    assertThat(first.isTruncated()).isTrue();
    assertThat(iam.listInstanceProfilesPaginator().instanceProfiles().stream()).hasSize(4);
    assertThat(iam.listInstanceProfilesForRole(r -> r.roleName("web")).instanceProfiles())
        .extracting(InstanceProfile::instanceProfileName)
        .containsExactly("C", "web");
    assertThat(iam.listInstanceProfilesForRole(r -> r.roleName("db")).instanceProfiles()).isEmpty();
    assertThat(refusal(() -> iam.listInstanceProfilesForRole(r -> r.roleName("nobody"))))
        .startsWith("404 NoSuchEntity");
  }

  @Test
  void what_does_not_exist_or_exists_already_is_refused() {
    iam.createInstanceProfile(r -> r.instanceProfileName("web"));

    assertThat(refusal(() -> iam.createInstanceProfile(r -> r.instanceProfileName("Web"))))
        .isEqualTo("409 EntityAlreadyExists: Instance Profile Web already exists.");
    assertThat(refusal(() -> get("nobody")))
        .isEqualTo("404 NoSuchEntity: Instance Profile nobody cannot be found.");
    assertThat(refusal(() -> add("nobody")))
        .isEqualTo("404 NoSuchEntity: The role with name nobody cannot be found.");
    assertThat(refusal(() -> remove("web"))).startsWith("404 NoSuchEntity");
    assertThat(
            refusal(
                () ->
                    iam.createInstanceProfile(
                        r -> r.instanceProfileName("no good").path("nowhere"))))
        .startsWith("400 ValidationError: 2 validation errors detected");
  }

  @Test
  void a_profile_is_deleted_when_it_is_empty() {
    iam.createInstanceProfile(r -> r.instanceProfileName("web"));
    add("web");

    assertThat(refusal(() -> iam.deleteInstanceProfile(r -> r.instanceProfileName("web"))))
        .isEqualTo(
            "409 DeleteConflict: Cannot delete entity, must remove roles from instance profile"
                + " first.");
    remove("web");
    iam.deleteInstanceProfile(r -> r.instanceProfileName("web"));

    assertThat(refusal(() -> get("web"))).startsWith("404 NoSuchEntity");
    iam.deleteRole(r -> r.roleName("web"));
  }

  @Test
  void a_profile_has_tags() {
    iam.createInstanceProfile(r -> r.instanceProfileName("web"));
    Tag tag = Tag.builder().key("team").value("a").build();

    iam.tagInstanceProfile(r -> r.instanceProfileName("web").tags(tag));

    assertThat(get("web").tags()).containsExactly(tag);
    assertThat(iam.listInstanceProfileTags(r -> r.instanceProfileName("web")).tags())
        .containsExactly(tag);
    iam.untagInstanceProfile(r -> r.instanceProfileName("web").tagKeys("team"));
    assertThat(get("web").tags()).isEmpty();
  }

  /** IAM has one endpoint for all regions, in us-east-1, and its requests are signed for that. */
  @Test
  void requests_of_an_account_are_answered_whatever_region_they_are_signed_for() {
    try (IamClient global =
        IamClient.builder()
            .httpClient(region.platform().region().httpClient())
            .region(software.amazon.awssdk.regions.Region.AWS_GLOBAL)
            .credentialsProvider(
                software.amazon.awssdk.auth.credentials.StaticCredentialsProvider.create(
                    software.amazon.awssdk.auth.credentials.AwsBasicCredentials.create("a", "b")))
            .build()) {
      assertThat(global.listRoles().roles()).hasSize(2);
    }
  }
}
