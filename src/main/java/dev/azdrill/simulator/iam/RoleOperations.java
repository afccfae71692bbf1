package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** Makes, describes, changes and deletes roles. Who may assume one is kept and never asked. */
final class RoleOperations {
  /** Source: IAM User Guide, "IAM and AWS STS quotas": role trust policy length, unless raised. */
  private static final int TRUST_POLICY_MAX = 2048;

  private static final int SESSION_SECONDS = 3600;

  private final World world;
  private final UniqueIds ids;
  private final Roles roles;
  private final InstanceProfiles profiles;

  RoleOperations(World world, UniqueIds ids, Roles roles, InstanceProfiles profiles) {
    this.world = world;
    this.ids = ids;
    this.roles = roles;
    this.profiles = profiles;
  }

  void enter(Operations.Page page) {
    page.write("CreateRole", CreateRoleRequest::builder, this::create);
    page.read("GetRole", GetRoleRequest::builder, this::get);
    page.read("ListRoles", ListRolesRequest::builder, this::list);
    page.write("UpdateRole", UpdateRoleRequest::builder, this::update);
    page.write("UpdateRoleDescription", UpdateRoleDescriptionRequest::builder, this::describeAs);
    page.write("UpdateAssumeRolePolicy", UpdateAssumeRolePolicyRequest::builder, this::trust);
    page.write("DeleteRole", DeleteRoleRequest::builder, this::delete);
  }

  private CreateRoleResponse create(CreateRoleRequest request) {
    String document = trustPolicy(request.assumeRolePolicyDocument());
    roles.requireFree(request.roleName());
    String path = Iam.path(request.path());
    TagSet tags = TagSet.of(request.tags());
    Role made =
        Role.builder()
            .path(path)
            .roleName(request.roleName())
            .roleId(ids.next("AROA"))
            .arn(Iam.arn(world, "role", path, request.roleName()))
            .createDate(world.kernel().now())
            .assumeRolePolicyDocument(document)
            .description(request.description())
            .maxSessionDuration(duration(request.maxSessionDuration()))
            .build();
    RoleRecord role = new RoleRecord(made, tags);
    roles.add(role);
    return CreateRoleResponse.builder().role(role.describe()).build();
  }

  private static int duration(@Nullable Integer asked) {
    return asked == null ? SESSION_SECONDS : asked;
  }

  /** As answers have it. */
  private static String trustPolicy(String document) {
    PolicyDocument.TRUST.check(document);
    if (PolicyDocument.length(document) > TRUST_POLICY_MAX) {
      throw IamErrors.trustPolicyTooLong(TRUST_POLICY_MAX);
    }
    return PolicyDocument.encoded(document);
  }

  private GetRoleResponse get(GetRoleRequest request) {
    return GetRoleResponse.builder().role(roles.one(request.roleName()).describe()).build();
  }

  private ListRolesResponse list(ListRolesRequest request) {
    String prefix = Iam.path(request.pathPrefix());
    List<Role> below =
        roles.all().stream()
            .map(RoleRecord::listed)
            .filter(role -> role.path().startsWith(prefix))
            .toList();
    Page<Role> page = Iam.page(below, request.marker(), request.maxItems());
    return ListRolesResponse.builder()
        .roles(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  /**
   * Who gives no duration gets the default, whatever was there. Source: IAM API Reference,
   * "UpdateRole".
   */
  private UpdateRoleResponse update(UpdateRoleRequest request) {
    roles
        .one(request.roleName())
        .change(
            role -> {
              role.maxSessionDuration(duration(request.maxSessionDuration()));
              if (request.description() != null) {
                role.description(request.description());
              }
            });
    return UpdateRoleResponse.builder().build();
  }

  private UpdateRoleDescriptionResponse describeAs(UpdateRoleDescriptionRequest request) {
    RoleRecord role = roles.one(request.roleName());
    role.change(it -> it.description(request.description()));
    return UpdateRoleDescriptionResponse.builder().role(role.listed()).build();
  }

  private UpdateAssumeRolePolicyResponse trust(UpdateAssumeRolePolicyRequest request) {
    RoleRecord role = roles.one(request.roleName());
    String document = trustPolicy(request.policyDocument());
    role.change(it -> it.assumeRolePolicyDocument(document));
    return UpdateAssumeRolePolicyResponse.builder().build();
  }

  private DeleteRoleResponse delete(DeleteRoleRequest request) {
    RoleRecord role = roles.one(request.roleName());
    if (!profiles.of(role).isEmpty()) {
      throw IamErrors.roleInProfile();
    }
    if (!role.attached().isEmpty()) {
      throw IamErrors.roleHasAttachedPolicies();
    }
    if (!role.policies().isEmpty()) {
      throw IamErrors.roleHasPolicies();
    }
    roles.remove(role);
    return DeleteRoleResponse.builder().build();
  }
}
