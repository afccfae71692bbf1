package dev.azdrill.report.html;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.FaultRecord;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Timeliness;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import dev.azdrill.report.text.TrafficText;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The top of the page: the one verdict, what it rests on, and each drill in one line. */
final class Summary {
  private final Markup out;
  private final RunEvidence evidence;

  private Summary(Markup out, RunEvidence evidence) {
    this.out = out;
    this.evidence = evidence;
  }

  static void write(Markup out, RunEvidence evidence) {
    new Summary(out, evidence).header();
  }

  private void header() {
    out.open("header");
    out.element("p", "azdrill \u00b7 report", "class", "kicker");
    out.element("h1", evidence.header().title());
    out.element("p", where(), "class", "whence");
    finding();
    glance();
    out.close("header");
  }

  /** Nobody should take simulated clients for real ones, not even at a glance. */
  private String where() {
    return "Platform "
        + evidence.header().platform()
        + ", answered by "
        + evidence.header().answeredBy()
        + ". Client traffic: "
        + TrafficText.source(evidence.header().traffic())
        + ". "
        + Format.moment(evidence.began());
  }

  private void finding() {
    VerdictStyle style = VerdictStyle.of(evidence.verdict());
    out.open("div", "class", "finding " + style.css());
    out.open("p", "class", "finding-word");
    style.sign(out);
    out.element("span", evidence.verdict().name()).close("p");
    out.open("div", "class", "finding-text");
    out.element("p", meaning(), "class", "finding-meaning");
    reasons();
    tallies();
    out.close("div").close("div");
  }

  private String meaning() {
    return evidence.header().only().isPresent() && evidence.verdict() == Verdict.PASSED
        ? "Every guarantee is proven of what is described. Nothing was broken to see it."
        : VerdictStyle.meaning(evidence.verdict());
  }

  private void tallies() {
    List<DrillRecord> drills = evidence.drills();
    List<Measurement> measurements =
        drills.stream().flatMap(drill -> drill.measurements().stream()).toList();
    List<ObjectiveResult> objectives =
        drills.stream().flatMap(drill -> drill.objectives().stream()).toList();
    out.open("ul", "class", "tally");
    if (evidence.header().only().isEmpty()) {
      tally(evidence.count(Verdict.PASSED), drills.size(), "drill", "passed");
    }
    if (!evidence.skipped().isEmpty()) {
      out.open("li").element("strong", Format.count(evidence.skipped().size()) + " skipped");
      out.text(": the platform lacks what they need (");
      out.element("a", "which, and what", "href", "#skipped").text(")").close("li");
    }
    tally(
        measurements.stream().filter(each -> each.timeliness() == Timeliness.IN_TIME).count(),
        measurements.size(),
        "recovery time",
        "within the limit");
    others(
        measurements, Timeliness.WITHIN_RESOLUTION, " over it, within the resolution of the looks");
    others(measurements, Timeliness.UNDECIDED, " of which the looks cannot tell");
    long expected =
        drills.stream()
            .flatMap(
                drill ->
                    drill.measurements().stream()
                        .filter(each -> RecoveryOutcome.isExpectedToMiss(drill, each)))
            .count();
    if (expected > 0) {
      out.open("li").element("strong", Format.count(expected) + " missed as expected").close("li");
    }
    if (!objectives.isEmpty()) {
      tally(
          objectives.stream().filter(ObjectiveResult::met).count(),
          objectives.size(),
          "objective",
          "met");
    }
    tally(
        evidence.proofs().stream()
            .filter(each -> each.verdict() == GuaranteeVerdict.PROVEN)
            .count(),
        evidence.proofs().size(),
        "guarantee",
        "proven");
    out.close("ul");
  }

  private void others(List<Measurement> measurements, Timeliness timeliness, String words) {
    long count = measurements.stream().filter(each -> each.timeliness() == timeliness).count();
    if (count > 0) {
      out.open("li").element("strong", Format.count(count)).text(words).close("li");
    }
  }

  private void tally(long good, long all, String noun, String what) {
    out.open("li");
    if (all == 0) {
      out.text("no " + noun + "s");
    } else {
      out.element("strong", Format.count(good) + " of " + Format.count(all, noun));
      out.text(" " + what);
    }
    out.close("li");
  }

  /** What the verdict rests on, so that nobody has to look for it. */
  private void reasons() {
    if (evidence.reasons().isEmpty()) {
      return;
    }
    out.open("ul", "class", "reasons");
    for (String reason : evidence.reasons()) {
      out.open("li").text(reason);
      IntStream.rangeClosed(1, evidence.drills().size())
          .filter(number -> isOf(evidence.drills().get(number - 1), reason))
          .forEach(number -> link("#drill-" + number, "drill " + number));
      IntStream.rangeClosed(1, evidence.proofs().size())
          .filter(number -> reason.contains(evidence.proofs().get(number - 1).statement()))
          .forEach(
              number ->
                  link(
                      "#" + GuaranteesTable.anchor(number),
                      evidence.proofs().get(number - 1).id()));
      out.close("li");
    }
    out.close("ul");
  }

  private static boolean isOf(DrillRecord drill, String reason) {
    return drill.verdict() != Verdict.PASSED && reason.equals(drill.name() + ": " + drill.reason());
  }

  private void link(String href, String text) {
    out.text(" ").element("a", text, "class", "see", "href", href);
  }

  private void glance() {
    if (evidence.drills().isEmpty()) {
      out.element(
          "p",
          evidence.header().only().isPresent()
              ? "Nothing was broken: the guarantees alone were asked."
              : "No drill was run.",
          "class",
          "none");
      return;
    }
    Table table =
        Table.open(
            out,
            "glance",
            "The drills at a glance",
            "Verdict",
            "Drill",
            "Faults",
            "Closest to its limit",
            "Clients, from the fault on");
    for (int i = 0; i < evidence.drills().size(); i++) {
      DrillRecord drill = evidence.drills().get(i);
      int number = i + 1;
      table
          .row()
          .cell("nowrap", () -> VerdictStyle.badge(out, drill.verdict()))
          .head(
              "", () -> out.element("a", number + ". " + drill.name(), "href", "#drill-" + number))
          .cell("", () -> faults(drill))
          .cell("", closest(drill))
          .cell("", () -> clients(drill))
          .end();
    }
    table.close();
  }

  private void faults(DrillRecord drill) {
    if (drill.faults().isEmpty()) {
      out.element("span", "none", "class", "muted");
    }
    for (FaultRecord each : drill.faults()) {
      out.open("div").text(each.ref().fault() + " on ").element("code", each.ref().subject());
      if (each.mayStillHold()) {
        out.text(" ");
        VerdictStyle.BAD.badge(out, "outcome", "not undone");
      }
      out.close("div");
    }
  }

  private static String closest(DrillRecord drill) {
    return drill.measurements().stream()
        .max(Comparator.comparingDouble(Summary::used))
        .map(
            each ->
                each.component().words()
                    + ", "
                    + each.took()
                        .map(took -> Format.duration(took) + " of ")
                        .orElse("not recovered within ")
                    + Format.duration(each.limit().duration()))
        .orElse("nothing was timed");
  }

  /** Which share of its limit a recovery used; all of it and more if it never recovered. */
  private static double used(Measurement measurement) {
    return measurement
        .took()
        .map(
            took ->
                (double) took.toMillis() / Math.max(1, measurement.limit().duration().toMillis()))
        .orElse(Double.MAX_VALUE);
  }

  private void clients(DrillRecord drill) {
    List<TrafficBucket> buckets = drill.trafficSinceFault();
    if (buckets.isEmpty()) {
      out.element("span", "no clients", "class", "muted");
      return;
    }
    out.text(
        TrafficText.share(
                buckets.stream().mapToLong(TrafficBucket::failed).sum(),
                buckets.stream().mapToLong(TrafficBucket::sent).sum())
            + " ");
    new DrillTimes(drill)
        .longestOutage()
        .ifPresent(
            outage ->
                out.element(
                    "div",
                    "longest outage " + Format.duration(outage.length()),
                    "class",
                    "nowrap"));
    Badge.write(out, evidence.header().traffic().strength());
  }
}
