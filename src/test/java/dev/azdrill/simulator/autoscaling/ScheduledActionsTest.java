package dev.azdrill.simulator.autoscaling;

import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.NAME;
import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.START;
import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.refused;
import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.simulator.world.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsRequest;
import software.amazon.awssdk.services.autoscaling.model.FailedScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupActionRequest;

/**
 * Source: Amazon EC2 Auto Scaling User Guide, "Scheduled scaling for Amazon EC2 Auto Scaling"; API
 * Reference, "PutScheduledUpdateGroupAction" and its neighbours.
 */
class ScheduledActionsTest {
  /** When the tests begin: the group has come to rest. */
  private static final Instant NOW = START.plus(Duration.ofMinutes(3));

  private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");

  private final AutoScalingUnderTest region = new AutoScalingUnderTest();

  @BeforeEach
  void group() {
    region.settled(wanted());
  }

  @AfterEach
  void close() {
    region.close();
  }

  private void put(String name, Consumer<PutScheduledUpdateGroupActionRequest.Builder> more) {
    region
        .client()
        .putScheduledUpdateGroupAction(
            r -> {
              r.autoScalingGroupName(NAME).scheduledActionName(name);
              more.accept(r);
            });
  }

  private List<ScheduledUpdateGroupAction> described(
      Consumer<DescribeScheduledActionsRequest.Builder> asked) {
    return region.client().describeScheduledActions(asked).scheduledUpdateGroupActions();
  }

  private List<String> names(Consumer<DescribeScheduledActionsRequest.Builder> asked) {
    return described(asked).stream().map(ScheduledUpdateGroupAction::scheduledActionName).toList();
  }

  private List<Integer> sizes() {
    return List.of(
        region.group().minSize(), region.group().maxSize(), region.group().desiredCapacity());
  }

  /** Lets time pass until this instant. */
  private void passTo(Instant time) {
    region.pass(Duration.between(region.world.kernel().now(), time));
  }

  private List<String> causes() {
    return region.activities().stream().map(Activity::cause).toList();
  }

  @Test
  void an_action_that_runs_once_changes_all_sizes_together_and_is_gone() {
    // between two health checks, which find a group that wants more, too
    Instant start = TEN.plusSeconds(5);
    put("noon", r -> r.startTime(start).minSize(3).maxSize(8).desiredCapacity(4));

    passTo(start.minusSeconds(1));
    assertThat(sizes()).containsExactly(2, 6, 2);
    ScheduledUpdateGroupAction action = described(r -> r.autoScalingGroupName(NAME)).get(0);
    assertThat(action.scheduledActionARN())
        .matches(
            "arn:aws:autoscaling:eu-west-2:123456789012:scheduledUpdateGroupAction:[0-9a-f-]{36}"
                + ":autoScalingGroupName/web:scheduledActionName/noon");
    assertThat(action.startTime()).isEqualTo(start).isEqualTo(action.time());
    assertThat(action.minSize()).isEqualTo(3);
    assertThat(action.recurrence()).isNull();

    region.pass(Duration.ofSeconds(1));
    assertThat(sizes()).containsExactly(3, 8, 4);
    assertThat(names(r -> {})).isEmpty();
    region.pass(Timing.GROUP_RECONCILE.typical());
    assertThat(region.group().instances()).hasSize(4);
    region.pass(Duration.ofMinutes(3));
    assertThat(region.inService()).hasSize(4);
    assertThat(causes())
        .anyMatch(
            cause ->
                cause.startsWith(
                    "At 2026-01-05T10:00:05Z a scheduled action update of AutoScalingGroup"
                        + " constraints to min: 3, max: 8, desired: 4 changing the desired capacity"
                        + " from 2 to 4.  At "));
  }

  @Test
  void what_an_action_leaves_out_stays_and_what_is_desired_is_brought_within_the_bounds() {
    put("a", r -> r.startTime(TEN).minSize(4));
    put("b", r -> r.startTime(TEN.plusSeconds(60)).minSize(0).maxSize(1));
    put("c", r -> r.startTime(TEN.plusSeconds(120)).maxSize(3));
    put("d", r -> r.startTime(TEN.plusSeconds(180)).desiredCapacity(2));

    passTo(TEN);
    assertThat(sizes()).containsExactly(4, 6, 4);
    region.pass(Duration.ofMinutes(1));
    assertThat(sizes()).containsExactly(0, 1, 1);
    region.pass(Duration.ofMinutes(1));
    assertThat(sizes()).containsExactly(0, 3, 1);
    region.pass(Duration.ofMinutes(1));
    assertThat(sizes()).containsExactly(0, 3, 2);
  }

  @Test
  void an_action_that_contradicts_the_group_when_it_runs_changes_nothing() {
    put("a", r -> r.startTime(TEN).desiredCapacity(7));
    put("b", r -> r.startTime(TEN.plusSeconds(60)).minSize(7));

    passTo(TEN.plusSeconds(120));

    assertThat(sizes()).containsExactly(2, 6, 2);
    assertThat(names(r -> {})).isEmpty();
  }

  @Test
  void an_action_recurs_until_its_end_and_says_when_it_runs_next() {
    Instant end = TEN.plus(Duration.ofMinutes(25));
    put("often", r -> r.recurrence("*/10 10 * * *").endTime(end).desiredCapacity(4));

    assertThat(described(r -> {}).get(0).startTime()).isEqualTo(TEN);
    passTo(TEN);
    assertThat(sizes()).containsExactly(2, 6, 4);
    assertThat(described(r -> {}).get(0).startTime()).isEqualTo(TEN.plusSeconds(600));
    for (int run = 0; run < 2; run++) {
      region.client().setDesiredCapacity(r -> r.autoScalingGroupName(NAME).desiredCapacity(3));
      region.pass(Duration.ofMinutes(10));
      assertThat(region.group().desiredCapacity()).isEqualTo(4);
    }

    assertThat(names(r -> {})).isEmpty();
    region.client().setDesiredCapacity(r -> r.autoScalingGroupName(NAME).desiredCapacity(3));
    region.pass(Duration.ofDays(2));
    assertThat(region.group().desiredCapacity()).isEqualTo(3);
  }

  @Test
  void a_start_comes_before_the_recurrence_and_a_recurrence_is_meant_in_its_zone() {
    put("tokyo", r -> r.recurrence("30 19 * * *").timeZone("Asia/Tokyo").maxSize(7));
    put("later", r -> r.startTime(TEN.plusSeconds(7)).recurrence("0 0 * * *").maxSize(8));

    assertThat(described(r -> r.scheduledActionNames("tokyo")).get(0).startTime())
        .isEqualTo(Instant.parse("2026-01-05T10:30:00Z"));
    passTo(TEN.plusSeconds(7));
    assertThat(sizes()).containsExactly(2, 8, 2);
    assertThat(described(r -> r.scheduledActionNames("later")).get(0).startTime())
        .isEqualTo(Instant.parse("2026-01-06T00:00:00Z"));
    passTo(TEN.plusSeconds(1800));
    assertThat(sizes()).containsExactly(2, 7, 2);
  }

  @Test
  void while_the_process_is_suspended_no_action_runs_and_those_that_recur_go_on() {
    put("once", r -> r.startTime(TEN).maxSize(9));
    put("often", r -> r.recurrence("30 * * * *").desiredCapacity(5));
    region
        .client()
        .suspendProcesses(r -> r.autoScalingGroupName(NAME).scalingProcesses("ScheduledActions"));

    passTo(TEN.plusSeconds(60));
    assertThat(sizes()).containsExactly(2, 6, 2);
    assertThat(names(r -> {})).containsExactly("often");
    region
        .client()
        .resumeProcesses(r -> r.autoScalingGroupName(NAME).scalingProcesses("ScheduledActions"));
    passTo(TEN.plusSeconds(1800));

    assertThat(sizes()).containsExactly(2, 6, 5);
  }

  @Test
  void a_put_under_the_same_name_replaces_the_action_and_keeps_its_arn() {
    put("a", r -> r.startTime(TEN).minSize(0).maxSize(9));
    String arn = described(r -> {}).get(0).scheduledActionARN();

    put("a", r -> r.startTime(TEN.plusSeconds(60)).maxSize(8));

    ScheduledUpdateGroupAction action = described(r -> {}).get(0);
    assertThat(action.scheduledActionARN()).isEqualTo(arn);
    assertThat(action.minSize()).isNull();
    passTo(TEN);
    assertThat(sizes()).containsExactly(2, 6, 2);
    region.pass(Duration.ofMinutes(1));
    assertThat(sizes()).containsExactly(2, 8, 2);
  }

  @Test
  void an_action_that_is_deleted_does_not_run_nor_one_of_a_group_that_is_deleted() {
    put("a", r -> r.startTime(TEN).maxSize(9));
    put("b", r -> r.startTime(TEN.plusSeconds(60)).maxSize(8));
    region
        .client()
        .deleteScheduledAction(r -> r.autoScalingGroupName(NAME).scheduledActionName("a"));

    refused(
        "ValidationError",
        "Scheduled action name not found",
        () ->
            region
                .client()
                .deleteScheduledAction(r -> r.autoScalingGroupName(NAME).scheduledActionName("a")));
    passTo(TEN);
    assertThat(sizes()).containsExactly(2, 6, 2);
    region.client().deleteAutoScalingGroup(r -> r.autoScalingGroupName(NAME).forceDelete(true));
    region.pass(Duration.ofMinutes(30));
    assertThat(region.client().describeAutoScalingGroups().autoScalingGroups()).isEmpty();
    assertThat(names(r -> {})).isEmpty();
    region.client().createAutoScalingGroup(wanted().build());
    assertThat(names(r -> r.autoScalingGroupName(NAME))).isEmpty();
  }

  @Test
  void nothing_is_launched_for_a_group_that_was_deleted_before_its_action_was_due() {
    region
        .client()
        .updateAutoScalingGroup(r -> r.autoScalingGroupName(NAME).minSize(0).desiredCapacity(0));
    region.pass(Duration.ofMinutes(10));
    put("a", r -> r.startTime(TEN).desiredCapacity(3));
    int before = region.compute.launches().size();

    region.client().deleteAutoScalingGroup(r -> r.autoScalingGroupName(NAME));
    passTo(TEN.plusSeconds(600));

    assertThat(region.compute.launches()).hasSize(before);
  }

  @Test
  void actions_are_described_by_name_or_by_time_and_unknown_names_are_no_error() {
    put("a", r -> r.startTime(TEN).maxSize(7));
    put("b", r -> r.startTime(TEN.plusSeconds(60)).maxSize(8));
    put("c", r -> r.recurrence("0 12 * * *").maxSize(9));

    assertThat(names(r -> r.autoScalingGroupName(NAME).scheduledActionNames("b", "none")))
        .containsExactly("b");
    assertThat(names(r -> r.startTime(TEN.plusSeconds(1)))).containsExactly("b", "c");
    assertThat(names(r -> r.endTime(TEN.plusSeconds(60)))).containsExactly("a", "b");
    assertThat(names(r -> r.scheduledActionNames("a").startTime(TEN.plusSeconds(1))))
        .as("names beat times")
        .containsExactly("a");
    String token = region.client().describeScheduledActions(r -> r.maxRecords(2)).nextToken();
    assertThat(names(r -> r.nextToken(token))).containsExactly("c");
    refused(
        "ValidationError",
        "Group none not found",
        () -> names(r -> r.autoScalingGroupName("none")));
  }

  @Test
  void what_makes_no_sense_is_refused_and_nothing_is_scheduled() {
    String validation = "ValidationError";
    refused(
        validation,
        "Given start time is in the past",
        () -> put("a", r -> r.startTime(NOW.minusSeconds(1)).maxSize(7)));
    refused(validation, "end time", () -> put("a", r -> r.startTime(TEN).endTime(TEN).maxSize(7)));
    refused(
        validation,
        "end time is in the past",
        () -> put("a", r -> r.recurrence("0 8 * * *").endTime(START).maxSize(7)));
    refused(
        validation,
        "must be after the start time 2026-01-06T08:00:00Z",
        () -> put("a", r -> r.recurrence("0 8 * * *").endTime(TEN).maxSize(7)));
    for (String cron : List.of("0 8 * *", "61 * * * *", "cron(0 8 * * ? *)", "0 0 30 2 *")) {
      refused(
          validation,
          "Given recurrence string: " + cron + " is invalid",
          () -> put("a", r -> r.recurrence(cron).maxSize(7)));
    }
    refused(
        validation,
        "Mars/Olympus",
        () -> put("a", r -> r.recurrence("0 8 * * *").timeZone("Mars/Olympus").maxSize(7)));
    refused(validation, "At least one of", () -> put("a", r -> r.startTime(TEN)));
    refused(validation, "StartTime or Recurrence", () -> put("a", r -> r.maxSize(7)));
    refused(validation, "zero or more", () -> put("a", r -> r.startTime(TEN).maxSize(-1)));
    refused(validation, "min bound", () -> put("a", r -> r.startTime(TEN).minSize(3).maxSize(2)));
    refused(
        validation,
        "Desired capacity:9",
        () -> put("a", r -> r.startTime(TEN).maxSize(8).desiredCapacity(9)));
    refused(
        validation,
        "Time and StartTime",
        () -> put("a", r -> r.startTime(TEN).time(TEN.plusSeconds(1)).maxSize(7)));
    refused(
        validation,
        "not found",
        () -> put("a", r -> r.autoScalingGroupName("none").startTime(TEN).maxSize(7)));
    assertThat(names(r -> {})).isEmpty();
    put("now", r -> r.time(NOW).maxSize(7));
    assertThat(described(r -> {}).get(0).startTime()).isEqualTo(NOW);
  }

  @Test
  void no_two_actions_of_a_group_have_the_same_start() {
    put("a", r -> r.startTime(TEN).maxSize(7));
    put("b", r -> r.startTime(TEN.plusSeconds(60)).maxSize(8));

    String words = "Scheduled action with this scheduled start time already exists";
    refused("AlreadyExists", words, () -> put("c", r -> r.startTime(TEN).maxSize(9)));
    refused("AlreadyExists", words, () -> put("c", r -> r.recurrence("0 10 * * *").maxSize(9)));
    refused("AlreadyExists", words, () -> put("b", r -> r.startTime(TEN).maxSize(9)));
    assertThat(names(r -> {})).containsExactly("a", "b");
    put("a", r -> r.startTime(TEN).maxSize(9));
    passTo(TEN.plusSeconds(60));
    assertThat(sizes()).containsExactly(2, 8, 2);
  }

  private static ScheduledUpdateGroupActionRequest action(String name, Instant start, int max) {
    return ScheduledUpdateGroupActionRequest.builder()
        .scheduledActionName(name)
        .startTime(start)
        .maxSize(max)
        .build();
  }

  private List<FailedScheduledUpdateGroupActionRequest> putAll(
      List<ScheduledUpdateGroupActionRequest> actions) {
    return region
        .client()
        .batchPutScheduledUpdateGroupAction(
            r -> r.autoScalingGroupName(NAME).scheduledUpdateGroupActions(actions))
        .failedScheduledUpdateGroupActions();
  }

  @Test
  void a_batch_does_what_it_can_and_tells_what_it_could_not() {
    assertThat(
            putAll(
                List.of(
                    action("a", TEN, 7),
                    action("b", TEN, 8),
                    action("c", START, 9),
                    action("d", TEN.plusSeconds(60), 10))))
        .extracting("scheduledActionName", "errorCode", "errorMessage")
        .containsExactly(
            tuple(
                "b",
                "AlreadyExists",
                "Scheduled action with this scheduled start time already exists"),
            tuple("c", "ValidationError", "Given start time is in the past"));
    assertThat(names(r -> {})).containsExactly("a", "d");

    assertThat(
            region
                .client()
                .batchDeleteScheduledAction(
                    r -> r.autoScalingGroupName(NAME).scheduledActionNames("a", "none"))
                .failedScheduledActions())
        .extracting("scheduledActionName", "errorMessage")
        .containsExactly(tuple("none", "Scheduled action name not found"));
    assertThat(names(r -> {})).containsExactly("d");
    passTo(TEN.plusSeconds(60));
    assertThat(sizes()).containsExactly(2, 10, 2);
  }

  @Test
  void a_group_has_up_to_125_actions_and_a_batch_up_to_50() {
    for (int batch = 0; batch < 3; batch++) {
      int first = batch * 50;
      assertThat(
              putAll(
                  IntStream.range(first, Math.min(first + 50, 125))
                      .mapToObj(i -> action("n" + i, TEN.plusSeconds(60L * i), 7))
                      .toList()))
          .isEmpty();
    }

    refused("LimitExceeded", "125", () -> put("more", r -> r.startTime(NOW).maxSize(7)));
    put("n0", r -> r.startTime(NOW).maxSize(7));
    refused(
        "ValidationError",
        "50",
        () ->
            putAll(
                IntStream.range(0, 51)
                    .mapToObj(i -> action("n" + i, TEN.plusSeconds(i), 7))
                    .toList()));
  }
}
