package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** The policies that stand in a role alone. They are kept and described, and allow nothing. */
final class RolePolicies {
  /** Source: IAM User Guide, "IAM and AWS STS quotas": all those of a role together. */
  private static final int LENGTH_MAX = 10_240;

  private final Roles roles;

  RolePolicies(Roles roles) {
    this.roles = roles;
  }

  void enter(Operations.Page page) {
    page.write("PutRolePolicy", PutRolePolicyRequest::builder, this::put);
    page.read("GetRolePolicy", GetRolePolicyRequest::builder, this::get);
    page.read("ListRolePolicies", ListRolePoliciesRequest::builder, this::list);
    page.write("DeleteRolePolicy", DeleteRolePolicyRequest::builder, this::delete);
  }

  private PutRolePolicyResponse put(PutRolePolicyRequest request) {
    RoleRecord role = roles.one(request.roleName());
    PolicyDocument.IDENTITY.check(request.policyDocument());
    int others =
        role.policies().entrySet().stream()
            .filter(each -> !each.getKey().equals(request.policyName()))
            .map(Map.Entry::getValue)
            .mapToInt(PolicyDocument::length)
            .sum();
    if (others + PolicyDocument.length(request.policyDocument()) > LENGTH_MAX) {
      throw IamErrors.rolePoliciesTooLong(role.name(), LENGTH_MAX);
    }
    role.policies().put(request.policyName(), request.policyDocument());
    return PutRolePolicyResponse.builder().build();
  }

  private GetRolePolicyResponse get(GetRolePolicyRequest request) {
    RoleRecord role = roles.one(request.roleName());
    String document = role.policies().get(request.policyName());
    if (document == null) {
      throw IamErrors.rolePolicyNotFound(request.policyName());
    }
    return GetRolePolicyResponse.builder()
        .roleName(role.name())
        .policyName(request.policyName())
        .policyDocument(PolicyDocument.encoded(document))
        .build();
  }

  private ListRolePoliciesResponse list(ListRolePoliciesRequest request) {
    Page<String> page =
        Iam.page(
            List.copyOf(roles.one(request.roleName()).policies().keySet()),
            request.marker(),
            request.maxItems());
    return ListRolePoliciesResponse.builder()
        .policyNames(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  private DeleteRolePolicyResponse delete(DeleteRolePolicyRequest request) {
    if (roles.one(request.roleName()).policies().remove(request.policyName()) == null) {
      throw IamErrors.rolePolicyNotFound(request.policyName());
    }
    return DeleteRolePolicyResponse.builder().build();
  }
}
