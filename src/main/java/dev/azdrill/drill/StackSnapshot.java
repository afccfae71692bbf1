package dev.azdrill.drill;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;

/**
 * What the stack looked like, as AWS described it.
 *
 * @param asked when AWS was asked for the first of it: what has happened since may be missing
 * @param at when AWS had told all of it: what happens from now on is missing
 * @param group the Auto Scaling group
 * @param activities the group's newest activities, oldest first
 * @param targets the load balancer's targets and their health, of every target group
 * @param database empty where the architecture has none
 * @param events the database's events of this watch, oldest first
 * @param zones the zone of every instance that was ever seen in the group
 */
public record StackSnapshot(
    Instant asked,
    Instant at,
    AutoScalingGroup group,
    List<Activity> activities,
    List<TargetHealthDescription> targets,
    Optional<DBInstance> database,
    List<Event> events,
    Map<String, String> zones) {
  /** The states in which a load balancer sends requests to a target, or may. */
  private static final Set<TargetHealthStateEnum> ROUTABLE =
      Set.of(
          TargetHealthStateEnum.HEALTHY,
          // A target that is being registered or checked for the first time was not evicted.
          TargetHealthStateEnum.INITIAL,
          // Unknown states, and health checks that are switched off, prove nothing.
          TargetHealthStateEnum.UNAVAILABLE,
          TargetHealthStateEnum.UNKNOWN_TO_SDK_VERSION);

  public StackSnapshot {
    activities = List.copyOf(activities);
    targets = List.copyOf(targets);
    events = List.copyOf(events);
    zones = new LinkedHashMap<>(zones);
  }

  /** The same, of a later time: nothing has changed. */
  StackSnapshot still(Instant later) {
    return new StackSnapshot(later, later, group, activities, targets, database, events, zones);
  }

  /** The same, with these instances in the group. */
  StackSnapshot with(Collection<Instance> instances) {
    AutoScalingGroup other = group.toBuilder().instances(instances).build();
    return new StackSnapshot(asked, at, other, activities, targets, database, events, zones);
  }

  /** The group's desired capacity. */
  public int desired() {
    return group.desiredCapacity();
  }

  /**
   * How many instances the group may have: it exceeds its maximum by a tenth or by one at most,
   * while it is rebalanced. Source: Amazon EC2 Auto Scaling User Guide, "Rebalancing activities".
   */
  int most() {
    int most = group.maxSize();
    return most + Math.max(1, most / 10);
  }

  /** The group's instances that are in service. */
  public List<Instance> inService() {
    return group.instances().stream()
        .filter(i -> i.lifecycleState() == LifecycleState.IN_SERVICE)
        .toList();
  }

  /**
   * What the load balancer says of each target, by its id. An instance may be a target of several
   * groups, or of one group on several ports: it counts once, by the place where it is the least
   * healthy of those that are routed to.
   */
  public Map<String, TargetHealthDescription> targetsById() {
    Map<String, TargetHealthDescription> byId = new LinkedHashMap<>();
    for (TargetHealthDescription each : targets) {
      byId.merge(each.target().id(), each, (one, other) -> rank(one) <= rank(other) ? one : other);
    }
    return byId;
  }

  /** The least healthy first; a target group that is not routed to says nothing of a target. */
  private static int rank(TargetHealthDescription target) {
    return switch (target.targetHealth().state()) {
      case UNHEALTHY, UNHEALTHY_DRAINING -> 0;
      case DRAINING -> 1;
      case UNAVAILABLE, UNKNOWN_TO_SDK_VERSION -> 2;
      case INITIAL -> 3;
      case HEALTHY -> 4;
      case UNUSED -> 5;
    };
  }

  /**
   * The ids of the targets that the load balancer finds healthy, each once, without instances of
   * other groups: an instance serves when it is healthy in every target group that routes to it.
   */
  public List<String> healthyTargets() {
    return targetsById().entrySet().stream()
        .filter(each -> each.getValue().targetHealth().state() == TargetHealthStateEnum.HEALTHY)
        .map(Map.Entry::getKey)
        .filter(this::isOfGroup)
        .toList();
  }

  /** A target group may have instances of other groups, too: they replace nothing of this one. */
  private boolean isOfGroup(String targetId) {
    return !targetId.startsWith("i-") || zones.containsKey(targetId);
  }

  /** The targets to which the load balancer still sends requests, or may. */
  public List<TargetHealthDescription> routable() {
    return targets.stream().filter(each -> ROUTABLE.contains(each.targetHealth().state())).toList();
  }

  /** Whether the load balancer still sends requests to a target in this zone, or may. */
  boolean routesTo(String zone) {
    return routable().stream()
        .anyMatch(each -> zoneOf(each.target().id()).filter(zone::equals).isPresent());
  }

  /** How many instances are in service, without these instances and those in these zones. */
  public long inServiceWithout(Set<String> lost) {
    return inService().stream()
        .filter(each -> !lost.contains(each.instanceId()))
        .filter(each -> !lost.contains(each.availabilityZone()))
        .count();
  }

  /** How many targets are healthy, without these instances and those in these zones. */
  public long healthyWithout(Set<String> lost) {
    return healthyTargets().stream()
        .filter(id -> !lost.contains(id))
        .filter(id -> zoneOf(id).filter(lost::contains).isEmpty())
        .count();
  }

  /** Whether the desired capacity is in service without these instances and zones. */
  boolean isWholeWithout(Set<String> lost) {
    return inServiceWithout(lost) >= desired();
  }

  /** Whether as many targets are healthy as the group desires, without these. */
  boolean isHealthyWithout(Set<String> lost) {
    return healthyWithout(lost) >= desired();
  }

  /** Whether the instances are all there, and no two zones differ by more than one. */
  boolean isSpread() {
    Collection<Integer> counts = inServiceByZone().values();
    int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
    int least = counts.stream().mapToInt(Integer::intValue).min().orElse(0);
    return inService().size() == desired() && most - least <= 1;
  }

  /** Whether the desired capacity is in service and healthy, and the database is available. */
  boolean isSteady() {
    return desired() > 0
        && inService().size() == desired()
        && healthyTargets().size() == desired()
        && database().map(db -> "available".equals(db.dbInstanceStatus())).orElse(true);
  }

  /**
   * Whether the database is available and has a standby in another zone, as far as RDS describes
   * it: it may go on naming the zone of a standby that is lost.
   */
  boolean isRedundant() {
    return database()
        .filter(db -> "available".equals(db.dbInstanceStatus()))
        .filter(db -> Boolean.TRUE.equals(db.multiAZ()))
        .flatMap(StackSnapshot::standbyZone)
        .isPresent();
  }

  /** The zone of the standby, where it is another one than the primary's. */
  private static Optional<String> standbyZone(DBInstance database) {
    return Optional.ofNullable(database.secondaryAvailabilityZone())
        .filter(zone -> !zone.equals(database.availabilityZone()));
  }

  /** The zone of an instance of the group; empty when it was never seen there. */
  public Optional<String> zoneOf(String instanceId) {
    return Optional.ofNullable(zones.get(instanceId));
  }

  /** How many instances are in service in each zone. */
  public Map<String, Integer> inServiceByZone() {
    Map<String, Integer> byZone = new java.util.TreeMap<>();
    group.availabilityZones().forEach(zone -> byZone.put(zone, 0));
    inService().forEach(i -> byZone.merge(i.availabilityZone(), 1, Integer::sum));
    return byZone;
  }

  /** The zone of the database's primary; empty where there is none. */
  public Optional<String> primaryZone() {
    return database.map(DBInstance::availabilityZone);
  }

  private static boolean isWithoutStandby(DBInstance database) {
    return Boolean.TRUE.equals(database.multiAZ()) && standbyZone(database).isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(inService().size()).append(" of ").append(desired()).append(" in service ");
    text.append(inServiceByZone()).append(", ");
    int others = group.instances().size() - inService().size();
    if (others > 0) {
      text.append(others).append(" more not in service, ");
    }
    text.append(healthyTargets().size()).append(" healthy targets");
    database.ifPresent(
        db ->
            text.append(", database ")
                .append(db.dbInstanceStatus())
                .append(" in ")
                .append(db.availabilityZone())
                .append(isWithoutStandby(db) ? ", without a standby in another zone" : ""));
    return text.toString();
  }
}
