package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.RunEvidence;
import java.time.Duration;
import java.util.List;

/** One drill: what was broken, what came of it, its timeline and its numbers. */
final class DrillSection {
  private final Markup out;
  private final DrillRecord drill;
  private final Fidelity fidelity;
  private final DrillTimes moments;
  private final int number;

  private DrillSection(Markup out, RunEvidence dossier, int number) {
    this.out = out;
    this.drill = dossier.drills().get(number - 1);
    this.fidelity = Fidelity.of(dossier);
    this.moments = new DrillTimes(drill);
    this.number = number;
  }

  /**
   * Writes the section of a drill.
   *
   * @param number the drill's, from 1
   * @param entries what the journal noted of it
   */
  static void write(Markup out, RunEvidence dossier, int number, List<Chapter.Entry> entries) {
    new DrillSection(out, dossier, number).section(entries);
  }

  private void section(List<Chapter.Entry> entries) {
    String head = "drill-" + number + "-head";
    out.open("section", "id", "drill-" + number, "class", "drill", "aria-labelledby", head);
    out.open("h2", "id", head).element("span", "Drill " + number, "class", "ordinal");
    out.text(" " + drill.name() + " ");
    VerdictStyle.badge(out, drill.verdict());
    out.close("h2");
    out.open("p", "class", "reason").element("strong", drill.verdict());
    out.text(": " + drill.reason()).close("p");
    facts(entries);
    timeline(entries);
    recoveries();
    ClientsTable.write(out, moments, fidelity, DrillTimes.wasInjected(drill, entries));
    if (!entries.isEmpty()) {
      out.open("p", "class", "onward");
      out.element("a", "The journal of this drill", "href", "#journal-" + number);
      out.text(", " + Format.count(entries.size(), "observation")).close("p");
    }
    out.close("section");
  }

  private void facts(List<Chapter.Entry> entries) {
    out.open("dl", "class", "facts");
    out.element("dt", "Fault");
    out.open("dd").text(drill.fault() + " on ").element("code", drill.subject()).close("dd");
    if (DrillTimes.wasInjected(drill, entries)) {
      injection(entries);
    } else {
      out.element("dt", "Injected").element("dd", "never: nothing was broken by this drill");
      out.element("dt", "Ended").element("dd", Format.moment(drill.ended()));
    }
    out.close("dl");
  }

  private void injection(List<Chapter.Entry> entries) {
    out.element("dt", "Injected").element("dd", Format.moment(drill.injected()));
    out.element("dt", "Undone").element("dd", undone());
    out.element("dt", "Ended");
    out.element("dd", Format.duration(moments.since(drill.ended())) + " after the fault");
    out.element("dt", "Witness");
    out.open("dd");
    drill.witness().ifPresentOrElse(witness -> witness(witness, entries), this::noWitness);
    out.close("dd");
  }

  private String undone() {
    return moments
        .undone()
        .map(after -> Format.duration(after) + " after the fault")
        .orElse(
            moments.stillHolds()
                ? "no: what the fault broke is still broken"
                : "there was nothing to undo");
  }

  /** How strong a witness is says the journal, which knows who saw it. */
  private void witness(String witness, List<Chapter.Entry> entries) {
    out.text(witness + " ");
    entries.stream()
        .map(Chapter.Entry::observation)
        .filter(each -> each.detail().equals(witness))
        .findFirst()
        .ifPresentOrElse(
            each -> Badge.write(out, each.strength()),
            () -> out.element("span", "not in the journal", "class", "muted"));
  }

  private void noWitness() {
    out.text("none: nothing showed that the fault bit");
  }

  private void timeline(List<Chapter.Entry> entries) {
    if (!DrillTimes.wasInjected(drill, entries)) {
      return;
    }
    out.open("figure");
    out.open(
        "div",
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "Timeline of drill " + number);
    Timeline.write(out, number, drill, fidelity, entries);
    out.close("div");
    out.open("figcaption");
    key("key-took", "took");
    key("key-budget", "budget");
    if (drill.measurements().stream().anyMatch(each -> !each.inTime())) {
      key("key-missed", "budget missed");
    }
    if (!drill.traffic().isEmpty()) {
      key("key-served", "requests served");
      key("key-failed", "share of requests that failed");
    }
    if (!entries.isEmpty()) {
      key("key-tick", "an observation; a click leads to its line in the journal");
    }
    out.close("figcaption").close("figure");
  }

  private void key(String css, String text) {
    out.open("span", "class", "key").element("span", "", "class", "swatch " + css);
    out.text(text).close("span").text(" ");
  }

  private void recoveries() {
    out.element("h3", "Recovery times");
    if (drill.measurements().isEmpty()) {
      out.element("p", "Nothing was timed.", "class", "none");
      return;
    }
    Table table =
        Table.open(
            out,
            "recoveries",
            "How long each component took, against its budget",
            "Component",
            "Expected",
            "Took",
            "Budget",
            "In time",
            "Evidence");
    for (String phase : moments.phases()) {
      table.group(
          "drill-" + number + "-" + moments.phases().indexOf(phase),
          () -> out.text(DrillTimes.heading(phase)));
      for (Measurement each : drill.measurements()) {
        if (each.phase().equals(phase)) {
          recovery(table, each);
        }
      }
    }
    table.close();
  }

  private void recovery(Table table, Measurement each) {
    Outcome outcome = Outcome.of(each);
    table
        .row("class", outcome.tone().css())
        .head("", () -> out.text(each.component()))
        .cell("", each.statement())
        .cell("number", () -> measured(each))
        .cell(
            "budget",
            () -> {
              took(each.budget());
              out.open("span", "class", "derivation").text(each.derivation()).close("span");
            })
        .cell("nowrap", () -> outcome(outcome))
        .cell("nowrap", () -> Badge.write(out, fidelity.of(each)))
        .end();
  }

  /** What is seen late is measured late: the table says by how much at most. */
  private void measured(Measurement each) {
    each.took().ifPresentOrElse(this::took, () -> out.text("never"));
    if (each.took().isPresent() && each.resolution().toSeconds() > 0) {
      out.open("span", "class", "derivation")
          .text("seen up to " + Format.seconds(each.resolution()) + " s late")
          .close("span");
    }
  }

  private void took(Duration duration) {
    out.element("span", Format.seconds(duration) + " s", "class", "seconds");
    String words = Format.duration(duration);
    if (words.contains("min") || words.contains("h")) {
      out.text(" ").element("span", words, "class", "words");
    }
  }

  private void outcome(Outcome outcome) {
    out.open("span", "class", "outcome " + outcome.tone().css());
    outcome.tone().sign(out, "0", "0");
    out.element("span", outcome.words()).close("span");
  }
}
