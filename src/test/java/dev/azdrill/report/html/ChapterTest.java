package dev.azdrill.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.TestJournal;
import dev.azdrill.report.SampleRuns;
import dev.azdrill.report.SmallRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChapterTest {
  @Test
  void each_drill_has_what_was_noted_of_it_and_the_run_has_the_rest() {
    List<Chapter> chapters = Chapter.of(SmallRun.evidence());

    assertThat(chapters)
        .extracting(Chapter::heading)
        .containsExactly(
            "The run, before its first drill",
            "Drill 1: Zone eu-west-2a loses its power",
            "The run, after its first drill began");
    assertThat(Chapter.byDrill(chapters).get(1))
        .extracting(line -> line.event().sentence())
        .startsWith("begins")
        .last()
        .asString()
        .startsWith("expected the database to fail over");
  }

  @Test
  void scenarios_that_run_at_the_same_time_are_told_apart() {
    TestJournal journal = new TestJournal();
    journal.note(0, new Observation.RunBegun(TestJournal.header("two")));
    journal.in("a").note(1, new Observation.DrillBegun("the first"));
    journal.in("b").note(1, new Observation.DrillBegun("the second"));
    journal.in("a").seen(2, new Observation.DatabaseEvent("db", "one"));
    journal.in("b").seen(2, new Observation.DatabaseEvent("db", "two"));

    List<Chapter> chapters = Chapter.of(journal.evidence());

    assertThat(Chapter.byDrill(chapters).get(1))
        .extracting(line -> line.event().sentence())
        .containsExactly("begins", "event: one");
    assertThat(Chapter.byDrill(chapters).get(2))
        .extracting(line -> line.event().sentence())
        .containsExactly("begins", "event: two");
  }

  @Test
  void buckets_that_are_alike_and_touch_share_a_line() {
    TestJournal journal = new TestJournal();
    journal.note(0, new Observation.RunBegun(TestJournal.header("traffic")));
    journal.in("a").note(0, new Observation.DrillBegun("a"));
    journal.bucket(0, 60, 0).bucket(10, 60, 0).bucket(20, 60, 5).bucket(30, 60, 2);
    journal.bucket(50, 60, 2).bucket(60, 0, 0).bucket(70, 60, 0);

    assertThat(Chapter.byDrill(Chapter.of(journal.evidence())).get(1))
        .extracting(line -> line.event().sentence())
        .containsExactly(
            "begins",
            "120 requests, none failed, in 2 buckets of 10 s",
            "7 of 120 requests failed, in 2 buckets of 10 s (113 \u00d7 200, 7 \u00d7 timeout)",
            "2 of 60 requests failed, in 1 bucket of 10 s (58 \u00d7 200, 2 \u00d7 timeout)",
            "no requests, in 1 bucket of 10 s",
            "60 requests, none failed, in 1 bucket of 10 s");
  }

  @Test
  void nothing_but_buckets_is_ever_merged() {
    int others =
        (int)
            SampleRuns.passedJournal().stream()
                .filter(each -> !(each.observation() instanceof Observation.RequestsServed))
                .count();

    List<JournalLine> lines =
        Chapter.of(SampleRuns.passed()).stream().flatMap(c -> c.lines().stream()).toList();

    assertThat(lines).extracting(JournalLine::number).doesNotHaveDuplicates();
    assertThat(lines)
        .filteredOn(line -> !line.event().sentence().contains("bucket"))
        .hasSize(others);
  }

  @Test
  void lines_are_ordered_by_time() {
    for (Chapter each : Chapter.of(SampleRuns.failed())) {
      assertThat(each.lines()).extracting(JournalLine::at).isSorted();
    }
  }
}
