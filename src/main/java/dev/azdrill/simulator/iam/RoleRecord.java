package dev.azdrill.simulator.iam;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;

/** A role with its policies and its tags. Nobody assumes it, so it was never used. */
final class RoleRecord {
  private Role described;
  private final SortedMap<String, String> policies = new TreeMap<>();
  private final Set<String> attached = new LinkedHashSet<>();
  private final TagSet tags;

  /**
   * @param described as lists show it: without its tags
   */
  RoleRecord(Role described, TagSet tags) {
    this.described = described;
    this.tags = tags;
  }

  String name() {
    return described.roleName();
  }

  /** As lists show it. Source: IAM API Reference, "ListRoles". */
  Role listed() {
    return described;
  }

  /** Whole. */
  Role describe() {
    return described.toBuilder()
        .tags(tags.all())
        .roleLastUsed(RoleLastUsed.builder().build())
        .build();
  }

  /** Changes what is described of it. */
  void change(Consumer<Role.Builder> change) {
    Role.Builder next = described.toBuilder();
    change.accept(next);
    described = next.build();
  }

  /** The documents of the policies that stand in it alone, by name; to be changed in place. */
  SortedMap<String, String> policies() {
    return policies;
  }

  /** The ARNs of the managed policies that are attached to it; to be changed in place. */
  Set<String> attached() {
    return attached;
  }

  TagSet tags() {
    return tags;
  }
}
