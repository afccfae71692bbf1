package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
import software.amazon.awssdk.services.autoscaling.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTerminationPolicyTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTerminationPolicyTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityRequest;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityResponse;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupResponse;

/** Creates, changes, describes and deletes groups. */
final class ScalingGroups {
  private static final int GROUPS_MAX = 500;
  private static final int LAUNCH_CONFIGURATIONS_MAX = 200;
  private static final int LISTED_DEFAULT = 50;
  private static final int LISTED_MAX = 100;
  private static final DescribeFilters<ScalingGroup> FILTERS =
      new DescribeFilters<ScalingGroup>().onTags(ScalingGroups::tags);

  private final World world;
  private final Kernel kernel;
  private final Ports ports;
  private final GroupRegistry registry;
  private final GroupSettings settings;
  private final Activities activities;
  private final TargetGroupAttachments attachments;
  private final LifecycleHooks hooks;
  private final Terminations terminations;
  private final CapacityController capacity;
  private final MemberHealthChecks healthChecks;
  private final Lifetimes lifetimes;
  private final ScalingPolicies policies;

  /** Who acts on groups. */
  record Collaborators(
      GroupRegistry registry,
      Activities activities,
      TargetGroupAttachments attachments,
      LifecycleHooks hooks,
      Terminations terminations,
      CapacityController capacity,
      MemberHealthChecks healthChecks,
      Lifetimes lifetimes,
      ScalingPolicies policies) {}

  ScalingGroups(World world, Ports ports, GroupSettings settings, Collaborators collaborators) {
    this.world = world;
    this.kernel = world.kernel();
    this.ports = ports;
    this.settings = settings;
    this.registry = collaborators.registry();
    this.activities = collaborators.activities();
    this.attachments = collaborators.attachments();
    this.hooks = collaborators.hooks();
    this.terminations = collaborators.terminations();
    this.capacity = collaborators.capacity();
    this.healthChecks = collaborators.healthChecks();
    this.lifetimes = collaborators.lifetimes();
    this.policies = collaborators.policies();
  }

  void enter(Operations.Page page) {
    page.write("CreateAutoScalingGroup", CreateAutoScalingGroupRequest::builder, this::create);
    page.write("UpdateAutoScalingGroup", UpdateAutoScalingGroupRequest::builder, this::update);
    page.write("DeleteAutoScalingGroup", DeleteAutoScalingGroupRequest::builder, this::delete);
    page.read(
        "DescribeAutoScalingGroups", DescribeAutoScalingGroupsRequest::builder, this::describe);
    page.write("SetDesiredCapacity", SetDesiredCapacityRequest::builder, this::setDesired);
    page.read("DescribeAccountLimits", DescribeAccountLimitsRequest::builder, this::describeLimits);
    page.read(
        "DescribeTerminationPolicyTypes",
        DescribeTerminationPolicyTypesRequest::builder,
        ScalingGroups::describeTerminationPolicies);
  }

  private CreateAutoScalingGroupResponse create(CreateAutoScalingGroupRequest request) {
    String name = request.autoScalingGroupName();
    if (registry.has(name)) {
      throw AutoScalingErrors.groupExists(name);
    }
    List<String> targetGroups = new ArrayList<>(request.targetGroupARNs());
    targetGroups.addAll(TargetGroupAttachments.arns(request.trafficSources()));
    attachments.check(targetGroups);
    ScalingGroup group = of(settings.of(request));
    attachments.attach(group, targetGroups);
    request.tags().forEach(tag -> GroupTags.put(group, tag));
    request.lifecycleHookSpecificationList().forEach(hook -> hooks.put(group, hook));
    if (group.desired() > 0) {
      group
          .causes()
          .desiredChanged(
              kernel.now(), "a user request created an AutoScalingGroup", 0, group.desired());
    }
    begin(group);
    return CreateAutoScalingGroupResponse.builder().build();
  }

  /** A group with these settings and nothing else, of which nobody knows yet. */
  ScalingGroup of(AutoScalingGroup wanted) {
    LaunchBackoff launchBackoff =
        new LaunchBackoff(
            world.timings().of(Timing.GROUP_LAUNCH_RETRY),
            world.timings().of(Timing.GROUP_LAUNCH_RETRY_MAX));
    return new ScalingGroup(wanted, launchBackoff, registry, this::emptied);
  }

  /** Makes a group known; from now on it does what groups do by themselves. */
  void begin(ScalingGroup group) {
    registry.add(group);
    healthChecks.begin(group);
    capacity.wantedChanged(group);
    lifetimes.consider(group);
  }

  private UpdateAutoScalingGroupResponse update(UpdateAutoScalingGroupRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
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
    lifetimes.consider(group);
    return UpdateAutoScalingGroupResponse.builder().build();
  }

  private SetDesiredCapacityResponse setDesired(SetDesiredCapacityRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    int wanted = request.desiredCapacity();
    checkBounds(group, wanted);
    if (Boolean.TRUE.equals(request.honorCooldown()) && policies.cooling(group)) {
      throw AutoScalingErrors.desiredCapacityInCooldown();
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

  private static void checkBounds(ScalingGroup group, int wanted) {
    int min = group.settings().minSize();
    int max = group.settings().maxSize();
    if (wanted > max || wanted < min) {
      throw AutoScalingErrors.newDesiredCapacityOutOfBounds(wanted, min, max);
    }
  }

  private DeleteAutoScalingGroupResponse delete(DeleteAutoScalingGroupRequest request) {
    ScalingGroup group = registry.known(request.autoScalingGroupName());
    boolean force = Boolean.TRUE.equals(request.forceDelete());
    if (!force && !group.members().isEmpty()) {
      throw AutoScalingErrors.groupHasInstances();
    }
    if (!force && activities.inProgress(group.name())) {
      throw AutoScalingErrors.groupHasActivities();
    }
    if (group.members().isEmpty()) {
      forget(group);
      return DeleteAutoScalingGroupResponse.builder().build();
    }
    deleteWithMembers(group);
    return DeleteAutoScalingGroupResponse.builder().build();
  }

  /** Deletes a group when the last of its members, which are terminated now, is gone. */
  void deleteWithMembers(ScalingGroup group) {
    group.delete();
    for (Member member : group.members()) {
      terminations.force(group, member, Causes.groupDeleted(kernel.now(), member.id()));
    }
  }

  private void emptied(ScalingGroup group) {
    kernel.after(Duration.ZERO, "delete " + group.name(), () -> forget(group));
  }

  private void forget(ScalingGroup group) {
    group.end();
    registry.remove(group);
    policies.forget(group);
    activities.groupDeleted(group.name());
  }

  private DescribeAutoScalingGroupsResponse describe(DescribeAutoScalingGroupsRequest request) {
    boolean withInstances = !Boolean.FALSE.equals(request.includeInstances());
    List<ScalingGroup> named =
        registry.all().stream()
            .filter(
                g ->
                    !request.hasAutoScalingGroupNames()
                        || request.autoScalingGroupNames().contains(g.name()))
            .toList();
    Map<String, List<String>> filters = new LinkedHashMap<>();
    request.filters().forEach(filter -> filters.put(filter.name(), filter.values()));
    Page<ScalingGroup> page =
        Page.cut(
            filtered(named, filters),
            request.nextToken(),
            limit(request.maxRecords()),
            AutoScalingErrors.INVALID_NEXT_TOKEN);
    return DescribeAutoScalingGroupsResponse.builder()
        .autoScalingGroups(
            page.items().stream().map(g -> g.describe(ports.compute(), withInstances)).toList())
        .nextToken(page.next())
        .build();
  }

  private DescribeAccountLimitsResponse describeLimits(DescribeAccountLimitsRequest request) {
    return DescribeAccountLimitsResponse.builder()
        .maxNumberOfAutoScalingGroups(GROUPS_MAX)
        .maxNumberOfLaunchConfigurations(LAUNCH_CONFIGURATIONS_MAX)
        .numberOfAutoScalingGroups(registry.all().size())
        .numberOfLaunchConfigurations(0)
        .build();
  }

  private static DescribeTerminationPolicyTypesResponse describeTerminationPolicies(
      DescribeTerminationPolicyTypesRequest request) {
    return DescribeTerminationPolicyTypesResponse.builder()
        .terminationPolicyTypes(
            Arrays.stream(TerminationPolicy.values()).map(TerminationPolicy::word).toList())
        .build();
  }

  private static List<ScalingGroup> filtered(
      List<ScalingGroup> groups, Map<String, List<String>> filters) {
    try {
      return FILTERS.apply(groups, filters);
    } catch (AwsError unknown) {
      throw AutoScalingErrors.filterInvalid(unknown);
    }
  }

  /** How many records a reply may hold. */
  static int limit(@Nullable Integer asked) {
    return asked == null ? LISTED_DEFAULT : Math.min(LISTED_MAX, asked);
  }

  private static Map<String, String> tags(ScalingGroup group) {
    Map<String, String> tags = new TreeMap<>();
    group.tags().forEach((key, tag) -> tags.put(key, tag.value()));
    return tags;
  }
}
