package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupActionRequest;

/** One scheduled action of a group, and when it runs next. */
final class ScheduledAction {
  private final String arn;
  private final String group;
  private final ScheduledUpdateGroupActionRequest asked;
  private final Schedule schedule;
  private Instant next;
  private @Nullable Event planned;

  ScheduledAction(
      String arn, String group, ScheduledUpdateGroupActionRequest asked, Schedule schedule) {
    this.arn = arn;
    this.group = group;
    this.asked = asked;
    this.schedule = schedule;
    this.next = schedule.first();
  }

  String arn() {
    return arn;
  }

  String name() {
    return asked.scheduledActionName();
  }

  ScheduledUpdateGroupActionRequest asked() {
    return asked;
  }

  Schedule schedule() {
    return schedule;
  }

  Instant next() {
    return next;
  }

  /** Runs next at this time, by this event. */
  void plan(Instant time, Event event) {
    next = time;
    planned = event;
  }

  /** Does not run any more. */
  void cancel() {
    if (planned != null) {
      planned.cancel();
    }
  }

  ScheduledUpdateGroupAction describe() {
    return ScheduledUpdateGroupAction.builder()
        .autoScalingGroupName(group)
        .scheduledActionName(name())
        .scheduledActionARN(arn)
        .time(next)
        .startTime(next)
        .endTime(asked.endTime())
        .recurrence(asked.recurrence())
        .timeZone(asked.timeZone())
        .minSize(asked.minSize())
        .maxSize(asked.maxSize())
        .desiredCapacity(asked.desiredCapacity())
        .build();
  }
}
