package dev.azdrill.report.html;

import dev.azdrill.report.text.Markup;
import java.util.List;

/**
 * Writes one table whose cells know the heads of their columns: on a narrow screen each row becomes
 * a small list of its own. Not thread-safe.
 */
final class Table {
  private final Markup out;
  private final List<String> heads;
  private int column;
  private boolean body;

  private Table(Markup out, List<String> heads) {
    this.out = out;
    this.heads = heads;
  }

  /**
   * Opens a table.
   *
   * @param css its class
   * @param caption what it shows, for people
   * @param heads of the columns
   */
  static Table open(Markup out, String css, String caption, String... heads) {
    out.open("table", "class", css).element("caption", caption);
    out.open("thead").open("tr");
    for (String head : heads) {
      out.element("th", head, "scope", "col");
    }
    out.close("tr").close("thead");
    return new Table(out, List.of(heads));
  }

  /** Begins a group of rows under a head of its own. */
  Table group(String id, Runnable head) {
    endBody();
    beginBody();
    out.open("tr", "class", "group", "id", id);
    out.open("th", "scope", "rowgroup", "colspan", Integer.toString(heads.size()));
    head.run();
    out.close("th").close("tr");
    return this;
  }

  /** Begins a row. */
  Table row(String... attributes) {
    beginBody();
    out.open("tr", attributes);
    column = 0;
    return this;
  }

  /** The cell that names its row. */
  Table head(String css, Runnable content) {
    return cell("th", css, content, "scope", "row");
  }

  /** A cell. */
  Table cell(String css, Runnable content) {
    return cell("td", css, content);
  }

  /** A cell with nothing but text. */
  Table cell(String css, String text) {
    return cell(css, () -> out.text(text));
  }

  private Table cell(String name, String css, Runnable content, String... more) {
    String[] attributes = new String[4 + more.length];
    attributes[0] = "class";
    attributes[1] = css;
    attributes[2] = "data-head";
    attributes[3] = heads.get(column++);
    System.arraycopy(more, 0, attributes, 4, more.length);
    out.open(name, attributes).open("div", "class", "in");
    content.run();
    out.close("div").close(name);
    return this;
  }

  /** Ends the row. */
  Table end() {
    out.close("tr");
    return this;
  }

  /** Closes the table. */
  void close() {
    endBody();
    out.close("table");
  }

  private void beginBody() {
    if (!body) {
      out.open("tbody");
      body = true;
    }
  }

  private void endBody() {
    if (body) {
      out.close("tbody");
      body = false;
    }
  }
}
