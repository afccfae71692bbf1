package dev.azdrill.report.html;

import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.text.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Evidence as one page for people: the verdict first, for those who have two minutes, then what was
 * run where, each drill with its timeline, the guarantees and the whole journal, for those who have
 * twenty. The page needs nothing but itself: no script, no network, no font. It is well-formed XML,
 * too.
 */
public final class HtmlReport {
  /** Even if something slipped through the escaping, nothing is loaded and nothing runs. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private static final String STYLE = "report.css";

  /** More links than these would be a wall of numbers: the table of drills leads on. */
  private static final int DRILL_LINKS_MAX = 6;

  private HtmlReport() {}

  /** Evidence as an HTML document. */
  public static String render(RunEvidence evidence) {
    StringWriter text = new StringWriter();
    write(evidence, text);
    return text.toString();
  }

  /**
   * Writes evidence as an HTML document.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public static void write(RunEvidence evidence, Writer to) {
    List<Chapter> chapters = Chapter.of(evidence);
    Markup out = new Markup("<!DOCTYPE html>", to);
    out.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
    head(out, evidence);
    out.open("body");
    Summary.write(out, evidence);
    navigation(out, evidence);
    out.open("main");
    RunSection.write(out, evidence);
    ArchitectureSection.write(out, evidence);
    Map<Integer, List<JournalLine>> lines = Chapter.byDrill(chapters);
    for (int i = 1; i <= evidence.drills().size(); i++) {
      DrillSection.write(out, evidence, i, lines.getOrDefault(i, List.of()));
    }
    SkippedTable.section(out, evidence.skipped());
    GuaranteesTable.section(out, evidence.proofs());
    JournalSection.write(out, evidence, chapters);
    out.close("main").close("body").close("html").finish();
  }

  private static void head(Markup out, RunEvidence evidence) {
    out.open("head");
    out.empty("meta", "charset", "utf-8");
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.empty("meta", "name", "color-scheme", "content", "light dark");
    out.empty("meta", "name", "generator", "content", "azdrill");
    out.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    out.element("title", evidence.verdict() + " \u00b7 " + evidence.header().title());
    out.style(style());
    out.close("head");
  }

  private static void navigation(Markup out, RunEvidence evidence) {
    int drills = evidence.drills().size();
    out.open("nav", "aria-label", "Sections").open("ul");
    link(out, "#run", "Run");
    if (!evidence.placements().isEmpty()) {
      link(out, "#architecture", "Architecture");
    }
    for (int i = 1; i <= drills && drills <= DRILL_LINKS_MAX; i++) {
      link(out, "#drill-" + i, "Drill " + i);
    }
    if (drills > DRILL_LINKS_MAX) {
      link(out, "#drill-1", "Drills 1 to " + drills);
    }
    if (!evidence.skipped().isEmpty()) {
      link(out, "#skipped", "Not executed");
    }
    link(out, "#guarantees", "Guarantees");
    link(out, "#journal", "Journal");
    out.close("ul").close("nav");
  }

  private static void link(Markup out, String href, String text) {
    out.open("li").element("a", text, "href", href).close("li");
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException(STYLE + " is missing beside " + HtmlReport.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(STYLE + " could not be read", e);
    }
  }
}
