package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.List;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/**
 * The versions of managed policies.
 *
 * <p>Source: IAM User Guide, "Versioning IAM policies".
 */
final class PolicyVersions {
  private static final int MAX = 5;

  private final World world;
  private final Policies policies;

  PolicyVersions(World world, Policies policies) {
    this.world = world;
    this.policies = policies;
  }

  void enter(Operations.Page page) {
    page.write("CreatePolicyVersion", CreatePolicyVersionRequest::builder, this::create);
    page.read("GetPolicyVersion", GetPolicyVersionRequest::builder, this::get);
    page.read("ListPolicyVersions", ListPolicyVersionsRequest::builder, this::list);
    page.write("SetDefaultPolicyVersion", SetDefaultPolicyVersionRequest::builder, this::choose);
    page.write("DeletePolicyVersion", DeletePolicyVersionRequest::builder, this::delete);
  }

  private CreatePolicyVersionResponse create(CreatePolicyVersionRequest request) {
    PolicyRecord policy = policies.changeable(request.policyArn());
    String document = PolicyOperations.document(request.policyDocument());
    if (policy.versions().size() >= MAX) {
      throw IamErrors.tooManyVersions(MAX);
    }
    PolicyVersion made =
        policy.add(
            PolicyVersion.builder().document(document).createDate(world.kernel().now()).build());
    if (Boolean.TRUE.equals(request.setAsDefault())) {
      makeDefault(policy, made);
    }
    // An answer to one who makes a version does not say the document again.
    return CreatePolicyVersionResponse.builder()
        .policyVersion(version(policy, made.versionId()).toBuilder().document(null).build())
        .build();
  }

  private GetPolicyVersionResponse get(GetPolicyVersionRequest request) {
    PolicyRecord policy = withDocuments(request.policyArn());
    return GetPolicyVersionResponse.builder()
        .policyVersion(version(policy, request.versionId()))
        .build();
  }

  private ListPolicyVersionsResponse list(ListPolicyVersionsRequest request) {
    List<PolicyVersion> all =
        withDocuments(request.policyArn()).versions().stream()
            .map(each -> each.toBuilder().document(null).build())
            .toList();
    Page<PolicyVersion> page = Iam.page(all, request.marker(), request.maxItems());
    return ListPolicyVersionsResponse.builder()
        .versions(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  private PolicyRecord withDocuments(String arn) {
    PolicyRecord policy = policies.one(arn);
    if (policy.isOfAws()) {
      throw IamErrors.policyDocumentOfAws(arn);
    }
    return policy;
  }

  private SetDefaultPolicyVersionResponse choose(SetDefaultPolicyVersionRequest request) {
    PolicyRecord policy = policies.changeable(request.policyArn());
    makeDefault(policy, version(policy, request.versionId()));
    return SetDefaultPolicyVersionResponse.builder().build();
  }

  private void makeDefault(PolicyRecord policy, PolicyVersion version) {
    policy.change(it -> it.defaultVersionId(version.versionId()).updateDate(world.kernel().now()));
  }

  private DeletePolicyVersionResponse delete(DeletePolicyVersionRequest request) {
    PolicyRecord policy = policies.changeable(request.policyArn());
    PolicyVersion version = version(policy, request.versionId());
    if (version.isDefaultVersion()) {
      throw IamErrors.versionIsDefault();
    }
    policy.remove(version);
    return DeletePolicyVersionResponse.builder().build();
  }

  private static PolicyVersion version(PolicyRecord policy, String id) {
    return policy.version(id).orElseThrow(() -> IamErrors.versionNotFound(policy.arn(), id));
  }
}
