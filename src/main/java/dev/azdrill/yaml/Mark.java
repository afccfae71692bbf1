package dev.azdrill.yaml;

/** A place in a text; both counted from one. */
record Mark(int line, int column) {
  static final Mark START = new Mark(1, 1);

  /** The place of a character, with the line breaks that YAML has. */
  static Mark in(String text, int index) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < index; i++) {
      char each = text.charAt(i);
      boolean ends =
          each == '\n'
              || each == '\u0085'
              || each == '\u2028'
              || each == '\u2029'
              || (each == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'));
      if (ends) {
        line++;
        start = i + 1;
      }
    }
    return new Mark(line, text.codePointCount(start, index) + 1);
  }
}
