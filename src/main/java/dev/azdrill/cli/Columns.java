package dev.azdrill.cli;

/** Text in columns of a fixed width. */
final class Columns {
  private Columns() {}

  /** At the left of its column; one blank at least follows. */
  static String left(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }

  /** At the right of its column. */
  static String right(String text, int width) {
    return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
  }

  /** Not longer than this; what is cut off is shown as an ellipsis. */
  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
