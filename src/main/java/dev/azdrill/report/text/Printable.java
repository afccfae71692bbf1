package dev.azdrill.report.text;

import java.util.Locale;

/**
 * Text that came from outside, made safe for a terminal and for one line: what would move the
 * cursor, change colours, or show other text than there is, is written as its code instead.
 */
public final class Printable {
  private Printable() {}

  /** On one line: line ends and tabs become one space each, other control characters their code. */
  public static String line(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            each -> {
              if (each == '\n' || each == '\r' || each == '\t') {
                safe.append(' ');
              } else if (isControl(each) || isHalf(each)) {
                safe.append("\\u").append(hex(each));
              } else {
                safe.appendCodePoint(each);
              }
            });
    return safe.toString();
  }

  private static String hex(int codePoint) {
    String digits = Integer.toHexString(codePoint).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  /** Half of a surrogate pair, which no encoding can carry. */
  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /**
   * C0 (line ends and tabs included), DEL, C1, line and paragraph separators, and the controls that
   * change the direction of text.
   */
  static boolean isControl(int codePoint) {
    return Character.isISOControl(codePoint)
        || (codePoint >= 0x2028 && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069)
        || codePoint == 0x200E
        || codePoint == 0x200F
        || codePoint == 0x061C;
  }
}
