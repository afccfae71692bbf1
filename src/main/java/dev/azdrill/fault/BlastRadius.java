package dev.azdrill.fault;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What a fault may affect as long as it holds.
 *
 * @param zones the names of Availability Zones in which something is affected
 * @param instances the ids of the group's instances that are affected
 */
public record BlastRadius(Set<String> zones, Set<String> instances) {
  /** Of what affects nothing that serves. */
  public static final BlastRadius NONE = new BlastRadius(Set.of(), Set.of());

  public BlastRadius {
    zones = new TreeSet<>(zones);
    instances = new TreeSet<>(instances);
  }

  /** Of zones in which nothing that runs is affected. */
  static BlastRadius ofZones(String... zones) {
    return new BlastRadius(Set.of(zones), Set.of());
  }

  /** Of both together. */
  public BlastRadius and(BlastRadius other) {
    Set<String> allZones = new TreeSet<>(zones);
    allZones.addAll(other.zones);
    Set<String> allInstances = new TreeSet<>(instances);
    allInstances.addAll(other.instances);
    return new BlastRadius(allZones, allInstances);
  }

  /**
   * Of faults that hit these, as the group is described now: a zone affects every instance in it, a
   * subnet those in the subnet, a database the zone of its primary, and what is not known by its
   * name affects the whole stack.
   *
   * @param targets the names of what is hit
   */
  static BlastRadius ofTargets(FaultContext context, Collection<String> targets) {
    AutoScalingGroup known = context.group();
    List<Instance> group =
        GroupStates.find(context.aws(), known.autoScalingGroupName()).orElse(known).instances();
    return targets.stream()
        .map(each -> of(context.baseline(), group, each))
        .reduce(NONE, BlastRadius::and);
  }

  private static BlastRadius of(Inventory stack, List<Instance> group, String target) {
    List<Subnet> subnets = stack.all(Kind.SUBNET);
    if (subnets.stream().anyMatch(each -> target.equals(each.availabilityZone()))) {
      return ofZones(target)
          .and(members(group.stream().filter(each -> target.equals(each.availabilityZone()))));
    }
    if (SubjectKind.INSTANCE.isNamed(target)) {
      return new BlastRadius(Set.of(), Set.of(target))
          .and(members(group.stream().filter(each -> target.equals(each.instanceId()))));
    }
    List<Subnet> subnet = subnets.stream().filter(each -> target.equals(each.subnetId())).toList();
    if (!subnet.isEmpty()) {
      Set<String> there = inSubnet(stack, target);
      return ofZones(subnet.get(0).availabilityZone())
          .and(members(group.stream().filter(each -> there.contains(each.instanceId()))));
    }
    List<DBInstance> database =
        stack.all(Kind.DB_INSTANCE).stream()
            .filter(each -> target.equals(each.dbInstanceIdentifier()))
            .toList();
    if (!database.isEmpty()) {
      return ofZones(database.get(0).availabilityZone());
    }
    return whole(stack, group);
  }

  private static Set<String> inSubnet(Inventory stack, String subnetId) {
    Set<String> ids = new TreeSet<>();
    stack.all(Kind.INSTANCE).stream()
        .filter(each -> subnetId.equals(each.subnetId()))
        .forEach(each -> ids.add(each.instanceId()));
    return ids;
  }

  private static BlastRadius members(Stream<Instance> instances) {
    Set<String> zones = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    instances.forEach(
        each -> {
          zones.add(each.availabilityZone());
          ids.add(each.instanceId());
        });
    return new BlastRadius(zones, ids);
  }

  private static BlastRadius whole(Inventory stack, List<Instance> group) {
    Set<String> zones = new TreeSet<>();
    stack.all(Kind.SUBNET).forEach(each -> zones.add(each.availabilityZone()));
    return new BlastRadius(zones, Set.of()).and(members(group.stream()));
  }
}
