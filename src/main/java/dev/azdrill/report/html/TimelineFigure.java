package dev.azdrill.report.html;

import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.report.text.Markup;
import java.util.List;

/** The timeline of a drill with its key, in a box that scrolls where the page is too narrow. */
final class TimelineFigure {
  private TimelineFigure() {}

  static void write(
      Markup out, TrafficSource source, int number, DrillTimes times, List<JournalLine> lines) {
    out.open("figure");
    out.open(
        "div",
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "Timeline of drill " + number);
    Timeline.write(out, number, times, source, lines);
    out.close("div");
    out.open("figcaption");
    if (times.drill().measurements().stream().anyMatch(each -> !each.timeliness().isMissed())) {
      key(out, "key-took", "took");
    }
    if (!times.drill().measurements().isEmpty()) {
      key(out, "key-allowed", "limit");
    }
    if (times.drill().measurements().stream().anyMatch(each -> each.timeliness().isMissed())) {
      key(out, "key-missed", "limit missed");
    }
    if (!times.drill().traffic().isEmpty()) {
      key(out, "key-served", "requests served");
    }
    if (times.drill().traffic().stream().anyMatch(each -> each.failed() > 0)) {
      key(out, "key-failed", "share of requests that failed");
    }
    if (!times.drill().outages().isEmpty()) {
      key(out, "key-outage", "outage");
    }
    if (!lines.isEmpty()) {
      key(out, "key-tick", "an observation, linked to its line in the journal");
    }
    out.close("figcaption").close("figure");
  }

  private static void key(Markup out, String css, String text) {
    out.open("span", "class", "key").element("span", "", "class", "swatch " + css);
    out.text(text).close("span").text(" ");
  }
}
