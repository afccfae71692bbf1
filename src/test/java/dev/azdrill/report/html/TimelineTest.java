package dev.azdrill.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.FaultRef;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.TestJournal;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.FeaturesRun;
import dev.azdrill.report.SmallRun;
import dev.azdrill.report.Xml;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final FaultRef FAULT = new FaultRef("a fault", "a subject");

  @Test
  void the_drawing_is_a_document_of_its_own_and_says_in_words_what_it_shows() throws Exception {
    Xml svg = draw(SmallRun.evidence().drills().get(0));

    assertThat(svg.text("/*/*[local-name()='desc']"))
        .isEqualTo(
            "Fault: zone power loss on eu-west-2a, undone after 3 min 20 s."
                + " Clients: 33 of 240 requests failed."
                + " errors for 11.25 s, 33 requests failed (3 \u00d7 503, 30 \u00d7 timeout)."
                + " steady state of steady state: 0 s, in time, limit 15 min."
                + " recovery of load balancer: 58.25 s, in time, limit 65 s."
                + " recovery of database: 2 min 30 s, late, limit 2 min."
                + " recovery of group: 3 min 19 s, in time, limit 10 min."
                + " restoration of clients: not recovered, limit 30 s.");
  }

  @Test
  void the_fault_begins_at_zero_and_is_held_until_its_undo() throws Exception {
    Xml svg = draw(SmallRun.evidence().drills().get(0));
    Axis axis = new Axis(Duration.ofSeconds(260));

    assertThat(svg.text("//*[@class='tl-fault']/@x"))
        .isEqualTo(Format.percent(axis.percent(Duration.ZERO)));
    assertThat(svg.text("//*[contains(@class,'tl-mark-undone')]/@x1"))
        .isEqualTo(Format.percent(axis.percent(Duration.ofSeconds(200))));
  }

  @Test
  void a_fault_that_nobody_could_undo_holds_to_the_end() throws Exception {
    TestJournal journal = begin();
    journal.note(10, new Observation.UndoFailed(FAULT, "refused"));
    journal.note(200, new Observation.DrillEnded(Verdict.UNSAFE, "not undone"));

    Xml svg = draw(journal);

    assertThat(svg.text("//*[contains(@class,'tl-value')]")).isEqualTo("NOT undone");
    assertThat(svg.text("//*[@class='tl-fault tl-held']/@width"))
        .isEqualTo(Format.percent(100 - new Axis(Duration.ofSeconds(200)).percent(Duration.ZERO)));
  }

  @Test
  void a_fault_that_cannot_be_undone_has_no_bar() throws Exception {
    TestJournal journal = begin();
    journal.note(100, new Observation.FaultIrreversible(FAULT));
    journal.note(200, new Observation.DrillEnded(Verdict.FAILED, "late"));

    Xml svg = draw(journal);

    assertThat(svg.text("//*[contains(@class,'tl-value')]")).isEqualTo("irreversible");
    assertThat(svg.count("//*[starts-with(@class,'tl-fault')]")).isZero();
  }

  @Test
  void each_of_several_faults_has_a_row_of_its_own() throws Exception {
    Xml svg = draw(FeaturesRun.evidence().drills().get(0));

    assertThat(svg.text("/*")).contains("fault 1", "held 200 s", "fault 2", "irreversible");
  }

  @Test
  void each_recovery_is_drawn_from_the_event_from_which_it_was_counted() {
    TestJournal journal = begin();
    journal.recovery(60, Component.GROUP, Phase.RECOVERY, "x", TestJournal.derived(300, "y"), 60.0);
    journal.note(160, new Observation.FaultIrreversible(FAULT));
    journal.recovery(
        170, Component.STEADY_STATE, Phase.RESTORATION, "x", TestJournal.derived(300, "y"), 10.0);

    List<Recovery> recoveries = new DrillTimes(journal.evidence().drills().get(0)).recoveries();

    assertThat(recoveries)
        .extracting(Recovery::origin)
        .containsExactly(Duration.ZERO, Duration.ofSeconds(160));
    assertThat(recoveries)
        .extracting(Recovery::since)
        .containsExactly("the fault", "recovery was awaited");
  }

  @Property
  void no_axis_is_crowded_and_none_is_bare(@ForAll @IntRange(min = 0, max = 5_000_000) int end) {
    Axis axis = new Axis(Duration.ofSeconds(end));

    assertThat(axis.ticks()).hasSizeBetween(2, 11).startsWith(Duration.ZERO);
    assertThat(axis.ticks()).allMatch(axis::shows);
  }

  @Property
  void later_stands_further_right(
      @ForAll @IntRange(min = -100, max = 4000) int one,
      @ForAll @IntRange(min = -100, max = 4000) int other) {
    Axis axis = new Axis(Duration.ofMinutes(50));
    double first = axis.percent(Duration.ofSeconds(Math.min(one, other)));
    double second = axis.percent(Duration.ofSeconds(Math.max(one, other)));

    assertThat(first).isBetween(0.0, second);
    assertThat(second).isLessThanOrEqualTo(100.0);
  }

  private static TestJournal begin() {
    TestJournal journal = new TestJournal();
    journal.note(0, new Observation.RunBegun(TestJournal.header("a run")));
    journal.in("drill-1").note(0, new Observation.DrillBegun("a drill"));
    journal.note(0, new Observation.FaultIntended(FAULT));
    journal.note(0, new Observation.FaultImposed(FAULT, TestJournal.time(0)));
    return journal;
  }

  private static Xml draw(TestJournal journal) throws Exception {
    return draw(journal.evidence().drills().get(0));
  }

  private static Xml draw(DrillRecord drill) throws Exception {
    Markup out = new Markup("<?xml version=\"1.0\"?>");
    Timeline.write(out, 1, new DrillTimes(drill), TrafficSource.SIMULATED, List.of());
    return Xml.parse(out.finish());
  }
}
