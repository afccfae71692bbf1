package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.StackOrigin;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The frame around drills: what a run notes, and the one verdict over all of it. */
class DrillRunTest {
  private static final DrillRun.Settings SETTINGS =
      new DrillRun.Settings("a run", "a seed", "azdrill drill", true, Budgets.CEILING);

  private static final DrilledStack STANDING = new DrilledStack();

  private final DrilledStack stack = STANDING.again();
  private final Sabotaged platform = Sabotaged.none(stack.simulator);

  @AfterAll
  static void close() {
    STANDING.close();
  }

  private static RunHeader header(DrilledStack of) {
    return ((Observation.RunBegun) of.journal.entries().get(0).observation()).header();
  }

  @Test
  void it_begins_with_what_where_and_how() {
    DrillRun.begin(stack.simulator, stack.journal, SETTINGS);

    assertThat(header(stack))
        .extracting(
            RunHeader::title,
            RunHeader::platform,
            RunHeader::virtualTime,
            RunHeader::traffic,
            RunHeader::seed,
            RunHeader::reproduce,
            RunHeader::strict)
        .containsExactly(
            "a run", "simulator", true, TrafficSource.SIMULATED, "a seed", "azdrill drill", true);
  }

  @Test
  void clients_that_measure_are_told_from_simulated_ones() {
    DrillRun.begin(platform.with(new ScriptedTraffic(List.of())), stack.journal, SETTINGS);

    assertThat(header(stack).traffic()).isEqualTo(TrafficSource.MEASURED);
  }

  @Test
  void what_stands_and_what_is_guaranteed_is_noted_with_who_says_so() {
    DrillRun run = DrillRun.begin(stack.simulator, stack.journal, SETTINGS);

    assertThat(run.ready("drilled", "orders.example", StackOrigin.PROVISIONED, stack.inventory()))
        .hasSameSizeAs(stack.noted(Observation.ResourcePlaced.class))
        .isNotEmpty();
    assertThat(run.judgeGuarantees(stack.inventory()))
        .hasSameSizeAs(stack.noted(Observation.GuaranteeJudged.class))
        .isNotEmpty();
    assertThat(stack.journal.entries())
        .filteredOn(each -> each.observation() instanceof Observation.ResourcePlaced)
        .extracting(Entry::strength)
        .containsOnly(Strength.CONTROL_PLANE);
    assertThat(stack.journal.entries())
        .filteredOn(each -> each.observation() instanceof Observation.GuaranteeJudged)
        .extracting(Entry::strength)
        .containsOnly(Strength.CONFIGURATION_PROOF);
    assertThat(stack.journal.entries()).allMatch(each -> each.drill().isEmpty());
  }

  @Test
  void a_drill_belongs_to_its_run_under_its_id_and_the_worst_verdict_is_the_runs() {
    DrillRun run = DrillRun.begin(platform, stack.journal, SETTINGS);
    DrillSession good = run.open("drill-1", "good", stack.inventory(), Objectives.NONE);
    good.await(TimedExpectation.inTime(new Expectation.SteadyState()));
    good.close();
    DrillSession bad = run.open("drill-2", "bad", stack.inventory(), Objectives.NONE);
    bad.fail("too slow");
    bad.close();

    RunEvidence evidence = run.end(2);

    assertThat(evidence.drills())
        .extracting(each -> each.id() + " " + each.name() + " " + each.verdict())
        .containsExactly("drill-1 good PASSED", "drill-2 bad FAILED");
    assertThat(evidence.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(evidence.reasons()).containsExactly("bad: too slow");
  }

  @Test
  void a_run_that_executed_nothing_proves_nothing() {
    RunEvidence evidence = DrillRun.begin(stack.simulator, stack.journal, SETTINGS).end(0);

    assertThat(evidence.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(evidence.reasons()).containsExactly("nothing was executed");
  }

  @Test
  void the_log_of_the_platform_is_kept_line_by_line() {
    DrillRun.begin(platform, stack.journal, SETTINGS).keepLog();

    assertThat(stack.noted(Observation.PlatformLogged.class))
        .containsExactly(
            new Observation.PlatformLogged("simulator", "first line"),
            new Observation.PlatformLogged("simulator", "second line"));
  }

  @Test
  void a_run_that_was_begun_elsewhere_has_one_header() {
    DrillRun.begin(stack.simulator, stack.journal, SETTINGS);
    DrillRun.continued(stack.simulator, stack.journal, Budgets.CEILING)
        .open("drill-1", "a drill", stack.inventory(), Objectives.NONE);

    assertThat(stack.noted(Observation.RunBegun.class)).hasSize(1);
    assertThat(stack.noted(Observation.DrillBegun.class)).hasSize(1);
    assertThat(stack.journal.entries().get(1).drill()).isEqualTo(Optional.of("drill-1"));
  }
}
