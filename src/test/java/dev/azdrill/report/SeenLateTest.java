package dev.azdrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.TestJournal;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.html.HtmlReport;
import dev.azdrill.report.junit.JUnitReport;
import dev.azdrill.report.text.Emphasis;
import dev.azdrill.report.text.EventLine;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every report says of a recovery that was seen after its limit, and late. */
class SeenLateTest {
  private static final String CASE = "//testcase[starts-with(@name,'recovery of')]";

  private static Measurement seen(int seconds, int late) {
    return new Measurement(
        Component.DATABASE,
        "the database to fail over",
        Phase.RECOVERY,
        Limit.fixed(Duration.ofMinutes(2), Limit.Source.DOCUMENTATION, "documented"),
        Optional.of(Duration.ofSeconds(seconds)),
        Duration.ofSeconds(late),
        "database available",
        Strength.CONTROL_PLANE);
  }

  private static RunEvidence run(Measurement measurement, Verdict verdict) {
    return new TestJournal()
        .note(0, new Observation.RunBegun(TestJournal.header("looks")))
        .in("drill-1")
        .note(0, new Observation.DrillBegun("a failover"))
        .seen(300, new Observation.RecoveryMeasured(measurement))
        .note(301, new Observation.DrillEnded(verdict, "as it is"))
        .evidence();
  }

  private static String sentence(RunEvidence run) {
    return EventLine.of(measured(run)).sentence();
  }

  private static Entry measured(RunEvidence run) {
    return run.drills().get(0).entries().stream()
        .filter(each -> each.observation() instanceof Observation.RecoveryMeasured)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void one_that_is_over_its_limit_within_the_resolution_counts_and_is_told() throws Exception {
    RunEvidence run = run(seen(140, 30), Verdict.PASSED);
    Xml page = Xml.parse(HtmlReport.render(run));

    assertThat(run.drills().get(0).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(sentence(run))
        .isEqualTo(
            "expected the database to fail over within 2 min, it took 2 min 20 s: 20 s over its"
                + " limit, within the resolution of the looks: seen up to 30 s late");
    assertThat(EventLine.of(measured(run)).emphasis()).isEqualTo(Emphasis.NOTABLE);
    assertThat(page.text("//*[local-name()='body']"))
        .contains(
            "over, within the resolution",
            "0 of 1 recovery time within the limit",
            "1 over it, within the resolution of the looks");
    assertThat(Xml.parse(JUnitReport.render(run)).count(CASE + "/*")).isZero();
  }

  @Test
  void one_of_which_nobody_can_tell_is_an_alarm_and_an_error() throws Exception {
    RunEvidence run = run(seen(221, 695), Verdict.INCONCLUSIVE);
    Xml page = Xml.parse(HtmlReport.render(run));
    Xml cases = Xml.parse(JUnitReport.render(run));

    assertThat(sentence(run))
        .endsWith(
            "it took 3 min 41 s: 101 s over its limit, which cannot be told from in time:"
                + " seen up to 11 min 35 s late");
    assertThat(EventLine.of(measured(run)).emphasis()).isEqualTo(Emphasis.ALARM);
    assertThat(page.text("//*[local-name()='body']"))
        .contains("cannot be told", "1 of which the looks cannot tell");
    assertThat(cases.count(CASE + "/error")).isEqualTo(1);
  }

  @Test
  void a_journal_that_says_that_a_drill_passed_of_which_nobody_can_tell_contradicts_itself() {
    RunEvidence run = run(seen(221, 695), Verdict.PASSED);

    assertThat(run.drills().get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(run.drills().get(0).reason()).startsWith("the journal contradicts itself");
  }
}
