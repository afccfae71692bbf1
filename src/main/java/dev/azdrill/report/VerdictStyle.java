package dev.azdrill.report;

import java.util.Locale;

/** What a verdict means to a reader: a colour, a sign beside the word, and a sentence. */
enum VerdictStyle {
  GOOD("M2.5 8.5 6.5 12.5 13.5 4"),
  BAD("M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5"),
  OPEN("M5 5.6a3 3 0 1 1 4.2 2.9C8.3 9 8 9.4 8 10.4M8 13.2v.4"),
  DANGER("M8 1.8 15 14.2H1ZM8 6.4v3.6M8 12v.3");

  private final String path;

  VerdictStyle(String path) {
    this.path = path;
  }

  /** The tone of a drill's or a guarantee's verdict; a word that nobody knows proves nothing. */
  static VerdictStyle of(String verdict) {
    return switch (verdict) {
      case "PASSED", "PROVEN" -> GOOD;
      case "FAILED", "VIOLATED" -> BAD;
      case "UNSAFE" -> DANGER;
      default -> OPEN;
    };
  }

  /** What a drill's verdict says, for people who see one for the first time. */
  static String meaning(String verdict) {
    return switch (verdict) {
      case "PASSED" ->
          "The fault bit, everything recovered within its budget, and everything was undone.";
      case "FAILED" -> "Something did not recover, or not within its budget.";
      case "UNSAFE" -> "Something was not undone: somebody has to look at it now.";
      case "INCONCLUSIVE" ->
          "Nothing was proven: there was no steady state to begin with, nothing showed that the"
              + " fault bit, or the run was stopped.";
      default -> "Nothing was proven.";
    };
  }

  /** The class of elements that show it. */
  String css() {
    return "tone-" + name().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes the sign of this tone, which says nothing that a word beside it does not say.
   *
   * @param x where it stands in a drawing; {@code 0} in running text
   * @param y the same
   */
  void sign(Markup out, String x, String y) {
    out.open(
            "svg",
            "class",
            "sign " + css(),
            "viewBox",
            "0 0 16 16",
            "x",
            x,
            "y",
            y,
            "width",
            "12",
            "height",
            "12",
            "aria-hidden",
            "true")
        .empty("path", "d", path)
        .close("svg");
  }

  /** Writes a verdict: the sign and the word. */
  static void badge(Markup out, String verdict) {
    VerdictStyle tone = of(verdict);
    out.open("span", "class", "verdict " + tone.css());
    tone.sign(out, "0", "0");
    out.element("span", verdict).close("span");
  }
}
