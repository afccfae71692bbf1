package dev.azdrill.report;

import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.Strength;
import java.util.List;

/** The guarantees that were judged, with the controls that they answer. */
final class GuaranteesSection {
  private GuaranteesSection() {}

  static void write(Markup out, List<ProofRecord> proofs) {
    out.open("section", "id", "guarantees", "aria-labelledby", "guarantees-head");
    out.element("h2", "Guarantees", "id", "guarantees-head");
    if (proofs.isEmpty()) {
      out.element("p", "No guarantee was judged.", "class", "none");
    } else {
      table(out, proofs);
    }
    out.close("section");
  }

  private static void table(Markup out, List<ProofRecord> proofs) {
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
    for (ProofRecord proof : proofs) {
      table
          .row("class", VerdictStyle.of(proof.verdict()).css())
          .cell("nowrap", () -> VerdictStyle.badge(out, proof.verdict()))
          .head(
              "",
              () -> out.text(proof.statement() + " ").element("code", proof.id(), "class", "muted"))
          .cell("", proof.reason())
          .cell("", () -> controls(out, proof.controls()))
          .cell("nowrap", () -> Badge.write(out, Strength.CONFIGURATION_PROOF))
          .end();
    }
    table.close();
  }

  private static void controls(Markup out, List<String> controls) {
    if (controls.isEmpty()) {
      out.element("span", "none mapped", "class", "muted");
      return;
    }
    out.open("ul", "class", "controls");
    controls.forEach(control -> out.element("li", control));
    out.close("ul");
  }
}
