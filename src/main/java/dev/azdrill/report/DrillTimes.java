package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.TrafficBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The times of one drill as seconds since its fault. */
record DrillTimes(DrillRecord drill) {
  static final String RESTORATION = "restoration";

  /**
   * Whether anything shows that the fault was injected. A drill that found no steady state to begin
   * with never came to it: then its zero is its own beginning.
   *
   * @param entries what the journal noted of the drill
   */
  static boolean wasInjected(DrillRecord drill, List<Chapter.Entry> entries) {
    return drill.witness().isPresent()
        || !drill.measurements().isEmpty()
        || entries.stream().anyMatch(each -> each.observation().kind().equals("fault.injected"));
  }

  Duration since(Instant at) {
    return Duration.between(drill.injected(), at);
  }

  Optional<Duration> undone() {
    return drill.undone().map(this::since);
  }

  /** Whether the fault still held when the drill ended. */
  boolean stillHolds() {
    return VerdictStyle.of(drill.verdict()) == VerdictStyle.DANGER && drill.undone().isEmpty();
  }

  /**
   * From when on a recovery was timed: the fault, or its undo. Where there was nothing to undo, the
   * drill turned to the restoration when the last recovery was settled.
   */
  Duration origin(Measurement measurement) {
    if (!measurement.phase().equals(RESTORATION)) {
      return Duration.ZERO;
    }
    return undone().orElseGet(this::lastRecovery);
  }

  private Duration lastRecovery() {
    return drill.measurements().stream()
        .filter(each -> !each.phase().equals(RESTORATION))
        .map(each -> each.took().orElse(each.budget()))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** The last thing that happened. */
  Duration end() {
    Stream<Duration> recoveries =
        drill.measurements().stream()
            .flatMap(each -> each.took().map(took -> origin(each).plus(took)).stream());
    return Stream.concat(Stream.of(since(drill.ended())), recoveries)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** What clients saw from the fault on. */
  List<TrafficBucket> trafficSinceFault() {
    return drill.traffic().stream()
        .filter(slice -> !slice.from().isBefore(drill.injected()))
        .toList();
  }

  /** The phases in the order in which they come. */
  List<String> phases() {
    return drill.measurements().stream().map(Measurement::phase).distinct().toList();
  }

  /** A phase's heading: what was timed, and from when on. */
  static String heading(String phase) {
    return phase + (phase.equals(RESTORATION) ? ", since the undo" : ", since the fault");
  }
}
