package dev.azdrill.report.html;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.text.Markup;
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

  static VerdictStyle of(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> GOOD;
      case INCONCLUSIVE -> OPEN;
      case FAILED -> BAD;
      case UNSAFE -> DANGER;
    };
  }

  static VerdictStyle of(GuaranteeVerdict verdict) {
    return switch (verdict) {
      case PROVEN -> GOOD;
      case UNKNOWN -> OPEN;
      case VIOLATED -> BAD;
    };
  }

  /** What a run's verdict says, for people who see one for the first time. */
  static String meaning(Verdict verdict) {
    return switch (verdict) {
      case PASSED ->
          "Everything that was run ended as expected: every fault took effect, and nothing is left"
              + " broken or left behind.";
      case INCONCLUSIVE -> "Something was not proven. The reasons:";
      case FAILED -> "Not everything that was claimed or expected is true. The reasons:";
      case UNSAFE ->
          "Something may still be broken, or was left behind: look at it now. The reasons:";
    };
  }

  /** The class of elements that show it. */
  String css() {
    return "tone-" + name().toLowerCase(Locale.ROOT);
  }

  /** Writes the sign of this tone in running text; a word stands beside it. */
  void sign(Markup out) {
    sign(out, "0", "0");
  }

  /**
   * Writes the sign of this tone, which says nothing that a word beside it does not say.
   *
   * @param x where it stands in a drawing
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

  /** Writes the sign and a word. */
  void badge(Markup out, String css, String word) {
    out.open("span", "class", css + " " + css());
    sign(out);
    out.element("span", word).close("span");
  }

  static void badge(Markup out, Verdict verdict) {
    of(verdict).badge(out, "verdict", verdict.name());
  }

  static void badge(Markup out, GuaranteeVerdict verdict) {
    of(verdict).badge(out, "verdict", verdict.name());
  }
}
