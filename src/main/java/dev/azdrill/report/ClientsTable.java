package dev.azdrill.report;

import dev.azdrill.evidence.TrafficBucket;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What clients saw before, during and after a fault. */
final class ClientsTable {
  private ClientsTable() {}

  static void write(Markup out, DrillTimes moments, Fidelity fidelity, boolean injected) {
    out.element("h3", "What clients saw");
    List<TrafficWindow> stretches = TrafficWindow.of(moments, injected);
    if (stretches.isEmpty()) {
      out.element("p", "There were no clients.", "class", "none");
      return;
    }
    Table table =
        Table.open(
            out,
            "clients",
            "Requests through the door, in slices of "
                + Format.duration(resolution(moments))
                + (injected ? "; seconds since the fault" : "; seconds since the drill began"),
            "When",
            "Requests",
            "Failed",
            "Served",
            "First failure",
            "Last failure",
            "Evidence");
    for (TrafficWindow each : stretches) {
      table
          .row()
          .head("", () -> out.text(each.name()))
          .cell("number", Format.count(each.sent()))
          .cell("number", Format.count(each.failed()))
          .cell(
              "number",
              each.sent() == 0 ? "nothing sent" : Format.shareWithout(each.failed(), each.sent()))
          .cell(
              "number",
              each.failures()
                  .map(span -> "from " + Format.offset(span.first()) + " s")
                  .orElse("none"))
          .cell(
              "number",
              each.failures()
                  .map(span -> "until " + Format.offset(span.last()) + " s")
                  .orElse("none"))
          .cell("nowrap", () -> Badge.write(out, fidelity.strength()))
          .end();
    }
    table.close();
  }

  /** The coarsest slice: no time in this table is known better than that. */
  private static Duration resolution(DrillTimes moments) {
    return moments.drill().traffic().stream()
        .map(TrafficBucket::length)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
