package dev.azdrill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.report.html.HtmlReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run proves that asks for the guarantees alone. */
class CheckEvidenceTest {
  private final TestJournal journal =
      new TestJournal().note(0, new Observation.RunBegun(TestJournal.check("a check")));

  private CheckEvidenceTest judged(GuaranteeVerdict verdict) {
    journal.note(
        1,
        Strength.CONFIGURATION_PROOF,
        new Observation.GuaranteeJudged(
            ProofRecord.plain("all-well", "all is well", verdict, "because", List.of())));
    return this;
  }

  private RunEvidence ended() {
    return journal.note(2, new Observation.RunEnded(0, 0)).evidence();
  }

  @Test
  void guarantees_that_are_all_proven_pass_without_a_drill() {
    RunEvidence evidence = judged(GuaranteeVerdict.PROVEN).ended();

    assertThat(evidence.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(evidence.reasons()).isEmpty();
    assertThat(HtmlReport.render(evidence))
        .contains("Every guarantee is proven of what is described.")
        .doesNotContain("0 of 0", "No drill was run");
  }

  @Test
  void one_that_is_violated_or_cannot_be_judged_decides() {
    assertThat(judged(GuaranteeVerdict.PROVEN).judged(GuaranteeVerdict.UNKNOWN).ended().verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judged(GuaranteeVerdict.VIOLATED).ended().verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void nothing_passes_of_which_no_guarantee_was_judged() {
    assertThat(ended().reasons()).containsExactly("no guarantee was judged");
  }

  @Test
  void a_check_that_was_cut_off_proves_nothing() {
    assertThat(judged(GuaranteeVerdict.PROVEN).journal.evidence().reasons())
        .containsExactly("the journal ends before the run does");
  }

  @Test
  void its_first_line_comes_back_as_it_was_written_and_older_ones_are_of_drills() throws Exception {
    Entry first = ended().entries().get(0);
    String line = JournalCodec.line(first);

    assertThat(JournalCodec.entry(line)).isEqualTo(first);
    assertThat(line).contains("\"only\":\"GUARANTEES\"");
    Entry older = JournalCodec.entry(line.replace(",\"only\":\"GUARANTEES\"", ""));
    assertThat(((Observation.RunBegun) older.observation()).header().only()).isEmpty();
  }
}
