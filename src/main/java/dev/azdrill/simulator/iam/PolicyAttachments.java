package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;

/** The managed policies that are attached to a role. */
final class PolicyAttachments {
  /** Source: IAM User Guide, "IAM and AWS STS quotas": managed policies per role, unless raised. */
  private static final int MAX = 10;

  private final Roles roles;
  private final Policies policies;

  PolicyAttachments(Roles roles, Policies policies) {
    this.roles = roles;
    this.policies = policies;
  }

  void enter(Operations.Page page) {
    page.write("AttachRolePolicy", AttachRolePolicyRequest::builder, this::attach);
    page.write("DetachRolePolicy", DetachRolePolicyRequest::builder, this::detach);
    page.read("ListAttachedRolePolicies", ListAttachedRolePoliciesRequest::builder, this::list);
  }

  /** To attach one again changes nothing. */
  private AttachRolePolicyResponse attach(AttachRolePolicyRequest request) {
    RoleRecord role = roles.one(request.roleName());
    String arn = request.policyArn();
    if (policies.find(arn).isEmpty()) {
      throw IamErrors.policyNotAttachable(arn);
    }
    if (!role.attached().contains(arn) && role.attached().size() >= MAX) {
      throw IamErrors.tooManyAttachedPolicies(MAX);
    }
    role.attached().add(arn);
    return AttachRolePolicyResponse.builder().build();
  }

  private DetachRolePolicyResponse detach(DetachRolePolicyRequest request) {
    if (!roles.one(request.roleName()).attached().remove(request.policyArn())) {
      throw IamErrors.policyNotFound(request.policyArn());
    }
    return DetachRolePolicyResponse.builder().build();
  }

  private ListAttachedRolePoliciesResponse list(ListAttachedRolePoliciesRequest request) {
    String prefix = Iam.path(request.pathPrefix());
    List<AttachedPolicy> attached =
        roles.one(request.roleName()).attached().stream()
            .map(policies::find)
            .flatMap(Optional::stream)
            .map(each -> each.listed(0))
            .filter(each -> each.path().startsWith(prefix))
            .map(PolicyAttachments::attached)
            .toList();
    Page<AttachedPolicy> page = Iam.page(attached, request.marker(), request.maxItems());
    return ListAttachedRolePoliciesResponse.builder()
        .attachedPolicies(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  private static AttachedPolicy attached(Policy policy) {
    return AttachedPolicy.builder().policyName(policy.policyName()).policyArn(policy.arn()).build();
  }
}
