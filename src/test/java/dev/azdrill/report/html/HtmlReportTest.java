package dev.azdrill.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.AnyText;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.TestJournal;
import dev.azdrill.report.FeaturesRun;
import dev.azdrill.report.Golden;
import dev.azdrill.report.SampleRuns;
import dev.azdrill.report.SmallRun;
import dev.azdrill.report.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {
  private static final String HOSTILE =
      "</style></title></svg><script>alert('1')</script>\" onload=\"x & <!-- ]]>"
          + " \u0000\u0007\uD800";

  static List<RunEvidence> runs() {
    return List.of(
        SmallRun.evidence(),
        SampleRuns.passed(),
        SampleRuns.failed(),
        SampleRuns.unsafe(),
        SampleRuns.inconclusive(),
        FeaturesRun.evidence());
  }

  @Test
  void the_small_run_looks_as_it_did_when_somebody_last_looked() throws Exception {
    Golden.check("small.html", HtmlReport.render(SmallRun.evidence()));
  }

  @Test
  void nobody_can_write_markup_through_any_field() throws Exception {
    RunEvidence hostile = SmallRun.inOtherWords(text -> HOSTILE + text);

    Xml page = Xml.parse(HtmlReport.render(hostile));

    assertThat(page.count("//*[local-name()='script']")).isZero();
    assertThat(page.count("//@onload")).isZero();
    assertThat(page.text("//*[local-name()='h1']"))
        .as("shown as it is, but for what no document can carry")
        .isEqualTo(
            "</style></title></svg><script>alert('1')</script>\" onload=\"x & <!-- ]]>"
                + " \uFFFD\uFFFD\uFFFDZone loss of the production architecture");
  }

  @Property(tries = 100)
  @Domain(AnyText.class)
  void any_text_in_any_field_leaves_the_page_well_formed(@ForAll String any) throws Exception {
    RunEvidence evidence = SmallRun.inOtherWords(text -> any);

    Xml page = Xml.parse(HtmlReport.render(evidence));

    assertThat(page.count("//*[local-name()='svg' and @role='img']"))
        .isEqualTo(evidence.drills().size());
  }

  @Test
  void the_same_evidence_gives_the_same_bytes_in_every_locale_and_time_zone() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    String first = HtmlReport.render(SampleRuns.passed());
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      for (String tag : List.of("ar-EG-u-nu-arab", "tr-TR", "de-CH", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(HtmlReport.render(SampleRuns.passed())).as(tag).isEqualTo(first);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void simulated_traffic_is_nowhere_called_measured() {
    String simulated = HtmlReport.render(SmallRun.evidence());

    assertThat(simulated).contains("clients, simulated", "simulated, not measured on AWS");
    assertThat(simulated.replace("simulated, not measured on AWS", ""))
        .doesNotContainIgnoringCase("measured");
  }

  @Test
  void measured_traffic_is_nowhere_called_simulated() {
    String measured = HtmlReport.render(RunEvidence.of(measured(SmallRun.journal())));

    assertThat(measured).contains("clients, measured", "measured traffic");
    assertThat(measured).doesNotContain("not measured on AWS", "clients, simulated");
  }

  /** The same journal with real clients on another platform. */
  private static List<Entry> measured(List<Entry> journal) {
    List<Entry> real = new ArrayList<>(journal);
    RunHeader header =
        TestJournal.onWallClock(TestJournal.header("Zone loss"), TrafficSource.MEASURED);
    Entry first = journal.get(0);
    real.set(
        0,
        new Entry(
            first.at(),
            first.drill(),
            first.strength(),
            first.platform(),
            new Observation.RunBegun(header)));
    return real;
  }

  @ParameterizedTest
  @MethodSource("runs")
  void the_page_needs_nothing_but_itself(RunEvidence run) throws Exception {
    String page = HtmlReport.render(run);

    Xml.parse(page);
    assertThat(page).doesNotContain("src=", "@import", "<link", "<script");
    assertThat(page.replaceAll("xmlns=\"[^\"]*\"", "")).doesNotContain("http://", "https://");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void every_link_leads_somewhere_and_no_place_has_two_names(RunEvidence run) {
    String page = HtmlReport.render(run);
    Matcher ids = Pattern.compile(" id=\"([^\"]*)\"").matcher(page);
    List<String> places = ids.results().map(found -> found.group(1)).toList();

    assertThat(places).doesNotHaveDuplicates();
    assertThat(
            Pattern.compile("(?:href=\"#|url\\(#)([^\")]*)")
                .matcher(page)
                .results()
                .map(found -> found.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(places).contains(link));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void every_row_of_evidence_says_how_strong_it_is(RunEvidence run) throws Exception {
    Xml page = Xml.parse(HtmlReport.render(run));

    for (String table :
        List.of(
            "faults", "recoveries", "objectives", "clients", "outages", "guarantees", "journal")) {
      String rows =
          "//*[local-name()='table' and @class='"
              + table
              + "']/*[local-name()='tbody']/*[local-name()='tr' and not(@class='group')]";
      assertThat(page.count(rows + "[count(.//*[starts-with(@class,'strength ')]) = 1]"))
          .as(table)
          .isEqualTo(page.count(rows));
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void the_banner_has_the_one_verdict_and_every_reason_for_it(RunEvidence run) throws Exception {
    Xml page = Xml.parse(HtmlReport.render(run));
    String banner = "//*[starts-with(@class,'finding ')]";

    assertThat(page.text(banner + "/*[@class='finding-word']").strip())
        .isEqualTo(run.verdict().name());
    assertThat(page.text(banner + "/@class"))
        .isEqualTo("finding " + VerdictStyle.of(run.verdict()).css());
    assertThat(page.count(banner + "//*[@class='reasons']/*")).isEqualTo(run.reasons().size());
    for (String reason : run.reasons()) {
      assertThat(page.text(banner)).contains(reason);
    }
  }

  @Test
  void a_violated_guarantee_stands_under_no_green_banner() throws Exception {
    Xml page = Xml.parse(HtmlReport.render(SmallRun.evidence()));

    assertThat(page.text("//*[local-name()='header']"))
        .contains("FAILED", "0 of 1 drill", "2 skipped", "3 of 5 recovery times")
        .contains("0 of 1 objective", "1 of 3 guarantees")
        .contains("it is not guaranteed that the database has a standby in another zone")
        .contains("the route tables could not be described");
    assertThat(page.count("//*[local-name()='header']//*[contains(@class,'tone-good')]")).isZero();
  }

  @Test
  void a_failed_drill_links_the_guarantee_that_explains_it() throws Exception {
    Xml page = Xml.parse(HtmlReport.render(SmallRun.evidence()));

    assertThat(page.count("//*[@class='explained']")).isEqualTo(1);
    assertThat(page.text("//*[@class='explained']"))
        .contains("the database has a standby in another zone", "VIOLATED", "MultiAZ is false");
    assertThat(page.text("//*[@class='explained']/*[local-name()='a']/@href"))
        .isEqualTo("#guarantee-2");
    assertThat(page.text("//*[@id='guarantee-2']")).contains("database-multi-az");
    assertThat(page.text("//*[@class='cause']"))
        .isEqualTo(
            "Why: the database db-1 has no standby in another zone (violated guarantee"
                + " database-multi-az: the database has a standby in another zone)");
  }

  @Test
  void a_limit_that_a_ceiling_cut_off_says_what_the_configuration_allows() throws Exception {
    Xml page = Xml.parse(HtmlReport.render(SmallRun.evidence()));

    assertThat(page.text("//*[@class='recoveries']"))
        .contains("configuration allows 50 min, judged against the ceiling of 10 min");
  }

  @Test
  void an_outage_has_one_length_wherever_it_is_told() throws Exception {
    Xml page = Xml.parse(HtmlReport.render(SmallRun.evidence()));

    for (String place :
        Stream.of("//*[local-name()='header']", "//*[@class='outages']", "//*[@class='journal']")
            .toList()) {
      assertThat(page.text(place)).as(place).contains("11.25 s");
    }
    assertThat(page.text("//*[local-name()='svg' and @role='img']")).contains("11.25 s");
  }

  @Test
  void an_undo_that_failed_is_red_and_shown_as_not_undone() throws Exception {
    Xml page = Xml.parse(HtmlReport.render(SampleRuns.unsafe()));

    String row =
        "//*[@id='drill-2']//*[@class='faults']//*[local-name()='tr' and @class='tone-bad']";
    assertThat(page.count(row)).isEqualTo(1);
    assertThat(page.text(row))
        .contains("NOT undone: it may still hold", "the platform refused: Throttling");
    assertThat(page.text("//*[local-name()='header']"))
        .contains("UNSAFE", "not undone", "nat-0f3b8d21c6a97e450 was left behind");
  }

  @Test
  void what_cannot_be_undone_is_not_shown_as_undone() throws Exception {
    Xml page = Xml.parse(HtmlReport.render(SampleRuns.passed()));

    assertThat(page.text("//*[@id='drill-1']//*[@class='faults']"))
        .contains("irreversible: there is nothing to undo")
        .doesNotContain("undone after", "NOT");
  }

  @Test
  void a_fault_without_witness_says_so() throws Exception {
    Xml page = Xml.parse(HtmlReport.render(SampleRuns.inconclusive()));

    assertThat(page.text("//*[@id='drill-2']//*[@class='faults']"))
        .contains("no evidence that the fault took effect");
    assertThat(page.text("//*[starts-with(@class,'finding ')]/@class"))
        .isEqualTo("finding tone-open");
  }

  @Test
  void a_scenario_is_a_drill_with_all_its_faults_or_none() throws Exception {
    Xml page = Xml.parse(HtmlReport.render(FeaturesRun.evidence()));

    assertThat(page.count("//*[@id='drill-1']//*[@class='faults']//*[@scope='row']")).isEqualTo(2);
    assertThat(page.text("//*[@id='drill-1']//*[@class='recoveries']"))
        .contains("recovery, since fault 2", "restoration, since the undo");
    assertThat(page.text("//*[@id='drill-2']"))
        .contains("No fault was imposed by this drill.", "recovery, since the load changed");
    assertThat(page.text("//*[@id='drill-4']")).contains("Guarantees judged in this drill");
    assertThat(page.count("//*[@id='drill-4']//*[@role='img']"))
        .as("nothing was timed, so nothing is drawn")
        .isZero();
    assertThat(page.text("//*[local-name()='header']")).contains("3 skipped");
    assertThat(page.count("//*[@id='skipped']//*[local-name()='tbody']/*")).isEqualTo(3);
    assertThat(page.text("//*[@id='skipped']"))
        .contains("A zone is lost 2", "zone-loss.feature:2", "the platform lacks zone power loss");
  }

  @Test
  void nothing_red_stands_in_a_run_that_passed_but_in_its_journal() throws Exception {
    Xml page = Xml.parse(HtmlReport.render(FeaturesRun.evidence()));

    assertThat(page.count("//*[@id='drill-3']//*[contains(@class,'tone-bad')]")).isZero();
    assertThat(page.text("//*[@id='drill-3']"))
        .contains("VIOLATED, as expected", "not recovered, as expected");
    assertThat(page.text("//*[local-name()='header']"))
        .contains("3 of 4 recovery times", "1 missed as expected");
  }

  @Test
  void a_drill_that_never_came_to_its_fault_is_not_said_to_have_broken_anything() throws Exception {
    TestJournal journal = new TestJournal();
    journal.note(0, new Observation.RunBegun(TestJournal.header("restless")));
    journal.in("drill-1").note(10, new Observation.DrillBegun("Zone eu-west-2a loses its power"));
    journal.bucket(10, 60, 3).bucket(20, 60, 0);

    Xml page = Xml.parse(HtmlReport.render(journal.evidence()));

    assertThat(page.text("//*[@id='drill-1']"))
        .contains("No fault was imposed by this drill.")
        .contains("without any fault", "seconds since the drill began")
        .contains("the journal ends before the drill does")
        .doesNotContain("from the fault on", "held");
  }

  @Test
  void a_run_of_nothing_says_so() throws Exception {
    TestJournal journal = new TestJournal();
    journal.note(0, new Observation.RunBegun(TestJournal.header("nothing")));

    Xml page = Xml.parse(HtmlReport.render(journal.evidence()));

    assertThat(page.text("/*"))
        .contains("INCONCLUSIVE", "No drill was run.", "the journal ends before the run does")
        .contains("No guarantee was judged for the run as a whole.");
  }
}
