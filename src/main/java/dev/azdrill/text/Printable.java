package dev.azdrill.text;

import java.util.Locale;

/**
 * Makes text that came from outside safe to show on a terminal or to put into a one-line message.
 *
 * <p>A file, an option or a server's reply may hold escape sequences that rewrite what the terminal
 * showed before, line breaks that forge a line of output, or bidirectional controls that show a
 * text in another order than it is in. All of them are written as escapes instead: {@code \n},
 * {@code \u001b}.
 */
public final class Printable {
  private static final int QUOTE_MAX = 80;

  private Printable() {}

  /**
   * The text as one line: every character that moves the cursor, changes the terminal's state or is
   * invisible is replaced by its escape. All others, letters of any script and emoji, stay.
   */
  public static String line(String text) {
    if (isSafe(text)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            each -> {
              if (isUnsafe(each)) {
                safe.append(escape(each));
              } else {
                safe.appendCodePoint(each);
              }
            });
    return safe.toString();
  }

  private static boolean isSafe(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (isUnsafe(text.codePointAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The text in single quotes, as one line, and no more than its beginning when it is long. */
  public static String quoted(String text) {
    String shown = text;
    if (text.codePointCount(0, text.length()) > QUOTE_MAX) {
      shown = text.substring(0, text.offsetByCodePoints(0, QUOTE_MAX)) + "...";
    }
    return "'" + line(shown) + "'";
  }

  /** Controls (C0, C1), format controls (bidirectional ones among them), line separators. */
  public static boolean isUnsafe(int codePoint) {
    if (codePoint >= ' ' && codePoint <= '~') {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static String escape(int codePoint) {
    return switch (codePoint) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          codePoint > Character.MAX_VALUE
              ? String.format(Locale.ROOT, "\\U%08x", codePoint)
              : String.format(Locale.ROOT, "\\u%04x", codePoint);
    };
  }
}
