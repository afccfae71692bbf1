package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.JournalReader;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.feature.FinishedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A scenario ends with everything undone and one verdict, whichever way it ends. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class ScenarioEndTest {
  private static final String RUNNING = "Given the production architecture is running";
  private static final String POWER = "When zone \"eu-west-2a\" loses power";
  private static final String EVICTED = "Then the load balancer stops routing to that zone in time";

  @TempDir Path folder;

  private PlayedFeatures on(Simulators platforms) {
    return new PlayedFeatures(folder, platforms).with("--glue", "dev.azdrill.teamglue");
  }

  private static DrillRecord only(FinishedRun run) {
    assertThat(run.evidence().drills()).hasSize(1);
    return run.evidence().drills().get(0);
  }

  private static boolean has(RunEvidence evidence, Class<? extends Observation> kind) {
    return evidence.entries().stream().anyMatch(each -> kind.isInstance(each.observation()));
  }

  @Test
  void a_zone_that_does_not_exist_is_refused_before_anything_is_done() {
    FinishedRun run = on(Simulators.sound()).steps(RUNNING, "When zone \"eu-west-2x\" loses power");

    assertThat(run.isRed()).isTrue();
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(only(run).reason())
        .contains("eu-west-2x")
        .contains("did you mean eu-west-2a?")
        .contains("There is: eu-west-2a, eu-west-2b");
    assertThat(has(run.evidence(), Observation.FaultIntended.class)).isFalse();
  }

  @Test
  void a_scenario_whose_steps_all_pass_is_undone_and_passes() {
    FinishedRun run = on(Simulators.sound()).steps(RUNNING, POWER, EVICTED);

    assertThat(run.evidence().verdict()).as(only(run).reason()).isEqualTo(Verdict.PASSED);
    assertThat(only(run).reason())
        .isEqualTo("everything recovered within its limits and the fault is undone");
    assertThat(only(run).mayStillHold()).isFalse();
    assertThat(run.executed()).isEqualTo(1);
  }

  /** Cucumber takes any keyword for any step: a Then may break something, and ask nothing. */
  @Test
  void a_scenario_that_breaks_something_and_asks_nothing_proves_nothing() {
    FinishedRun run = on(Simulators.sound()).steps(RUNNING, POWER.replace("When", "Then"));

    assertThat(only(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(only(run).reason())
        .isEqualTo("nothing was asked that what was broken could have changed");
    assertThat(run.isRed()).isTrue();
  }

  @Test
  void a_fault_that_cannot_be_undone_makes_the_scenario_unsafe_and_fails_it() {
    FinishedRun run =
        on(Simulators.sound()
                .imposing(
                    real ->
                        () -> {
                          throw new IllegalStateException("the port is gone");
                        }))
            .steps(RUNNING, POWER);

    assertThat(run.isRed()).isTrue();
    assertThat(only(run).verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(only(run).reason()).contains("was not undone: the port is gone");
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.UNSAFE);
  }

  @Test
  void faults_are_undone_each_whatever_becomes_of_the_others() {
    AtomicInteger undone = new AtomicInteger();
    FinishedRun run =
        on(Simulators.sound()
                .imposing(
                    real ->
                        () -> {
                          if (undone.incrementAndGet() == 1) {
                            throw new IllegalStateException("the first undo fails once");
                          }
                          real.undo();
                        }))
            .steps(
                RUNNING,
                "When zone \"eu-west-2a\" loses power",
                "When zone \"eu-west-2b\" loses power");

    assertThat(undone.get()).isGreaterThanOrEqualTo(3);
    assertThat(only(run).mayStillHold()).isFalse();
  }

  @Test
  void a_hook_of_the_team_that_fails_before_the_scenario_skips_no_end() {
    FinishedRun run =
        on(Simulators.sound())
            .text(
                "hook.feature",
                "Feature: Hook\n  @failing-before\n" + PlayedFeatures.scenario("Hook", RUNNING));

    assertThat(only(run).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(run.isRed()).isTrue();
  }

  @Test
  void a_hook_of_the_team_that_fails_after_the_scenario_skips_no_undo() {
    for (String tag : new String[] {"@failing-after", "@failing-late"}) {
      FinishedRun run =
          on(Simulators.sound())
              .text(
                  "hook.feature",
                  "Feature: Hook\n  "
                      + tag
                      + "\n"
                      + PlayedFeatures.scenario("Hook", RUNNING, POWER));

      assertThat(only(run).verdict()).as(tag).isEqualTo(Verdict.FAILED);
      assertThat(only(run).faults()).as(tag).allMatch(each -> each.undone().isPresent());
    }
  }

  @Test
  void a_jvm_without_memory_undoes_what_it_broke() {
    PlayedFeatures features = on(Simulators.sound());
    FinishedRun run = features.broken(RUNNING, POWER, "When the JVM runs out of memory");

    assertThat(only(run).faults()).allMatch(each -> each.undone().isPresent());
    assertThat(run.evidence().verdict()).isNotEqualTo(Verdict.PASSED);
  }

  @Test
  void a_step_of_the_team_that_fails_fails_the_scenario() {
    FinishedRun run = on(Simulators.sound()).steps(RUNNING, "Then the team's own step fails");

    assertThat(only(run).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(only(run).reason()).contains("Cucumber's report");
  }

  @Test
  void a_step_that_is_not_defined_proves_nothing() {
    FinishedRun run = on(Simulators.sound()).steps(RUNNING, "Then the moon is full");

    assertThat(only(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(only(run).reason()).isEqualTo("not executed: a step is not defined");
    assertThat(run.executed()).isZero();
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** A question stays without an answer: it must not go with the scenario. */
  @Test
  void what_is_skipped_or_not_defined_after_something_was_broken_is_inconclusive() {
    FinishedRun skipped =
        on(Simulators.sound())
            .steps(
                RUNNING,
                "When an instance is terminated",
                "And the team's own step is skipped",
                "Then the group is back at its desired capacity in time");
    assertThat(skipped.executed()).isEqualTo(1);
    assertThat(only(skipped).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(only(skipped).reason()).contains("skipped");
    assertThat(skipped.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(skipped.isRed()).isTrue();

    FinishedRun undefined =
        on(Simulators.sound())
            .steps(RUNNING, "When an instance is terminated", "Then the moon is full");
    assertThat(undefined.executed()).isEqualTo(1);
    assertThat(undefined.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(undefined.evidence().reasons()).noneMatch(each -> each.contains("nothing was"));
  }

  @Test
  void tags_that_select_nothing_are_inconclusive() {
    FinishedRun run = on(Simulators.sound()).with("--tags", "@nosuch").steps(RUNNING);

    assertThat(run.executed()).isZero();
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(run.evidence().reasons()).containsExactly("nothing was executed");
    assertThat(run.complaint()).get().asString().contains("nothing was executed");
  }

  @Test
  void a_run_in_which_everything_was_skipped_is_inconclusive() {
    FinishedRun run = on(Simulators.sound().without("rds")).steps(RUNNING);

    assertThat(run.executed()).isZero();
    assertThat(run.isRed()).isFalse();
    assertThat(run.skipped()).singleElement().asString().contains("lacks rds");
    assertThat(run.evidence().skipped())
        .singleElement()
        .satisfies(each -> assertThat(each.reason()).contains("lacks rds"));
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(run.complaint()).get().asString().contains("all 1 were skipped");
  }

  @Test
  void a_sentence_about_an_architecture_that_is_not_running_proves_nothing() {
    FinishedRun run =
        on(Simulators.sound())
            .steps(
                "Then the production architecture guarantees that no instance has a public"
                    + " address");

    assertThat(only(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(run.isRed()).isTrue();
  }

  @Test
  void a_drill_that_does_not_pass_fails_a_scenario_that_says_nothing_about_it() {
    FinishedRun run =
        on(Simulators.sound())
            .steps(
                RUNNING,
                "And somebody suspends the Launch process of the group",
                "When the \"instance termination\" drill runs");

    assertThat(only(run).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(only(run).reason()).startsWith("the drill was FAILED: ");
    assertThat(run.isRed()).isTrue();
  }

  @Test
  void each_scenario_has_a_journal_of_its_own_and_all_are_in_the_one_of_the_run() throws Exception {
    FinishedRun run = on(Simulators.sound()).steps(RUNNING, POWER);

    Path report = folder.resolve("report");
    Path own = report.resolve("evidence/played/2-played.jsonl");
    JournalReader mine = JournalReader.read(own);
    JournalReader all = JournalReader.read(report.resolve("journal.jsonl"));
    assertThat(List.of(mine, all)).allMatch(each -> each.seal() == JournalReader.Seal.INTACT);
    assertThat(all.entries()).containsAll(mine.entries());
    assertThat(run.reports().files())
        .containsExactly(
            report.resolve("report.html"),
            report.resolve("report.json"),
            report.resolve("junit.xml"),
            report.resolve("journal.jsonl"));
    assertThat(run.evidence().drills().get(0).id()).isEqualTo("played.feature:2 Played");
  }
}
