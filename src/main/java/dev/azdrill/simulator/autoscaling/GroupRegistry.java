package dev.azdrill.simulator.autoscaling;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The groups by name, and by their members. */
final class GroupRegistry implements ScalingGroup.Membership {
  private final Map<String, ScalingGroup> groups = new TreeMap<>();
  private final Map<String, ScalingGroup> byMember = new HashMap<>();

  /** The group of this name, or AWS's refusal. */
  ScalingGroup known(String name) {
    ScalingGroup group = groups.get(name);
    if (group == null) {
      throw AutoScalingErrors.groupNotFound(name);
    }
    return group;
  }

  /** The same, for changes: a group that is being deleted takes none. */
  ScalingGroup changeable(String name) {
    ScalingGroup group = known(name);
    if (group.isLeaving()) {
      throw AutoScalingErrors.groupPendingDelete(name);
    }
    return group;
  }

  boolean has(String name) {
    return groups.containsKey(name);
  }

  /** All groups, by name. */
  Collection<ScalingGroup> all() {
    return List.copyOf(groups.values());
  }

  void add(ScalingGroup group) {
    groups.put(group.name(), group);
  }

  void remove(ScalingGroup group) {
    groups.remove(group.name(), group);
  }

  /** The group that an instance is a member of. */
  Optional<ScalingGroup> of(String instanceId) {
    return Optional.ofNullable(byMember.get(instanceId)).filter(g -> has(g.name()));
  }

  @Override
  public void joined(ScalingGroup group, Member member) {
    byMember.put(member.id(), group);
  }

  @Override
  public void left(ScalingGroup group, Member member) {
    byMember.remove(member.id(), group);
  }
}
