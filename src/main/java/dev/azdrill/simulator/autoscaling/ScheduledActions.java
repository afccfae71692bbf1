package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.BatchDeleteScheduledActionRequest;
import software.amazon.awssdk.services.autoscaling.model.BatchDeleteScheduledActionResponse;
import software.amazon.awssdk.services.autoscaling.model.BatchPutScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.BatchPutScheduledUpdateGroupActionResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteScheduledActionRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteScheduledActionResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsResponse;
import software.amazon.awssdk.services.autoscaling.model.FailedScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScheduledUpdateGroupActionResponse;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupActionRequest;

/**
 * The operations on scheduled actions. Those are described that have still to run; a batch does
 * what it can and tells what it could not.
 *
 * <p>Source: Amazon EC2 Auto Scaling API Reference, "PutScheduledUpdateGroupAction" and its
 * neighbours.
 */
final class ScheduledActions {
  /** Documented: quotas of Amazon EC2 Auto Scaling, scheduled actions per group. */
  private static final int OF_A_GROUP_MAX = 125;

  private static final int AT_ONCE_MAX = 50;

  private final World world;
  private final GroupRegistry registry;
  private final Scheduling scheduling;

  ScheduledActions(World world, GroupRegistry registry, Scheduling scheduling) {
    this.world = world;
    this.registry = registry;
    this.scheduling = scheduling;
  }

  void enter(Operations.Page page) {
    page.write(
        "PutScheduledUpdateGroupAction", PutScheduledUpdateGroupActionRequest::builder, this::put);
    page.write(
        "BatchPutScheduledUpdateGroupAction",
        BatchPutScheduledUpdateGroupActionRequest::builder,
        this::putAll);
    page.write("DeleteScheduledAction", DeleteScheduledActionRequest::builder, this::delete);
    page.write(
        "BatchDeleteScheduledAction", BatchDeleteScheduledActionRequest::builder, this::deleteAll);
    page.read("DescribeScheduledActions", DescribeScheduledActionsRequest::builder, this::describe);
  }

  private PutScheduledUpdateGroupActionResponse put(PutScheduledUpdateGroupActionRequest request) {
    put(
        registry.changeable(request.autoScalingGroupName()),
        ScheduledUpdateGroupActionRequest.builder()
            .scheduledActionName(request.scheduledActionName())
            .startTime(start(request))
            .endTime(request.endTime())
            .recurrence(request.recurrence())
            .timeZone(request.timeZone())
            .minSize(request.minSize())
            .maxSize(request.maxSize())
            .desiredCapacity(request.desiredCapacity())
            .build());
    return PutScheduledUpdateGroupActionResponse.builder().build();
  }

  /** Time is what StartTime was called first. */
  private static @Nullable Instant start(PutScheduledUpdateGroupActionRequest request) {
    Instant start = request.startTime();
    Instant time = request.time();
    if (start != null && time != null && !start.equals(time)) {
      throw ScheduledActionErrors.timesDiffer();
    }
    return start == null ? time : start;
  }

  /** Makes an action, or another one of the same name: what is left out is not kept. */
  private void put(ScalingGroup group, ScheduledUpdateGroupActionRequest asked) {
    checkSizes(asked);
    Schedule schedule = Schedule.of(asked, world.kernel().now());
    Collection<ScheduledAction> others =
        group.scheduledActions().values().stream()
            .filter(each -> !each.name().equals(asked.scheduledActionName()))
            .toList();
    if (others.stream().anyMatch(each -> each.next().equals(schedule.first()))) {
      throw ScheduledActionErrors.startTaken();
    }
    if (others.size() >= OF_A_GROUP_MAX) {
      throw ScheduledActionErrors.limitExceeded(OF_A_GROUP_MAX);
    }
    ScheduledAction before = group.scheduledActions().get(asked.scheduledActionName());
    if (before != null) {
      before.cancel();
    }
    String arn = before == null ? arn(group, asked.scheduledActionName()) : before.arn();
    ScheduledAction action = new ScheduledAction(arn, group.name(), asked, schedule);
    group.scheduledActions().put(action.name(), action);
    scheduling.plan(group, action, schedule.first());
    group.changed();
  }

  private static void checkSizes(ScheduledUpdateGroupActionRequest asked) {
    Integer min = asked.minSize();
    Integer max = asked.maxSize();
    Integer desired = asked.desiredCapacity();
    List<Integer> given = Stream.of(min, max, desired).filter(Objects::nonNull).toList();
    if (given.isEmpty()) {
      throw ScheduledActionErrors.sizesMissing();
    }
    if (given.stream().anyMatch(each -> each < 0)) {
      throw ScheduledActionErrors.sizeNegative();
    }
    if (min != null && max != null && min > max) {
      throw ScheduledActionErrors.minAboveMax(min, max);
    }
    if (desired != null && ((min != null && desired < min) || (max != null && desired > max))) {
      throw ScheduledActionErrors.desiredOutOfBounds(desired);
    }
  }

  private String arn(ScalingGroup group, String action) {
    return world
        .place()
        .arn(
            Service.AUTO_SCALING,
            "scheduledUpdateGroupAction:"
                + world.ids().uuid()
                + ":autoScalingGroupName/"
                + group.name()
                + ":scheduledActionName/"
                + action);
  }

  private BatchPutScheduledUpdateGroupActionResponse putAll(
      BatchPutScheduledUpdateGroupActionRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    List<ScheduledUpdateGroupActionRequest> asked = request.scheduledUpdateGroupActions();
    checkNumber(asked);
    List<FailedScheduledUpdateGroupActionRequest> failed = new ArrayList<>();
    for (ScheduledUpdateGroupActionRequest each : asked) {
      tried(each.scheduledActionName(), () -> put(group, each), failed);
    }
    return BatchPutScheduledUpdateGroupActionResponse.builder()
        .failedScheduledUpdateGroupActions(failed)
        .build();
  }

  private static void checkNumber(List<?> asked) {
    if (asked.size() > AT_ONCE_MAX) {
      throw ScheduledActionErrors.tooManyAtOnce(AT_ONCE_MAX);
    }
  }

  private static void tried(
      String name, Runnable what, List<FailedScheduledUpdateGroupActionRequest> failed) {
    try {
      what.run();
    } catch (AwsError refusal) {
      failed.add(
          FailedScheduledUpdateGroupActionRequest.builder()
              .scheduledActionName(name)
              .errorCode(refusal.code())
              .errorMessage(refusal.getMessage())
              .build());
    }
  }

  private DeleteScheduledActionResponse delete(DeleteScheduledActionRequest request) {
    delete(registry.known(request.autoScalingGroupName()), request.scheduledActionName());
    return DeleteScheduledActionResponse.builder().build();
  }

  private static void delete(ScalingGroup group, String name) {
    ScheduledAction action = group.scheduledActions().remove(name);
    if (action == null) {
      throw ScheduledActionErrors.notFound();
    }
    action.cancel();
    group.changed();
  }

  private BatchDeleteScheduledActionResponse deleteAll(BatchDeleteScheduledActionRequest request) {
    ScalingGroup group = registry.known(request.autoScalingGroupName());
    checkNumber(request.scheduledActionNames());
    List<FailedScheduledUpdateGroupActionRequest> failed = new ArrayList<>();
    for (String name : request.scheduledActionNames()) {
      tried(name, () -> delete(group, name), failed);
    }
    return BatchDeleteScheduledActionResponse.builder().failedScheduledActions(failed).build();
  }

  private DescribeScheduledActionsResponse describe(DescribeScheduledActionsRequest request) {
    List<ScheduledUpdateGroupAction> all =
        groups(request.autoScalingGroupName()).stream()
            .flatMap(group -> group.scheduledActions().values().stream())
            .filter(action -> isAsked(action, request))
            .map(ScheduledAction::describe)
            .toList();
    Page<ScheduledUpdateGroupAction> page =
        Page.cut(
            all,
            request.nextToken(),
            ScalingGroups.limit(request.maxRecords()),
            AutoScalingErrors.INVALID_NEXT_TOKEN);
    return DescribeScheduledActionsResponse.builder()
        .scheduledUpdateGroupActions(page.items())
        .nextToken(page.next())
        .build();
  }

  private Collection<ScalingGroup> groups(@Nullable String name) {
    if (name == null) {
      return registry.all();
    }
    if (!registry.has(name)) {
      throw ScheduledActionErrors.groupNotFound(name);
    }
    return List.of(registry.known(name));
  }

  /** Names beat times, and a name that nothing has is no error. */
  private static boolean isAsked(ScheduledAction action, DescribeScheduledActionsRequest request) {
    if (!request.scheduledActionNames().isEmpty()) {
      return request.scheduledActionNames().contains(action.name());
    }
    return (request.startTime() == null || !action.next().isBefore(request.startTime()))
        && (request.endTime() == null || !action.next().isAfter(request.endTime()));
  }
}
