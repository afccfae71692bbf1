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
record RecoveryOutcome(String words, VerdictStyle style) {
  /** A drill that passed although a limit was missed expected it to be missed. */
  static RecoveryOutcome of(DrillRecord drill, Measurement measurement) {
    return switch (measurement.timeliness()) {
      case IN_TIME -> new RecoveryOutcome("in time", VerdictStyle.GOOD);
      case WITHIN_RESOLUTION ->
          new RecoveryOutcome("over, within the resolution", VerdictStyle.OPEN);
      case UNDECIDED -> new RecoveryOutcome("cannot be told", VerdictStyle.OPEN);
      case LATE -> missed(drill, measurement, "late");
      case NEVER -> missed(drill, measurement, "not recovered");
    };
  }

  private static RecoveryOutcome missed(DrillRecord drill, Measurement measurement, String words) {
    return isExpectedToMiss(drill, measurement)
        ? new RecoveryOutcome(words + ", as expected", VerdictStyle.OPEN)
        : new RecoveryOutcome(words, VerdictStyle.BAD);
  }

  static boolean isExpectedToMiss(DrillRecord drill, Measurement measurement) {
    return drill.verdict() == Verdict.PASSED && measurement.timeliness().isMissed();
  }
}
