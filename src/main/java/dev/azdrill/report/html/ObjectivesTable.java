package dev.azdrill.report.html;

import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.report.text.Markup;
import java.util.List;

/** The objectives that the user set, and what came of them. */
final class ObjectivesTable {
  private ObjectivesTable() {}

  /** Writes the table, or nothing when no objective was set. */
  static void write(Markup out, List<ObjectiveResult> objectives) {
    if (objectives.isEmpty()) {
      return;
    }
    out.element("h3", "Objectives");
    Table table =
        Table.open(
            out,
            "objectives",
            "What was asked for, and what was seen",
            "Objective",
            "Wanted",
            "Result",
            "Met",
            "Evidence");
    for (ObjectiveResult each : objectives) {
      VerdictStyle style = each.met() ? VerdictStyle.GOOD : VerdictStyle.BAD;
      table
          .row("class", style.css())
          .head("", () -> out.text(each.kind().words()))
          .cell("", each.wanted())
          .cell("", each.measured())
          .cell("nowrap", () -> style.badge(out, "outcome", each.met() ? "met" : "missed"))
          .cell("nowrap", () -> Badge.write(out, each.strength()))
          .end();
    }
    table.close();
  }
}
