package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.feature.FinishedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Sentences about clients are judged by requests that were sent, all of which have ended. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class ClientSentencesTest {
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

  private static List<ObjectiveResult> objectives(FinishedRun run) {
    return run.evidence().drills().get(0).objectives();
  }

  @Test
  void objectives_are_judged_since_the_fault_and_noted() {
    FinishedRun run =
        steps(
            "When the zone of the primary database loses power",
            "Then clients are served again within 5 minutes",
            "And no outage lasts longer than 300 seconds",
            "And no outage is longer than 5 minutes",
            "And at least 10 % of requests succeed",
            "And at least 10.5% of requests succeed",
            "And at most 100000 requests fail",
            "And clients saw errors for at most 5 minutes");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.PASSED);
    assertThat(objectives(run)).hasSize(7).allMatch(ObjectiveResult::met);
    assertThat(objectives(run).get(5).measured()).matches("[1-9]\\d* of \\d+");
  }

  @Test
  void an_objective_that_is_missed_fails_the_scenario_with_what_was_measured() {
    for (String sentence :
        List.of(
            "Then at least 99.9 % of requests succeed",
            "Then no outage is longer than 1 second",
            "Then at most 0 requests fail",
            "Then no client saw an error",
            "Then clients are served again within 1 second",
            "Then clients saw errors for at most 1 second")) {
      FinishedRun run = steps("When the zone of the primary database loses power", sentence);

      assertThat(run.evidence().verdict()).as(sentence).isEqualTo(Verdict.FAILED);
      assertThat(reason(run)).as(sentence).contains("expected");
      assertThat(run.isRed()).as(sentence).isTrue();
    }
  }

  /** Right after a fault nothing has ended: judged there and then, everything would be well. */
  @Test
  void requests_that_are_under_way_are_waited_for() {
    FinishedRun run =
        steps("When the zone of the primary database loses power", "Then at most 3 requests fail");

    assertThat(objectives(run)).singleElement().matches(each -> !each.met());
  }

  @Test
  void an_outage_that_goes_on_meets_nothing() {
    FinishedRun run =
        steps(
            "When the rule that admits the load balancer to the application is revoked",
            "Then at most 100000 requests fail");

    assertThat(objectives(run))
        .singleElement()
        .matches(each -> !each.met())
        .matches(each -> each.measured().endsWith(" so far, and errors go on"));
  }

  @Test
  void no_error_is_asked_since_the_last_event() {
    FinishedRun run =
        steps(
            "When the zone of the primary database loses power",
            "Then clients are served without errors again in time",
            "And the group is back at its desired capacity outside that zone in time",
            "When power returns to that zone",
            "Then the instances are spread evenly over the zones in time",
            "And no client saw an error");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.PASSED);
  }

  @Test
  void a_load_that_the_group_cannot_serve_is_not_without_errors() {
    FinishedRun run =
        steps("When the load rises to 5000 requests per second", "Then no client saw an error");

    assertThat(run.evidence().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(objectives(run)).singleElement().matches(each -> !each.met());
  }

  @Test
  void acknowledged_writes_are_read_back() {
    FinishedRun run =
        steps(
            "When the database is made to fail over",
            "Then clients are served without errors again in time",
            "And acknowledged writes are still there");

    assertThat(run.evidence().verdict()).as(reason(run)).isEqualTo(Verdict.PASSED);
    assertThat(objectives(run))
        .singleElement()
        .matches(each -> each.measured().matches("([1-9]\\d*) of \\1"));
  }

  @Test
  void objectives_without_an_event_or_without_clients_are_not_met() {
    assertThat(reason(steps("Then at most 5 requests fail")))
        .contains("expected a step that breaks something, or changes the load, before this");
    FinishedRun run =
        new PlayedFeatures(folder, Simulators.sound())
            .steps(
                "Given the production architecture is running",
                "When an instance is terminated",
                "Then at most 5 requests fail");
    assertThat(reason(run)).contains("no requests were sent");
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.FAILED);
  }
}
