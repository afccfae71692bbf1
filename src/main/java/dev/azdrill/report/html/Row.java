package dev.azdrill.report.html;

import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One row of a timeline: a label, a drawing over the time axis, and what it comes to.
 *
 * @param label left of the drawing
 * @param height in pixels
 * @param tone the sign before the value
 * @param value right of the drawing
 * @param drawing writes shapes whose horizontal places are percents of the axis
 */
record Row(
    String label, int height, Optional<VerdictStyle> tone, String value, Consumer<Markup> drawing) {
  static final int HEIGHT = 22;

  /** A row that only says what the next ones are. */
  static Row heading(String label) {
    return new Row(label, HEIGHT + 6, Optional.empty(), "", out -> {});
  }

  boolean isHeading() {
    return height == HEIGHT + 6;
  }

  /** A rectangle from one time to another. */
  static void bar(
      Markup out, String css, double from, double to, int y, int height, String... title) {
    out.open(
        "rect",
        "class",
        css,
        "x",
        Format.percent(from),
        "width",
        Format.percent(Math.max(0, to - from)),
        "y",
        Integer.toString(y),
        "height",
        Integer.toString(height));
    for (String text : title) {
      out.element("title", text);
    }
    out.close("rect");
  }

  /** An upright line at a time. */
  static void line(Markup out, String css, double at, int from, int to) {
    out.empty(
        "line",
        "class",
        css,
        "x1",
        Format.percent(at),
        "x2",
        Format.percent(at),
        "y1",
        Integer.toString(from),
        "y2",
        Integer.toString(to));
  }
}
