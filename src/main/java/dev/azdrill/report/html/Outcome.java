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
    return switch (measurement.timeliness()) {
      case IN_TIME -> new Outcome("in time", VerdictStyle.GOOD);
      case WITHIN_RESOLUTION -> new Outcome("over, within the resolution", VerdictStyle.OPEN);
      case UNDECIDED -> new Outcome("cannot be told", VerdictStyle.OPEN);
      case LATE -> missed(drill, measurement, "late");
      case NEVER -> missed(drill, measurement, "not recovered");
    };
  }

  private static Outcome missed(DrillRecord drill, Measurement measurement, String words) {
    return isExpectedToMiss(drill, measurement)
        ? new Outcome(words + ", as expected", VerdictStyle.OPEN)
        : new Outcome(words, VerdictStyle.BAD);
  }

  static boolean isExpectedToMiss(DrillRecord drill, Measurement measurement) {
    return drill.verdict() == Verdict.PASSED && measurement.timeliness().isMissed();
  }
}
