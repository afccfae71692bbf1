package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;

/**
 * Makes, describes and deletes instance profiles, and puts a role into one. What becomes of a
 * profile does not touch the instances that carry it: one that is deleted stays described there.
 *
 * <p>Source: IAM User Guide, "Use instance profiles"; API Reference, "DeleteInstanceProfile".
 */
final class InstanceProfileOperations {
  private static final int ROLES_MAX = 1;

  private final World world;
  private final UniqueIds ids;
  private final InstanceProfiles profiles;
  private final Roles roles;

  InstanceProfileOperations(World world, UniqueIds ids, InstanceProfiles profiles, Roles roles) {
    this.world = world;
    this.ids = ids;
    this.profiles = profiles;
    this.roles = roles;
  }

  void enter(Operations.Page page) {
    page.write("CreateInstanceProfile", CreateInstanceProfileRequest::builder, this::create);
    page.read("GetInstanceProfile", GetInstanceProfileRequest::builder, this::get);
    page.read("ListInstanceProfiles", ListInstanceProfilesRequest::builder, this::list);
    page.read(
        "ListInstanceProfilesForRole",
        ListInstanceProfilesForRoleRequest::builder,
        this::listForRole);
    page.write("AddRoleToInstanceProfile", AddRoleToInstanceProfileRequest::builder, this::add);
    page.write(
        "RemoveRoleFromInstanceProfile",
        RemoveRoleFromInstanceProfileRequest::builder,
        this::remove);
    page.write("DeleteInstanceProfile", DeleteInstanceProfileRequest::builder, this::delete);
  }

  private CreateInstanceProfileResponse create(CreateInstanceProfileRequest request) {
    String name = request.instanceProfileName();
    profiles.requireFree(name);
    TagSet tags = TagSet.of(request.tags());
    String path = Iam.path(request.path());
    InstanceProfile made =
        InstanceProfile.builder()
            .path(path)
            .instanceProfileName(name)
            .instanceProfileId(ids.next("AIPA"))
            .arn(Iam.arn(world, "instance-profile", path, name))
            .createDate(world.kernel().now())
            .build();
    ProfileRecord profile = new ProfileRecord(made, tags);
    profiles.add(profile);
    return CreateInstanceProfileResponse.builder().instanceProfile(profile.describe()).build();
  }

  private GetInstanceProfileResponse get(GetInstanceProfileRequest request) {
    return GetInstanceProfileResponse.builder()
        .instanceProfile(profiles.one(request.instanceProfileName()).describe())
        .build();
  }

  private ListInstanceProfilesResponse list(ListInstanceProfilesRequest request) {
    String prefix = Iam.path(request.pathPrefix());
    Page<InstanceProfile> page =
        page(
            profiles.all().stream().filter(each -> each.path().startsWith(prefix)).toList(),
            request.marker(),
            request.maxItems());
    return ListInstanceProfilesResponse.builder()
        .instanceProfiles(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  private ListInstanceProfilesForRoleResponse listForRole(
      ListInstanceProfilesForRoleRequest request) {
    Page<InstanceProfile> page =
        page(profiles.of(roles.one(request.roleName())), request.marker(), request.maxItems());
    return ListInstanceProfilesForRoleResponse.builder()
        .instanceProfiles(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  private static Page<InstanceProfile> page(
      Collection<ProfileRecord> asked, @Nullable String marker, @Nullable Integer maxItems) {
    List<InstanceProfile> listed = asked.stream().map(ProfileRecord::listed).toList();
    return Iam.page(listed, marker, maxItems);
  }

  private AddRoleToInstanceProfileResponse add(AddRoleToInstanceProfileRequest request) {
    ProfileRecord profile = profiles.one(request.instanceProfileName());
    RoleRecord role = roles.one(request.roleName());
    if (profile.role().isPresent()) {
      throw IamErrors.profileHasRole(ROLES_MAX);
    }
    profile.role(Optional.of(role));
    return AddRoleToInstanceProfileResponse.builder().build();
  }

  private RemoveRoleFromInstanceProfileResponse remove(
      RemoveRoleFromInstanceProfileRequest request) {
    ProfileRecord profile = profiles.one(request.instanceProfileName());
    if (profile.role().filter(each -> each.name().equals(request.roleName())).isEmpty()) {
      throw IamErrors.roleNotFound(request.roleName());
    }
    profile.role(Optional.empty());
    return RemoveRoleFromInstanceProfileResponse.builder().build();
  }

  private DeleteInstanceProfileResponse delete(DeleteInstanceProfileRequest request) {
    ProfileRecord profile = profiles.one(request.instanceProfileName());
    if (profile.role().isPresent()) {
      throw IamErrors.profileNotEmpty();
    }
    profiles.remove(profile);
    return DeleteInstanceProfileResponse.builder().build();
  }
}
