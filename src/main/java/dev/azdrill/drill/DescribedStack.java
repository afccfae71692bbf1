package dev.azdrill.drill;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.Unchanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/** Asks AWS for what a drill watches of a stack. Not thread-safe. */
final class DescribedStack {
  private static final int ACTIVITIES = 20;

  private final AwsSession aws;
  private final Inventory baseline;
  private final Instant began;

  /** The zone of every instance that was ever seen in the group. */
  private final Map<String, String> zones = new LinkedHashMap<>();

  private final Unchanged<AutoScalingGroup> group;
  private final Unchanged<List<Activity>> activities;
  private final Unchanged<List<TargetHealthDescription>> targets;
  private final Unchanged<Optional<DBInstance>> database;
  private final Unchanged<List<Event>> events;

  /**
   * @param baseline what stands there
   * @param began from when on events are of interest
   */
  DescribedStack(AwsSession aws, Inventory baseline, Instant began) {
    this.aws = aws;
    this.baseline = baseline;
    this.began = began;
    DrillClock clock = aws.clock();
    this.group =
        new Unchanged<>(
            clock,
            PermittedCalls.actions("autoscaling:DescribeAutoScalingGroups"),
            this::askForGroup);
    this.activities =
        new Unchanged<>(
            clock,
            PermittedCalls.actions("autoscaling:DescribeScalingActivities"),
            this::askForActivities);
    this.targets =
        new Unchanged<>(
            clock,
            PermittedCalls.actions("elasticloadbalancing:DescribeTargetHealth"),
            this::askForTargets);
    this.database =
        new Unchanged<>(
            clock, PermittedCalls.actions("rds:DescribeDBInstances"), this::askForDatabase);
    this.events =
        new Unchanged<>(clock, PermittedCalls.actions("rds:DescribeEvents"), this::askForEvents);
  }

  /**
   * What is described now.
   *
   * @throws RuntimeException when it cannot be looked at, or the group is gone
   */
  StackSnapshot snapshot() {
    Instant asked = aws.clock().now();
    AutoScalingGroup now = group.get();
    now.instances().forEach(i -> zones.put(i.instanceId(), i.availabilityZone()));
    List<Activity> newest = activities.get();
    List<TargetHealthDescription> health = targets.get();
    Optional<DBInstance> primary = database.get();
    List<Event> told = events.get();
    Instant at = aws.clock().now();
    return new StackSnapshot(asked, at, now, newest, health, primary, told, zones);
  }

  private AutoScalingGroup askForGroup() {
    String name = baseline.all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName();
    List<AutoScalingGroup> found =
        aws.autoScaling()
            .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
            .autoScalingGroups();
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "the Auto Scaling group " + name + " is gone: somebody deleted it during the drill");
    }
    return found.get(0);
  }

  private List<Activity> askForActivities() {
    String name = baseline.all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName();
    List<Activity> newestFirst =
        new ArrayList<>(
            aws.autoScaling()
                .describeScalingActivities(r -> r.autoScalingGroupName(name).maxRecords(ACTIVITIES))
                .activities());
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private List<TargetHealthDescription> askForTargets() {
    return baseline.all(Kind.TARGET_GROUP).stream()
        .map(TargetGroup::targetGroupArn)
        .flatMap(
            arn ->
                aws
                    .elasticLoadBalancing()
                    .describeTargetHealth(r -> r.targetGroupArn(arn))
                    .targetHealthDescriptions()
                    .stream())
        .toList();
  }

  private Optional<DBInstance> askForDatabase() {
    return baseline.all(Kind.DB_INSTANCE).stream()
        .findFirst()
        .flatMap(
            db ->
                aws
                    .rds()
                    .describeDBInstances(r -> r.dbInstanceIdentifier(db.dbInstanceIdentifier()))
                    .dbInstances()
                    .stream()
                    .findFirst());
  }

  private List<Event> askForEvents() {
    return baseline.all(Kind.DB_INSTANCE).stream()
        .findFirst()
        .map(
            db ->
                aws.rds()
                    .describeEvents(
                        r ->
                            r.sourceType(SourceType.DB_INSTANCE)
                                .sourceIdentifier(db.dbInstanceIdentifier())
                                .startTime(began))
                    .events())
        .orElse(List.of());
  }
}
