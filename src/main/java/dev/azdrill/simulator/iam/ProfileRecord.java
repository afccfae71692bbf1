package dev.azdrill.simulator.iam;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;

/** An instance profile with its tags, and with a role or none. */
final class ProfileRecord {
  private final InstanceProfile made;
  private final TagSet tags;
  private Optional<RoleRecord> role = Optional.empty();

  /**
   * @param made as it was made: without its role and its tags
   */
  ProfileRecord(InstanceProfile made, TagSet tags) {
    this.made = made;
    this.tags = tags;
  }

  String name() {
    return made.instanceProfileName();
  }

  String path() {
    return made.path();
  }

  Optional<RoleRecord> role() {
    return role;
  }

  void role(Optional<RoleRecord> next) {
    role = next;
  }

  /** As lists show it: without its tags. Source: IAM API Reference, "ListInstanceProfiles". */
  InstanceProfile listed() {
    List<Role> roles = role.map(RoleRecord::listed).stream().toList();
    return made.toBuilder().roles(roles).build();
  }

  /** Whole. */
  InstanceProfile describe() {
    return listed().toBuilder().tags(tags.all()).build();
  }

  TagSet tags() {
    return tags;
  }
}
