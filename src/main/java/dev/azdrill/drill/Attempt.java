package dev.azdrill.drill;

import dev.azdrill.evidence.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a drill within a session came to. */
final class Attempt {
  private Attempt() {}

  /**
   * What a drill came to.
   *
   * @param isHeld whether something may still be broken
   * @param missed what was not met in time, a sentence each
   * @param nothing why it proves nothing; empty when it does
   * @param toAdd what is to be said beside what came true
   */
  static DrillOutcome outcome(
      boolean isHeld, List<String> missed, Optional<String> nothing, List<String> toAdd) {
    if (isHeld) {
      return new DrillOutcome(Verdict.UNSAFE, "a fault was not undone");
    }
    if (!missed.isEmpty()) {
      return DrillOutcome.of(Verdict.FAILED, Stream.concat(missed.stream(), nothing.stream()));
    }
    return nothing
        .map(why -> new DrillOutcome(Verdict.INCONCLUSIVE, why))
        .orElseGet(
            () ->
                DrillOutcome.of(
                    Verdict.PASSED,
                    Stream.concat(Stream.of(VerdictReasons.RECOVERED), toAdd.stream())));
  }
}
