package dev.azdrill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A drill that says that it passed, and whose own entries say that it did not, proves nothing. */
class ContradictoryJournalTest {
  private record Way(String name, String missed, Consumer<TestJournal> journal) {}

  private static final Observation UNMET =
      new Observation.ObjectiveJudged(
          new ObjectiveResult(
              ObjectiveResult.Kind.AVAILABILITY,
              "at least 99.9 %",
              "92.4 %",
              false,
              Strength.SIMULATED));
  private static final Observation CAUSE =
      new Observation.CauseFound(
          new FailureCause(CauseKind.NO_STANDBY, "db-1", "there is no standby", Optional.empty()));
  private static final Observation EXPECTED = new Observation.FailureExpected("so it must");

  @TestFactory
  Stream<DynamicTest> what_was_missed_is_not_passed() {
    return Stream.of(
            new Way("never", "clients to be served", it -> recovery(it, null)),
            new Way("too late", "clients to be served", it -> recovery(it, 61.0)),
            new Way("an objective", "availability", it -> it.note(5, UNMET)),
            new Way("a cause", "there is no standby", it -> it.note(5, CAUSE)),
            new Way(
                "after another that had to be missed",
                "clients to be served",
                it -> recovery(it.note(5, EXPECTED), null)))
        .map(way -> DynamicTest.dynamicTest(way.name(), () -> contradicts(way)));
  }

  private static void contradicts(Way way) {
    RunEvidence evidence = passed(way.journal());

    assertThat(evidence.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(evidence.reasons())
        .containsExactly(
            "a drill: the journal contradicts itself: it says PASSED, and what was missed: "
                + way.missed());
  }

  @Test
  void what_had_to_be_missed_contradicts_nothing() {
    RunEvidence evidence = passed(it -> recovery(it, null).note(6, EXPECTED));

    assertThat(evidence.verdict()).isEqualTo(Verdict.PASSED);
  }

  private static TestJournal recovery(TestJournal journal, @Nullable Double took) {
    return journal.recovery(
        5,
        Component.CLIENTS,
        Phase.RECOVERY,
        "clients to be served",
        Limit.objective(Duration.ofSeconds(60), "named by the drill"),
        took);
  }

  private static RunEvidence passed(Consumer<TestJournal> what) {
    TestJournal journal = new TestJournal();
    journal.note(0, new Observation.RunBegun(TestJournal.header("a run")));
    journal.in("d").note(4, new Observation.DrillBegun("a drill"));
    what.accept(journal);
    journal.note(7, new Observation.DrillEnded(Verdict.PASSED, "because"));
    journal.inRun().note(9, new Observation.RunEnded(1, 0));
    return journal.evidence();
  }
}
