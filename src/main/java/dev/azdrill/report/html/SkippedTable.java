package dev.azdrill.report.html;

import dev.azdrill.evidence.SkippedScenario;
import dev.azdrill.report.text.Markup;
import java.util.List;

/** The scenarios that were not executed, and why. */
final class SkippedTable {
  private SkippedTable() {}

  /** Nothing when there are none. */
  static void section(Markup out, List<SkippedScenario> skipped) {
    if (skipped.isEmpty()) {
      return;
    }
    out.open("section", "id", "skipped", "aria-labelledby", "skipped-head");
    out.element("h2", "Not executed", "id", "skipped-head");
    Table table =
        Table.open(
            out,
            "skipped",
            "Scenarios that were skipped, because the platform lacks what they need: they prove and"
                + " refute nothing",
            "Scenario",
            "Why");
    for (SkippedScenario each : skipped) {
      table
          .row()
          .head("", () -> out.text(each.name() + " ").element("code", each.id(), "class", "muted"))
          .cell("", each.reason())
          .end();
    }
    table.close();
    out.close("section");
  }
}
