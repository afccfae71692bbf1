package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.TrafficBucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The top of the page: the verdict, what it rests on, and each drill in one line. */
final class Summary {
  private Summary() {}

  static void write(Markup out, RunEvidence dossier) {
    out.open("header");
    out.element("p", "azdrill \u00b7 drill report", "class", "kicker");
    out.element("h1", dossier.title());
    out.element("p", whence(dossier), "class", "whence");
    finding(out, dossier);
    glance(out, dossier);
    out.close("header");
  }

  /** Nobody should take a rehearsal for the real thing, not even at a glance. */
  private static String whence(RunEvidence dossier) {
    String clients =
        switch (Fidelity.of(dossier)) {
          case MEASURED -> "real clients";
          case SIMULATED -> "simulated clients";
          case NONE -> "no clients";
        };
    return "On "
        + dossier.platform()
        + ", answered by "
        + dossier.answeredBy()
        + ", with "
        + clients
        + ", "
        + Format.moment(dossier.began());
  }

  private static void finding(Markup out, RunEvidence dossier) {
    VerdictStyle tone = VerdictStyle.of(dossier.verdict());
    out.open("div", "class", "finding " + tone.css());
    out.open("p", "class", "finding-word");
    tone.sign(out, "0", "0");
    out.element("span", dossier.verdict()).close("p");
    out.open("div", "class", "finding-text");
    out.element("p", VerdictStyle.meaning(dossier.verdict()), "class", "finding-meaning");
    tally(out, dossier);
    reasons(out, dossier);
    out.close("div").close("div");
  }

  private static void tally(Markup out, RunEvidence dossier) {
    List<Measurement> measurements =
        dossier.drills().stream().flatMap(drill -> drill.measurements().stream()).toList();
    out.open("ul", "class", "tally");
    tally(
        out,
        dossier.drills().stream().filter(each -> isGood(each.verdict())).count(),
        dossier.drills().size(),
        "drill",
        "passed");
    tally(
        out,
        measurements.stream().filter(Measurement::inTime).count(),
        measurements.size(),
        "recovery time",
        "within budget");
    tally(
        out,
        dossier.proofs().stream().filter(each -> isGood(each.verdict())).count(),
        dossier.proofs().size(),
        "guarantee",
        "proven");
    out.close("ul");
  }

  private static boolean isGood(String verdict) {
    return VerdictStyle.of(verdict) == VerdictStyle.GOOD;
  }

  private static void tally(Markup out, long good, long all, String noun, String what) {
    out.open("li");
    if (all == 0) {
      out.text("no " + noun + "s");
    } else {
      out.element("strong", Format.count(good) + " of " + Format.count(all, noun));
      out.text(" " + what);
    }
    out.close("li");
  }

  /** What stands against a better verdict, so that nobody has to look for it. */
  private static void reasons(Markup out, RunEvidence dossier) {
    List<Runnable> reasons = new ArrayList<>();
    for (int i = 0; i < dossier.drills().size(); i++) {
      DrillRecord drill = dossier.drills().get(i);
      String href = "#drill-" + (i + 1);
      if (!isGood(drill.verdict())) {
        reasons.add(() -> reason(out, href, drill.verdict(), drill.name(), drill.reason()));
      }
    }
    for (ProofRecord proof : dossier.proofs()) {
      if (!isGood(proof.verdict())) {
        reasons.add(
            () -> reason(out, "#guarantees", proof.verdict(), proof.statement(), proof.reason()));
      }
    }
    if (!reasons.isEmpty()) {
      out.open("ul", "class", "reasons");
      reasons.forEach(Runnable::run);
      out.close("ul");
    }
  }

  private static void reason(Markup out, String href, String verdict, String what, String reason) {
    out.open("li");
    VerdictStyle.badge(out, verdict);
    out.text(" ").element("a", what, "href", href).text(": " + reason).close("li");
  }

  private static void glance(Markup out, RunEvidence dossier) {
    if (dossier.drills().isEmpty()) {
      out.element("p", "No drill was run.", "class", "none");
      return;
    }
    Table table =
        Table.open(
            out,
            "glance",
            "The drills at a glance",
            "Verdict",
            "Drill",
            "Fault",
            "Closest to its budget",
            "Clients");
    for (int i = 0; i < dossier.drills().size(); i++) {
      DrillRecord drill = dossier.drills().get(i);
      int number = i + 1;
      table
          .row()
          .cell("nowrap", () -> VerdictStyle.badge(out, drill.verdict()))
          .head(
              "", () -> out.element("a", number + ". " + drill.name(), "href", "#drill-" + number))
          .cell("", () -> out.text(drill.fault() + " on ").element("code", drill.subject()))
          .cell("", () -> closest(out, drill))
          .cell("", () -> clients(out, dossier, drill))
          .end();
    }
    table.close();
  }

  private static void closest(Markup out, DrillRecord drill) {
    Optional<Measurement> closest =
        drill.measurements().stream().max(Comparator.comparingDouble(Summary::used));
    closest.ifPresentOrElse(
        each -> {
          out.text(each.component() + ", ");
          out.text(
              each.took()
                  .map(took -> Format.duration(took) + " of " + Format.duration(each.budget()))
                  .orElse("not recovered within " + Format.duration(each.budget())));
        },
        () -> out.text("nothing was timed"));
  }

  /** Which share of its budget a recovery used; all of them if it never recovered. */
  private static double used(Measurement measurement) {
    return measurement
        .took()
        .map(took -> (double) took.toMillis() / Math.max(1, measurement.budget().toMillis()))
        .orElse(Double.MAX_VALUE);
  }

  private static void clients(Markup out, RunEvidence dossier, DrillRecord drill) {
    List<TrafficBucket> slices = new DrillTimes(drill).trafficSinceFault();
    if (slices.isEmpty()) {
      out.text("no clients");
      return;
    }
    long sent = slices.stream().mapToLong(TrafficBucket::sent).sum();
    long failed = slices.stream().mapToLong(TrafficBucket::failed).sum();
    out.text(
        (failed == 0 ? "none" : Format.count(failed))
            + " of "
            + Format.count(sent, "request")
            + " failed ");
    Badge.write(out, Fidelity.of(dossier).strength());
  }
}
