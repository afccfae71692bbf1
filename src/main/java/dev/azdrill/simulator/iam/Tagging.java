package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;

/** The tags of roles, instance profiles and managed policies. */
final class Tagging {
  private final Roles roles;
  private final InstanceProfiles profiles;
  private final Policies policies;

  Tagging(Roles roles, InstanceProfiles profiles, Policies policies) {
    this.roles = roles;
    this.profiles = profiles;
    this.policies = policies;
  }

  void enter(Operations.Page page) {
    page.write("TagRole", TagRoleRequest::builder, this::tag);
    page.write("UntagRole", UntagRoleRequest::builder, this::untag);
    page.read("ListRoleTags", ListRoleTagsRequest::builder, this::list);
    page.write("TagInstanceProfile", TagInstanceProfileRequest::builder, this::tag);
    page.write("UntagInstanceProfile", UntagInstanceProfileRequest::builder, this::untag);
    page.read("ListInstanceProfileTags", ListInstanceProfileTagsRequest::builder, this::list);
    page.write("TagPolicy", TagPolicyRequest::builder, this::tag);
    page.write("UntagPolicy", UntagPolicyRequest::builder, this::untag);
    page.read("ListPolicyTags", ListPolicyTagsRequest::builder, this::list);
  }

  private TagRoleResponse tag(TagRoleRequest request) {
    roles.one(request.roleName()).tags().put(request.tags());
    return TagRoleResponse.builder().build();
  }

  private UntagRoleResponse untag(UntagRoleRequest request) {
    roles.one(request.roleName()).tags().remove(request.tagKeys());
    return UntagRoleResponse.builder().build();
  }

  private ListRoleTagsResponse list(ListRoleTagsRequest request) {
    Page<Tag> page =
        Iam.page(roles.one(request.roleName()).tags().all(), request.marker(), request.maxItems());
    return ListRoleTagsResponse.builder()
        .tags(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  private TagInstanceProfileResponse tag(TagInstanceProfileRequest request) {
    profiles.one(request.instanceProfileName()).tags().put(request.tags());
    return TagInstanceProfileResponse.builder().build();
  }

  private UntagInstanceProfileResponse untag(UntagInstanceProfileRequest request) {
    profiles.one(request.instanceProfileName()).tags().remove(request.tagKeys());
    return UntagInstanceProfileResponse.builder().build();
  }

  private ListInstanceProfileTagsResponse list(ListInstanceProfileTagsRequest request) {
    Page<Tag> page =
        Iam.page(
            profiles.one(request.instanceProfileName()).tags().all(),
            request.marker(),
            request.maxItems());
    return ListInstanceProfileTagsResponse.builder()
        .tags(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  private TagPolicyResponse tag(TagPolicyRequest request) {
    policies.changeable(request.policyArn()).tags().put(request.tags());
    return TagPolicyResponse.builder().build();
  }

  private UntagPolicyResponse untag(UntagPolicyRequest request) {
    policies.changeable(request.policyArn()).tags().remove(request.tagKeys());
    return UntagPolicyResponse.builder().build();
  }

  private ListPolicyTagsResponse list(ListPolicyTagsRequest request) {
    Page<Tag> page =
        Iam.page(
            policies.one(request.policyArn()).tags().all(), request.marker(), request.maxItems());
    return ListPolicyTagsResponse.builder()
        .tags(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }
}
