package dev.azdrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.RunEvidence;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class JUnitReportTest {
  @Test
  void the_small_report_reads_as_it_did_when_it_was_last_accepted() throws Exception {
    Golden.check("small.junit.xml", JUnitReport.render(RunEvidences.small()));
  }

  @Test
  void what_was_wrong_is_a_failure_and_what_was_not_proven_an_error() throws Exception {
    Xml report = Xml.parse(JUnitReport.render(RunEvidences.small()));

    assertThat(report.text("/testsuites/@tests")).isEqualTo("6");
    assertThat(report.text("/testsuites/@failures")).isEqualTo("3");
    assertThat(report.text("/testsuites/@errors")).isEqualTo("1");
    assertThat(
            report.text("//testcase[starts-with(@name,'recovery of database')]/failure/@message"))
        .isEqualTo(
            "expected the database to fail over within 2 min (AWS documents 60 to 120 s), it took"
                + " 2 min 30 s");
    assertThat(report.text("//testcase[starts-with(@name,'database-multi-az')]/error/@type"))
        .isEqualTo("UNKNOWN");
  }

  @Test
  void times_are_seconds_of_the_platform() throws Exception {
    Xml report = Xml.parse(JUnitReport.render(RunEvidences.small()));

    assertThat(report.text("//testcase[starts-with(@name,'recovery of load balancer')]/@time"))
        .isEqualTo("58.250");
    assertThat(report.text("//testsuite[1]/@timestamp")).isEqualTo("2026-11-23T10:04:00");
  }

  @Test
  void a_drill_that_proved_nothing_is_not_green_for_want_of_cases() throws Exception {
    RunEvidence inconclusive =
        new Words(text -> text.equals("FAILED") ? "INCONCLUSIVE" : text).in(RunEvidences.small());

    Xml report = Xml.parse(JUnitReport.render(inconclusive));

    assertThat(report.text("//testcase[starts-with(@name,'the verdict on')]/error/@type"))
        .isEqualTo("INCONCLUSIVE");
  }

  @Property
  @Domain(AnyText.class)
  void any_text_in_any_field_leaves_the_report_well_formed(@ForAll String any) throws Exception {
    RunEvidence dossier = new Words(text -> any).in(RunEvidences.small());

    Xml report = Xml.parse(JUnitReport.render(dossier));

    assertThat(report.count("//testcase")).isEqualTo(6);
    assertThat(report.count("//failure | //error"))
        .as("a verdict that nobody knows is no success")
        .isGreaterThanOrEqualTo(5);
  }
}
