package dev.azdrill.report.html;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.text.CauseText;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import dev.azdrill.report.text.ViolationExplanation;
import java.util.List;

/** One drill: what was broken, what came of it, its timeline and its numbers. */
final class DrillSection {
  private final Markup out;
  private final RunEvidence evidence;
  private final DrillRecord drill;
  private final DrillTimes times;
  private final int number;

  private DrillSection(Markup out, RunEvidence evidence, int number) {
    this.out = out;
    this.evidence = evidence;
    this.drill = evidence.drills().get(number - 1);
    this.times = new DrillTimes(drill);
    this.number = number;
  }

  /**
   * Writes the section of a drill.
   *
   * @param number the drill's, from 1
   * @param lines what the journal noted of it
   */
  static void write(Markup out, RunEvidence evidence, int number, List<JournalLine> lines) {
    new DrillSection(out, evidence, number).section(lines);
  }

  private void section(List<JournalLine> lines) {
    String head = "drill-" + number + "-head";
    out.open("section", "id", "drill-" + number, "class", "drill", "aria-labelledby", head);
    out.open("h2", "id", head).element("span", "Drill " + number, "class", "ordinal");
    out.text(" " + drill.name() + " ");
    VerdictStyle.badge(out, drill.verdict());
    out.close("h2");
    out.open("p", "class", "reason").element("strong", drill.verdict().name());
    out.text(": " + drill.reason()).close("p");
    drill.causes().forEach(this::cause);
    ViolationExplanation.of(drill, evidence.proofs()).forEach(this::explained);
    out.open("p", "class", "muted note");
    out.text(
        Format.moment(drill.began())
            + " to "
            + Format.moment(drill.ended())
            + (drill.id().equals(drill.name()) ? "" : ", "));
    if (!drill.id().equals(drill.name())) {
      out.element("code", drill.id());
    }
    out.close("p");
    FaultsTable.write(out, times);
    timeline(lines);
    RecoveriesTable.write(out, times, number);
    ObjectivesTable.write(out, drill.objectives());
    ClientsTables.write(out, times, evidence.header().traffic());
    GuaranteesTable.ofDrill(out, drill, number);
    placements();
    journal(lines);
    out.close("section");
  }

  private void cause(FailureCause cause) {
    out.open("p", "class", "cause").element("strong", "Why");
    out.text(": " + CauseText.of(cause)).close("p");
  }

  private void explained(ProofRecord proof) {
    int place = evidence.proofs().indexOf(proof) + 1;
    out.open("p", "class", "explained").text("Explained by ");
    out.element("a", proof.statement(), "href", "#" + GuaranteesTable.anchor(place)).text(" ");
    VerdictStyle.badge(out, proof.verdict());
    out.text(" " + proof.explanation()).close("p");
  }

  private void timeline(List<JournalLine> lines) {
    if (Timeline.hasAnythingToShow(times)) {
      TimelineFigure.write(out, evidence.header().traffic(), number, times, lines);
    }
  }

  /** A drill that brought its own stack says what stood where. */
  private void placements() {
    List<Placement> placements =
        drill.entries().stream()
            .filter(each -> each.observation() instanceof Observation.ResourcePlaced)
            .map(each -> ((Observation.ResourcePlaced) each.observation()).placement())
            .toList();
    if (!placements.isEmpty()) {
      out.element("h3", "The architecture before the fault");
      ArchitectureTable.write(out, placements, List.of());
    }
  }

  private void journal(List<JournalLine> lines) {
    if (!lines.isEmpty()) {
      out.open("p", "class", "onward");
      out.element("a", "The journal of this drill", "href", "#journal-" + number);
      out.text(", " + Format.count(lines.size(), "line")).close("p");
    }
  }
}
