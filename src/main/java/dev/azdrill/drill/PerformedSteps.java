package dev.azdrill.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a session was asked to do, so that it can be done again. Not thread-safe. */
final class PerformedSteps {
  private final List<DrillStep> steps = new ArrayList<>();
  private Objectives objectives = Objectives.NONE;
  private Guards guards = Guards.NONE;
  private boolean isChanged;

  void add(DrillStep step) {
    steps.add(step);
  }

  void add(Drill drill) {
    steps.addAll(drill.steps());
    judged(drill.objectives());
    add(drill.guards());
  }

  /** These held from here on. */
  void add(Guards more) {
    guards = guards.and(more);
  }

  /** These were judged on the way. */
  void judged(Objectives wanted) {
    objectives = objectives.or(wanted);
  }

  /** Somebody changed the configuration: no drill does that. */
  void changed() {
    isChanged = true;
  }

  /**
   * The same as a drill; empty when no drill can do it.
   *
   * @param others objectives of the session
   */
  Optional<Drill> asDrill(String name, Objectives others) {
    return isChanged || !Drill.disturbs(steps)
        ? Optional.empty()
        : Optional.of(new Drill(name, steps, objectives.or(others), guards));
  }
}
