package dev.azdrill.report.junit;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import java.time.Duration;

/**
 * One case of a suite.
 *
 * @param name for people
 * @param took in the platform's time
 * @param outcome how a build server counts it
 * @param type the verdict behind it
 * @param message why; written unless it passed
 */
record TestCase(String name, Duration took, Outcome outcome, String type, String message) {
  /** How a build server counts a case. */
  enum Outcome {
    PASSED,
    /** Seen to be wrong. */
    FAILURE,
    /** Not proven. */
    ERROR,
    /** Counts neither way. */
    SKIPPED;

    static Outcome of(Verdict verdict) {
      return switch (verdict) {
        case PASSED -> PASSED;
        case FAILED, UNSAFE -> FAILURE;
        case INCONCLUSIVE -> ERROR;
      };
    }

    static Outcome of(GuaranteeVerdict verdict) {
      return switch (verdict) {
        case PROVEN -> PASSED;
        case VIOLATED -> FAILURE;
        case UNKNOWN -> ERROR;
      };
    }
  }

  /** The same case within a drill that passed: what it missed was what the drill expected. */
  TestCase inPassedDrill() {
    return outcome == Outcome.PASSED
        ? this
        : new TestCase(
            name,
            took,
            Outcome.SKIPPED,
            type,
            "the drill passed, so this does not count: " + message);
  }

  void write(Markup out, String suite) {
    out.open("testcase", "classname", suite, "name", name, "time", Format.plainSeconds(took));
    switch (outcome) {
      case PASSED -> {}
      case FAILURE -> out.element("failure", message, "type", type, "message", message);
      case ERROR -> out.element("error", message, "type", type, "message", message);
      case SKIPPED -> out.empty("skipped", "message", message);
    }
    out.close("testcase");
  }
}
