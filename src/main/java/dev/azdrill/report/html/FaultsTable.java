package dev.azdrill.report.html;

import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.FaultRecord;
import dev.azdrill.evidence.FaultRef;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Strength;
import dev.azdrill.report.text.FaultText;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import java.util.List;
import java.util.Optional;

/** What a drill broke, what showed that it took effect, and whether it was undone. */
final class FaultsTable {
  private final Markup out;
  private final DrillTimes times;

  private FaultsTable(Markup out, DrillTimes times) {
    this.out = out;
    this.times = times;
  }

  static void write(Markup out, DrillTimes times) {
    List<FaultRecord> faults = times.drill().faults();
    if (faults.isEmpty()) {
      out.element("p", "No fault was imposed by this drill.", "class", "none");
      return;
    }
    new FaultsTable(out, times).table(faults);
  }

  private void table(List<FaultRecord> faults) {
    Table table =
        Table.open(
            out,
            "faults",
            "What was broken, and whether it was undone",
            "Fault",
            "Imposed",
            "It took effect",
            "Undo",
            "Evidence");
    for (FaultRecord each : faults) {
      table
          .row("class", each.mayStillHold() ? VerdictStyle.BAD.css() : "")
          .head(
              "", () -> out.text(each.ref().fault() + " on ").element("code", each.ref().subject()))
          .cell("nowrap", each.imposed().map(Format::moment).orElse("never"))
          .cell("", () -> witness(each))
          .cell("", () -> undo(each))
          .cell("nowrap", () -> Badge.write(out, strength(each.ref())))
          .end();
    }
    table.close();
  }

  private void witness(FaultRecord fault) {
    if (fault.witness().isPresent()) {
      out.text(FaultText.witness(fault));
    } else {
      VerdictStyle.OPEN.badge(out, "outcome", FaultText.witness(fault));
    }
  }

  private void undo(FaultRecord fault) {
    String sentence = FaultText.undo(fault, fault.imposed().orElse(times.drill().zero()));
    if (fault.mayStillHold()) {
      VerdictStyle.BAD.badge(out, "outcome", sentence);
    } else {
      out.text(sentence);
    }
  }

  /** That of the witness; without one, that of the last thing that was noted of the fault. */
  private Strength strength(FaultRef ref) {
    List<Entry> of =
        times.drill().entries().stream()
            .filter(each -> ref(each.observation()).filter(ref::equals).isPresent())
            .toList();
    return of.stream()
        .filter(each -> each.observation() instanceof Observation.FaultWitnessed)
        .reduce((a, b) -> b)
        .or(() -> of.stream().reduce((a, b) -> b))
        .map(Entry::strength)
        .orElse(Strength.AZDRILL);
  }

  /** The fault that an observation is about. */
  private static Optional<FaultRef> ref(Observation observation) {
    if (observation instanceof Observation.FaultIntended intended) {
      return Optional.of(intended.ref());
    }
    if (observation instanceof Observation.FaultImposed imposed) {
      return Optional.of(imposed.ref());
    }
    return observation instanceof Observation.FaultWitnessed witnessed
        ? Optional.of(witnessed.ref())
        : Optional.empty();
  }
}
