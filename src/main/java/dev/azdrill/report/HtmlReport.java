package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.RunEvidence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A dossier as one page for people: the verdict first, for those who have two minutes, then what
 * was run where, each drill with its timeline, the guarantees and the whole journal, for those who
 * have twenty. The page needs nothing but itself: no script, no network, no font. It is well-formed
 * XML, too.
 */
public final class HtmlReport {
  /** Even if something slipped through the escaping, nothing is loaded and nothing runs. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private static final String STYLE = "report.css";

  private HtmlReport() {}

  /** Renders a dossier as an HTML document. */
  public static String render(RunEvidence dossier) {
    List<Chapter> chapters = Chapter.of(dossier);
    Markup out = new Markup("<!DOCTYPE html>");
    out.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
    head(out, dossier);
    out.open("body");
    Summary.write(out, dossier);
    navigation(out, dossier.drills());
    out.open("main");
    RunSection.write(out, dossier);
    ArchitectureSection.write(out, dossier);
    for (int i = 0; i < dossier.drills().size(); i++) {
      DrillSection.write(out, dossier, i + 1, Chapter.ofDrill(chapters, i + 1));
    }
    GuaranteesSection.write(out, dossier.proofs());
    JournalSection.write(out, dossier, chapters);
    out.close("main").close("body").close("html");
    return out.finish();
  }

  private static void head(Markup out, RunEvidence dossier) {
    out.open("head");
    out.empty("meta", "charset", "utf-8");
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.empty("meta", "name", "color-scheme", "content", "light dark");
    out.empty("meta", "name", "generator", "content", "azdrill");
    out.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    out.element("title", dossier.verdict() + " \u00b7 " + dossier.title());
    out.style(style());
    out.close("head");
  }

  private static void navigation(Markup out, List<DrillRecord> drills) {
    out.open("nav", "aria-label", "Sections").open("ul");
    link(out, "#run", "Run");
    link(out, "#architecture", "Architecture");
    for (int i = 1; i <= drills.size(); i++) {
      link(out, "#drill-" + i, "Drill " + i);
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
