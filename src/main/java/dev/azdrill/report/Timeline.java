package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.TrafficBucket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One drill as a drawing over the seconds since its fault. Places are percents and letters keep
 * their size, so it is as wide as the page and can be read on paper.
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
  private static final double NEAR = 14;

  private final Markup out;
  private final int number;
  private final DrillTimes moments;
  private final Axis axis;
  private final List<Row> rows;

  private Timeline(
      Markup out, int number, DrillTimes moments, Fidelity fidelity, List<Chapter.Entry> entries) {
    this.out = out;
    this.number = number;
    this.moments = moments;
    this.axis = new Axis(moments.end());
    this.rows = new TimelineRows(moments, axis, "url(#" + hatchId() + ")").all(fidelity, entries);
  }

  /**
   * Writes the drawing of a drill.
   *
   * @param number the drill's, from 1
   * @param entries what the journal noted of it
   */
  static void write(
      Markup out, int number, DrillRecord drill, Fidelity fidelity, List<Chapter.Entry> entries) {
    new Timeline(out, number, new DrillTimes(drill), fidelity, entries).draw();
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
    out.element(
        "title", "Timeline of drill " + number + ": " + moments.drill().name(), "id", title);
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
    text("tl-unit", "0", TOP - 9, "seconds since the fault");
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

  private void marks(int bottom) {
    plot(0, bottom);
    double fault = axis.percent(Duration.ZERO);
    Row.line(out, "tl-mark", fault, TOP - 4, bottom);
    text("tl-number tl-name", Format.percent(fault), 15, "fault");
    moments
        .undone()
        .map(axis::percent)
        .ifPresent(
            at -> {
              Row.line(out, "tl-mark tl-mark-undone", at, TOP - 4, bottom);
              boolean near = at - fault < NEAR;
              text(
                  near ? "tl-start tl-name" : "tl-number tl-name",
                  Format.percent(at),
                  15,
                  "undone");
            });
    out.close("svg");
  }

  private void text(String css, String x, int y, String text) {
    out.element("text", text, "class", css, "x", x, "y", Integer.toString(y));
  }

  /** The drawing in words, for those who cannot see it. */
  private String description() {
    DrillRecord drill = moments.drill();
    StringBuilder words = new StringBuilder("Fault: ").append(drill.fault());
    words.append(" on ").append(drill.subject()).append(", ");
    words.append(
        moments
            .undone()
            .map(undone -> "undone after " + Format.duration(undone))
            .orElse(moments.stillHolds() ? "not undone" : "nothing to undo"));
    words.append(". ");
    List<TrafficBucket> traffic = moments.trafficSinceFault();
    if (!traffic.isEmpty()) {
      words
          .append("Clients: ")
          .append(Format.count(traffic.stream().mapToLong(TrafficBucket::failed).sum()));
      words.append(" of ");
      words.append(Format.count(traffic.stream().mapToLong(TrafficBucket::sent).sum(), "request"));
      words.append(" failed. ");
    }
    for (Measurement each : drill.measurements()) {
      Optional<String> took = each.took().map(Format::duration);
      words.append(each.phase()).append(" of ").append(each.component()).append(": ");
      words.append(took.map(text -> text + ", ").orElse(""));
      words.append(Outcome.of(each).words()).append(", budget ");
      words.append(Format.duration(each.budget())).append(". ");
    }
    return words.toString().strip();
  }
}
