package dev.azdrill.report;

import dev.azdrill.evidence.CapabilityRecord;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Strength;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What was run where, how to run it again, and how strong the evidence is. */
final class RunSection {
  private RunSection() {}

  static void write(Markup out, RunEvidence dossier) {
    out.open("section", "id", "run", "aria-labelledby", "run-head");
    out.element("h2", "What was run where", "id", "run-head");
    out.open("dl", "class", "facts");
    fact(out, "Platform", dossier.platform());
    fact(out, "Answered by", dossier.answeredBy());
    fact(out, "Clients", clients(Fidelity.of(dossier)));
    fact(
        out,
        "When",
        Format.moment(dossier.began())
            + ", for "
            + Format.duration(Duration.between(dossier.began(), dossier.ended()))
            + " of the platform\u2019s time");
    fact(out, "Seed", dossier.seed());
    out.element("dt", "Run it again");
    out.open("dd").open("pre").element("code", dossier.replay()).close("pre").close("dd");
    out.close("dl");
    offers(out, dossier);
    legend(out, dossier);
    out.close("section");
  }

  private static void fact(Markup out, String name, String value) {
    out.element("dt", name).element("dd", value);
  }

  /** Who answered what, where that was not one implementation. */
  private static void offers(Markup out, RunEvidence dossier) {
    if (dossier.offers().isEmpty()) {
      return;
    }
    out.element("h3", "What the platform could do when it was asked");
    Table table = Table.open(out, "offers", "Who answered each service", "What", "Who");
    for (CapabilityRecord each : dossier.offers()) {
      table.row().head("", () -> out.text(each.what())).cell("", each.provider()).end();
    }
    table.close();
  }

  private static String clients(Fidelity fidelity) {
    return switch (fidelity) {
      case MEASURED -> "measured: real requests from outside the system";
      case SIMULATED -> "simulated: requests played over the described state";
      case NONE -> "none: what clients would have seen is not known";
    };
  }

  private static void legend(Markup out, RunEvidence dossier) {
    Set<Strength> used = used(dossier);
    if (used.isEmpty()) {
      return;
    }
    out.element("h3", "How strong the evidence is");
    out.open("dl", "class", "legend");
    for (Strength each : used) {
      out.open("dt");
      Badge.write(out, each);
      out.close("dt").element("dd", Badge.meaning(each));
    }
    out.close("dl");
  }

  private static Set<Strength> used(RunEvidence dossier) {
    Set<Strength> used = EnumSet.noneOf(Strength.class);
    dossier.observations().stream().map(Observation::strength).forEach(used::add);
    if (!dossier.proofs().isEmpty()) {
      used.add(Strength.CONFIGURATION_PROOF);
    }
    Fidelity fidelity = Fidelity.of(dossier);
    dossier.drills().stream()
        .flatMap(drill -> drill.measurements().stream())
        .map(fidelity::of)
        .forEach(used::add);
    if (dossier.drills().stream().anyMatch(drill -> !drill.traffic().isEmpty())) {
      used.add(fidelity.strength());
    }
    return used;
  }
}
