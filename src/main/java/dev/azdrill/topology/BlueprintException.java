package dev.azdrill.topology;

import dev.azdrill.text.Printable;
import java.nio.file.Path;

/**
 * A blueprint that cannot be used: one sentence, on one line and safe to print, that says where,
 * what was expected, what was seen and what to do.
 */
public final class BlueprintException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String complaint;

  /**
   * @param path the entry, as its keys with dots: {@code group.size.min}; empty for the whole
   * @param expected what should be there
   * @param seen what is there
   * @param advice what to do, as an order
   */
  public BlueprintException(String path, String expected, String seen, String advice) {
    this("", path, "expected " + expected + ", saw " + seen + ": " + advice);
  }

  private BlueprintException(String place, String path, String complaint) {
    super(Printable.line(place + (path.isEmpty() ? "" : shortened(path) + ": ") + complaint));
    this.path = path;
    this.complaint = complaint;
  }

  /** The entry that is wrong, as its keys with dots; empty when it is the whole. */
  public String path() {
    return path;
  }

  /** The sentence: never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** The same complaint, told by the owner of the part that complained. */
  BlueprintException under(String owner) {
    return new BlueprintException("", join(owner, path), complaint);
  }

  /** The same complaint, with its place in a file, as compilers write it. */
  BlueprintException at(String file, Mark mark) {
    BlueprintException placed =
        new BlueprintException(
            file + ":" + mark.line() + ":" + mark.column() + ": ", path, complaint);
    placed.initCause(this);
    return placed;
  }

  /** A file that could not be read at all. */
  static BlueprintException unreadable(Path file, String why, String advice) {
    return new BlueprintException(
        file + ": ", "", "expected a blueprint in YAML, saw " + why + ": " + advice);
  }

  private static String join(String owner, String path) {
    if (path.isEmpty()) {
      return owner;
    }
    return path.startsWith("[") ? owner + path : owner + "." + path;
  }

  /** Keys come from the file, and one may be as long as the file. */
  private static String shortened(String path) {
    int longest = 120;
    return path.length() > longest ? path.substring(0, longest) + "..." : path;
  }

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
}
