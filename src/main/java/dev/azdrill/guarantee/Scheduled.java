package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;

/** What a group is told to become later: less than two instances cannot stand in two zones. */
final class Scheduled {
  private Scheduled() {}

  static List<Finding> of(AutoScalingGroup group, Inventory inventory) {
    return inventory.all(Kind.SCHEDULED_ACTION).stream()
        .filter(each -> group.autoScalingGroupName().equals(each.autoScalingGroupName()))
        .filter(each -> least(each).orElse(2) < 2)
        .map(each -> violated(group, each))
        .toList();
  }

  /** The smallest of the sizes that it sets; none where it sets none. */
  private static OptionalInt least(ScheduledUpdateGroupAction action) {
    return Stream.of(action.minSize(), action.maxSize(), action.desiredCapacity())
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .min();
  }

  private static Finding violated(AutoScalingGroup group, ScheduledUpdateGroupAction action) {
    String when =
        action.recurrence() == null
            ? " at " + action.startTime()
            : " by its recurrence " + action.recurrence();
    return Finding.violated(
        group.autoScalingGroupName(),
        "may shrink to "
            + least(action).orElseThrow()
            + " by its scheduled action "
            + action.scheduledActionName()
            + when);
  }

  static List<Mutant> mutants() {
    return List.of(
        new Mutant(
            "a scheduled action takes all instances away",
            scheduling(each -> each.minSize(0).maxSize(0).desiredCapacity(0))),
        new Mutant("a scheduled action leaves one", scheduling(each -> each.desiredCapacity(1))),
        new Mutant(
            "a scheduled action lets the group shrink to one",
            scheduling(each -> each.minSize(1))));
  }

  private static UnaryOperator<Inventory> scheduling(
      UnaryOperator<ScheduledUpdateGroupAction.Builder> sizes) {
    return sound ->
        sound.with(
            Kind.SCHEDULED_ACTION,
            sound.all(Kind.AUTO_SCALING_GROUP).stream()
                .map(
                    group ->
                        sizes
                            .apply(
                                ScheduledUpdateGroupAction.builder()
                                    .autoScalingGroupName(group.autoScalingGroupName())
                                    .scheduledActionName("at-night")
                                    .recurrence("0 22 * * *"))
                            .build())
                .toList());
  }
}
