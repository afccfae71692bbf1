package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.FaultException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which verdict wins, and what its sentence keeps of the others. */
class VerdictReasonsTest {
  private final VerdictReasons reasons = new VerdictReasons();

  private DrillOutcome outcome(String... lost) {
    return reasons.outcome(
        Optional.of(String.join("", lost)).filter(why -> !why.isEmpty()), new InjectedFaults());
  }

  private void assertOutcome(DrillOutcome outcome, Verdict verdict, String reason) {
    assertThat(outcome).isEqualTo(new DrillOutcome(verdict, reason));
  }

  @Test
  void what_a_fault_says_of_itself_is_told_without_the_name_of_its_class() {
    VerdictReasons reasons = new VerdictReasons();

    reasons.brokenOffBy(new FaultException("expected a zone, saw none"));

    assertThat(reasons.outcome(Optional.empty(), new InjectedFaults()))
        .isEqualTo(
            new DrillOutcome(
                Verdict.INCONCLUSIVE, "the drill was broken off: expected a zone, saw none"));
  }

  @Test
  void unsafe_beats_a_lost_platform_that_beats_a_failure_that_beats_what_was_broken_off() {
    assertOutcome(outcome(), Verdict.PASSED, "everything that was asked came true");
    reasons.brokenOff("stopped");
    reasons.brokenOff("stopped again");
    assertOutcome(outcome(), Verdict.INCONCLUSIVE, "stopped");
    reasons.missed("too slow");
    reasons.missed("too late");
    assertOutcome(outcome(), Verdict.FAILED, "too slow; too late; stopped");
    assertOutcome(
        outcome("nobody answers"),
        Verdict.INCONCLUSIVE,
        "nobody answers; stopped; what was seen until then: too slow; too late");
    reasons.unsafe("it still holds");
    reasons.unsafe("so does this");
    assertOutcome(
        outcome("nobody answers"), Verdict.UNSAFE, "it still holds; so does this; nobody answers");
  }

  @Test
  void a_load_of_which_nothing_was_asked_proves_nothing() {
    reasons.loaded();
    reasons.measured(true, false);
    assertOutcome(outcome(), Verdict.INCONCLUSIVE, Answers.NOTHING_ASKED);
    reasons.measured(true, true);
    assertThat(outcome().verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void a_negative_control_that_failed_as_it_must_is_told_and_hides_no_failure() {
    reasons.failedAsExpected("one zone alone");
    assertOutcome(outcome(), Verdict.PASSED, "failed as expected: one zone alone");
    reasons.missed("too slow");
    assertThat(outcome().verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void it_is_untroubled_until_something_speaks_against_it() {
    reasons.measured(true, true);
    reasons.failedAsExpected("as it must");
    assertThat(reasons.isEmpty()).isTrue();
    reasons.missed("too slow");
    assertThat(reasons.isEmpty()).isFalse();

    VerdictReasons broken = new VerdictReasons();
    broken.brokenOff("stopped");
    assertThat(broken.isEmpty()).isFalse();
    assertThat(broken.isBrokenOff()).isTrue();

    VerdictReasons unsafe = new VerdictReasons();
    unsafe.unsafe("it still holds");
    assertThat(unsafe.isEmpty()).isFalse();
    assertThat(unsafe.isBrokenOff()).isFalse();
  }
}
