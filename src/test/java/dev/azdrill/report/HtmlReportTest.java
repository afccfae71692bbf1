package dev.azdrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.RunEvidence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final String HOSTILE =
      "</style></title></svg><script>alert('1')</script>\" onload=\"x & <!-- ]]> \u0000\u0007\uD800";

  @Test
  void the_small_report_looks_as_it_did_when_it_was_last_accepted() throws Exception {
    Golden.check("small.html", HtmlReport.render(RunEvidences.small()));
  }

  @Test
  void nobody_can_write_markup_through_any_field() throws Exception {
    RunEvidence hostile = new Words(text -> HOSTILE + text).in(RunEvidences.small());

    Xml page = Xml.parse(HtmlReport.render(hostile));

    assertThat(page.count("//*[local-name()='script']")).isZero();
    assertThat(page.count("//@onload")).isZero();
    assertThat(page.text("//*[local-name()='h1']"))
        .as("shown as it is, but for what no document can carry")
        .isEqualTo(
            "</style></title></svg><script>alert('1')</script>\" onload=\"x & <!-- ]]>"
                + " \uFFFD\uFFFD\uFFFDZone loss of the production stack");
  }

  @Property
  @Domain(AnyText.class)
  void any_text_in_any_field_leaves_the_page_well_formed(@ForAll String any) throws Exception {
    RunEvidence dossier = new Words(text -> any).in(RunEvidences.small());

    Xml page = Xml.parse(HtmlReport.render(dossier));

    assertThat(page.count("//*[local-name()='svg' and @role='img']"))
        .isEqualTo(dossier.drills().size());
  }

  @Test
  void simulated_traffic_is_nowhere_called_measured() {
    String simulated = HtmlReport.render(RunEvidences.small());
    String measured = HtmlReport.render(withFidelity("measured"));

    assertThat(simulated).contains("clients, simulated").doesNotContainIgnoringCase("measured");
    assertThat(measured).contains("clients, measured", "measured traffic");
  }

  @Test
  void a_fidelity_that_nobody_knows_is_not_called_measured() {
    assertThat(HtmlReport.render(withFidelity("simulated over described state")))
        .contains("clients, simulated")
        .doesNotContainIgnoringCase("measured");
  }

  @Test
  void the_page_needs_nothing_but_itself() {
    String page = HtmlReport.render(Rehearsal.failed());

    assertThat(page).doesNotContain("src=", "@import", "<link", "<script");
    assertThat(page.replaceAll("xmlns=\"[^\"]*\"", "")).doesNotContain("http://", "https://");
  }

  @Test
  void every_link_leads_somewhere_and_no_place_has_two_names() throws Exception {
    String page = HtmlReport.render(Rehearsal.failed());
    Matcher ids = Pattern.compile(" id=\"([^\"]*)\"").matcher(page);
    List<String> places = ids.results().map(found -> found.group(1)).toList();

    assertThat(places).doesNotHaveDuplicates();
    assertThat(
            Pattern.compile("(?:href=\"#|url\\(#)([^\")]*)")
                .matcher(page)
                .results()
                .map(found -> found.group(1)))
        .isNotEmpty()
        .allSatisfy(platform -> assertThat(places).contains(platform));
  }

  @Test
  void every_line_of_evidence_says_how_strong_it_is() throws Exception {
    RunEvidence dossier = Rehearsal.failed();
    Xml page = Xml.parse(HtmlReport.render(dossier));

    for (String table : List.of("recoveries", "clients", "guarantees", "journal")) {
      String rows =
          "//*[local-name()='table' and @class='"
              + table
              + "']/*[local-name()='tbody']/*[local-name()='tr' and not(@class='group')]";
      assertThat(page.count(rows)).as(table).isPositive();
      assertThat(page.count(rows + "[count(.//*[starts-with(@class,'strength ')]) = 1]"))
          .as(table)
          .isEqualTo(page.count(rows));
    }
  }

  @Test
  void what_stands_against_a_better_verdict_stands_at_the_top() throws Exception {
    Xml page = Xml.parse(HtmlReport.render(RunEvidences.small()));

    String header = page.text("//*[local-name()='header']");
    assertThat(header)
        .contains("FAILED", "0 of 1 drill", "1 of 3 recovery times", "1 of 2 guarantees")
        .contains("expected the database to fail over within 120 s, it took 150 s")
        .contains("UNKNOWN", "the subnet group could not be described");
  }

  @Test
  void a_drill_that_never_came_to_its_fault_is_not_said_to_have_broken_anything() throws Exception {
    DrillRecord zoneLoss = RunEvidences.small().drills().get(0);
    DrillRecord restless =
        new DrillRecord(
            zoneLoss.name(),
            zoneLoss.fault(),
            zoneLoss.subject(),
            "INCONCLUSIVE",
            "there was no steady state to begin with",
            zoneLoss.injected(),
            Optional.empty(),
            zoneLoss.ended(),
            Optional.empty(),
            List.of(),
            zoneLoss.traffic());
    RunEvidence dossier = withDrill(restless);

    Xml page = Xml.parse(HtmlReport.render(dossier));

    assertThat(page.text("//*[@id='drill-1']"))
        .contains("never: nothing was broken by this drill")
        .contains("without any fault", "seconds since the drill began")
        .doesNotContain("from the fault on", "nothing to undo");
    assertThat(page.count("//*[@id='drill-1']//*[@role='img']")).isZero();
  }

  @Test
  void a_report_without_evidence_says_so_section_by_section() throws Exception {
    RunEvidence small = RunEvidences.small();
    RunEvidence nothing =
        new RunEvidence(
            "nothing",
            "aws",
            "AWS",
            "none",
            "",
            "",
            "INCONCLUSIVE",
            small.began(),
            small.began(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    String page = HtmlReport.render(nothing);

    Xml.parse(page);
    assertThat(page)
        .contains("Nothing was proven")
        .contains("No drill was run.")
        .contains("What stood where was not written down.")
        .contains("No guarantee was judged.")
        .contains("Nothing was observed.");
  }

  /** The small dossier with another drill, and nothing in its journal. */
  private static RunEvidence withDrill(DrillRecord drill) {
    RunEvidence small = RunEvidences.small();
    return new RunEvidence(
        small.title(),
        small.platform(),
        small.answeredBy(),
        small.trafficFidelity(),
        small.seed(),
        small.replay(),
        drill.verdict(),
        small.began(),
        small.ended(),
        small.placements(),
        small.proofs(),
        List.of(drill),
        List.of());
  }

  private static RunEvidence withFidelity(String fidelity) {
    return new Words(text -> text.equals("simulated") ? fidelity : text).in(RunEvidences.small());
  }
}
