package dev.azdrill.topology;

import java.nio.file.Path;

/**
 * A blueprint that cannot be: one sentence that says where, what was expected, what was seen and
 * what to do.
 */
public final class BlueprintException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String complaint;

  /**
   * @param path the entry, as its keys with dots: {@code group.size.min}; empty for the whole
   * @param expected what should stand there
   * @param seen what stands there
   * @param advice what to do, as an order
   */
  BlueprintException(String path, String expected, String seen, String advice) {
    this("", path, "expected " + expected + ", saw " + seen + ": " + advice);
  }

  private BlueprintException(String place, String path, String complaint) {
    super(place + (path.isEmpty() ? "" : path + ": ") + complaint);
    this.path = path;
    this.complaint = complaint;
  }

  /** The entry that is wrong, as its keys with dots; empty when it is the whole. */
  public String path() {
    return path;
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
  static BlueprintException unreadable(Path file, String why) {
    return new BlueprintException(
        file + ": ", "", "expected a blueprint in YAML, saw " + why + ": name a file that is one");
  }

  private static String join(String owner, String path) {
    if (path.isEmpty()) {
      return owner;
    }
    return path.startsWith("[") ? owner + path : owner + "." + path;
  }

  /** A place in a text; both counted from one. */
  record Mark(int line, int column) {}
}
