package dev.azdrill.drill;

import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.text.DurationText;
import java.time.Duration;
import java.util.List;

/** A measurement, or an objective, as one sentence, for verdicts and failed steps. */
public final class RecoverySentence {
  private RecoverySentence() {}

  /** What was expected and what was measured. */
  public static String of(Measurement measurement) {
    String expected = measurement.expected();
    String took = measurement.took().map(RecoverySentence::seconds).orElse("never");
    return switch (measurement.timeliness()) {
      case IN_TIME -> expected + ": after " + took + uncertain(measurement);
      case WITHIN_RESOLUTION ->
          expected
              + ": after "
              + took
              + uncertain(measurement)
              + ", over its limit of "
              + seconds(measurement.limit().duration())
              + " within the resolution of the looks";
      case UNDECIDED ->
          wanted(measurement)
              + ", it cannot be told: it was seen after "
              + took
              + ", up to "
              + seconds(measurement.resolution())
              + " late";
      case LATE -> wanted(measurement) + ", it took " + took + uncertain(measurement);
      case NEVER -> wanted(measurement) + ", last saw " + measurement.lastSeen();
    };
  }

  private static String wanted(Measurement measurement) {
    return "expected " + measurement.expected() + within(measurement.limit());
  }

  /** {@code within 600 s (health check every 300 s; the configuration allows 3005 s, ...)}. */
  static String within(Limit limit) {
    return " within "
        + seconds(limit.duration())
        + " ("
        + limit.derivation()
        + limit
            .beyondCeiling()
            .map(
                all ->
                    "; the configuration allows " + seconds(all) + ", judged against the ceiling")
            .orElse("")
        + ")";
  }

  /** An objective that was not met, as a sentence. */
  public static String unmet(ObjectiveResult result) {
    return "expected "
        + result.kind().words()
        + " "
        + result.wanted()
        + ", measured "
        + result.measured();
  }

  /** The same of each that was not met. */
  static List<String> ofUnmet(List<ObjectiveResult> results) {
    return results.stream().filter(each -> !each.met()).map(RecoverySentence::unmet).toList();
  }

  private static String uncertain(Measurement measurement) {
    Duration late = measurement.resolution();
    return late.toSeconds() == 0 ? "" : " (seen up to " + seconds(late) + " late)";
  }

  private static String seconds(Duration duration) {
    return DurationText.seconds(duration) + " s";
  }
}
