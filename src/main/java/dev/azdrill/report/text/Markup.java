package dev.azdrill.report.text;

import dev.azdrill.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * Writes HTML, SVG and XML that is well-formed XML whatever text goes in: everything that comes
 * from outside is escaped; what XML cannot carry at all (control characters, halves of surrogate
 * pairs) and what would show other text in another order than it has (bidirectional controls)
 * becomes U+FFFD. Elements are closed by name, so a forgotten one fails at once.
 *
 * <p>Attributes are given as names and values in turn; an empty class is left out. Not thread-safe.
 */
public final class Markup {
  private static final char REPLACEMENT = '\uFFFD';

  /** A line of its own begins after these are opened. */
  private static final Set<String> CONTAINERS =
      Set.of(
          "html",
          "head",
          "body",
          "header",
          "nav",
          "main",
          "section",
          "figure",
          "div",
          "table",
          "thead",
          "tbody",
          "tr",
          "dl",
          "ul",
          "ol",
          "svg",
          "g",
          "defs",
          "pattern",
          "testsuites",
          "testsuite",
          "testcase",
          "properties");

  /** No line ends after these: they stand in running text. */
  private static final Set<String> INLINE =
      Set.of("span", "a", "b", "strong", "em", "small", "code", "time", "tspan", "wbr", "path");

  /** So much is gathered before it is written. */
  private static final int CHUNK = 1 << 16;

  private final StringBuilder out = new StringBuilder();
  private final Optional<Writer> sink;
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * @param prologue what stands before the root element: the document type or the XML declaration
   */
  public Markup(String prologue) {
    this(prologue, Optional.empty());
  }

  /** One that writes as it goes, for a document that need not fit into memory. */
  public Markup(String prologue, Writer sink) {
    this(prologue, Optional.of(sink));
  }

  private Markup(String prologue, Optional<Writer> sink) {
    this.sink = sink;
    out.append(prologue).append('\n');
  }

  /** Opens an element. */
  public Markup open(String name, String... attributes) {
    tag(name, attributes);
    out.append('>');
    if (CONTAINERS.contains(name)) {
      out.append('\n');
    }
    open.push(name);
    return this;
  }

  /**
   * Closes the element that was opened last.
   *
   * @throws IllegalStateException when it has another name
   */
  public Markup close(String name) {
    if (open.isEmpty() || !open.peek().equals(name)) {
      throw new IllegalStateException("expected to close " + open.peek() + ", not " + name);
    }
    open.pop();
    out.append("</").append(name).append('>');
    endLine(name);
    if (out.length() >= CHUNK) {
      flush();
    }
    return this;
  }

  /** An element that holds nothing but text. */
  public Markup element(String name, String text, String... attributes) {
    return open(name, attributes).text(text).close(name);
  }

  /** An element that can hold nothing: {@code <meta/>}, {@code <rect/>}. */
  public Markup empty(String name, String... attributes) {
    tag(name, attributes);
    out.append("/>");
    endLine(name);
    return this;
  }

  /** Text, escaped. */
  public Markup text(String text) {
    escape(text, false);
    return this;
  }

  /** A style sheet of our own, as it is: it must not hold any character that markup gives sense. */
  public Markup style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("a style sheet with < or & in it is not well-formed XML");
    }
    out.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  /**
   * All that was written, or that was not yet written to where it goes.
   *
   * @throws IllegalStateException when an element is still open
   */
  public String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    flush();
    return out.toString();
  }

  private void flush() {
    sink.ifPresent(
        writer -> {
          try {
            writer.append(out);
            out.setLength(0);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void tag(String name, String... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i].equals("class") && attributes[i + 1].isEmpty()) {
        continue;
      }
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1], true);
      out.append('"');
    }
  }

  private void endLine(String name) {
    if (!INLINE.contains(name)) {
      out.append('\n');
    }
  }

  private void escape(String text, boolean attribute) {
    int plain = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      if (!isPlain(codePoint)) {
        out.append(text, plain, i);
        escape(codePoint, attribute);
        plain = next;
      }
      i = next;
    }
    out.append(text, plain, text.length());
  }

  /** What most text is made of: it stands as it is. */
  private static boolean isPlain(int codePoint) {
    return codePoint >= ' '
        && codePoint <= '~'
        && codePoint != '&'
        && codePoint != '<'
        && codePoint != '>'
        && codePoint != '"';
  }

  private void escape(int codePoint, boolean attribute) {
    switch (codePoint) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append(attribute ? "&quot;" : "\"");
      case '\n', '\r', '\t' -> {
        if (attribute || codePoint == '\r') {
          out.append("&#").append(codePoint).append(';');
        } else {
          out.append((char) codePoint);
        }
      }
      default -> out.appendCodePoint(isShown(codePoint) ? codePoint : REPLACEMENT);
    }
  }

  private static boolean isShown(int codePoint) {
    return isXml(codePoint) && !Printable.isUnsafe(codePoint);
  }

  /** The production Char of XML 1.0, without what is handled above. */
  private static boolean isXml(int codePoint) {
    return (codePoint >= 0x20 && codePoint <= 0xD7FF)
        || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
        || (codePoint >= 0x10000 && codePoint <= 0x10FFFF);
  }
}
