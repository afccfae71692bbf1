package dev.azdrill.report.text;

import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Phase;
import dev.azdrill.text.Printable;
import java.time.Duration;
import java.util.Optional;

/** Recovery times and their limits as sentences. */
public final class MeasurementText {
  private MeasurementText() {}

  /** {@code expected the database to fail over within 2 min, it took 84 s}. */
  public static String sentence(Measurement measurement) {
    return "expected "
        + Printable.line(measurement.expected())
        + " within "
        + Format.duration(measurement.limit().duration())
        + measurement
            .took()
            .map(took -> ", it took " + Format.duration(took))
            .orElse(", it did not happen; seen last: " + Printable.line(measurement.lastSeen()))
        + resolution(measurement).map(text -> ": " + text).orElse("");
  }

  /**
   * How late a recovery may have been seen, where it was looked for from time to time, and what
   * that makes of its limit; empty where it is exact, or did not come.
   */
  public static Optional<String> resolution(Measurement measurement) {
    String late = "seen up to " + Format.duration(measurement.resolution()) + " late";
    String over = measurement.overLimit().map(Format::duration).orElse("") + " over its limit";
    return switch (measurement.timeliness()) {
      case NEVER -> Optional.empty();
      case IN_TIME -> Optional.of(late).filter(text -> measurement.resolution().toMillis() > 0);
      case LATE ->
          Optional.of(over + ", " + late).filter(text -> !measurement.resolution().isZero());
      case WITHIN_RESOLUTION -> Optional.of(over + ", within the resolution of the looks: " + late);
      case UNDECIDED -> Optional.of(over + ", which cannot be told from in time: " + late);
    };
  }

  /** Who sets a limit. */
  public static String source(Limit.Source source) {
    return switch (source) {
      case OBJECTIVE -> "objective";
      case CONFIGURATION -> "configuration";
      case DOCUMENTATION -> "AWS documentation";
      case ALLOWANCE -> "allowance";
    };
  }

  /** What a ceiling cut off: {@code configuration allows 50 min, judged against ...}. */
  public static String beyond(Limit limit, Duration allowed) {
    return "configuration allows "
        + Format.duration(allowed)
        + ", judged against the ceiling of "
        + Format.duration(limit.duration());
  }

  /** A limit with its source, and with what the configuration would have allowed. */
  public static String sentence(Limit limit) {
    return Format.duration(limit.duration())
        + " ("
        + source(limit.source())
        + ": "
        + Printable.line(limit.derivation())
        + limit.beyondCeiling().map(allowed -> "; " + beyond(limit, allowed)).orElse("")
        + ")";
  }

  /** A phase in a word or two. */
  public static String phase(Phase phase) {
    return switch (phase) {
      case STEADY_STATE -> "steady state";
      case RECOVERY -> "recovery";
      case RESTORATION -> "restoration";
    };
  }
}
