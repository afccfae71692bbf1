package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;

/** What a group is told to become later. */
class ScheduledTest {
  private static final String CLAIM = "tiers-span-zones";
  private final Inventory sound = SoundProduction.inventory();

  private Proof with(String group, Consumer<ScheduledUpdateGroupAction.Builder> sizes) {
    ScheduledUpdateGroupAction action =
        ScheduledUpdateGroupAction.builder()
            .autoScalingGroupName(group)
            .scheduledActionName("at-night")
            .applyMutation(sizes)
            .build();
    return Guarantees.named(CLAIM)
        .orElseThrow()
        .prove(sound.with(Kind.SCHEDULED_ACTION, List.of(action)));
  }

  @Test
  void less_than_two_instances_are_told_with_their_time() {
    assertThat(with("web", each -> each.desiredCapacity(0).recurrence("0 22 * * *")).because())
        .isEqualTo(
            "web may shrink to 0 by its scheduled action at-night by its recurrence 0 22 * * *");
    assertThat(
            with("web", each -> each.minSize(1).startTime(Instant.parse("2027-01-01T00:00:00Z")))
                .because())
        .isEqualTo("web may shrink to 1 by its scheduled action at-night at 2027-01-01T00:00:00Z");
  }

  @Test
  void more_instances_and_those_of_another_group_violate_nothing() {
    assertThat(with("web", each -> each.minSize(2).desiredCapacity(8)).proven()).isTrue();
    assertThat(with("another", each -> each.desiredCapacity(0)).proven()).isTrue();
  }

  @Test
  void where_they_were_not_read_nobody_knows() {
    assertThat(
            Guarantees.named(CLAIM)
                .orElseThrow()
                .prove(sound.without(Kind.SCHEDULED_ACTION, "denied"))
                .because())
        .contains("scheduledActions were not read: denied");
  }
}
