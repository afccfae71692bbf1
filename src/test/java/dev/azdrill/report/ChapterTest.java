package dev.azdrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.RunEvidence;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChapterTest {
  @Test
  void a_drill_has_what_was_noted_between_its_beginning_and_its_verdict() {
    List<Chapter> chapters = Chapter.of(RunEvidences.small());

    assertThat(chapters)
        .extracting(Chapter::heading)
        .containsExactly(
            "Before the first drill",
            "Drill 1: Zone eu-west-2a loses its power",
            "After the last drill");
    assertThat(Chapter.ofDrill(chapters, 1))
        .extracting(entry -> entry.observation().kind())
        .startsWith("drill.begun", "fault.injected")
        .endsWith("drill.verdict");
  }

  @Test
  void two_drills_that_meet_at_one_instant_are_told_apart() {
    List<Chapter> chapters = Chapter.of(Rehearsal.passed());

    assertThat(chapters).extracting(Chapter::drill).containsExactly(0, 1, 2, 0);
    assertThat(Chapter.ofDrill(chapters, 1)).hasSize(16);
  }

  @Test
  void a_journal_that_does_not_tell_where_drills_begin_is_divided_by_time() {
    RunEvidence silent =
        new Words(text -> text.startsWith("drill.") ? "note" : text).in(Rehearsal.passed());

    List<Chapter> chapters = Chapter.of(silent);

    assertThat(chapters).extracting(Chapter::drill).containsExactly(0, 1, 2, 0);
    assertThat(Chapter.ofDrill(chapters, 2))
        .extracting(entry -> entry.observation().kind())
        .startsWith("fault.intended");
  }

  @Test
  void nothing_is_lost_and_nothing_is_told_twice() {
    RunEvidence dossier = Rehearsal.failed();

    assertThat(Chapter.of(dossier).stream().flatMap(c -> c.entries().stream()))
        .extracting(Chapter.Entry::number)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, dossier.observations().size()).boxed().toList());
  }
}
