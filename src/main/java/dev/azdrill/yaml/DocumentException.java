package dev.azdrill.yaml;

import dev.azdrill.text.Printable;
import java.nio.file.Path;

/**
 * A document that cannot be used: one sentence, on one line and safe to print, that says where,
 * what was expected, what was seen and what to do.
 */
public class DocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String complaint;

  /**
   * @param path the entry, as its keys with dots: {@code group.size.min}; empty for the whole
   * @param expected what should be there
   * @param seen what is there
   * @param advice what to do, as an order
   */
  public DocumentException(String path, String expected, String seen, String advice) {
    this("", path, "expected " + expected + ", saw " + seen + ": " + advice);
  }

  /** The same complaint, in the same words. */
  protected DocumentException(DocumentException same) {
    super(same.getMessage(), same);
    this.path = same.path;
    this.complaint = same.complaint;
  }

  private DocumentException(String place, String path, String complaint) {
    super(Printable.line(place + (path.isEmpty() ? "" : shortened(path) + ": ") + complaint));
    this.path = path;
    this.complaint = complaint;
  }

  /** The entry that is wrong, as its keys with dots; empty when it is the whole. */
  public final String path() {
    return path;
  }

  /** The sentence: never null. */
  @Override
  public final String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** The same complaint, told by the owner of the part that complained. */
  public final DocumentException under(String owner) {
    return new DocumentException("", join(owner, path), complaint);
  }

  /** The same complaint, with its place in a file, as compilers write it. */
  final DocumentException at(String file, Mark mark) {
    DocumentException placed =
        new DocumentException(
            file + ":" + mark.line() + ":" + mark.column() + ": ", path, complaint);
    placed.initCause(this);
    return placed;
  }

  /** A file that could not be read at all. */
  static DocumentException unreadable(Path file, String noun, String why, String advice) {
    return new DocumentException(
        file + ": ", "", "expected " + noun + " in YAML, saw " + why + ": " + advice);
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
}
