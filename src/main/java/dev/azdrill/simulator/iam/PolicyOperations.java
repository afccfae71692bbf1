package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;

/** Makes, describes and deletes managed policies. */
final class PolicyOperations {
  /** Source: IAM User Guide, "IAM and AWS STS quotas": the size of a managed policy. */
  private static final int LENGTH_MAX = 6144;

  private final World world;
  private final UniqueIds ids;
  private final Policies policies;

  PolicyOperations(World world, UniqueIds ids, Policies policies) {
    this.world = world;
    this.ids = ids;
    this.policies = policies;
  }

  void enter(Operations.Page page) {
    page.write("CreatePolicy", CreatePolicyRequest::builder, this::create);
    page.read("GetPolicy", GetPolicyRequest::builder, this::get);
    page.read("ListPolicies", ListPoliciesRequest::builder, this::list);
    page.write("DeletePolicy", DeletePolicyRequest::builder, this::delete);
  }

  private CreatePolicyResponse create(CreatePolicyRequest request) {
    String document = document(request.policyDocument());
    String name = request.policyName();
    if (policies.own().stream().anyMatch(each -> each.isCalled(name))) {
      throw IamErrors.policyExists(name);
    }
    TagSet tags = TagSet.of(request.tags());
    String path = Iam.path(request.path());
    Instant now = world.kernel().now();
    Policy made =
        Policy.builder()
            .policyName(name)
            .policyId(ids.next("ANPA"))
            .arn(Iam.arn(world, "policy", path, name))
            .path(path)
            .defaultVersionId("v1")
            .permissionsBoundaryUsageCount(0)
            .isAttachable(true)
            .description(request.description())
            .createDate(now)
            .updateDate(now)
            .build();
    PolicyRecord policy = PolicyRecord.of(made, document, tags);
    policies.add(policy);
    return CreatePolicyResponse.builder().policy(policy.describe(0)).build();
  }

  /** As answers have it. */
  static String document(String text) {
    PolicyDocument.IDENTITY.check(text);
    if (PolicyDocument.length(text) > LENGTH_MAX) {
      throw IamErrors.policyTooLong(LENGTH_MAX);
    }
    return PolicyDocument.encoded(text);
  }

  private GetPolicyResponse get(GetPolicyRequest request) {
    PolicyRecord policy = policies.one(request.policyArn());
    return GetPolicyResponse.builder()
        .policy(policy.describe(policies.attachments(policy)))
        .build();
  }

  private ListPoliciesResponse list(ListPoliciesRequest request) {
    String prefix = Iam.path(request.pathPrefix());
    boolean attachedAlone = Boolean.TRUE.equals(request.onlyAttached());
    List<Policy> wanted =
        inScope(request.scope())
            .map(each -> each.listed(policies.attachments(each)))
            .filter(each -> each.path().startsWith(prefix))
            .filter(each -> !attachedAlone || each.attachmentCount() > 0)
            .toList();
    Page<Policy> page = Iam.page(wanted, request.marker(), request.maxItems());
    return ListPoliciesResponse.builder()
        .policies(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  private Stream<PolicyRecord> inScope(PolicyScopeType scope) {
    return policies
        .all()
        .filter(each -> scope != PolicyScopeType.AWS || each.isOfAws())
        .filter(each -> scope != PolicyScopeType.LOCAL || !each.isOfAws());
  }

  private DeletePolicyResponse delete(DeletePolicyRequest request) {
    PolicyRecord policy = policies.changeable(request.policyArn());
    if (policies.attachments(policy) > 0) {
      throw IamErrors.policyAttached();
    }
    if (policy.versions().size() > 1) {
      throw IamErrors.policyHasVersions();
    }
    policies.remove(policy);
    return DeletePolicyResponse.builder().build();
  }
}
