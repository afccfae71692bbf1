package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** Looks at 0 s and 60 s; what happened between them is told by activities, or by nothing. */
class ActivityTimesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SEEN = START.plusSeconds(60);
  private static final Instant EXACT = START.plusMillis(41_500);

  private final List<Activity> activities = new ArrayList<>();
  private int desiredLater = 2;

  private ActivityTimesTest ended(String description, Instant end) {
    return ended(description, end, ScalingActivityStatusCode.SUCCESSFUL);
  }

  private ActivityTimesTest ended(
      String description, Instant end, ScalingActivityStatusCode status) {
    activities.add(
        Activity.builder()
            .description(description)
            .startTime(end.minusSeconds(10))
            .endTime(end)
            .statusCode(status)
            .build());
    return this;
  }

  private static StackSnapshot look(
      Instant at, int desired, List<Activity> activities, String... inService) {
    List<Instance> instances =
        Stream.of(inService)
            .map(
                id ->
                    Instance.builder()
                        .instanceId(id)
                        .lifecycleState(LifecycleState.IN_SERVICE)
                        .build())
            .toList();
    AutoScalingGroup group =
        AutoScalingGroup.builder().desiredCapacity(desired).instances(instances).build();
    return new StackSnapshot(
        at, at, group, activities, List.of(), Optional.empty(), List.of(), Map.of());
  }

  /** When this came true, from one instance, i-1, to these. */
  private Optional<ActivityTimes.Stamp> stamp(Expectation expectation, String... later) {
    List<StackSnapshot> looks =
        List.of(look(START, 2, List.of(), "i-1"), look(SEEN, desiredLater, activities, later));
    return ActivityTimes.around(looks, SEEN).orElseThrow().of(expectation);
  }

  /** When two were in service. */
  private Optional<ActivityTimes.Stamp> stamp(String... later) {
    return stamp(new Expectation.CapacityAtLeast(2), later);
  }

  @Test
  void what_came_into_service_did_so_when_its_activity_ended() {
    ended("Launching a new EC2 instance: i-2", EXACT);

    assertThat(stamp("i-1", "i-2")).contains(new ActivityTimes.Stamp(EXACT, Duration.ZERO));
  }

  @Test
  void an_end_that_is_told_to_the_second_may_be_a_second_later() {
    ended("Launching a new EC2 instance: i-2", START.plusSeconds(41));

    assertThat(stamp("i-1", "i-2"))
        .contains(new ActivityTimes.Stamp(START.plusSeconds(42), Duration.ofSeconds(1)));
  }

  @Test
  void but_not_later_than_it_was_seen() {
    ended("Launching a new EC2 instance: i-2", SEEN);

    assertThat(stamp("i-1", "i-2")).contains(new ActivityTimes.Stamp(SEEN, Duration.ZERO));
  }

  @Test
  void what_comes_after_it_came_true_does_not_count() {
    ended("Launching a new EC2 instance: i-2", EXACT);
    ended("Launching a new EC2 instance: i-3", EXACT.plusMillis(300));
    ended("Terminating EC2 instance: i-1", EXACT.plusSeconds(15));

    assertThat(stamp("i-2", "i-3"))
        .as("i-1 and i-2, and i-2 and i-3 before i-1 went")
        .contains(new ActivityTimes.Stamp(EXACT, Duration.ZERO));
  }

  @Test
  void what_leaves_service_does_so_when_its_activity_begins() {
    ended("Launching a new EC2 instance: i-2", EXACT);
    ended("Launching a new EC2 instance: i-3", EXACT.plusMillis(300));
    ended("Terminating EC2 instance: i-1", EXACT.plusSeconds(9));

    assertThat(stamp("i-2", "i-3"))
        .contains(new ActivityTimes.Stamp(EXACT.plusMillis(300), Duration.ZERO));
  }

  @Test
  void what_is_gone_is_so_when_its_activity_ended() {
    ended("Launching a new EC2 instance: i-2", EXACT);
    ended("Launching a new EC2 instance: i-3", EXACT.plusMillis(300));
    ended("Terminating EC2 instance: i-1", EXACT.plusSeconds(9));

    assertThat(stamp(new Expectation.CapacityExactly(2), "i-2", "i-3"))
        .contains(new ActivityTimes.Stamp(EXACT.plusSeconds(9), Duration.ZERO));
  }

  @Test
  void the_health_of_targets_is_told_by_no_activity() {
    ended("Launching a new EC2 instance: i-2", EXACT);

    assertThat(stamp(new Expectation.TargetsHealthy(Set.of()), "i-1", "i-2")).isEmpty();
    assertThat(stamp(new Expectation.SteadyState(), "i-1", "i-2")).isEmpty();
  }

  @Test
  void activities_that_failed_or_are_of_others_or_ended_before_tell_nothing() {
    ended("Launching a new EC2 instance: i-2", EXACT, ScalingActivityStatusCode.FAILED);
    ended("Launching a new EC2 instance: i-22", EXACT);
    ended("Launching a new EC2 instance: i-2", START);

    assertThat(stamp("i-1", "i-2")).isEmpty();
  }

  @Test
  void nor_do_those_that_ended_after_it_was_seen() {
    ended("Launching a new EC2 instance: i-2", SEEN.plusMillis(1));

    assertThat(stamp("i-1", "i-2")).isEmpty();
  }

  @Test
  void where_one_of_several_changes_has_no_activity_they_tell_nothing() {
    ended("Launching a new EC2 instance: i-2", EXACT);

    assertThat(stamp("i-2")).as("i-1 went").isEmpty();
  }

  @Test
  void where_less_is_desired_capacity_is_restored_without_an_activity() {
    ended("Launching a new EC2 instance: i-2", EXACT);
    desiredLater = 1;

    assertThat(stamp("i-1", "i-2")).isEmpty();
  }

  @Test
  void where_nothing_was_seen_before_they_tell_nothing() {
    ended("Launching a new EC2 instance: i-2", EXACT);
    StackSnapshot only = look(SEEN, 2, activities, "i-1", "i-2");

    assertThat(ActivityTimes.around(List.of(only), SEEN)).isEmpty();
  }

  @Test
  void what_was_so_before_did_not_come_true() {
    ended("Launching a new EC2 instance: i-2", EXACT);

    assertThat(stamp(new Expectation.CapacityAtLeast(1), "i-1", "i-2")).isEmpty();
  }
}
