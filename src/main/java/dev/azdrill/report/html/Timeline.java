package dev.azdrill.report.html;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.FaultRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.report.text.FaultText;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import dev.azdrill.report.text.MeasurementText;
import dev.azdrill.report.text.TrafficText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One drill as a drawing over the seconds since its first fault. Places are percents and letters
 * keep their size, so it is as wide as the page and can be read on paper.
 */
final class Timeline {
  /** Where the drawing stands between labels and values. */
  private static final String PLOT_LEFT = "18%";

  private static final String PLOT_WIDTH = "67%";
  private static final String SIGN_LEFT = "86.5%";
  private static final String VALUE_LEFT = "88.7%";

  private static final int TOP = 42;
  private static final int BOTTOM = 22;

  /** Two marks nearer than this, in percents, would print over each other. */
  private static final double NEAR = 6;

  private final Markup out;
  private final int number;
  private final DrillTimes times;
  private final Axis axis;
  private final List<Row> rows;

  private Timeline(
      Markup out, int number, DrillTimes times, TrafficSource source, List<JournalLine> lines) {
    this.out = out;
    this.number = number;
    this.times = times;
    this.axis = new Axis(times.end());
    this.rows = new TimelineRows(times, axis, "url(#" + hatchId() + ")").all(source, lines);
  }

  /** Whether a drawing would say anything: a drill that only judged guarantees has no times. */
  static boolean hasAnythingToShow(DrillTimes times) {
    DrillRecord drill = times.drill();
    return times.hasEvents() || !drill.traffic().isEmpty() || !drill.measurements().isEmpty();
  }

  /**
   * Writes the drawing of a drill.
   *
   * @param number the drill's, from 1
   * @param lines what the journal noted of it
   */
  static void write(
      Markup out, int number, DrillTimes times, TrafficSource source, List<JournalLine> lines) {
    new Timeline(out, number, times, source, lines).draw();
  }

  private String hatchId() {
    return "hatch-" + number;
  }

  private void draw() {
    int bottom = TOP + rows.stream().mapToInt(Row::height).sum();
    String title = "timeline-" + number + "-title";
    String desc = "timeline-" + number + "-desc";
    out.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "timeline",
        "role",
        "img",
        "aria-labelledby",
        title + " " + desc,
        "width",
        "100%",
        "height",
        Integer.toString(bottom + BOTTOM));
    out.element("title", "Timeline of drill " + number + ": " + times.drill().name(), "id", title);
    out.element("desc", description(), "id", desc);
    hatch();
    grid(bottom);
    int y = TOP;
    for (Row row : rows) {
      row(row, y);
      y += row.height();
    }
    marks(bottom);
    out.close("svg");
  }

  private void hatch() {
    out.open("defs");
    out.open(
        "pattern",
        "id",
        hatchId(),
        "width",
        "6",
        "height",
        "6",
        "patternUnits",
        "userSpaceOnUse",
        "patternTransform",
        "rotate(45)");
    out.empty("rect", "class", "tl-hatch-ground", "width", "6", "height", "6");
    out.empty("rect", "class", "tl-hatch-line", "width", "2.5", "height", "6");
    out.close("pattern").close("defs");
  }

  private void plot(int y, int height) {
    out.open(
        "svg",
        "class",
        "plot",
        "x",
        PLOT_LEFT,
        "y",
        Integer.toString(y),
        "width",
        PLOT_WIDTH,
        "height",
        Integer.toString(height));
  }

  private void grid(int bottom) {
    text("tl-unit", "0", TOP - 9, "seconds since " + times.zeroName());
    plot(0, bottom + BOTTOM);
    for (Duration tick : axis.ticks()) {
      double at = axis.percent(tick);
      Row.line(out, "tl-grid", at, TOP - 4, bottom + 4);
      for (int y : new int[] {TOP - 9, bottom + 17}) {
        text("tl-number", Format.percent(at), y, Format.seconds(tick));
      }
    }
    out.close("svg");
  }

  private void row(Row row, int y) {
    int baseline = y + row.height() / 2 + 4;
    if (row.isHeading()) {
      text("tl-heading", "0", y + row.height() - 7, row.label());
      return;
    }
    text("tl-label", "0", baseline, row.label());
    row.tone().ifPresent(tone -> tone.sign(out, SIGN_LEFT, Integer.toString(baseline - 10)));
    text("tl-value", VALUE_LEFT, baseline, row.value());
    plot(y, row.height());
    row.drawing().accept(out);
    out.close("svg");
  }

  /** A line at the imposing and the undo of each fault. */
  private record Mark(double at, String name, String css) {}

  private void marks(int bottom) {
    List<Mark> marks = new ArrayList<>();
    for (FaultRecord each : times.drill().faults()) {
      each.imposed()
          .map(at -> axis.percent(times.since(at)))
          .ifPresent(at -> marks.add(new Mark(at, "fault", "tl-mark")));
      each.undone()
          .map(at -> axis.percent(times.since(at)))
          .ifPresent(at -> marks.add(new Mark(at, "undone", "tl-mark tl-mark-undone")));
    }
    marks.sort(Comparator.comparingDouble(Mark::at));
    plot(0, bottom);
    double named = Double.NEGATIVE_INFINITY;
    for (Mark each : marks) {
      Row.line(out, each.css(), each.at(), TOP - 4, bottom);
      if (each.at() - named >= NEAR) {
        text("tl-number tl-name", Format.percent(each.at()), 15, each.name());
        named = each.at();
      }
    }
    out.close("svg");
  }

  private void text(String css, String x, int y, String text) {
    out.element("text", text, "class", css, "x", x, "y", Integer.toString(y));
  }

  /** The drawing in words, for those who cannot see it. */
  private String description() {
    DrillRecord drill = times.drill();
    StringBuilder words = new StringBuilder();
    for (FaultRecord each : drill.faults()) {
      words.append("Fault: ").append(FaultText.name(each)).append(", ");
      words.append(FaultText.undo(each, each.imposed().orElse(drill.zero()))).append(". ");
    }
    List<TrafficBucket> traffic = drill.trafficSinceFault();
    if (!traffic.isEmpty()) {
      words.append("Clients: ");
      words.append(
          TrafficText.share(
              traffic.stream().mapToLong(TrafficBucket::failed).sum(),
              traffic.stream().mapToLong(TrafficBucket::sent).sum()));
      words.append(". ");
    }
    drill.outages().forEach(each -> words.append(TrafficText.outage(each)).append(". "));
    for (Measurement each : drill.measurements()) {
      words.append(MeasurementText.phase(each.phase()));
      words.append(" of ").append(each.component().words()).append(": ");
      words.append(each.took().map(took -> Format.duration(took) + ", ").orElse(""));
      words.append(RecoveryOutcome.of(drill, each).words()).append(", limit ");
      words.append(Format.duration(each.limit().duration())).append(". ");
    }
    return words.toString().strip();
  }
}
