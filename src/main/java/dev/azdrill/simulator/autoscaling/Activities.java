package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/**
 * What the groups have done and why, as AWS words it; kept for six weeks. Source: Amazon EC2 Auto
 * Scaling User Guide, "Verify a scaling activity for an Auto Scaling group".
 */
final class Activities {
  private static final Duration KEPT = Duration.ofDays(42);
  private static final int LISTED_MAX = 100;

  private final World world;
  private final GroupRegistry registry;
  private final Map<String, Activity> activities = new LinkedHashMap<>();

  Activities(World world, GroupRegistry registry) {
    this.world = world;
    this.registry = registry;
  }

  void enter(Operations.Page page) {
    page.read(
        "DescribeScalingActivities", DescribeScalingActivitiesRequest::builder, this::describe);
  }

  /** What an activity is about: where, for its details. */
  record Where(@Nullable String subnetId, String zone) {
    private String json() {
      return subnetId == null
          ? "{\"Availability Zone\":\"" + zone + "\"}"
          : "{\"Subnet ID\":\"" + subnetId + "\",\"Availability Zone\":\"" + zone + "\"}";
    }
  }

  /** Begins an activity; its id. */
  String begin(ScalingGroup group, String description, String cause, Where where) {
    return add(
        builder(group, description, cause, where)
            .statusCode(ScalingActivityStatusCode.IN_PROGRESS)
            .progress(30)
            .build());
  }

  /** Records a launch that EC2 refused. */
  void launchRefused(ScalingGroup group, String cause, Where where, String refusal) {
    String message = refusal + " Launching EC2 instance failed.";
    add(
        builder(group, "Launching a new EC2 instance.  Status Reason: " + message, cause, where)
            .statusCode(ScalingActivityStatusCode.FAILED)
            .statusMessage(message)
            .endTime(world.kernel().now())
            .progress(100)
            .build());
  }

  /**
   * Records that the group has more than it wants, and may terminate none. Source: Amazon EC2 Auto
   * Scaling User Guide, "Use instance scale-in protection".
   */
  void scaleInBlocked(ScalingGroup group, String cause) {
    String message =
        "Could not scale to desired capacity because all remaining instances are protected from"
            + " scale in.";
    Instant now = world.kernel().now();
    add(
        builder(group, message, cause)
            .statusCode(ScalingActivityStatusCode.CANCELLED)
            .statusMessage(message)
            .endTime(now)
            .progress(100)
            .build());
  }

  private Activity.Builder builder(
      ScalingGroup group, String description, String cause, Where where) {
    return builder(group, description, cause).details(where.json());
  }

  private Activity.Builder builder(ScalingGroup group, String description, String cause) {
    return Activity.builder()
        .activityId(world.ids().uuid())
        .autoScalingGroupName(group.name())
        .autoScalingGroupARN(group.settings().autoScalingGroupARN())
        .description(description)
        .cause(cause)
        .startTime(world.kernel().now());
  }

  private String add(Activity activity) {
    Instant oldest = world.kernel().now().minus(KEPT);
    activities.values().removeIf(a -> a.endTime() != null && a.endTime().isBefore(oldest));
    activities.put(activity.activityId(), activity);
    return activity.activityId();
  }

  /** A lifecycle hook holds it. */
  void hold(String id) {
    change(
        id,
        activity ->
            activity.statusCode(ScalingActivityStatusCode.MID_LIFECYCLE_ACTION).progress(60));
  }

  /** A member is deregistered from its target groups and waits for its requests to end. */
  void drain(String id, String description) {
    change(
        id,
        activity ->
            activity
                .description(description + " - Waiting For ELB Connection Draining.")
                .statusCode(ScalingActivityStatusCode.WAITING_FOR_ELB_CONNECTION_DRAINING));
  }

  /** Nothing holds it any longer. */
  void goOn(String id, String description) {
    change(
        id,
        activity ->
            activity
                .description(description)
                .statusCode(ScalingActivityStatusCode.IN_PROGRESS)
                .progress(50));
  }

  void succeed(String id) {
    change(
        id,
        activity ->
            activity
                .statusCode(ScalingActivityStatusCode.SUCCESSFUL)
                .progress(100)
                .endTime(world.kernel().now()));
  }

  /** It did not come to its end. */
  void cancel(String id, String message) {
    change(
        id,
        activity ->
            activity
                .statusCode(ScalingActivityStatusCode.CANCELLED)
                .statusMessage(message)
                .progress(100)
                .endTime(world.kernel().now()));
  }

  private void change(String id, UnaryOperator<Activity.Builder> change) {
    activities.computeIfPresent(id, (key, activity) -> change.apply(activity.toBuilder()).build());
  }

  /** The activity of this id as it is now; null when it is older than six weeks. */
  @Nullable Activity find(String id) {
    return activities.get(id);
  }

  /** Whether a group has one that has not ended. */
  boolean inProgress(String group) {
    return activities.values().stream()
        .anyMatch(a -> a.endTime() == null && group.equals(a.autoScalingGroupName()));
  }

  /** Says of a deleted group's activities that it is deleted. */
  void groupDeleted(String group) {
    activities.replaceAll(
        (id, activity) ->
            group.equals(activity.autoScalingGroupName())
                ? activity.toBuilder().autoScalingGroupState("Deleted").build()
                : activity);
  }

  /** Those in progress first, then newest first. */
  private DescribeScalingActivitiesResponse describe(DescribeScalingActivitiesRequest request) {
    String group = request.autoScalingGroupName();
    boolean alsoDeleted = Boolean.TRUE.equals(request.includeDeletedGroups());
    if (group != null && !alsoDeleted && !registry.has(group)) {
      throw AutoScalingErrors.groupNotFound(group);
    }
    List<Activity> matching = new ArrayList<>();
    for (Activity activity : activities.values()) {
      boolean asked =
          !request.hasActivityIds() || request.activityIds().contains(activity.activityId());
      boolean ofGroup = group == null || group.equals(activity.autoScalingGroupName());
      boolean living = alsoDeleted || activity.autoScalingGroupState() == null;
      if (asked && ofGroup && living) {
        matching.add(activity);
      }
    }
    Collections.reverse(matching);
    List<Activity> ordered =
        new ArrayList<>(matching.stream().filter(a -> a.endTime() == null).toList());
    matching.stream().filter(a -> a.endTime() != null).forEach(ordered::add);
    int limit =
        request.maxRecords() == null ? LISTED_MAX : Math.min(LISTED_MAX, request.maxRecords());
    Page<Activity> page =
        Page.cut(ordered, request.nextToken(), limit, AutoScalingErrors.INVALID_NEXT_TOKEN);
    return DescribeScalingActivitiesResponse.builder()
        .activities(page.items())
        .nextToken(page.next())
        .build();
  }
}
