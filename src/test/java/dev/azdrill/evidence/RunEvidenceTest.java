package dev.azdrill.evidence;

import static dev.azdrill.evidence.GuaranteeVerdict.PROVEN;
import static dev.azdrill.evidence.GuaranteeVerdict.UNKNOWN;
import static dev.azdrill.evidence.GuaranteeVerdict.VIOLATED;
import static dev.azdrill.evidence.Verdict.FAILED;
import static dev.azdrill.evidence.Verdict.INCONCLUSIVE;
import static dev.azdrill.evidence.Verdict.PASSED;
import static dev.azdrill.evidence.Verdict.UNSAFE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.report.FeaturesRun;
import dev.azdrill.report.SampleRuns;
import dev.azdrill.report.SmallRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RunEvidenceTest {
  private static final FaultRef LOSS = new FaultRef("zone power loss", "eu-west-2a");

  /** A journal, what it proves, and the reason that stands first. */
  private record Way(String name, Verdict verdict, String reason, Consumer<TestJournal> journal) {}

  private static final List<Way> WAYS =
      List.of(
          way("one drill that passed", PASSED, "", it -> end(drill(begin(it), PASSED), 1, 0)),
          way(
              "a drill that passed and one that was skipped",
              PASSED,
              "",
              it -> end(drill(begin(it), PASSED), 1, 5)),
          way(
              "a drill that passed and a guarantee that is proven",
              PASSED,
              "",
              it -> end(drill(judge(begin(it), PROVEN), PASSED), 1, 0)),
          way(
              "two runs in one journal",
              INCONCLUSIVE,
              "the journal holds more than one run",
              it -> end(drill(begin(begin(it)), PASSED), 1, 0)),
          way(
              "a drill behind the end of the run",
              INCONCLUSIVE,
              "the journal goes on behind the end of its run",
              it -> drill(end(drill(begin(it), PASSED), 1, 0), PASSED)),
          way(
              "a stack that was kept on purpose",
              PASSED,
              "",
              it -> {
                stack(drill(begin(it), PASSED));
                end(it.note(9, new Observation.StackKept("s", "azdrill teardown s")), 1, 0);
              }),
          way(
              "the twin of a stack, and somebody else's, which nobody tears down",
              PASSED,
              "",
              it -> {
                drill(begin(it), PASSED)
                    .note(8, new Observation.StackReady("s", "s.example", StackOrigin.TWIN))
                    .note(8, new Observation.StackReady("t", "t.example", StackOrigin.ATTACHED));
                end(it, 1, 0);
              }),
          way(
              "a guarantee that a scenario violated on purpose",
              PASSED,
              "",
              it -> {
                judge(begin(it).in("d"), VIOLATED);
                end(drill(it, PASSED), 1, 0);
              }),
          way(
              "a fault that cannot be undone",
              PASSED,
              "",
              it -> {
                impose(begin(it).in("d")).note(6, new Observation.FaultIrreversible(LOSS));
                end(drill(it, PASSED), 1, 0);
              }),
          way(
              "a fault that was undone at the second attempt",
              PASSED,
              "",
              it -> {
                impose(begin(it).in("d")).note(6, new Observation.UndoFailed(LOSS, "Throttling"));
                it.note(7, new Observation.FaultUndone(LOSS));
                end(drill(it, PASSED), 1, 0);
              }),
          way(
              "the same fault twice and both undone",
              PASSED,
              "",
              it -> {
                impose(impose(begin(it).in("d"))).note(6, new Observation.FaultUndone(LOSS));
                it.note(7, new Observation.FaultUndone(LOSS));
                end(drill(it, PASSED), 1, 0);
              }),
          way(
              "a drill that failed",
              FAILED,
              "a drill: because",
              it -> end(drill(begin(it), FAILED), 1, 0)),
          way(
              "a violated guarantee over drills that passed",
              FAILED,
              "it is not guaranteed that all is well: because",
              it -> end(drill(judge(begin(it), VIOLATED), PASSED), 1, 0)),
          way(
              "a guarantee that cannot be judged, where that counts",
              FAILED,
              "it is not guaranteed that all is well: because",
              it -> {
                beginStrict(it);
                end(drill(judge(it, UNKNOWN), PASSED), 1, 0);
              }),
          way(
              "a drill that failed and one that proved nothing",
              FAILED,
              "a drill: because",
              it -> {
                drill(begin(it), FAILED);
                end(drill(it, "e", INCONCLUSIVE), 2, 0);
              }),
          way(
              "an id that was used twice",
              FAILED,
              "a drill: because",
              it -> end(drill(drill(begin(it), FAILED), PASSED), 2, 0)),
          way(
              "a guarantee that cannot be judged",
              INCONCLUSIVE,
              "it is not guaranteed that all is well: because",
              it -> end(drill(judge(begin(it), UNKNOWN), PASSED), 1, 0)),
          way(
              "a drill that proved nothing",
              INCONCLUSIVE,
              "a drill: because",
              it -> end(drill(begin(it), INCONCLUSIVE), 1, 0)),
          way(
              "a drill that says that it passed although nothing shows its fault",
              INCONCLUSIVE,
              "a drill: no evidence that the fault took effect: zone power loss on eu-west-2a",
              it -> {
                begin(it).in("d").note(5, new Observation.FaultIntended(LOSS));
                it.note(5, new Observation.FaultImposed(LOSS, TestJournal.time(5)));
                it.note(6, new Observation.FaultUndone(LOSS));
                end(drill(it, PASSED), 1, 0);
              }),
          way("nothing executed", INCONCLUSIVE, "nothing was executed", it -> end(begin(it), 0, 0)),
          way(
              "everything skipped",
              INCONCLUSIVE,
              "nothing was executed: all 31 were skipped",
              it -> end(begin(it), 0, 31)),
          way(
              "fewer skipped scenarios in the journal than were skipped",
              INCONCLUSIVE,
              "the run says that 2 were skipped, the journal names 0",
              it -> {
                drill(begin(it), "d", PASSED);
                it.inRun().note(9, new Observation.RunEnded(1, 2));
              }),
          way(
              "guarantees alone",
              INCONCLUSIVE,
              "nothing was executed",
              it -> end(judge(begin(it), PROVEN), 0, 0)),
          way(
              "fewer drills in the journal than were executed",
              INCONCLUSIVE,
              "the run says that 2 were executed, the journal has 1",
              it -> end(drill(begin(it), PASSED), 2, 0)),
          way(
              "a run without its end",
              INCONCLUSIVE,
              "the journal ends before the run does",
              it -> drill(begin(it), PASSED)),
          way(
              "a drill without its end",
              INCONCLUSIVE,
              "a drill: the journal ends before the drill does",
              it -> {
                begin(it).in("d").note(4, new Observation.DrillBegun("a drill"));
                end(it, 1, 0);
              }),
          way(
              "a run that was broken off",
              INCONCLUSIVE,
              "SIGINT",
              it -> {
                drill(begin(it), PASSED).note(8, new Observation.RunBrokenOff("SIGINT"));
                end(it, 1, 0);
              }),
          way(
              "a platform that was lost",
              INCONCLUSIVE,
              "connection refused",
              it -> {
                drill(begin(it), PASSED)
                    .note(8, new Observation.PlatformLost("p", "connection refused"));
                end(it, 1, 0);
              }),
          way(
              "a virtual stack that is gone with the run that was cut off",
              INCONCLUSIVE,
              "the journal ends before the run does",
              it -> stack(drill(begin(it), PASSED))),
          way(
              "a drill that is unsafe",
              UNSAFE,
              "a drill: because",
              it -> end(drill(begin(it), UNSAFE), 1, 0)),
          way(
              "a fault that was imposed and never undone",
              UNSAFE,
              "a drill: zone power loss on eu-west-2a was not undone; apart from that: because",
              it -> {
                impose(begin(it).in("d"));
                end(drill(it, PASSED), 1, 0);
              }),
          way(
              "a fault that was only intended when the journal ends",
              UNSAFE,
              "d: zone power loss on eu-west-2a was not undone; apart from that: the journal ends"
                  + " before the drill does",
              it -> begin(it).in("d").note(5, new Observation.FaultIntended(LOSS))),
          way(
              "an undo that failed last",
              UNSAFE,
              "a drill: zone power loss on eu-west-2a was not undone; apart from that: because",
              it -> {
                impose(begin(it).in("d")).note(6, new Observation.FaultUndone(LOSS));
                it.note(7, new Observation.UndoFailed(LOSS, "Throttling"));
                end(drill(it, PASSED), 1, 0);
              }),
          way(
              "the same fault twice and one undo",
              UNSAFE,
              "a drill: zone power loss on eu-west-2a was not undone; apart from that: because",
              it -> {
                impose(impose(begin(it).in("d"))).note(6, new Observation.FaultUndone(LOSS));
                end(drill(it, PASSED), 1, 0);
              }),
          way(
              "the same fault again, after its undo",
              UNSAFE,
              "a drill: zone power loss on eu-west-2a was not undone; apart from that: because",
              it -> {
                impose(begin(it).in("d")).note(6, new Observation.FaultUndone(LOSS));
                impose(it);
                end(drill(it, PASSED), 1, 0);
              }),
          way(
              "a fault that holds while the same one is refused",
              UNSAFE,
              "a drill: zone power loss on eu-west-2a was not undone; apart from that: because",
              it -> {
                impose(begin(it).in("d")).note(6, new Observation.FaultIntended(LOSS));
                it.note(6, new Observation.FaultRefused(LOSS, "it is lost already"));
                end(drill(it, PASSED), 1, 0);
              }),
          way(
              "something that was left behind",
              UNSAFE,
              "nat-1 was left behind: Throttling",
              it -> {
                drill(begin(it), PASSED)
                    .note(8, new Observation.ResourceLeft("nat-1", "Throttling"));
                end(it, 1, 0);
              }),
          way(
              "a stack that nobody accounts for",
              UNSAFE,
              "stack s was neither removed nor kept on purpose",
              it -> end(stack(drill(begin(it), PASSED)), 1, 0)),
          way(
              "a real stack when the run was cut off",
              UNSAFE,
              "stack s was neither removed nor kept on purpose",
              it -> {
                it.note(
                    0,
                    new Observation.RunBegun(
                        TestJournal.onWallClock(
                            TestJournal.header("a run"), TrafficSource.MEASURED)));
                stack(drill(it, PASSED));
              }),
          way(
              "what is unsafe although the platform was lost",
              UNSAFE,
              "a drill: because",
              it -> {
                drill(begin(it), UNSAFE).note(8, new Observation.PlatformLost("p", "refused"));
                end(it, 1, 0);
              }),
          way(
              "what is unsafe although the run was broken off and everything else failed",
              UNSAFE,
              "a drill: because",
              it -> {
                drill(judge(begin(it), VIOLATED), "e", FAILED);
                drill(it, UNSAFE).note(8, new Observation.RunBrokenOff("SIGINT"));
                end(it, 2, 0);
              }));

  private static Way way(
      String name, Verdict verdict, String reason, Consumer<TestJournal> journal) {
    return new Way(name, verdict, reason, journal);
  }

  @TestFactory
  Stream<DynamicTest> every_way_to_each_verdict() {
    return WAYS.stream()
        .map(
            way ->
                DynamicTest.dynamicTest(
                    way.verdict() + ": " + way.name(),
                    () -> {
                      TestJournal journal = new TestJournal();
                      way.journal().accept(journal);
                      RunEvidence evidence = journal.evidence();

                      assertThat(evidence.verdict()).isEqualTo(way.verdict());
                      assertThat(evidence.reasons().stream().findFirst().orElse(""))
                          .isEqualTo(way.reason());
                    }));
  }

  @Test
  void only_a_run_that_passed_ends_with_zero_and_each_verdict_has_a_code_of_its_own() {
    assertThat(Stream.of(Verdict.values()).map(Verdict::exitCode)).containsExactly(0, 3, 1, 4);
  }

  @Test
  void a_journal_that_is_cut_off_anywhere_never_passes() {
    for (List<Entry> journal :
        List.of(SampleRuns.passedJournal(), FeaturesRun.evidence().entries())) {
      assertThat(RunEvidence.of(journal).verdict()).isEqualTo(PASSED);
      for (int end = 1; end < journal.size(); end++) {
        assertThat(RunEvidence.of(journal.subList(0, end)).verdict())
            .as("the first %d of %d entries", end, journal.size())
            .isNotEqualTo(PASSED);
      }
    }
  }

  @Test
  void a_journal_without_any_one_of_its_verdicts_witnesses_or_undos_does_not_pass() {
    List<Entry> journal = SampleRuns.passedJournal();
    for (int i = 1; i < journal.size(); i++) {
      Observation left = journal.get(i).observation();
      if (left instanceof Observation.DrillEnded
          || left instanceof Observation.FaultWitnessed
          || left instanceof Observation.FaultUndone
          || left instanceof Observation.FaultIrreversible
          || left instanceof Observation.StackTornDown
          || left instanceof Observation.RunEnded) {
        List<Entry> without = new ArrayList<>(journal);
        without.remove(i);
        assertThat(RunEvidence.of(without).verdict()).as("without " + left).isNotEqualTo(PASSED);
      }
    }
  }

  @Test
  void no_evidence_can_say_that_it_passed_over_what_did_not() {
    RunEvidence it = SmallRun.evidence();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RunEvidence(
                    it.header(),
                    PASSED,
                    List.of(),
                    it.began(),
                    it.ended(),
                    it.placements(),
                    it.proofs(),
                    List.of(),
                    List.of(),
                    it.entries()))
        .withMessageContaining("PASSED")
        .withMessageContaining("VIOLATED");
  }

  @Test
  void the_worst_reason_stands_first_and_none_stands_twice() {
    TestJournal journal = new TestJournal();
    judge(begin(journal), UNKNOWN);
    drill(journal, "d", INCONCLUSIVE);
    drill(journal, "e", FAILED);
    journal.note(8, new Observation.PlatformLost("p", "refused"));
    journal.note(8, new Observation.PlatformLost("p", "refused"));
    journal.note(8, new Observation.ResourceLeft("nat-1", "refused"));
    end(journal, 2, 0);

    assertThat(journal.evidence().reasons())
        .containsExactly(
            "nat-1 was left behind: refused",
            "a drill: because",
            "refused",
            "it is not guaranteed that all is well: because");
  }

  @Test
  void a_journal_that_does_not_begin_with_a_run_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunEvidence.of(List.of()))
        .withMessageContaining("an empty one");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RunEvidence.of(new TestJournal().note(0, new Observation.RunEnded(1, 0)).entries()))
        .withMessageContaining("run.begun");
  }

  @Test
  void a_fault_has_its_times_witness_and_undo() {
    FaultRecord fault = SmallRun.evidence().drills().get(0).faults().get(0);

    assertThat(fault.imposed()).hasValue(SmallRun.FAULT_AT);
    assertThat(fault.undone()).hasValue(SmallRun.FAULT_AT.plusSeconds(200));
    assertThat(fault.witness()).hasValue("EC2 reports instance i-0a as impaired");
    assertThat(fault.mayStillHold()).isFalse();
  }

  @Test
  void what_was_refused_is_no_fault_of_the_drill() {
    TestJournal journal = new TestJournal();
    begin(journal).in("d").note(5, new Observation.FaultIntended(LOSS));
    journal.note(5, new Observation.FaultRefused(LOSS, "no such zone"));

    assertThat(journal.evidence().drills().get(0).faults()).isEmpty();
  }

  @Test
  void what_stood_where_within_a_drill_is_not_the_runs() {
    TestJournal journal = new TestJournal();
    begin(journal).in("d");
    ObservationSamples.all().stream()
        .filter(each -> each.observation() instanceof Observation.ResourcePlaced)
        .forEach(each -> journal.note(3, each.observation()));

    assertThat(journal.evidence().placements()).isEmpty();
  }

  private static TestJournal begin(TestJournal journal) {
    return journal.note(0, new Observation.RunBegun(TestJournal.header("a run")));
  }

  private static void beginStrict(TestJournal journal) {
    journal.note(
        0, new Observation.RunBegun(TestJournal.strict(TestJournal.header("a strict run"))));
  }

  private static TestJournal end(TestJournal journal, int executed, int skipped) {
    journal.inRun();
    for (int i = 0; i < skipped; i++) {
      journal.note(9, new Observation.ScenarioSkipped("f:" + i, "s " + i, "the platform lacks it"));
    }
    return journal.note(9, new Observation.RunEnded(executed, skipped));
  }

  private static TestJournal judge(TestJournal journal, GuaranteeVerdict verdict) {
    return journal.note(
        1,
        Strength.CONFIGURATION_PROOF,
        new Observation.GuaranteeJudged(
            ProofRecord.plain("all-well", "all is well", verdict, "because", List.of())));
  }

  private static TestJournal stack(TestJournal journal) {
    return journal.note(8, new Observation.StackReady("s", "s.example", StackOrigin.PROVISIONED));
  }

  private static TestJournal impose(TestJournal journal) {
    journal.note(5, new Observation.FaultIntended(LOSS));
    journal.note(5, new Observation.FaultImposed(LOSS, TestJournal.time(5)));
    return journal.seen(5, new Observation.FaultWitnessed(LOSS, "it is dark"));
  }

  private static TestJournal drill(TestJournal journal, Verdict verdict) {
    return drill(journal, "d", verdict);
  }

  private static TestJournal drill(TestJournal journal, String id, Verdict verdict) {
    journal.in(id).note(4, new Observation.DrillBegun("a drill"));
    return journal.note(8, new Observation.DrillEnded(verdict, "because")).inRun();
  }
}
