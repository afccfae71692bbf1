package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupActionRequest;

/**
 * Runs scheduled actions when they are due: minimum, maximum and desired capacity change together,
 * what an action leaves out stays, and what is desired is brought within the bounds where the
 * action does not say it. An action that contradicts the group as it is then (a desired capacity
 * out of its bounds) changes nothing.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "Scheduled scaling for Amazon EC2 Auto Scaling"
 * and "Suspend and resume Amazon EC2 Auto Scaling processes".
 */
final class Scheduling {
  private final World world;
  private final CapacityController capacity;

  Scheduling(World world, CapacityController capacity) {
    this.world = world;
    this.capacity = capacity;
  }

  /** Plans when an action runs next. */
  void plan(ScalingGroup group, ScheduledAction action, Instant time) {
    action.plan(
        time,
        world
            .kernel()
            .quietly(
                Duration.between(world.kernel().now(), time),
                "scheduled action " + action.name() + " of " + group.name(),
                () -> run(group, action)));
  }

  /** One that has run for the last time is gone, whether or not the group let it act. */
  private boolean run(ScalingGroup group, ScheduledAction action) {
    if (group.isLeaving()) {
      return false;
    }
    Instant now = world.kernel().now();
    if (group.runs(ScalingProcess.SCHEDULED_ACTIONS)) {
      apply(group, action.asked(), now);
    }
    action
        .schedule()
        .after(now)
        .ifPresentOrElse(
            next -> plan(group, action, next),
            () -> group.scheduledActions().remove(action.name()));
    group.changed();
    return true;
  }

  private void apply(ScalingGroup group, ScheduledUpdateGroupActionRequest asked, Instant now) {
    AutoScalingGroup before = group.settings();
    int min = asked.minSize() == null ? before.minSize() : asked.minSize();
    int max = asked.maxSize() == null ? before.maxSize() : asked.maxSize();
    int desired =
        asked.desiredCapacity() == null
            ? Math.min(max, Math.max(min, before.desiredCapacity()))
            : asked.desiredCapacity();
    if (min > max || desired < min || desired > max) {
      return;
    }
    AutoScalingGroup next =
        before.toBuilder().minSize(min).maxSize(max).desiredCapacity(desired).build();
    group.settings(next);
    if (desired != before.desiredCapacity()) {
      group.causes().desiredChanged(now, Causes.scheduled(next), before.desiredCapacity(), desired);
    }
    capacity.wantedChanged(group);
  }
}
