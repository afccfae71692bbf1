package dev.azdrill.report.html;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Verdict;

/**
 * How a recovery stands against its limit.
 *
 * @param words for people
 * @param style how it is shown
 */
record Outcome(String words, VerdictStyle style) {
  /** A drill that passed although a limit was missed expected it to be missed. */
  static Outcome of(DrillRecord drill, Measurement measurement) {
    if (measurement.inTime()) {
      return new Outcome("in time", VerdictStyle.GOOD);
    }
    String missed = measurement.took().isPresent() ? "late" : "not recovered";
    return isExpectedToMiss(drill, measurement)
        ? new Outcome(missed + ", as expected", VerdictStyle.OPEN)
        : new Outcome(missed, VerdictStyle.BAD);
  }

  static boolean isExpectedToMiss(DrillRecord drill, Measurement measurement) {
    return drill.verdict() == Verdict.PASSED && !measurement.inTime();
  }
}
