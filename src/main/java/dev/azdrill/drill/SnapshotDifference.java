package dev.azdrill.drill;

import dev.azdrill.evidence.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;

/**
 * Something that changed between two snapshots: an observation with its time.
 *
 * @param at when it happened, where AWS says so; else when the second snapshot was taken
 * @param observation what changed
 */
record SnapshotDifference(Instant at, Observation observation) {

  /** Whether it is the database's. */
  boolean isOfDatabase() {
    return observation instanceof Observation.DatabaseEvent
        || observation instanceof Observation.DatabaseStatusChanged
        || observation instanceof Observation.PrimaryMoved;
  }

  /** Whether instances of the group came or went, or are to. */
  boolean isOfInstances() {
    return observation instanceof Observation.ScalingActivity
        || observation instanceof Observation.CapacityChanged
        || observation instanceof Observation.DesiredCapacityChanged;
  }

  static List<SnapshotDifference> between(StackSnapshot before, StackSnapshot after) {
    List<SnapshotDifference> all = new ArrayList<>();
    targets(before, after, all);
    activities(before, after, all);
    capacity(before, after, all);
    database(before, after, all);
    return all;
  }

  private static void targets(
      StackSnapshot before, StackSnapshot after, List<SnapshotDifference> all) {
    Map<String, TargetHealthDescription> old = before.targetsById();
    Map<String, TargetHealthDescription> current = after.targetsById();
    current.forEach(
        (id, now) -> {
          Optional<String> was = Optional.ofNullable(old.get(id)).map(SnapshotDifference::state);
          if (was.filter(state(now)::equals).isEmpty()) {
            all.add(
                new SnapshotDifference(
                    after.at(),
                    new Observation.TargetHealthChanged(
                        id,
                        after.zoneOf(id),
                        was,
                        Optional.of(state(now)),
                        Optional.ofNullable(now.targetHealth().description()))));
          }
        });
    old.forEach(
        (id, was) -> {
          if (!current.containsKey(id)) {
            all.add(
                new SnapshotDifference(
                    after.at(),
                    new Observation.TargetHealthChanged(
                        id,
                        after.zoneOf(id),
                        Optional.of(state(was)),
                        Optional.empty(),
                        Optional.empty())));
          }
        });
  }

  private static String state(TargetHealthDescription target) {
    return target.targetHealth().stateAsString();
  }

  private static void activities(
      StackSnapshot before, StackSnapshot after, List<SnapshotDifference> all) {
    Map<String, ScalingActivityStatusCode> old = new LinkedHashMap<>();
    before.activities().forEach(a -> old.put(a.activityId(), a.statusCode()));
    for (Activity now : after.activities()) {
      ScalingActivityStatusCode was = old.get(now.activityId());
      if (was == now.statusCode() || (was != null && !hasEnded(now))) {
        continue;
      }
      Optional<Instant> ended = Optional.ofNullable(now.endTime()).filter(end -> hasEnded(now));
      all.add(
          new SnapshotDifference(
              after.at(),
              new Observation.ScalingActivity(
                  after.group().autoScalingGroupName(),
                  now.activityId(),
                  String.valueOf(now.description()),
                  now.statusCodeAsString(),
                  Optional.ofNullable(now.statusMessage()),
                  now.startTime(),
                  ended)));
    }
  }

  private static boolean hasEnded(Activity activity) {
    return switch (activity.statusCode()) {
      case SUCCESSFUL, FAILED, CANCELLED -> true;
      default -> false;
    };
  }

  private static void capacity(
      StackSnapshot before, StackSnapshot after, List<SnapshotDifference> all) {
    String group = after.group().autoScalingGroupName();
    if (before.desired() != after.desired()) {
      all.add(
          new SnapshotDifference(
              after.at(),
              new Observation.DesiredCapacityChanged(group, before.desired(), after.desired())));
    }
    if (!before.inServiceByZone().equals(after.inServiceByZone())) {
      all.add(
          new SnapshotDifference(
              after.at(),
              new Observation.CapacityChanged(group, after.inServiceByZone(), after.desired())));
    }
  }

  private static void database(
      StackSnapshot before, StackSnapshot after, List<SnapshotDifference> all) {
    for (Event event : after.events()) {
      if (!before.events().contains(event)) {
        all.add(
            new SnapshotDifference(
                event.date(),
                new Observation.DatabaseEvent(event.sourceIdentifier(), event.message())));
      }
    }
    if (before.database().isEmpty() || after.database().isEmpty()) {
      return;
    }
    DBInstance was = before.database().get();
    DBInstance now = after.database().get();
    String id = now.dbInstanceIdentifier();
    if (!Objects.equals(was.dbInstanceStatus(), now.dbInstanceStatus())) {
      all.add(
          new SnapshotDifference(
              after.at(),
              new Observation.DatabaseStatusChanged(
                  id, String.valueOf(was.dbInstanceStatus()), now.dbInstanceStatus())));
    }
    if (!Objects.equals(was.availabilityZone(), now.availabilityZone())) {
      all.add(
          new SnapshotDifference(
              after.at(),
              new Observation.PrimaryMoved(
                  id, String.valueOf(was.availabilityZone()), now.availabilityZone())));
    }
  }
}
