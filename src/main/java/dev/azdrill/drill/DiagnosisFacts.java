package dev.azdrill.drill;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.traffic.Slowdown;
import dev.azdrill.traffic.TrafficLog;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * What is known of a drill that missed something.
 *
 * @param described the configuration, as it was described last
 * @param snapshots what was seen since it was broken, oldest first, at least one
 * @param faults what was broken while it ran
 * @param missed what did not come true in time
 * @param capacityMissedAt until when capacity was waited for in vain, the first time
 * @param hasUnmetObjective whether an objective was not met
 * @param traffic what clients saw since it was broken; empty where there are none
 * @param minutes the same, minute by minute
 * @param slowdown how much slower answers came while requests failed; empty where that cannot be
 *     told
 * @param load requests per second that the clients stand for
 */
record DiagnosisFacts(
    Inventory described,
    List<StackSnapshot> snapshots,
    List<Fault> faults,
    List<Measurement> missed,
    Optional<Instant> capacityMissedAt,
    boolean hasUnmetObjective,
    Optional<TrafficLog.Counts> traffic,
    List<TrafficLog.Counts> minutes,
    Optional<Slowdown> slowdown,
    OptionalDouble load) {
  /** What does not recover where instances are not replaced. */
  static final Set<Component> CAPACITY =
      EnumSet.of(
          Component.GROUP, Component.APPLICATION, Component.STEADY_STATE, Component.GROUP_BALANCE);

  DiagnosisFacts {
    snapshots = List.copyOf(snapshots);
    faults = List.copyOf(faults);
    missed = List.copyOf(missed);
    minutes = List.copyOf(minutes);
  }

  /** Whether there is anything to explain. */
  boolean isEmpty() {
    return missed.isEmpty() && !hasUnmetObjective;
  }

  boolean missed(Component component) {
    return missed.stream().anyMatch(each -> each.component() == component);
  }

  /** Whether instances were not replaced in time, or did not serve. */
  boolean missedCapacity() {
    return missed.stream().anyMatch(each -> CAPACITY.contains(each.component()));
  }

  /** What was seen when capacity had been waited for in vain; what came later explains nothing. */
  StackSnapshot whenCapacityWasMissed() {
    Instant until = capacityMissedAt.orElse(Instant.MAX);
    return snapshots.stream()
        .filter(each -> !each.at().isAfter(until))
        .reduce((earlier, later) -> later)
        .orElseGet(this::last);
  }

  /**
   * Whether the load balancer found a target unhealthy: what kept none from it explains nothing.
   */
  boolean hasUnhealthyTarget() {
    return snapshots.stream()
        .flatMap(each -> each.targets().stream())
        .anyMatch(each -> each.targetHealth().state() == TargetHealthStateEnum.UNHEALTHY);
  }

  /** Whether clients were not served as was expected or wanted. */
  boolean clientsMissed() {
    return hasUnmetObjective || missed(Component.CLIENTS);
  }

  /** Whether clients were not served as they should have been, expected or not. */
  boolean clientsSuffered() {
    return clientsMissed() || traffic.filter(seen -> seen.failed() > 0).isPresent();
  }

  StackSnapshot first() {
    return snapshots.get(0);
  }

  StackSnapshot last() {
    return snapshots.get(snapshots.size() - 1);
  }

  AutoScalingGroup group() {
    return last().group();
  }

  /** The zones that lost their power. */
  Set<String> lostZones() {
    return faults.stream()
        .filter(ZonePowerLoss.class::isInstance)
        .map(each -> ((ZonePowerLoss) each).zone())
        .collect(Collectors.toSet());
  }

  static String and(Collection<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }
}
