package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DisableMetricsCollectionRequest;
import software.amazon.awssdk.services.autoscaling.model.EnableMetricsCollectionRequest;
import software.amazon.awssdk.services.autoscaling.model.EnterStandbyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExitStandbyRequest;
import software.amazon.awssdk.services.autoscaling.model.PutLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.RecordLifecycleActionHeartbeatRequest;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Amazon EC2 Auto Scaling: puts its hands together, enters their operations, and tells them what
 * happens to instances and zones.
 */
public final class AutoScaling {
  private final World world;
  private final GroupRegistry registry = new GroupRegistry();
  private final Rebalancing rebalancing;
  private final Capacity capacity;
  private final HealthChecks healthChecks;

  public AutoScaling(World world, Ports ports) {
    this.world = world;
    Activities activities = new Activities(world);
    TargetGroupAttachments attachments = new TargetGroupAttachments(ports.targetGroups(), registry);
    LifecycleHooks hooks = new LifecycleHooks(world, registry);
    Departures departures = new Departures();
    Terminations terminations =
        new Terminations(world, ports, activities, attachments, hooks, departures);
    Launches launches = new Launches(world, ports, activities);
    rebalancing = new Rebalancing(world, launches);
    capacity = new Capacity(world, launches, terminations, rebalancing);
    healthChecks =
        new HealthChecks(
            world,
            ports,
            new HealthChecks.Collaborators(
                activities,
                attachments,
                hooks,
                terminations,
                new Replacements(terminations, capacity),
                capacity,
                rebalancing));
    ScalingPolicies policies = new ScalingPolicies(world, ports, registry, capacity, attachments);
    Groups.Collaborators hands =
        new Groups.Collaborators(
            registry,
            activities,
            attachments,
            hooks,
            terminations,
            capacity,
            healthChecks,
            policies);
    Groups groups = new Groups(world, ports, hands);
    departures.tell(groups::memberLeft);
    Operations.Page page = world.operations().of(Service.AUTO_SCALING);
    enterGroups(page, groups, new GroupTags(registry), new Processes(world, hands));
    enterInstances(page, new GroupInstances(world, ports, hands));
    enterAttachments(page, attachments, hooks);
    enterScaling(page, policies, new GroupMetrics(world, ports, registry));
    page.read(
        "DescribeScalingActivities",
        DescribeScalingActivitiesRequest::builder,
        (DescribeScalingActivitiesRequest request) -> activities.describe(request, registry::has));
    new Catalogue(registry).enter(page);
    ports.compute().watch(this::instanceChanged);
    world.facts().watch(this::factChanged);
  }

  private static void enterGroups(
      Operations.Page page, Groups groups, GroupTags tags, Processes processes) {
    page.write("CreateAutoScalingGroup", CreateAutoScalingGroupRequest::builder, groups::create);
    page.write("UpdateAutoScalingGroup", UpdateAutoScalingGroupRequest::builder, groups::update);
    page.write("DeleteAutoScalingGroup", DeleteAutoScalingGroupRequest::builder, groups::delete);
    page.read(
        "DescribeAutoScalingGroups", DescribeAutoScalingGroupsRequest::builder, groups::describe);
    page.write("SetDesiredCapacity", SetDesiredCapacityRequest::builder, groups::setDesired);
    page.write("CreateOrUpdateTags", CreateOrUpdateTagsRequest::builder, tags::createOrUpdate);
    page.write("DeleteTags", DeleteTagsRequest::builder, tags::delete);
    page.read("DescribeTags", DescribeTagsRequest::builder, tags::describe);
    page.write("SuspendProcesses", SuspendProcessesRequest::builder, processes::suspend);
    page.write("ResumeProcesses", ResumeProcessesRequest::builder, processes::resume);
  }

  private static void enterInstances(Operations.Page page, GroupInstances instances) {
    page.read(
        "DescribeAutoScalingInstances",
        DescribeAutoScalingInstancesRequest::builder,
        instances::describe);
    page.write("SetInstanceHealth", SetInstanceHealthRequest::builder, instances::setHealth);
    page.write("SetInstanceProtection", SetInstanceProtectionRequest::builder, instances::protect);
    page.write(
        "TerminateInstanceInAutoScalingGroup",
        TerminateInstanceInAutoScalingGroupRequest::builder,
        instances::terminate);
    page.write("AttachInstances", AttachInstancesRequest::builder, instances::attach);
    page.write("DetachInstances", DetachInstancesRequest::builder, instances::detach);
    page.write("EnterStandby", EnterStandbyRequest::builder, instances::enterStandby);
    page.write("ExitStandby", ExitStandbyRequest::builder, instances::exitStandby);
  }

  private static void enterAttachments(
      Operations.Page page, TargetGroupAttachments attachments, LifecycleHooks hooks) {
    page.write(
        "AttachLoadBalancerTargetGroups",
        AttachLoadBalancerTargetGroupsRequest::builder,
        attachments::attachTargetGroups);
    page.write(
        "DetachLoadBalancerTargetGroups",
        DetachLoadBalancerTargetGroupsRequest::builder,
        attachments::detachTargetGroups);
    page.read(
        "DescribeLoadBalancerTargetGroups",
        DescribeLoadBalancerTargetGroupsRequest::builder,
        attachments::describeTargetGroups);
    page.write(
        "AttachTrafficSources",
        AttachTrafficSourcesRequest::builder,
        attachments::attachTrafficSources);
    page.write(
        "DetachTrafficSources",
        DetachTrafficSourcesRequest::builder,
        attachments::detachTrafficSources);
    page.read(
        "DescribeTrafficSources",
        DescribeTrafficSourcesRequest::builder,
        attachments::describeTrafficSources);
    page.write("PutLifecycleHook", PutLifecycleHookRequest::builder, hooks::putHook);
    page.write("DeleteLifecycleHook", DeleteLifecycleHookRequest::builder, hooks::delete);
    page.read("DescribeLifecycleHooks", DescribeLifecycleHooksRequest::builder, hooks::describe);
    page.write(
        "CompleteLifecycleAction", CompleteLifecycleActionRequest::builder, hooks::completeAction);
    page.write(
        "RecordLifecycleActionHeartbeat",
        RecordLifecycleActionHeartbeatRequest::builder,
        hooks::heartbeat);
  }

  private static void enterScaling(
      Operations.Page page, ScalingPolicies policies, GroupMetrics metrics) {
    page.write("PutScalingPolicy", PutScalingPolicyRequest::builder, policies::put);
    page.write("DeletePolicy", DeletePolicyRequest::builder, policies::delete);
    page.read("DescribePolicies", DescribePoliciesRequest::builder, policies::describe);
    page.write("ExecutePolicy", ExecutePolicyRequest::builder, policies::execute);
    page.write("EnableMetricsCollection", EnableMetricsCollectionRequest::builder, metrics::enable);
    page.write(
        "DisableMetricsCollection", DisableMetricsCollectionRequest::builder, metrics::disable);
  }

  /**
   * An instance has changed its state. What follows is an event of its own, because the change may
   * be of our own making and not be through yet.
   */
  private void instanceChanged(Instance instance) {
    String id = instance.instanceId();
    if (registry.of(id).isPresent()) {
      world.kernel().after(Duration.ZERO, "Auto Scaling looks at " + id, () -> look(id));
    }
  }

  private void look(String instanceId) {
    Optional<Group> group = registry.of(instanceId);
    group
        .flatMap(g -> g.member(instanceId))
        .ifPresent(member -> healthChecks.observe(group.get(), member));
  }

  /** A zone that can launch again is worth trying, and the way back into balance is open. */
  private void factChanged(Fact fact, boolean holds) {
    String zone = zoneOf(fact);
    if (holds || zone.isEmpty() || !world.facts().hasCapacity(zone)) {
      return;
    }
    for (Group group : registry.all()) {
      if (group.zones().contains(zone)) {
        group.setbacks().forget(zone);
        capacity.settleIfShort(group);
        rebalancing.consider(group);
      }
    }
  }

  private static String zoneOf(Fact fact) {
    if (fact instanceof Fact.ZoneWithoutPower power) {
      return power.zone();
    }
    return fact instanceof Fact.ZoneWithoutCapacity capacity ? capacity.zone() : "";
  }
}
