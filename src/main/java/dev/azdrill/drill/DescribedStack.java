package dev.azdrill.drill;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
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

  /**
   * @param baseline what stands there
   * @param began from when on events are of interest
   */
  DescribedStack(AwsSession aws, Inventory baseline, Instant began) {
    this.aws = aws;
    this.baseline = baseline;
    this.began = began;
  }

  /**
   * What is described now.
   *
   * @throws RuntimeException when it cannot be looked at, or the group is gone
   */
  StackSnapshot snapshot() {
    AutoScalingGroup group = group();
    group.instances().forEach(i -> zones.put(i.instanceId(), i.availabilityZone()));
    return new StackSnapshot(
        aws.clock().now(), group, activities(), targets(), database(), events(), zones);
  }

  private AutoScalingGroup group() {
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

  private List<Activity> activities() {
    String name = baseline.all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName();
    List<Activity> newestFirst =
        new ArrayList<>(
            aws.autoScaling()
                .describeScalingActivities(r -> r.autoScalingGroupName(name).maxRecords(ACTIVITIES))
                .activities());
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private List<TargetHealthDescription> targets() {
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

  private Optional<DBInstance> database() {
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

  private List<Event> events() {
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
