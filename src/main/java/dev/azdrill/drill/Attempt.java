package dev.azdrill.drill;

import dev.azdrill.evidence.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a drill within a session came to. */
final class Attempt {
  private Attempt() {}

  /**
   * What a drill came to.
   *
   * @param isHeld whether something may still be broken
   * @param missed what was not met in time, a sentence each
   * @param nothing why it proves nothing; empty when it does
   * @param toAdd what is to be said beside what came true; empty text when nothing
   */
  static DrillOutcome outcome(
      boolean isHeld, List<String> missed, Optional<String> nothing, String toAdd) {
    if (isHeld) {
      return new DrillOutcome(Verdict.UNSAFE, "a fault was not undone");
    }
    if (!missed.isEmpty()) {
      List<String> all = new ArrayList<>(missed);
      nothing.ifPresent(all::add);
      return new DrillOutcome(Verdict.FAILED, String.join("; ", all));
    }
    return nothing
        .map(why -> new DrillOutcome(Verdict.INCONCLUSIVE, why))
        .orElseGet(
            () ->
                new DrillOutcome(Verdict.PASSED, "everything recovered within its limits" + toAdd));
  }
}
