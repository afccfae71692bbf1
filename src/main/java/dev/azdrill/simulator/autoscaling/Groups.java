package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Filters;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityRequest;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityResponse;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupResponse;

/** Creates, changes, describes and deletes groups. */
final class Groups {
  private static final int LISTED_DEFAULT = 50;
  private static final int LISTED_MAX = 100;
  private static final Filters<Group> FILTERS = new Filters<Group>().onTags(Groups::tags);

  private final World world;
  private final Kernel kernel;
  private final Ports ports;
  private final GroupRegistry registry;
  private final GroupSettings settings;
  private final Activities activities;
  private final TargetGroupAttachments attachments;
  private final LifecycleHooks hooks;
  private final Terminations terminations;
  private final Capacity capacity;
  private final HealthChecks healthChecks;
  private final ScalingPolicies policies;

  /** The hands that a group is in. */
  record Collaborators(
      GroupRegistry registry,
      Activities activities,
      TargetGroupAttachments attachments,
      LifecycleHooks hooks,
      Terminations terminations,
      Capacity capacity,
      HealthChecks healthChecks,
      ScalingPolicies policies) {}

  Groups(World world, Ports ports, Collaborators hands) {
    this.world = world;
    this.kernel = world.kernel();
    this.ports = ports;
    this.settings = new GroupSettings(world, ports);
    this.registry = hands.registry();
    this.activities = hands.activities();
    this.attachments = hands.attachments();
    this.hooks = hands.hooks();
    this.terminations = hands.terminations();
    this.capacity = hands.capacity();
    this.healthChecks = hands.healthChecks();
    this.policies = hands.policies();
  }

  CreateAutoScalingGroupResponse create(CreateAutoScalingGroupRequest request) {
    String name = request.autoScalingGroupName();
    if (registry.has(name)) {
      throw AutoScalingError.groupExists(name);
    }
    List<String> targetGroups = new ArrayList<>(request.targetGroupARNs());
    targetGroups.addAll(TargetGroupAttachments.arns(request.trafficSources()));
    attachments.check(targetGroups);
    LaunchBackoff setbacks =
        new LaunchBackoff(
            world.timings().of(Timing.GROUP_LAUNCH_RETRY),
            world.timings().of(Timing.GROUP_LAUNCH_RETRY_MAX));
    Group group = new Group(settings.of(request), setbacks);
    attachments.attach(group, targetGroups);
    request.tags().forEach(tag -> GroupTags.put(group, tag));
    request.lifecycleHookSpecificationList().forEach(hook -> hooks.put(group, hook));
    registry.add(group);
    if (group.desired() > 0) {
      group
          .causes()
          .desiredChanged(
              kernel.now(), "a user request created an AutoScalingGroup", 0, group.desired());
    }
    healthChecks.begin(group);
    capacity.wantedChanged(group);
    return CreateAutoScalingGroupResponse.builder().build();
  }

  UpdateAutoScalingGroupResponse update(UpdateAutoScalingGroupRequest request) {
    Group group = registry.changeable(request.autoScalingGroupName());
    int before = group.desired();
    AutoScalingGroup next = settings.updated(group.settings(), request);
    group.settings(next);
    if (next.desiredCapacity() != before) {
      String by =
          "a user request update of AutoScalingGroup constraints to min: "
              + next.minSize()
              + ", max: "
              + next.maxSize()
              + ", desired: "
              + next.desiredCapacity();
      group.causes().desiredChanged(kernel.now(), by, before, next.desiredCapacity());
    }
    capacity.wantedChanged(group);
    return UpdateAutoScalingGroupResponse.builder().build();
  }

  SetDesiredCapacityResponse setDesired(SetDesiredCapacityRequest request) {
    Group group = registry.changeable(request.autoScalingGroupName());
    int wanted = request.desiredCapacity();
    checkBounds(group, wanted);
    if (Boolean.TRUE.equals(request.honorCooldown()) && policies.cooling(group)) {
      throw AutoScalingError.activityInProgress(
          "You cannot set the desired capacity while the group's cooldown lasts.");
    }
    int before = group.desired();
    if (wanted != before) {
      group.desire(wanted);
      group
          .causes()
          .desiredChanged(
              kernel.now(), "a user request explicitly set group desired capacity", before, wanted);
      capacity.wantedChanged(group);
    }
    return SetDesiredCapacityResponse.builder().build();
  }

  private static void checkBounds(Group group, int wanted) {
    int min = group.settings().minSize();
    int max = group.settings().maxSize();
    if (wanted > max || wanted < min) {
      throw AutoScalingError.validation(
          "New SetDesiredCapacity value "
              + wanted
              + (wanted > max ? " is above max value " + max : " is below min value " + min)
              + " for the AutoScalingGroup.");
    }
  }

  DeleteAutoScalingGroupResponse delete(DeleteAutoScalingGroupRequest request) {
    Group group = registry.known(request.autoScalingGroupName());
    boolean force = Boolean.TRUE.equals(request.forceDelete());
    if (!force && !group.members().isEmpty()) {
      throw AutoScalingError.inUse(
          "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance"
              + " request(s) still in the group.");
    }
    if (!force && activities.inProgress(group.name())) {
      throw AutoScalingError.activityInProgress(
          "You cannot delete an AutoScalingGroup while there are scaling activities in progress for"
              + " that group.");
    }
    group.delete();
    for (Member member : group.members()) {
      terminations.force(group, member, Causes.groupDeleted(kernel.now(), member.id()));
    }
    if (group.members().isEmpty()) {
      forget(group);
    }
    return DeleteAutoScalingGroupResponse.builder().build();
  }

  /** A member of a group is gone for good: with the last one, a deleted group goes. */
  void memberLeft(Group group) {
    if (group.deleting() && group.members().isEmpty()) {
      kernel.after(Duration.ZERO, "delete " + group.name(), () -> forget(group));
    }
  }

  private void forget(Group group) {
    group.end();
    registry.remove(group);
    policies.forget(group);
    activities.groupDeleted(group.name());
  }

  DescribeAutoScalingGroupsResponse describe(DescribeAutoScalingGroupsRequest request) {
    boolean withInstances = !Boolean.FALSE.equals(request.includeInstances());
    List<Group> named =
        registry.all().stream()
            .filter(
                g ->
                    !request.hasAutoScalingGroupNames()
                        || request.autoScalingGroupNames().contains(g.name()))
            .toList();
    Map<String, List<String>> filters = new LinkedHashMap<>();
    request.filters().forEach(filter -> filters.put(filter.name(), filter.values()));
    Page<Group> page =
        Page.cut(
            filtered(named, filters),
            request.nextToken(),
            limit(request.maxRecords()),
            AutoScalingError.INVALID_NEXT_TOKEN);
    return DescribeAutoScalingGroupsResponse.builder()
        .autoScalingGroups(
            page.items().stream().map(g -> g.describe(ports.compute(), withInstances)).toList())
        .nextToken(page.next())
        .build();
  }

  private static List<Group> filtered(List<Group> groups, Map<String, List<String>> filters) {
    try {
      return FILTERS.apply(groups, filters);
    } catch (AwsError unknown) {
      throw AutoScalingError.validation(unknown.getMessage());
    }
  }

  /** How many records a reply may hold. */
  static int limit(@Nullable Integer asked) {
    return asked == null ? LISTED_DEFAULT : Math.min(LISTED_MAX, asked);
  }

  private static Map<String, String> tags(Group group) {
    Map<String, String> tags = new TreeMap<>();
    group.tags().forEach((key, tag) -> tags.put(key, tag.value()));
    return tags;
  }
}
