package dev.azdrill.simulator.iam;

import static dev.azdrill.simulator.iam.Account.ALLOW;
import static dev.azdrill.simulator.iam.Account.ARN;
import static dev.azdrill.simulator.iam.Account.TRUST;
import static dev.azdrill.simulator.iam.Account.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Sources: IAM API Reference, "CreateRole" and its neighbours; IAM User Guide, "Quotas". */
class RolesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private IamClient iam;

  @BeforeEach
  void client() {
    iam = region.aws().iam();
  }

  private Role create(String name) {
    return iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST)).role();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void a_role_is_described_as_it_was_made_with_its_document_encoded() {
    Role made =
        iam.createRole(
                r ->
                    r.roleName("web")
                        .path("/team/a/")
                        .description("serves")
                        .maxSessionDuration(7200)
                        .assumeRolePolicyDocument(TRUST)
                        .tags(tag("stage", "production")))
            .role();

    Role got = iam.getRole(r -> r.roleName("web")).role();
    assertThat(got).isEqualTo(made);
    assertThat(got.arn()).isEqualTo(ARN + "role/team/a/web");
    assertThat(got.roleId()).matches("AROA[A-Z2-7]{17}");
    assertThat(got.createDate()).isEqualTo(region.aws().clock().now());
    assertThat(got.description()).isEqualTo("serves");
    assertThat(got.maxSessionDuration()).isEqualTo(7200);
    assertThat(got.tags()).containsExactly(tag("stage", "production"));
    assertThat(got.roleLastUsed().lastUsedDate()).isNull();
    assertThat(got.assumeRolePolicyDocument()).startsWith("%7B%22Version%22%3A%20%222012-10-17%22");
    assertThat(URLDecoder.decode(got.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
        .isEqualTo(TRUST);
    assertThat(create("db").maxSessionDuration()).isEqualTo(3600);
    assertThat(create("db2").path()).isEqualTo("/");
  }

  @Test
  void a_role_is_changed_member_by_member() {
    create("web");
    String other = TRUST.replace("ec2", "ssm");

    iam.updateRole(r -> r.roleName("web").description("serves"));
    iam.updateRole(r -> r.roleName("web").maxSessionDuration(3601));
    iam.updateAssumeRolePolicy(r -> r.roleName("web").policyDocument(other));

    Role role = iam.getRole(r -> r.roleName("web")).role();
    assertThat(role.description()).isEqualTo("serves");
    assertThat(role.maxSessionDuration()).isEqualTo(3601);
    iam.updateRole(r -> r.roleName("web"));
    assertThat(iam.getRole(r -> r.roleName("web")).role().maxSessionDuration()).isEqualTo(3600);
    assertThat(iam.getRole(r -> r.roleName("web")).role().description()).isEqualTo("serves");
    assertThat(role.assumeRolePolicyDocument()).contains("ssm.amazonaws.com");
    assertThat(
            iam.updateRoleDescription(r -> r.roleName("web").description("works"))
                .role()
                .description())
        .isEqualTo("works");
  }

  @Test
  void roles_are_listed_by_name_below_a_path_page_by_page_and_without_tags() {
    for (String name : List.of("c", "a", "B")) {
      iam.createRole(
          r ->
              r.roleName(name)
                  .path("/team/")
                  .assumeRolePolicyDocument(TRUST)
                  .tags(tag("stage", "test")));
    }
    create("alone");

    assertThat(iam.listRoles().roles())
        .extracting(Role::roleName)
        .containsExactly("a", "alone", "B", "c");
    ListRolesResponse first = iam.listRoles(r -> r.pathPrefix("/team/").maxItems(2));
    assertThat(first.roles()).extracting(Role::roleName).containsExactly("a", "B");
    assertThat(first.roles().get(0).tags()).isEmpty();
    assertThat(first.isTruncated()).isTrue();
    ListRolesResponse second =
        iam.listRoles(r -> r.pathPrefix("/team/").maxItems(2).marker(first.marker()));
    assertThat(second.roles()).extracting(Role::roleName).containsExactly("c");
    assertThat(second.isTruncated()).isFalse();
    assertThat(second.marker()).isNull();
    assertThat(refusal(() -> iam.listRoles(r -> r.marker("nobody-gave-this"))))
        .startsWith("400 ValidationError");
  }

  @Test
  void a_hundred_are_listed_where_nobody_says_how_many() {
    IntStream.range(0, 101).forEach(i -> create("role-" + i));

    assertThat(iam.listRoles().roles()).hasSize(100);
    assertThat(iam.listRolesPaginator().roles().stream()).hasSize(101);
  }

  @Test
  void names_of_roles_are_unique_in_any_case_and_found_as_they_were_given() {
    create("web");

    assertThat(refusal(() -> create("WEB")))
        .isEqualTo("409 EntityAlreadyExists: Role with name WEB already exists.");
    assertThat(refusal(() -> iam.getRole(r -> r.roleName("Web"))))
        .isEqualTo("404 NoSuchEntity: The role with name Web cannot be found.");
  }

  @ParameterizedTest
  @CsvSource({
    "no good, /, ValidationError",
    "web, team, ValidationError",
    "web, /team, ValidationError",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, /, ValidationError"
  })
  void what_is_no_name_or_no_path_is_refused(String name, String path, String code) {
    assertThat(
            refusal(
                () ->
                    iam.createRole(
                        r -> r.roleName(name).path(path).assumeRolePolicyDocument(TRUST))))
        .startsWith("400 " + code);
    assertThat(iam.listRoles().roles()).isEmpty();
  }

  @Test
  void a_role_is_deleted_when_nothing_holds_it_any_more() {
    create("web");
    String managed = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
    iam.createInstanceProfile(r -> r.instanceProfileName("web"));
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("web").roleName("web"));
    iam.attachRolePolicy(r -> r.roleName("web").policyArn(managed));
    iam.putRolePolicy(r -> r.roleName("web").policyName("read").policyDocument(ALLOW));

    String conflict = "409 DeleteConflict: Cannot delete entity, must ";
    assertThat(refusal(() -> iam.deleteRole(r -> r.roleName("web"))))
        .isEqualTo(conflict + "remove roles from instance profile first.");
    iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("web").roleName("web"));
    assertThat(refusal(() -> iam.deleteRole(r -> r.roleName("web"))))
        .isEqualTo(conflict + "detach all policies first.");
    iam.detachRolePolicy(r -> r.roleName("web").policyArn(managed));
    assertThat(refusal(() -> iam.deleteRole(r -> r.roleName("web"))))
        .isEqualTo(conflict + "delete policies first.");
    iam.deleteRolePolicy(r -> r.roleName("web").policyName("read"));
    iam.deleteRole(r -> r.roleName("web"));

    assertThat(refusal(() -> iam.deleteRole(r -> r.roleName("web"))))
        .startsWith("404 NoSuchEntity");
    String before = create("web").roleId();
    iam.deleteRole(r -> r.roleName("web"));
    assertThat(create("web").roleId()).isNotEqualTo(before);
  }

  @Test
  void tags_have_keys_that_are_the_same_in_any_case() {
    create("web");
    iam.tagRole(r -> r.roleName("web").tags(tag("Stage", "test"), tag("team", "a")));
    iam.tagRole(r -> r.roleName("web").tags(tag("stage", "production")));

    assertThat(iam.listRoleTags(r -> r.roleName("web")).tags())
        .containsExactly(tag("stage", "production"), tag("team", "a"));
    assertThat(
            refusal(() -> iam.tagRole(r -> r.roleName("web").tags(tag("x", "1"), tag("X", "2")))))
        .isEqualTo(
            "400 InvalidInput: Duplicate tag keys found. Please note that Tag keys are case"
                + " insensitive.");
    assertThat(refusal(() -> iam.tagRole(r -> r.roleName("web").tags(tag("aws:mine", "1")))))
        .startsWith("400 InvalidInput");
    iam.untagRole(r -> r.roleName("web").tagKeys("TEAM", "nobody"));
    assertThat(iam.getRole(r -> r.roleName("web")).role().tags())
        .containsExactly(tag("stage", "production"));
    assertThat(iam.listRoleTags(r -> r.roleName("web").maxItems(1)).isTruncated()).isFalse();

    List<Tag> many = IntStream.range(0, 50).mapToObj(i -> tag("key-" + i, "")).toList();
    assertThat(refusal(() -> iam.tagRole(r -> r.roleName("web").tags(many))))
        .startsWith("409 LimitExceeded");
    assertThat(iam.listRoleTags(r -> r.roleName("web")).tags()).hasSize(1);
  }

  @Test
  void a_boundary_of_permissions_is_refused_because_nobody_would_heed_it() {
    assertThat(
            refusal(
                () ->
                    iam.createRole(
                        r ->
                            r.roleName("web")
                                .assumeRolePolicyDocument(TRUST)
                                .permissionsBoundary("arn:aws:iam::aws:policy/ReadOnlyAccess"))))
        .startsWith("400 ValidationError: The simulator does not have PermissionsBoundary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no policy | Syntax errors in policy.",
        "[] | Syntax errors in policy.",
        "{\"Statement\": \"x\", \"Statement\": 1} | Syntax errors in policy.",
        "{} trailing | Syntax errors in policy.",
        "{} | Missing required field Statement",
        "{\"Statement\": []} | Missing required field Statement",
        "{\"Statement\": [7]} | Syntax errors in policy.",
        "{\"Version\": \"2020-01-01\", \"Statement\": [7]} | Policy document must be version 2012-10-17 or greater.",
        "{\"Statement\": {\"Action\": \"sts:AssumeRole\"}} | Missing required field Effect",
        "{\"Statement\": {\"Effect\": \"Maybe\", \"Action\": \"sts:AssumeRole\"}} | Syntax errors in policy.",
        "{\"Statement\": {\"Effect\": \"Allow\"}} | Policy statement must contain actions.",
        "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": 7}} | Syntax errors in policy.",
        "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"AssumeRole\"}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\"}} | Missing required field Principal",
        "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [\"sts:AssumeRole\", \"s3:GetObject\"]}} | AssumeRole policy may only specify STS AssumeRole actions.",
        "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sts:AssumeRole\", \"Resource\": \"*\"}} | Has prohibited field Resource"
      })
  void what_does_not_say_who_may_assume_a_role_is_refused(String document, String message) {
    assertThat(
            refusal(
                () -> iam.createRole(r -> r.roleName("web").assumeRolePolicyDocument(document))))
        .isEqualTo("400 MalformedPolicyDocument: " + message);
    create("db");
    assertThat(
            refusal(
                () -> iam.updateAssumeRolePolicy(r -> r.roleName("db").policyDocument(document))))
        .isEqualTo("400 MalformedPolicyDocument: " + message);
    assertThat(iam.listRoles().roles()).extracting(Role::roleName).containsExactly("db");
  }

  @Test
  void a_document_that_is_longer_than_aws_keeps_is_refused_and_spaces_do_not_count() {
    String spaced = TRUST.replace(": ", ":" + " ".repeat(3000));
    String long_ = TRUST.replace("\"Effect\"", "\"Sid\": \"" + "a".repeat(2048) + "\", \"Effect\"");

    iam.createRole(r -> r.roleName("web").assumeRolePolicyDocument(spaced));
    assertThat(refusal(() -> iam.createRole(r -> r.roleName("db").assumeRolePolicyDocument(long_))))
        .isEqualTo("409 LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048");
  }
}
