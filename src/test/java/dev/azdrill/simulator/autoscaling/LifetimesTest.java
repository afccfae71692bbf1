package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** Source: Amazon EC2 Auto Scaling User Guide, "maximum instance lifetime". */
class LifetimesTest {
  private static final int DAY = 86_400;

  private final AutoScalingUnderTest region = new AutoScalingUnderTest();

  @AfterEach
  void close() {
    region.close();
  }

  private Set<String> ids() {
    return new HashSet<>(region.inService().stream().map(Instance::instanceId).toList());
  }

  @Test
  void members_are_replaced_one_after_the_other_before_they_are_too_old() {
    region.settled(AutoScalingUnderTest.wanted().maxInstanceLifetime(DAY));
    Set<String> first = ids();

    region.pass(Duration.ofHours(23));
    assertThat(ids()).isEqualTo(first);
    boolean wasOneOfEach = false;
    for (int minute = 0; minute < 60; minute++) {
      region.pass(Duration.ofMinutes(1));
      Set<String> left = ids();
      left.retainAll(first);
      wasOneOfEach |= left.size() == 1;
      assertThat(region.inService()).hasSizeGreaterThanOrEqualTo(1);
    }

    assertThat(wasOneOfEach).as("one was replaced before the other").isTrue();
    assertThat(ids()).hasSize(2).doesNotContainAnyElementsOf(first);
    assertThat(causes()).anyMatch(each -> each.contains("its maximum instance lifetime"));
  }

  @Test
  void those_that_are_protected_stay_and_a_lifetime_that_is_taken_back_replaces_nobody() {
    region.settled(AutoScalingUnderTest.wanted().maxInstanceLifetime(DAY));
    Set<String> first = ids();
    String kept = first.iterator().next();
    region
        .client()
        .setInstanceProtection(
            r ->
                r.autoScalingGroupName(AutoScalingUnderTest.NAME)
                    .instanceIds(kept)
                    .protectedFromScaleIn(true));

    region.pass(Duration.ofDays(2));
    Set<String> later = ids();
    assertThat(later).hasSize(2).contains(kept);

    region
        .client()
        .updateAutoScalingGroup(
            r -> r.autoScalingGroupName(AutoScalingUnderTest.NAME).maxInstanceLifetime(0));
    region.pass(Duration.ofDays(3));
    assertThat(ids()).isEqualTo(later);
  }

  private List<String> causes() {
    return region
        .client()
        .describeScalingActivities(r -> r.autoScalingGroupName(AutoScalingUnderTest.NAME))
        .activities()
        .stream()
        .map(Activity::cause)
        .toList();
  }
}
