package dev.azdrill.report.html;

import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.text.Emphasis;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import java.util.List;

/** The whole journal, drill by drill. */
final class JournalSection {
  private final Markup out;
  private final RunEvidence evidence;

  private JournalSection(Markup out, RunEvidence evidence) {
    this.out = out;
    this.evidence = evidence;
  }

  static void write(Markup out, RunEvidence evidence, List<Chapter> chapters) {
    out.open("section", "id", "journal", "aria-labelledby", "journal-head");
    out.element("h2", "Journal", "id", "journal-head");
    new JournalSection(out, evidence).table(chapters);
    out.close("section");
  }

  private void table(List<Chapter> chapters) {
    int lines = chapters.stream().mapToInt(chapter -> chapter.lines().size()).sum();
    Table table =
        Table.open(
            out,
            "journal",
            Format.count(evidence.entries().size(), "observation")
                + " in "
                + Format.count(lines, "line")
                + ": traffic that is alike shares a line; times are the platform\u2019s, UTC",
            "Time",
            "+ s",
            "Kind",
            "Subject",
            "Observation",
            "Evidence");
    for (int i = 0; i < chapters.size(); i++) {
      Chapter chapter = chapters.get(i);
      String part = chapter.drill().map(String::valueOf).orElse("part-" + i);
      table.group("journal-" + part, () -> head(chapter));
      chapter.lines().forEach(line -> row(table, chapter, line));
    }
    table.close();
  }

  private void head(Chapter chapter) {
    out.element("span", chapter.heading(), "class", "group-name");
    out.element(
        "span",
        " seconds since " + zero(chapter) + ": " + Format.moment(chapter.zero()),
        "class",
        "muted");
  }

  private String zero(Chapter chapter) {
    return chapter
        .drill()
        .map(number -> new DrillTimes(evidence.drills().get(number - 1)).zeroName())
        .orElse("the run began");
  }

  private void row(Table table, Chapter chapter, JournalLine line) {
    table
        .row("id", line.anchor(), "class", css(line.event().emphasis()))
        .cell(
            "nowrap when",
            () -> out.element("time", Format.clock(line.at()), "datetime", line.at().toString()))
        .cell("number", Format.offset(chapter.offset(line)))
        .cell("kind", line.event().lane().words())
        .cell("subject", () -> out.element("code", line.event().subject()))
        .cell("", line.event().sentence())
        .cell(
            "nowrap",
            () -> {
              Badge.write(out, line.strength());
              if (!line.platform().equals(evidence.header().answeredBy())) {
                out.element("small", "by " + line.platform(), "class", "muted");
              }
            })
        .end();
  }

  private static String css(Emphasis emphasis) {
    return switch (emphasis) {
      case ROUTINE -> "";
      case NOTABLE -> "weighty";
      case ALARM -> VerdictStyle.BAD.css();
    };
  }
}
