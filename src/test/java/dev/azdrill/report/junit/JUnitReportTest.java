package dev.azdrill.report.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.AnyText;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.TestJournal;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.FeaturesRun;
import dev.azdrill.report.Golden;
import dev.azdrill.report.SampleRuns;
import dev.azdrill.report.SmallRun;
import dev.azdrill.report.Xml;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JUnitReportTest {
  static List<RunEvidence> runs() {
    TestJournal nothing = new TestJournal();
    nothing.note(0, new Observation.RunBegun(TestJournal.header("nothing")));
    return List.of(
        SmallRun.evidence(),
        SampleRuns.passed(),
        SampleRuns.failed(),
        SampleRuns.unsafe(),
        SampleRuns.inconclusive(),
        FeaturesRun.evidence(),
        nothing.evidence());
  }

  @Test
  void the_small_run_reads_as_it_did_when_somebody_last_looked() throws Exception {
    Golden.check("small.junit.xml", JUnitReport.render(SmallRun.evidence()));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void a_build_server_is_red_exactly_when_the_exit_code_is_not_zero(RunEvidence run)
      throws Exception {
    Xml report = Xml.parse(JUnitReport.render(run));

    assertThat(report.count("//failure | //error") == 0).isEqualTo(run.verdict().exitCode() == 0);
    assertThat(report.text("/testsuites/@failures")).isEqualTo("" + report.count("//failure"));
    assertThat(report.text("/testsuites/@errors")).isEqualTo("" + report.count("//error"));
    assertThat(report.text("/testsuites/@skipped")).isEqualTo("" + report.count("//skipped"));
    assertThat(report.text("/testsuites/@tests")).isEqualTo("" + report.count("//testcase"));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void the_first_case_is_the_verdict_of_the_run_with_its_reasons(RunEvidence run) throws Exception {
    Xml report = Xml.parse(JUnitReport.render(run));
    String first = "/testsuites/testsuite[1]/testcase[1]";

    assertThat(report.text(first + "/@name")).isEqualTo("the verdict of the run");
    assertThat(report.text(first).strip()).isEqualTo(String.join("\n", run.reasons()));
    assertThat(report.count(first + "/failure") == 1)
        .isEqualTo(run.verdict() == Verdict.FAILED || run.verdict() == Verdict.UNSAFE);
    assertThat(report.count(first + "/error") == 1)
        .isEqualTo(run.verdict() == Verdict.INCONCLUSIVE);
  }

  @Test
  void what_was_wrong_is_a_failure_and_what_was_not_proven_an_error() throws Exception {
    Xml report = Xml.parse(JUnitReport.render(SmallRun.evidence()));

    assertThat(
            report.text("//testcase[starts-with(@name,'recovery of database')]/failure/@message"))
        .isEqualTo(
            "expected the database to fail over within 2 min, it took 2 min 30 s; limit 2 min"
                + " (AWS documentation: 60 to 120 s for a Multi-AZ DB instance)");
    assertThat(
            report.text(
                "//testcase[starts-with(@name,'guarantee database-multi-az')]/failure/@type"))
        .isEqualTo("VIOLATED");
    assertThat(
            report.text("//testcase[starts-with(@name,'guarantee outbound-in-zone')]/error/@type"))
        .isEqualTo("UNKNOWN");
    assertThat(report.text("//testcase[starts-with(@name,'objective availability')]/failure"))
        .isEqualTo("wanted at least 99.9 %, was 86.25 %");
  }

  @Test
  void what_was_skipped_is_a_skipped_case_with_its_reason() throws Exception {
    Xml report = Xml.parse(JUnitReport.render(SmallRun.evidence()));

    assertThat(report.count("//testcase[skipped]")).isEqualTo(2);
    assertThat(report.text("//testcase[@name='waf.feature:2 Scenario 2']/skipped/@message"))
        .isEqualTo("the platform lacks wafv2 <2>");
  }

  @Test
  void what_a_negative_control_expects_to_go_wrong_makes_nothing_red() throws Exception {
    Xml report = Xml.parse(JUnitReport.render(FeaturesRun.evidence()));
    String suite = "//testsuite[starts-with(@name,'A health check of EC2')]";

    assertThat(report.count(suite + "/testcase/skipped")).isEqualTo(2);
    assertThat(report.text(suite + "/testcase[1]/skipped/@message"))
        .isEqualTo("the drill passed, so this does not count: its health check type is EC2");
  }

  @Test
  void a_failed_drill_says_why() throws Exception {
    Xml report = Xml.parse(JUnitReport.render(SmallRun.evidence()));

    assertThat(report.text("//testcase[starts-with(@name,'the verdict on Zone')]/failure/@message"))
        .endsWith(
            "; why: the database db-1 has no standby in another zone (violated guarantee"
                + " database-multi-az: the database has a standby in another zone)");
  }

  @Test
  void times_are_seconds_of_the_platform() throws Exception {
    Xml report = Xml.parse(JUnitReport.render(SmallRun.evidence()));

    assertThat(report.text("//testcase[starts-with(@name,'recovery of load balancer')]/@time"))
        .isEqualTo("58.250");
    assertThat(report.text("//testsuite[3]/@timestamp")).isEqualTo("2026-11-23T10:02:50");
  }

  @Property(tries = 100)
  @Domain(AnyText.class)
  void any_text_in_any_field_leaves_the_report_well_formed(@ForAll String any) throws Exception {
    Xml report = Xml.parse(JUnitReport.render(SmallRun.inOtherWords(text -> any)));

    assertThat(report.count("//testcase"))
        .isEqualTo(Xml.parse(JUnitReport.render(SmallRun.evidence())).count("//testcase"));
    assertThat(report.count("//failure | //error")).isGreaterThanOrEqualTo(6);
  }
}
