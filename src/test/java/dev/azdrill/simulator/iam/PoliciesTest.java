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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Tag;

/** Sources: IAM API Reference, "CreatePolicy" and its neighbours; IAM User Guide, "Quotas". */
class PoliciesTest {
  private static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
  private static final String OURS = ARN + "policy/team/ours";

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private IamClient iam;

  @BeforeEach
  void role() {
    iam = region.aws().iam();
    iam.createRole(r -> r.roleName("web").assumeRolePolicyDocument(TRUST));
  }

  private Policy create(String name) {
    return iam.createPolicy(r -> r.policyName(name).path("/team/").policyDocument(ALLOW)).policy();
  }

  private List<String> attached() {
    return iam.listAttachedRolePolicies(r -> r.roleName("web")).attachedPolicies().stream()
        .map(AttachedPolicy::policyArn)
        .toList();
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }

  @Test
  void a_policy_of_a_role_is_kept_as_it_was_put() {
    iam.putRolePolicy(r -> r.roleName("web").policyName("write").policyDocument(ALLOW));
    iam.putRolePolicy(r -> r.roleName("web").policyName("read").policyDocument(ALLOW));
    String changed = ALLOW.replace("Get", "Put");
    iam.putRolePolicy(r -> r.roleName("web").policyName("write").policyDocument(changed));

    assertThat(iam.listRolePolicies(r -> r.roleName("web")).policyNames())
        .containsExactly("read", "write");
    assertThat(iam.listRolePolicies(r -> r.roleName("web").maxItems(1)).isTruncated()).isTrue();
    assertThat(
            decoded(iam.getRolePolicy(r -> r.roleName("web").policyName("write")).policyDocument()))
        .isEqualTo(changed);
    iam.deleteRolePolicy(r -> r.roleName("web").policyName("write"));
    String none = "404 NoSuchEntity: The role policy with name write cannot be found.";
    assertThat(refusal(() -> iam.getRolePolicy(r -> r.roleName("web").policyName("write"))))
        .isEqualTo(none);
    assertThat(refusal(() -> iam.deleteRolePolicy(r -> r.roleName("web").policyName("write"))))
        .isEqualTo(none);
    assertThat(refusal(() -> iam.listRolePolicies(r -> r.roleName("nobody"))))
        .isEqualTo("404 NoSuchEntity: The role with name nobody cannot be found.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nothing | Syntax errors in policy.",
        "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"a\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}, {\"Sid\": \"a\", \"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}]} | Statement IDs (SID) in a single policy must be unique.",
        "{\"Statement\": {}} | Policy document must be version 2012-10-17 or greater.",
        "{\"Version\": \"2008-10-17\", \"Statement\": {}} | Policy document must be version 2012-10-17 or greater.",
        "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\"}} | Policy statement must contain resources.",
        "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"ours\"}} | Resource ours must be in ARN format or \"*\".",
        "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Principal\": \"*\"}} | Policy document should not specify a principal."
      })
  void what_does_not_say_what_a_role_may_do_is_refused(String document, String message) {
    String refused = "400 MalformedPolicyDocument: " + message;
    assertThat(
            refusal(
                () ->
                    iam.putRolePolicy(
                        r -> r.roleName("web").policyName("p").policyDocument(document))))
        .isEqualTo(refused);
    assertThat(refusal(() -> iam.createPolicy(r -> r.policyName("p").policyDocument(document))))
        .isEqualTo(refused);
    create("ours");
    assertThat(
            refusal(() -> iam.createPolicyVersion(r -> r.policyArn(OURS).policyDocument(document))))
        .isEqualTo(refused);
    assertThat(iam.listRolePolicies(r -> r.roleName("web")).policyNames()).isEmpty();
    assertThat(iam.listPolicyVersions(r -> r.policyArn(OURS)).versions()).hasSize(1);
  }

  @Test
  void a_role_and_a_policy_have_bounds() {
    String half = ALLOW.replace("ours", "a".repeat(5_100));
    iam.putRolePolicy(r -> r.roleName("web").policyName("one").policyDocument(half));
    assertThat(
            refusal(
                () ->
                    iam.putRolePolicy(
                        r -> r.roleName("web").policyName("two").policyDocument(half))))
        .isEqualTo("409 LimitExceeded: Maximum policy size of 10240 bytes exceeded for role web");
    iam.putRolePolicy(r -> r.roleName("web").policyName("one").policyDocument(half));

    String whole = ALLOW.replace("ours", "a".repeat(6_144));
    assertThat(refusal(() -> iam.createPolicy(r -> r.policyName("p").policyDocument(whole))))
        .isEqualTo("409 LimitExceeded: Cannot exceed quota for PolicySize: 6144");
    for (int i = 0; i < 10; i++) {
      String arn = create("p" + i).arn();
      iam.attachRolePolicy(r -> r.roleName("web").policyArn(arn));
      iam.attachRolePolicy(r -> r.roleName("web").policyArn(arn));
    }
    assertThat(refusal(() -> iam.attachRolePolicy(r -> r.roleName("web").policyArn(CORE))))
        .isEqualTo("409 LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10");
    assertThat(attached()).hasSize(10);
  }

  @Test
  void a_policy_of_the_account_is_described_and_counts_its_attachments() {
    Policy made =
        iam.createPolicy(
                r ->
                    r.policyName("ours")
                        .path("/team/")
                        .description("reads")
                        .policyDocument(ALLOW)
                        .tags(Tag.builder().key("team").value("a").build()))
            .policy();
    assertThat(made.arn()).isEqualTo(OURS);
    assertThat(made.policyId()).matches("ANPA[A-Z2-7]{17}");
    assertThat(made.defaultVersionId()).isEqualTo("v1");
    assertThat(made.attachmentCount()).isZero();
    assertThat(made.isAttachable()).isTrue();
    assertThat(refusal(() -> create("OURS")))
        .isEqualTo(
            "409 EntityAlreadyExists: A policy called OURS already exists. Duplicate names are not"
                + " allowed.");

    iam.attachRolePolicy(r -> r.roleName("web").policyArn(OURS));

    Policy got = iam.getPolicy(r -> r.policyArn(OURS)).policy();
    assertThat(got).isEqualTo(made.toBuilder().attachmentCount(1).build());
    assertThat(
            decoded(
                iam.getPolicyVersion(r -> r.policyArn(OURS).versionId("v1"))
                    .policyVersion()
                    .document()))
        .isEqualTo(ALLOW);
    assertThat(refusal(() -> iam.deletePolicy(r -> r.policyArn(OURS))))
        .isEqualTo("409 DeleteConflict: Cannot delete a policy attached to entities.");
    iam.detachRolePolicy(r -> r.roleName("web").policyArn(OURS));
    assertThat(refusal(() -> iam.detachRolePolicy(r -> r.roleName("web").policyArn(OURS))))
        .isEqualTo("404 NoSuchEntity: Policy " + OURS + " was not found.");
    iam.tagPolicy(r -> r.policyArn(OURS).tags(Tag.builder().key("stage").value("x").build()));
    iam.untagPolicy(r -> r.policyArn(OURS).tagKeys("team"));
    assertThat(iam.listPolicyTags(r -> r.policyArn(OURS)).tags())
        .extracting(Tag::key)
        .containsExactly("stage");
    iam.deletePolicy(r -> r.policyArn(OURS));
    assertThat(refusal(() -> iam.getPolicy(r -> r.policyArn(OURS))))
        .isEqualTo("404 NoSuchEntity: Policy " + OURS + " was not found.");
  }

  @Test
  void a_policy_has_up_to_five_versions_of_which_one_is_the_default() {
    create("ours");
    String changed = ALLOW.replace("Get", "Put");
    PolicyVersion second =
        iam.createPolicyVersion(r -> r.policyArn(OURS).policyDocument(changed).setAsDefault(true))
            .policyVersion();
    assertThat(second.versionId()).isEqualTo("v2");
    assertThat(second.isDefaultVersion()).isTrue();
    assertThat(iam.getPolicy(r -> r.policyArn(OURS)).policy().defaultVersionId()).isEqualTo("v2");
    assertThat(refusal(() -> iam.deletePolicyVersion(r -> r.policyArn(OURS).versionId("v2"))))
        .isEqualTo("409 DeleteConflict: Cannot delete the default version of a policy.");
    IntStream.range(0, 3)
        .forEach(i -> iam.createPolicyVersion(r -> r.policyArn(OURS).policyDocument(ALLOW)));
    assertThat(refusal(() -> iam.createPolicyVersion(r -> r.policyArn(OURS).policyDocument(ALLOW))))
        .startsWith("409 LimitExceeded: A managed policy can have up to 5 versions.");
    assertThat(refusal(() -> iam.deletePolicy(r -> r.policyArn(OURS))))
        .startsWith("409 DeleteConflict: This policy has more than one version.");

    iam.setDefaultPolicyVersion(r -> r.policyArn(OURS).versionId("v5"));
    iam.deletePolicyVersion(r -> r.policyArn(OURS).versionId("v2"));
    Map<String, Boolean> versions = new TreeMap<>();
    iam.listPolicyVersions(r -> r.policyArn(OURS))
        .versions()
        .forEach(each -> versions.put(each.versionId(), each.isDefaultVersion()));
    assertThat(versions).isEqualTo(Map.of("v1", false, "v3", false, "v4", false, "v5", true));
    assertThat(refusal(() -> iam.getPolicyVersion(r -> r.policyArn(OURS).versionId("v2"))))
        .isEqualTo(
            "404 NoSuchEntity: Policy "
                + OURS
                + " version v2 does not exist or is not attachable.");
    assertThat(
            iam.createPolicyVersion(r -> r.policyArn(OURS).policyDocument(ALLOW))
                .policyVersion()
                .versionId())
        .as("numbers are not given again")
        .isEqualTo("v6");
  }

  @Test
  void policies_that_aws_manages_exist_by_name_and_can_be_attached_alone() {
    iam.attachRolePolicy(r -> r.roleName("web").policyArn(CORE));
    iam.attachRolePolicy(
        r ->
            r.roleName("web")
                .policyArn("arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM"));

    assertThat(iam.listAttachedRolePolicies(r -> r.roleName("web")).attachedPolicies())
        .extracting(AttachedPolicy::policyName)
        .containsExactly("AmazonSSMManagedInstanceCore", "AmazonEC2RoleforSSM");
    assertThat(
            iam.listAttachedRolePolicies(r -> r.roleName("web").pathPrefix("/service-role/"))
                .attachedPolicies())
        .hasSize(1);
    assertThat(iam.getPolicy(r -> r.policyArn(CORE)).policy().attachmentCount()).isEqualTo(1);
    String misspelt = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCor";
    assertThat(refusal(() -> iam.attachRolePolicy(r -> r.roleName("web").policyArn(misspelt))))
        .isEqualTo(
            "404 NoSuchEntity: Policy " + misspelt + " does not exist or is not attachable.");
    assertThat(refusal(() -> iam.getPolicyVersion(r -> r.policyArn(CORE).versionId("v2"))))
        .contains("The simulator does not have the documents", "evaluates no permissions");
    assertThat(refusal(() -> iam.deletePolicy(r -> r.policyArn(CORE))))
        .startsWith("400 InvalidInput: AWS manages policy " + CORE);
    assertThat(
            refusal(
                () ->
                    iam.tagPolicy(
                        r -> r.policyArn(CORE).tags(Tag.builder().key("a").value("b").build()))))
        .startsWith("400 InvalidInput");
  }

  @Test
  void policies_are_listed_by_scope() {
    create("ours");

    assertThat(iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL)).policies())
        .extracting(Policy::policyName)
        .containsExactly("ours");
    assertThat(iam.listPoliciesPaginator(r -> r.scope(PolicyScopeType.AWS)).policies().stream())
        .hasSizeGreaterThan(1_000)
        .allSatisfy(each -> assertThat(each.arn()).startsWith("arn:aws:iam::aws:policy/"));
    assertThat(iam.listPolicies(r -> r.onlyAttached(true)).policies()).isEmpty();
    iam.attachRolePolicy(r -> r.roleName("web").policyArn(CORE));
    assertThat(iam.listPolicies(r -> r.onlyAttached(true)).policies())
        .extracting(Policy::arn)
        .containsExactly(CORE);
    assertThat(iam.listPolicies(r -> r.pathPrefix("/team/")).policies()).hasSize(1);
  }
}
