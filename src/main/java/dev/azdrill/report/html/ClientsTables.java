package dev.azdrill.report.html;

import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import dev.azdrill.report.text.TrafficText;
import java.util.List;

/** What clients saw before, during and after a fault, and each outage. */
final class ClientsTables {
  private final Markup out;
  private final DrillTimes times;
  private final TrafficSource source;

  private ClientsTables(Markup out, DrillTimes times, TrafficSource source) {
    this.out = out;
    this.times = times;
    this.source = source;
  }

  /** Writes the tables, or nothing when there were no clients. */
  static void write(Markup out, DrillTimes times, TrafficSource source) {
    if (times.drill().traffic().isEmpty() && times.drill().outages().isEmpty()) {
      return;
    }
    ClientsTables tables = new ClientsTables(out, times, source);
    out.element("h3", "What clients saw");
    tables.windows();
    tables.outages();
  }

  private void windows() {
    List<TrafficWindow> windows = TrafficWindow.of(times.drill());
    if (windows.isEmpty()) {
      return;
    }
    Table table =
        Table.open(
            out,
            "clients",
            "Requests through the load balancer: " + TrafficText.source(source),
            "When",
            "Requests",
            "Failed",
            "Served",
            "Evidence");
    for (TrafficWindow each : windows) {
      table
          .row()
          .head("", () -> out.text(each.name()))
          .cell("number", Format.count(each.sent()))
          .cell("number", Format.count(each.failed()))
          .cell(
              "number",
              each.sent() == 0 ? "nothing sent" : Format.shareWithout(each.failed(), each.sent()))
          .cell("nowrap", () -> Badge.write(out, source.strength()))
          .end();
    }
    table.close();
  }

  private void outages() {
    if (times.drill().outages().isEmpty()) {
      out.element("p", "No client saw an error.", "class", "none");
      return;
    }
    Table table =
        Table.open(
            out,
            "outages",
            "Outages, from the first failed request to the last; seconds since " + times.zeroName(),
            "Outage",
            "From",
            "To",
            "Failed",
            "Outcomes",
            "Evidence");
    for (Outage each : times.drill().outages()) {
      table
          .row()
          .head("", () -> out.text(Format.duration(each.length())))
          .cell("number", Format.offset(times.since(each.from())) + " s")
          .cell("number", Format.offset(times.since(each.to())) + " s")
          .cell("number", Format.count(each.failed()))
          .cell("", TrafficText.outcomes(each.outcomes()))
          .cell("nowrap", () -> Badge.write(out, source.strength()))
          .end();
    }
    table.close();
  }
}
