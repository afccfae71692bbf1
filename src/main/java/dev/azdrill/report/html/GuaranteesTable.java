package dev.azdrill.report.html;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.text.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Guarantees as they were judged, with the controls that they answer. */
final class GuaranteesTable {
  private GuaranteesTable() {}

  /** Where a link to a guarantee of the run leads. */
  static String anchor(int number) {
    return "guarantee-" + number;
  }

  /** The section with the guarantees that were judged for the run. */
  static void section(Markup out, List<ProofRecord> proofs) {
    out.open("section", "id", "guarantees", "aria-labelledby", "guarantees-head");
    out.element("h2", "Guarantees", "id", "guarantees-head");
    if (proofs.isEmpty()) {
      out.element("p", "No guarantee was judged for the run as a whole.", "class", "none");
    } else {
      table(out, proofs, "", false);
    }
    out.close("section");
  }

  /** Those that were judged within a drill; nothing when there are none. */
  static void ofDrill(Markup out, DrillRecord drill, int number) {
    if (!drill.proofs().isEmpty()) {
      out.element("h3", "Guarantees judged in this drill");
      out.element("p", "The verdict of the drill counts for the run.", "class", "muted note");
      table(out, drill.proofs(), "drill-" + number + "-", drill.verdict() == Verdict.PASSED);
    }
  }

  /**
   * @param asExpected whether what does not hold was expected not to: the drill passed
   */
  private static void table(
      Markup out, List<ProofRecord> proofs, String prefix, boolean asExpected) {
    Table table =
        Table.open(
            out,
            "guarantees",
            "What is claimed, what the described configuration says to it, and the controls that it"
                + " answers",
            "Verdict",
            "Guarantee",
            "Why",
            "Controls",
            "Evidence");
    int number = 0;
    for (ProofRecord proof : proofs) {
      VerdictStyle style = VerdictStyle.of(proof.verdict());
      boolean isExpected = asExpected && style == VerdictStyle.BAD;
      String word = proof.verdict() + (isExpected ? ", as expected" : "");
      VerdictStyle shown = isExpected ? VerdictStyle.OPEN : style;
      table
          .row(
              "id",
              prefix + anchor(++number),
              "class",
              shown == VerdictStyle.GOOD ? "" : shown.css())
          .cell("nowrap", () -> shown.badge(out, "verdict", word))
          .head(
              "",
              () -> out.text(proof.statement() + " ").element("code", proof.id(), "class", "muted"))
          .cell("", () -> why(out, proof))
          .cell("", () -> controls(out, proof.controls()))
          .cell("nowrap", () -> Badge.write(out, Strength.CONFIGURATION_PROOF))
          .end();
    }
    table.close();
  }

  private static void why(Markup out, ProofRecord proof) {
    out.text(proof.explanation());
    proof
        .remediation()
        .ifPresent(each -> out.element("p", "To mend it: " + each, "class", "muted"));
  }

  private static void controls(Markup out, List<String> controls) {
    if (controls.isEmpty()) {
      out.element("span", "none mapped", "class", "muted");
      return;
    }
    out.open("ul", "class", "controls");
    byFramework(controls)
        .forEach((framework, ids) -> out.element("li", framework + String.join(", ", ids)));
    out.close("ul");
  }

  /** Controls of one framework, {@code PCI DSS 4.0.1: 1.4.4}, share a line. */
  private static Map<String, List<String>> byFramework(List<String> controls) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String control : controls) {
      int end = control.lastIndexOf(": ") + 1;
      String framework = end == 0 ? "" : control.substring(0, end) + " ";
      all.computeIfAbsent(framework, each -> new ArrayList<>()).add(control.substring(end).strip());
    }
    return all;
  }
}
