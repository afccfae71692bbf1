package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.feature.FinishedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences that would hold whatever the architecture does: each of them once passed. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class VacuousSentencesTest {
  @TempDir Path folder;

  private FinishedRun steps(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "Given the production architecture is running",
                "And clients are using the application"));
    all.addAll(List.of(more));
    return new PlayedFeatures(folder, Simulators.sound()).steps(all.toArray(String[]::new));
  }

  private static String reason(FinishedRun run) {
    return run.evidence().drills().get(0).reason();
  }

  /** Right after a fault nothing has happened yet. */
  @ParameterizedTest
  @CsvSource({
    "the database is made to fail over, the database has not failed over",
    "the zone of the primary database loses power, the database has not failed over",
    "the application on an instance hangs, the load balancer still finds every target healthy"
  })
  void what_is_looked_for_too_early_is_waited_for(String event, String absence) {
    FinishedRun run = steps("When " + event, "Then " + absence);

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.FAILED);
    assertThat(reason(run)).contains("expected");
  }

  /** Each drill of a scenario is judged by what was asked in it. */
  @Test
  void a_drill_that_nobody_felt_does_not_pass_whatever_a_later_one_does() {
    FinishedRun run =
        steps(
            "When the drill of the fault \"zone-latency:zone=eu-west-2a:milliseconds=1\" runs",
            "Then the drill passes",
            "When somebody suspends the Launch process of the group",
            "And the \"instance termination\" drill runs",
            "Then the drill fails because \"expected the group to be back\"");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.FAILED);
    assertThat(reason(run))
        .contains("expected the drill to pass, it was INCONCLUSIVE: nobody felt");
  }

  @Test
  void what_became_healthy_again_is_not_still_healthy() {
    FinishedRun run =
        steps(
            "When the application on an instance hangs",
            "Then the group stays at no more than 2 instances for 15 minutes",
            "And the load balancer still finds every target healthy");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.FAILED);
    assertThat(reason(run)).contains("expected every target to be healthy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Given faults may affect at most 1 zone at once",
        "Given faults may be in effect for at most 1 minute",
        "Given the drill stops when more than 5 % of the requests fail"
      })
  void a_guard_that_comes_too_late_is_refused(String guard) {
    FinishedRun run =
        steps(
            "When the fault \"zone-latency:zone=eu-west-2a\" is injected",
            guard,
            "Then the load balancer still finds every target healthy");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(reason(run)).contains("expected this step before anything is broken or changed");
  }

  @Test
  void a_database_that_stays_where_it_is_has_not_failed_over() {
    FinishedRun run =
        steps("When the database is restarted", "Then the database has not failed over");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.PASSED);
  }

  /** Nobody could expect it to: whatever the architecture is, this holds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "an instance is terminated",
        "EC2 has no capacity in zone \"eu-west-2a\"",
        "the load rises to 61 requests per second"
      })
  void a_database_that_no_fault_could_reach_has_not_failed_over_and_that_proves_nothing(
      String event) {
    FinishedRun run = steps("When " + event, "Then the database has not failed over");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the load balancer still finds every target healthy",
        "the group stays at no more than 2 instances for 1 minute"
      })
  void what_stays_as_it_was_while_every_request_fails_proves_nothing(String sentence) {
    FinishedRun run =
        steps("When the certificate of the load balancer expires", "Then " + sentence);

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(reason(run)).contains("requests failed, and nothing was asked that shows it");
  }

  @Test
  void that_the_database_has_not_failed_over_may_be_said_beside_what_proves_something() {
    FinishedRun run =
        steps(
            "When an instance is terminated",
            "Then the group is back at its desired capacity in time",
            "And the database has not failed over");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.PASSED);
    assertThat(reason(run)).isEqualTo("everything recovered within its limits");
  }

  @ParameterizedTest
  @CsvSource({
    "rises, 61, the group grows to at least 1 instances in time, it had 2 before",
    "rises, 61, the group grows to at least 2 instances in time, it had 2 before",
    "falls, 59, the group shrinks to 2 instances in time, it had 2 before"
  })
  void a_group_that_has_this_size_already_neither_grows_nor_shrinks(
      String moves, int load, String sentence, String saw) {
    FinishedRun run =
        steps(
            "When the load " + moves + " to " + load + " requests per second", "Then " + sentence);

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.FAILED);
    assertThat(reason(run)).contains(saw);
  }

  @ParameterizedTest
  @CsvSource({
    "the group stays at no more than 2 instances for 0 seconds",
    "clients are not served without errors within 0 seconds",
    "the steady state is not reached within 0 minutes",
    "the group does not replace it for 0 minutes"
  })
  void nothing_is_missed_in_no_time(String sentence) {
    FinishedRun run = steps("When an instance is stopped", "Then " + sentence);

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(reason(run)).contains("expected a time of more than 0 s");
  }

  @Test
  void no_availability_at_all_is_no_objective() {
    FinishedRun run =
        steps("When an instance is terminated", "Then at least 0.0 % of requests succeed");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(reason(run)).contains("expected an availability above 0");
  }

  @ParameterizedTest
  @CsvSource({
    "clients are served without errors again in time",
    "the steady state is restored in time",
    "the instances are spread evenly over the zones in time"
  })
  void what_nothing_disturbed_has_not_recovered(String sentence) {
    FinishedRun run = steps("Then " + sentence);

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(reason(run)).contains("expected a step that breaks or changes something");
  }

  @Test
  void a_second_drill_does_not_hide_that_the_first_failed() {
    FinishedRun run =
        new PlayedFeatures(folder, Simulators.sound())
            .steps(
                "Given the production architecture is running with a database in a single zone",
                "And clients are using the application",
                "When the \"zone power loss\" drill runs on the zone of the primary database",
                "And the \"instance termination\" drill runs",
                "Then the drill passes");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.FAILED);
    assertThat(reason(run)).contains("the drill was FAILED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the drill fails because \"\"",
        "the drill fails because \"expected\"",
        "the failure is explained by \" \"",
        "the production architecture violates that every tier stands in at least two zones, because \"\""
      })
  void a_few_letters_stand_in_every_reason(String sentence) {
    FinishedRun run =
        new PlayedFeatures(folder, Simulators.sound())
            .steps(
                "Given the production architecture is running with a database in a single zone",
                "And clients are using the application",
                "When the \"zone power loss\" drill runs on the zone of the primary database",
                "Then " + sentence);

    assertThat(run.evidence().verdict()).as(reason(run)).isNotEqualTo(Verdict.PASSED);
    assertThat(reason(run)).contains("expected at least 10 characters of the reason in quotes");
  }

  @ParameterizedTest
  @CsvSource({
    "the name of the database has not changed",
    "the database has not failed over",
    "the database fails over in time"
  })
  void a_sentence_about_a_database_that_is_not_there_proves_nothing(String sentence) {
    FinishedRun run =
        new PlayedFeatures(folder, Simulators.sound())
            .steps(
                "Given the demo architecture is running",
                "And clients are using the application",
                "When an instance is terminated",
                "Then " + sentence);

    assertThat(run.evidence().verdict()).as(reason(run)).isNotEqualTo(Verdict.PASSED);
    assertThat(reason(run)).doesNotContain("internal error");
  }

  /** Nobody asks what became of the application. */
  @ParameterizedTest
  @CsvSource({
    "zone \"eu-west-2a\" loses power, the name of the database has not changed",
    "an instance is terminated, the name of the database has not changed",
    "an instance is terminated, the database has not failed over",
    "an instance is terminated, "
        + "the production architecture guarantees that stored data is encrypted"
  })
  void a_sentence_that_has_nothing_to_do_with_the_fault_proves_nothing_of_it(
      String event, String sentence) {
    FinishedRun run = steps("When " + event, "Then " + sentence);

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(reason(run)).contains("nothing was asked that ");
  }

  @ParameterizedTest
  @CsvSource({
    "the database is restarted, the name of the database has not changed",
    "the fault \"application-cut-off\" is injected, the production architecture violates "
        + "that the application admits only the load balancer"
  })
  void a_sentence_about_what_was_broken_proves_something(String event, String sentence) {
    FinishedRun run = steps("When " + event, "Then " + sentence);

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.PASSED);
  }

  @ParameterizedTest
  @CsvSource({"rises, 1", "rises, 60", "falls, 60", "falls, 90"})
  void a_load_that_moves_the_other_way_is_refused(String moves, int load) {
    FinishedRun run =
        steps(
            "When the load " + moves + " to " + load + " requests per second",
            "Then no client saw an error");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(reason(run))
        .contains("a load that " + moves + ", saw one that goes from 60 to " + load);
  }

  /** Six is the maximum of the group, which rebalancing may exceed by one. */
  @ParameterizedTest
  @CsvSource({"7, INCONCLUSIVE", "6, PASSED"})
  void a_group_that_cannot_have_more_does_not_stay_below_it(int most, Verdict verdict) {
    FinishedRun run =
        steps(
            "When an instance is terminated",
            "Then the group stays at no more than " + most + " instances for 1 minute");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(verdict);
    if (verdict != Verdict.PASSED) {
      assertThat(reason(run)).contains("nothing could show the group to grow to at least 8");
    }
  }

  @Test
  void what_held_all_along_does_not_pass_while_clients_see_errors() {
    FinishedRun run =
        steps(
            "When the database is made to fail over",
            "Then the instances are spread evenly over the zones in time");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(reason(run)).contains("requests failed, and nothing was asked that shows it");
  }
}
