package dev.azdrill.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was asked of what was broken, and whether the answers say anything of it. Not thread-safe.
 */
final class Answers {
  /** Why a drill proves nothing that asks nothing of its faults. */
  static final String NOTHING_ASKED = "nothing was asked that what was broken could have changed";

  private final List<String> failedAsExpected = new ArrayList<>();
  private boolean isRecovered;
  private boolean isLoaded;
  private int measurements;
  private int questions;
  private int undisturbed;

  /** Something was asked, and the caller judges the answer. */
  void asked() {
    measurements++;
    questions++;
  }

  /** The load was changed: something must be asked of it, as of a fault. */
  void loaded() {
    isLoaded = true;
  }

  /**
   * Something was measured, whatever came of it.
   *
   * @param isAsked whether somebody asked for it: the steady state at the end of a drill is its own
   * @param isQuestion whether what was broken could have changed it
   */
  void measured(boolean isAsked, boolean isQuestion) {
    if (isAsked) {
      measurements++;
    }
    if (isAsked && isQuestion) {
      questions++;
    }
    isRecovered |= isQuestion;
  }

  /** An answer says nothing of what the faults did: it held all along, or could not come true. */
  void unfelt() {
    undisturbed++;
  }

  /** What was counted as a question is none: nothing of it was felt. */
  void noQuestion() {
    questions--;
  }

  /** A negative control failed, as it must. */
  void failedAsExpected(String reason) {
    failedAsExpected.remove(reason);
    failedAsExpected.add(reason);
  }

  /** What failed as it must, a sentence each, in the order in which it was asked last. */
  List<String> failedAsExpected() {
    return List.copyOf(failedAsExpected);
  }

  /** Whether something that was asked has been disturbed, and came true again. */
  boolean tellOfRecovery() {
    return isRecovered && !saysNothing();
  }

  /** Whether every answer held all along, or could not come true. */
  boolean saysNothing() {
    return undisturbed >= measurements;
  }

  /** Why nothing was asked of these faults, or of a load; empty when something was. */
  Optional<String> nothingAsked(InjectedFaults faults) {
    boolean isDisturbed = isLoaded || !faults.all().isEmpty();
    return questions > 0 || !failedAsExpected.isEmpty() || !isDisturbed
        ? Optional.empty()
        : Optional.of(NOTHING_ASKED);
  }
}
