package dev.azdrill.steps;

import dev.azdrill.drill.DrillOutcome;
import dev.azdrill.evidence.Verdict;
import java.util.Optional;

/**
 * The whole drills that one scenario runs. A later step says what should become of each; without
 * one, a drill that did not pass fails the scenario. Not thread-safe.
 */
final class ScenarioDrills {
  /** What became of a drill, and whether a step said what should. */
  private record Ran(DrillOutcome outcome, boolean isJudged) {
    Optional<String> unjudged() {
      return isJudged || outcome.verdict() == Verdict.PASSED
          ? Optional.empty()
          : Optional.of("the drill was " + outcome.verdict() + ": " + outcome.reason());
    }
  }

  private Optional<Ran> last = Optional.empty();

  /** A drill ended in this way. */
  void ran(DrillOutcome outcome) {
    last = Optional.of(new Ran(outcome, false));
  }

  /** What became of the last one, for a step that judges it; empty when none ran. */
  Optional<DrillOutcome> judge() {
    last = last.map(each -> new Ran(each.outcome(), true));
    return last.map(Ran::outcome);
  }

  /** What became of one that did not pass, and of which no step said what should; told once. */
  Optional<String> unjudged() {
    Optional<String> told = last.flatMap(Ran::unjudged);
    judge();
    return told;
  }
}
