package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import java.util.List;

/** The whole journal, drill by drill. */
final class JournalSection {
  private JournalSection() {}

  static void write(Markup out, RunEvidence dossier, List<Chapter> chapters) {
    out.open("section", "id", "journal", "aria-labelledby", "journal-head");
    out.element("h2", "Journal", "id", "journal-head");
    if (chapters.isEmpty()) {
      out.element("p", "Nothing was observed.", "class", "none");
    } else {
      table(out, dossier, chapters);
    }
    out.close("section");
  }

  private static void table(Markup out, RunEvidence dossier, List<Chapter> chapters) {
    Table table =
        Table.open(
            out,
            "journal",
            Format.count(dossier.observations().size(), "observation")
                + ", in the platform\u2019s time (UTC)",
            "Time",
            "+ s",
            "Kind",
            "Subject",
            "Detail",
            "Evidence");
    for (int i = 0; i < chapters.size(); i++) {
      Chapter chapter = chapters.get(i);
      table.group(
          "journal-" + (chapter.drill() > 0 ? Integer.toString(chapter.drill()) : "part-" + i),
          () -> head(out, dossier, chapter));
      chapter.entries().forEach(entry -> row(out, table, dossier, chapter, entry));
    }
    table.close();
  }

  private static void head(Markup out, RunEvidence dossier, Chapter chapter) {
    out.element("span", chapter.heading(), "class", "group-name");
    out.element(
        "span",
        " +0 s is " + zero(dossier, chapter) + " at " + Format.moment(chapter.zero()),
        "class",
        "muted");
  }

  private static String zero(RunEvidence dossier, Chapter chapter) {
    if (chapter.drill() == 0) {
      return "the beginning of the run";
    }
    DrillRecord drill = dossier.drills().get(chapter.drill() - 1);
    return DrillTimes.wasInjected(drill, chapter.entries())
        ? "the fault"
        : "the drill\u2019s beginning";
  }

  private static void row(
      Markup out, Table table, RunEvidence dossier, Chapter chapter, Chapter.Entry entry) {
    Observation each = entry.observation();
    table
        .row("id", entry.anchor(), "class", isWeighty(each) ? "weighty" : "")
        .cell(
            "nowrap when",
            () -> out.element("time", Format.clock(each.at()), "datetime", each.at().toString()))
        .cell("number", Format.offset(chapter.offset(entry)))
        .cell("kind", () -> out.element("code", each.kind()))
        .cell("subject", () -> out.element("code", each.subject()))
        .cell("", each.detail())
        .cell(
            "nowrap",
            () -> {
              Badge.write(out, each.strength());
              if (!each.answeredBy().equals(dossier.answeredBy())) {
                out.element("small", "by " + each.answeredBy(), "class", "muted");
              }
            })
        .end();
  }

  /** What a reader who skims looks for. */
  private static boolean isWeighty(Observation observation) {
    return switch (observation.kind()) {
      case "fault.injected", "fault.undone", "fault.residue", "drill.verdict" -> true;
      default -> false;
    };
  }
}
