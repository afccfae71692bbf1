package dev.azdrill.report.html;

import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.text.Markup;

/** What stood where before anything was broken. */
final class ArchitectureSection {
  private ArchitectureSection() {}

  static void write(Markup out, RunEvidence evidence) {
    if (evidence.placements().isEmpty()) {
      return;
    }
    out.open("section", "id", "architecture", "aria-labelledby", "architecture-head");
    out.element(
        "h2",
        evidence.header().only().isPresent()
            ? "The architecture"
            : "The architecture before the first fault",
        "id",
        "architecture-head");
    ArchitectureTable.write(out, evidence.placements(), evidence.drills());
    out.close("section");
  }
}
