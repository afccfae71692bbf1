package dev.azdrill.drill;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;

/**
 * Builds what was seen of a stack in zones {@code a} and {@code b}. Offsets are seconds since
 * {@link #START}. An instance's zone is the first letter of its id: {@code a1}. Not thread-safe.
 */
final class Histories {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<StackSnapshot> snapshots = new ArrayList<>();
  private Optional<TrafficLog> traffic = Optional.empty();
  private int desired = 2;
  private Map<String, LifecycleState> instances = Map.of();
  private Map<String, TargetHealthStateEnum> targets = Map.of();
  private final Map<String, TargetHealthStateEnum> others = new LinkedHashMap<>();
  private Optional<DBInstance> database = Optional.empty();
  private Optional<Integer> imposed = Optional.empty();
  private final List<Event> events = new ArrayList<>();
  private final List<Event> known = new ArrayList<>();

  /** What has happened to the database by now is not of what counts. */
  Histories countingFromHere() {
    known.addAll(events);
    return this;
  }

  static Instant at(long second) {
    return START.plusSeconds(second);
  }

  Histories desired(int instancesDesired) {
    desired = instancesDesired;
    return this;
  }

  /** From now on these are in service, and healthy targets. */
  Histories serving(String... ids) {
    instances = new LinkedHashMap<>();
    targets = new LinkedHashMap<>();
    for (String id : ids) {
      instances.put(id, LifecycleState.IN_SERVICE);
      targets.put(id, TargetHealthStateEnum.HEALTHY);
    }
    return this;
  }

  Histories instance(String id, LifecycleState state) {
    instances.put(id, state);
    return this;
  }

  Histories target(String id, TargetHealthStateEnum state) {
    targets.put(id, state);
    return this;
  }

  /** From now on it is a target of a second target group, too. */
  Histories alsoTarget(String id, TargetHealthStateEnum state) {
    others.put(id, state);
    return this;
  }

  Histories noTarget(String id) {
    targets.remove(id);
    return this;
  }

  Histories database(String status, String zone) {
    return database(DBInstance.builder().dbInstanceStatus(status).availabilityZone(zone).build());
  }

  Histories database(DBInstance described) {
    database = Optional.of(described);
    return this;
  }

  Histories event(long second, String message) {
    events.add(Event.builder().date(at(second)).message(message).build());
    return this;
  }

  Histories exchanges(List<Exchange> all) {
    traffic = Optional.of(new TrafficLog());
    all.forEach(traffic.get());
    return this;
  }

  /** A fault is imposed after the last look; it is noticed within a minute. */
  Histories imposed() {
    imposed = Optional.of(snapshots.size());
    return this;
  }

  private Optional<ImposedFault> fault() {
    return imposed.map(
        first ->
            new ImposedFault(
                snapshots.get(first).at(),
                snapshots.subList(first, snapshots.size()),
                Duration.ofMinutes(1)));
  }

  /** Somebody looks. */
  Histories seen(long second) {
    Map<String, String> zones = new LinkedHashMap<>();
    instances.keySet().forEach(id -> zones.put(id, id.substring(0, 1)));
    snapshots.stream().map(StackSnapshot::zones).forEach(zones::putAll);
    AutoScalingGroup group =
        AutoScalingGroup.builder()
            .desiredCapacity(desired)
            .availabilityZones("a", "b")
            .instances(
                instances.entrySet().stream()
                    .map(
                        each ->
                            Instance.builder()
                                .instanceId(each.getKey())
                                .availabilityZone(each.getKey().substring(0, 1))
                                .lifecycleState(each.getValue())
                                .build())
                    .toList())
            .build();
    List<TargetHealthDescription> health =
        Stream.concat(targets.entrySet().stream(), others.entrySet().stream())
            .map(
                each ->
                    TargetHealthDescription.builder()
                        .target(t -> t.id(each.getKey()))
                        .targetHealth(h -> h.state(each.getValue()))
                        .build())
            .toList();
    snapshots.add(
        new StackSnapshot(
            at(second), at(second), group, List.of(), health, database, events, zones));
    return this;
  }

  StackHistory history() {
    return historyAt(Duration.between(START, snapshots.get(snapshots.size() - 1).at()).toSeconds());
  }

  /** What is known then, although nobody looks. */
  StackHistory historyAt(long second) {
    return new StackHistory(at(second), snapshots, traffic, fault(), known);
  }
}
