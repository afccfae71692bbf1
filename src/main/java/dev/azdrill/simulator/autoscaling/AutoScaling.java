package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Amazon EC2 Auto Scaling: puts its parts together, lets each enter its operations, and tells them
 * what happens to instances and zones.
 */
public final class AutoScaling {
  private final World world;
  private final GroupRegistry registry = new GroupRegistry();
  private final Rebalancing rebalancing;
  private final CapacityController capacity;
  private final MemberHealthChecks healthChecks;
  private final GroupAdoption adopted;

  public AutoScaling(World world, Ports ports) {
    this.world = world;
    Activities activities = new Activities(world, registry);
    TargetGroupAttachments attachments =
        new TargetGroupAttachments(world.kernel(), ports.targetGroups(), registry);
    LifecycleHooks hooks = new LifecycleHooks(world, registry);
    Terminations terminations = new Terminations(ports, activities, attachments, hooks);
    InstanceLaunches launches = new InstanceLaunches(world, ports, activities);
    rebalancing = new Rebalancing(world, launches);
    capacity = new CapacityController(world, activities, launches, terminations, rebalancing);
    Replacements replacements = new Replacements(terminations, capacity);
    healthChecks =
        new MemberHealthChecks(
            world,
            ports,
            new MemberHealthChecks.Collaborators(
                activities, attachments, hooks, terminations, replacements, capacity, rebalancing));
    ScalingPolicies policies = new ScalingPolicies(world, ports, registry, capacity, attachments);
    ScalingGroups.Collaborators collaborators =
        new ScalingGroups.Collaborators(
            registry,
            activities,
            attachments,
            hooks,
            terminations,
            capacity,
            healthChecks,
            new Lifetimes(world, replacements),
            policies);
    Operations.Page page = world.operations().of(Service.AUTO_SCALING);
    GroupSettings settings = new GroupSettings(world, ports);
    ScalingGroups groups = new ScalingGroups(world, ports, settings, collaborators);
    groups.enter(page);
    new InstanceRefreshes(
            world, registry, settings, launches, new Refreshing(world, registry, replacements))
        .enter(page);
    new ScheduledActions(world, registry, new Scheduling(world, capacity)).enter(page);
    new GroupTags(registry).enter(page);
    new Processes(world, collaborators).enter(page);
    new GroupInstances(world, ports, collaborators).enter(page);
    attachments.enter(page);
    hooks.enter(page);
    policies.enter(page);
    GroupMetrics metrics = new GroupMetrics(world, ports, registry);
    metrics.enter(page);
    adopted = new GroupAdoption(world, ports, groups, metrics, collaborators);
    activities.enter(page);
    new AbsentFeatures(registry).enter(page);
    ports.compute().watch(this::instanceChanged);
    world.facts().watch(this::factChanged);
  }

  /** Takes over the groups that stand elsewhere, with their members and policies. */
  public void adopt(Adoption adoption) {
    adopted.adopt(adoption);
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
    Optional<ScalingGroup> group = registry.of(instanceId);
    group
        .flatMap(g -> g.member(instanceId))
        .ifPresent(member -> healthChecks.observe(group.get(), member));
  }

  /** A zone that can launch again is worth trying, and the way back into balance is open. */
  private void factChanged(Fact fact, boolean holds) {
    if (!holds) {
      zoneOf(fact).filter(world.facts()::hasCapacity).ifPresent(this::canLaunchAgain);
      if (fact instanceof Fact.GroupWithoutCapacity lacking) {
        registry.all().stream()
            .filter(group -> group.name().equals(lacking.autoScalingGroupName()))
            .forEach(group -> lacking.zones().forEach(zone -> canLaunchAgain(group, zone)));
      }
    }
  }

  private void canLaunchAgain(String zone) {
    registry.all().forEach(group -> canLaunchAgain(group, zone));
  }

  private void canLaunchAgain(ScalingGroup group, String zone) {
    if (group.zones().contains(zone)) {
      group.launchBackoff().forget(zone);
      capacity.settleIfShort(group);
      rebalancing.consider(group);
    }
  }

  private static Optional<String> zoneOf(Fact fact) {
    if (fact instanceof Fact.ZoneWithoutPower power) {
      return Optional.of(power.zone());
    }
    return fact instanceof Fact.ZoneWithoutCapacity capacity
        ? Optional.of(capacity.zone())
        : Optional.empty();
  }
}
