package dev.azdrill.drill;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;

/**
 * Something that changed between two looks: a line of the timeline.
 *
 * @param at the time of the look that showed it; of an event that carries its own time, that
 * @param kind {@code target.unhealthy}, {@code group.launched}, {@code database.event} ...
 * @param subject what changed
 * @param detail a sentence
 */
record Difference(Instant at, String kind, String subject, String detail) {

  static List<Difference> between(StackSnapshot before, StackSnapshot after) {
    List<Difference> all = new ArrayList<>();
    targets(before, after, all);
    activities(before, after, all);
    capacity(before, after, all);
    database(before, after, all);
    return all;
  }

  private static void targets(StackSnapshot before, StackSnapshot after, List<Difference> all) {
    Map<String, TargetHealthDescription> old = byId(before);
    Map<String, TargetHealthDescription> current = byId(after);
    current.forEach(
        (id, now) -> {
          TargetHealthDescription was = old.get(id);
          String state = now.targetHealth().stateAsString();
          if (was == null || !state.equals(was.targetHealth().stateAsString())) {
            String reason = now.targetHealth().description();
            all.add(
                new Difference(
                    after.at(),
                    "target." + state,
                    id,
                    "target in "
                        + after.zoneOf(id)
                        + " is "
                        + state
                        + (reason == null ? "" : ": " + reason)));
          }
        });
    old.forEach(
        (id, was) -> {
          if (!current.containsKey(id)) {
            all.add(
                new Difference(
                    after.at(),
                    "target.deregistered",
                    id,
                    "target in " + after.zoneOf(id) + " is gone"));
          }
        });
  }

  private static Map<String, TargetHealthDescription> byId(StackSnapshot look) {
    Map<String, TargetHealthDescription> byId = new LinkedHashMap<>();
    look.targets().forEach(target -> byId.put(target.target().id(), target));
    return byId;
  }

  private static void activities(StackSnapshot before, StackSnapshot after, List<Difference> all) {
    Map<String, ScalingActivityStatusCode> old = new LinkedHashMap<>();
    before.activities().forEach(a -> old.put(a.activityId(), a.statusCode()));
    for (Activity now : after.activities()) {
      ScalingActivityStatusCode was = old.get(now.activityId());
      if (was != now.statusCode() && (was == null || ended(now))) {
        all.add(
            new Difference(
                after.at(), kind(now), after.group().autoScalingGroupName(), sentence(now)));
      }
    }
  }

  private static boolean ended(Activity activity) {
    return switch (activity.statusCode()) {
      case SUCCESSFUL, FAILED, CANCELLED -> true;
      default -> false;
    };
  }

  private static String kind(Activity activity) {
    return switch (activity.statusCode()) {
      case SUCCESSFUL -> "group.done";
      case FAILED -> "group.failed";
      case CANCELLED -> "group.cancelled";
      default -> "group.begun";
    };
  }

  private static String sentence(Activity activity) {
    String message = activity.statusMessage();
    String description = activity.description();
    return activity.statusCode() == ScalingActivityStatusCode.FAILED && message != null
        ? "Launching a new EC2 instance failed: " + message
        : description;
  }

  private static void capacity(StackSnapshot before, StackSnapshot after, List<Difference> all) {
    if (before.desired() != after.desired()) {
      all.add(
          new Difference(
              after.at(),
              "group.desired",
              after.group().autoScalingGroupName(),
              "desired capacity goes from " + before.desired() + " to " + after.desired()));
    }
    if (!before.inServiceByZone().equals(after.inServiceByZone())) {
      all.add(
          new Difference(
              after.at(),
              "group.capacity",
              after.group().autoScalingGroupName(),
              "in service: " + words(after.inServiceByZone()) + ", desired " + after.desired()));
    }
  }

  private static String words(Map<String, Integer> byZone) {
    List<String> parts = new ArrayList<>();
    byZone.forEach((zone, count) -> parts.add(count + " in " + zone));
    return String.join(", ", parts);
  }

  private static void database(StackSnapshot before, StackSnapshot after, List<Difference> all) {
    for (Event event : after.events()) {
      if (!before.events().contains(event)) {
        all.add(
            new Difference(
                event.date(), "database.event", event.sourceIdentifier(), event.message()));
      }
    }
    if (before.database().isEmpty() || after.database().isEmpty()) {
      return;
    }
    DBInstance was = before.database().get();
    DBInstance now = after.database().get();
    if (!Objects.equals(was.dbInstanceStatus(), now.dbInstanceStatus())) {
      all.add(
          new Difference(
              after.at(),
              "database.status",
              now.dbInstanceIdentifier(),
              "status is " + now.dbInstanceStatus()));
    }
    if (!Objects.equals(was.availabilityZone(), now.availabilityZone())) {
      all.add(
          new Difference(
              after.at(),
              "database.zone",
              now.dbInstanceIdentifier(),
              "the primary is described in "
                  + now.availabilityZone()
                  + ", no longer in "
                  + was.availabilityZone()));
    }
  }
}
