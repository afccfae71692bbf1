package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A dossier as JUnit XML for build servers. Each drill is a suite with one case for each recovery
 * and one for its verdict, so that a drill that proved nothing is not green for want of cases; the
 * guarantees are a suite of their own. What was seen to be wrong is a failure, what was not proven
 * is an error.
 *
 * <p>Times are seconds of the platform's time: how long a recovery took, or its budget when it did
 * not recover.
 */
public final class JUnitReport {
  private static final String PROLOGUE = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

  private JUnitReport() {}

  /** One case, with a verdict in the words of drills and guarantees. */
  private record Case(String name, Duration took, String verdict, String sentence) {
    VerdictStyle tone() {
      return VerdictStyle.of(verdict);
    }
  }

  /** Renders a dossier as an XML document. */
  public static String render(RunEvidence dossier) {
    List<List<Case>> drills = dossier.drills().stream().map(JUnitReport::cases).toList();
    List<Case> guarantees = dossier.proofs().stream().map(JUnitReport::guarantee).toList();
    List<Case> all = new ArrayList<>(guarantees);
    drills.forEach(all::addAll);
    Markup out = new Markup(PROLOGUE);
    out.open("testsuites", counts(dossier.title(), all, length(dossier)));
    for (int i = 0; i < drills.size(); i++) {
      drill(out, dossier, dossier.drills().get(i), drills.get(i));
    }
    if (!guarantees.isEmpty()) {
      out.open("testsuite", counts("guarantees", guarantees, Duration.ZERO));
      guarantees.forEach(each -> write(out, "guarantees", each));
      out.close("testsuite");
    }
    out.close("testsuites");
    return out.finish();
  }

  private static Duration length(RunEvidence dossier) {
    return Duration.between(dossier.began(), dossier.ended());
  }

  private static void drill(Markup out, RunEvidence dossier, DrillRecord drill, List<Case> cases) {
    List<String> attributes =
        new ArrayList<>(
            List.of(
                counts(drill.name(), cases, Duration.between(drill.injected(), drill.ended()))));
    attributes.add("timestamp");
    attributes.add(timestamp(drill));
    out.open("testsuite", attributes.toArray(String[]::new));
    out.open("properties");
    property(out, "platform", dossier.platform());
    property(out, "answeredBy", dossier.answeredBy());
    property(out, "traffic", dossier.trafficFidelity());
    property(out, "seed", dossier.seed());
    property(out, "replay", dossier.replay());
    property(out, "fault", drill.fault());
    property(out, "subject", drill.subject());
    drill.witness().ifPresent(witness -> property(out, "witness", witness));
    out.close("properties");
    cases.forEach(each -> write(out, drill.name(), each));
    out.close("testsuite");
  }

  /** The format has no zone: it is UTC. */
  private static String timestamp(DrillRecord drill) {
    String instant = drill.injected().truncatedTo(ChronoUnit.SECONDS).toString();
    return instant.substring(0, instant.length() - 1);
  }

  private static List<Case> cases(DrillRecord drill) {
    List<Case> cases = new ArrayList<>();
    drill.measurements().forEach(each -> cases.add(recovery(each)));
    cases.add(
        new Case(
            "the verdict on " + drill.name(),
            Duration.between(drill.injected(), drill.ended()),
            drill.verdict(),
            drill.reason()));
    return cases;
  }

  private static Case recovery(Measurement measurement) {
    return new Case(
        measurement.phase() + " of " + measurement.component() + ": " + measurement.statement(),
        measurement.took().orElse(measurement.budget()),
        measurement.inTime() ? "PASSED" : "FAILED",
        Outcome.sentence(measurement));
  }

  private static Case guarantee(ProofRecord proof) {
    return new Case(
        proof.id() + ": " + proof.statement(), Duration.ZERO, proof.verdict(), proof.reason());
  }

  private static void write(Markup out, String suite, Case each) {
    out.open(
        "testcase",
        "classname",
        suite,
        "name",
        each.name(),
        "time",
        Format.plainSeconds(each.took()));
    if (each.tone() != VerdictStyle.GOOD) {
      String element = each.tone() == VerdictStyle.BAD ? "failure" : "error";
      out.element(element, each.sentence(), "type", each.verdict(), "message", each.sentence());
    }
    out.close("testcase");
  }

  private static void property(Markup out, String name, String value) {
    out.empty("property", "name", name, "value", value);
  }

  private static String[] counts(String name, List<Case> cases, Duration took) {
    long failures = cases.stream().filter(each -> each.tone() == VerdictStyle.BAD).count();
    long passed = cases.stream().filter(each -> each.tone() == VerdictStyle.GOOD).count();
    return new String[] {
      "name",
      name,
      "tests",
      Integer.toString(cases.size()),
      "failures",
      Long.toString(failures),
      "errors",
      Long.toString(cases.size() - failures - passed),
      "time",
      Format.plainSeconds(took)
    };
  }
}
