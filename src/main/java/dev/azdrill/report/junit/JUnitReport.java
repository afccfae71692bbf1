package dev.azdrill.report.junit;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.FaultRecord;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.SkippedScenario;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.text.CauseText;
import dev.azdrill.report.text.FaultText;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import dev.azdrill.report.text.MeasurementText;
import dev.azdrill.report.text.TrafficText;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Evidence as JUnit XML for build servers, which go red exactly when the exit code is not zero: the
 * first case is the verdict of the run. The guarantees are a suite, and each drill is one with a
 * case for each recovery, objective and guarantee, and one for its verdict. What was seen to be
 * wrong is a failure, what is not proven is an error; what a drill that passed expected to go wrong
 * is skipped.
 *
 * <p>Times are seconds of the platform's time: how long a recovery took, or its limit when it did
 * not recover.
 */
public final class JUnitReport {
  private static final String PROLOGUE = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

  private JUnitReport() {}

  /** One suite; its name is that of its cases' class. */
  private record Suite(String name, Duration took, Instant began, List<TestCase> cases) {}

  /** Evidence as an XML document. */
  public static String render(RunEvidence evidence) {
    StringWriter text = new StringWriter();
    write(evidence, text);
    return text.toString();
  }

  /**
   * Writes evidence as an XML document.
   *
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  public static void write(RunEvidence evidence, Writer to) {
    List<Suite> suites = new ArrayList<>();
    suites.add(run(evidence));
    if (!evidence.proofs().isEmpty()) {
      List<TestCase> cases = evidence.proofs().stream().map(JUnitReport::guarantee).toList();
      suites.add(new Suite("guarantees", Duration.ZERO, evidence.began(), cases));
    }
    evidence.drills().forEach(each -> suites.add(drill(each)));
    List<TestCase> all = suites.stream().flatMap(suite -> suite.cases().stream()).toList();
    Duration took = Duration.between(evidence.began(), evidence.ended());
    Markup out = new Markup(PROLOGUE, to);
    out.open("testsuites", counts(evidence.header().title(), all, took));
    int drills = suites.size() - evidence.drills().size();
    for (int i = 0; i < suites.size(); i++) {
      Suite suite = suites.get(i);
      out.open("testsuite", attributes(suite));
      if (i == 0) {
        properties(out, evidence);
      } else if (i >= drills) {
        properties(out, evidence.drills().get(i - drills));
      }
      suite.cases().forEach(each -> each.write(out, suite.name()));
      out.close("testsuite");
    }
    out.close("testsuites").finish();
  }

  private static Suite run(RunEvidence evidence) {
    Duration took = Duration.between(evidence.began(), evidence.ended());
    List<TestCase> cases = new ArrayList<>();
    cases.add(
        new TestCase(
            "the verdict of the run",
            took,
            TestCase.Outcome.of(evidence.verdict()),
            evidence.verdict().name(),
            String.join("\n", evidence.reasons())));
    for (SkippedScenario each : evidence.skipped()) {
      cases.add(
          new TestCase(
              each.id() + " " + each.name(),
              Duration.ZERO,
              TestCase.Outcome.SKIPPED,
              "SKIPPED",
              each.reason()));
    }
    return new Suite("run", took, evidence.began(), cases);
  }

  private static Suite drill(DrillRecord drill) {
    Duration took = Duration.between(drill.began(), drill.ended());
    List<TestCase> cases = new ArrayList<>();
    drill.proofs().forEach(each -> cases.add(guarantee(each)));
    drill.measurements().forEach(each -> cases.add(recovery(each)));
    drill.objectives().forEach(each -> cases.add(objective(each)));
    cases.add(
        new TestCase(
            "the verdict on " + drill.name(),
            took,
            TestCase.Outcome.of(drill.verdict()),
            drill.verdict().name(),
            drill.reason() + why(drill)));
    return new Suite(
        drill.name(),
        took,
        drill.began(),
        drill.verdict() == Verdict.PASSED
            ? cases.stream().map(TestCase::inPassedDrill).toList()
            : cases);
  }

  private static String why(DrillRecord drill) {
    return drill.causes().stream()
        .map(each -> "; why: " + CauseText.of(each))
        .collect(Collectors.joining());
  }

  private static TestCase recovery(Measurement measurement) {
    Verdict verdict =
        switch (measurement.timeliness()) {
          case IN_TIME, WITHIN_RESOLUTION -> Verdict.PASSED;
          case UNDECIDED -> Verdict.INCONCLUSIVE;
          case LATE, NEVER -> Verdict.FAILED;
        };
    return new TestCase(
        MeasurementText.phase(measurement.phase())
            + " of "
            + measurement.component().words()
            + ": "
            + measurement.expected(),
        measurement.took().orElse(measurement.limit().duration()),
        TestCase.Outcome.of(verdict),
        verdict.name(),
        MeasurementText.sentence(measurement)
            + "; limit "
            + MeasurementText.sentence(measurement.limit()));
  }

  private static TestCase objective(ObjectiveResult objective) {
    Verdict verdict = objective.met() ? Verdict.PASSED : Verdict.FAILED;
    return new TestCase(
        "objective " + objective.kind().words() + ": " + objective.wanted(),
        Duration.ZERO,
        TestCase.Outcome.of(verdict),
        verdict.name(),
        "wanted " + objective.wanted() + ", was " + objective.measured());
  }

  private static TestCase guarantee(ProofRecord proof) {
    GuaranteeVerdict verdict = proof.verdict();
    return new TestCase(
        "guarantee " + proof.id() + ": " + proof.statement(),
        Duration.ZERO,
        TestCase.Outcome.of(verdict),
        verdict.name(),
        proof.reason() + proof.remediation().map(each -> ". To mend it: " + each).orElse(""));
  }

  private static void properties(Markup out, RunEvidence evidence) {
    RunHeader header = evidence.header();
    out.open("properties");
    property(out, "platform", header.platform());
    header.stack().ifPresent(stack -> property(out, "stack", stack));
    property(out, "answeredBy", header.answeredBy());
    property(out, "traffic", TrafficText.source(header.traffic()));
    property(out, "seed", header.seed());
    property(out, "reproduce", header.reproduce());
    property(out, "exitCode", Integer.toString(evidence.verdict().exitCode()));
    out.close("properties");
  }

  private static void properties(Markup out, DrillRecord drill) {
    if (drill.faults().isEmpty()) {
      return;
    }
    out.open("properties");
    for (FaultRecord each : drill.faults()) {
      property(out, "fault", FaultText.name(each));
      property(out, "witness", FaultText.witness(each));
      property(out, "undo", FaultText.undo(each, each.imposed().orElse(drill.began())));
    }
    out.close("properties");
  }

  private static void property(Markup out, String name, String value) {
    out.empty("property", "name", name, "value", value);
  }

  private static String[] attributes(Suite suite) {
    String[] counts = counts(suite.name(), suite.cases(), suite.took());
    String[] all = Arrays.copyOf(counts, counts.length + 2);
    all[counts.length] = "timestamp";
    all[counts.length + 1] = timestamp(suite.began());
    return all;
  }

  /** The format has no zone: it is UTC. */
  private static String timestamp(Instant at) {
    String instant = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return instant.substring(0, instant.length() - 1);
  }

  private static String[] counts(String name, List<TestCase> cases, Duration took) {
    return new String[] {
      "name",
      name,
      "tests",
      Integer.toString(cases.size()),
      "failures",
      count(cases, TestCase.Outcome.FAILURE),
      "errors",
      count(cases, TestCase.Outcome.ERROR),
      "skipped",
      count(cases, TestCase.Outcome.SKIPPED),
      "time",
      Format.plainSeconds(took)
    };
  }

  private static String count(List<TestCase> cases, TestCase.Outcome outcome) {
    return Long.toString(cases.stream().filter(each -> each.outcome() == outcome).count());
  }
}
