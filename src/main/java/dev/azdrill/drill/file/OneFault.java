package dev.azdrill.drill.file;

import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The short form of a drill: one fault, what recovers while it holds, and what after its undo.
 *
 * @param fault what is broken
 * @param recovery while it holds
 * @param restoration after its undo
 */
record OneFault(Fault fault, List<TimedExpectation> recovery, List<TimedExpectation> restoration) {
  /** The short form of a drill; empty when it has none. */
  static Optional<OneFault> of(Drill drill) {
    List<DrillStep> steps = drill.steps();
    if (!(steps.get(0) instanceof DrillStep.Inject first)) {
      return Optional.empty();
    }
    List<TimedExpectation> recovery = new ArrayList<>();
    List<TimedExpectation> restoration = new ArrayList<>();
    boolean isUndone = false;
    for (DrillStep each : steps.subList(1, steps.size())) {
      if (each instanceof DrillStep.Expect expect) {
        (isUndone ? restoration : recovery).add(expect.expected());
      } else if (each.equals(new DrillStep.Undo()) && !isUndone) {
        isUndone = true;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new OneFault(first.fault(), recovery, restoration));
  }
}
