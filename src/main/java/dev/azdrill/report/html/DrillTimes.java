package dev.azdrill.report.html;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.FaultRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The times of one drill as seconds since its first fault, or since it began without one. */
record DrillTimes(DrillRecord drill) {
  /** Whether a fault was imposed: without one, zero is the drill's own beginning. */
  boolean hasFault() {
    return drill.imposed().isPresent();
  }

  /** {@code the fault}, or {@code the drill began}: the end of "seconds since ...". */
  String zeroName() {
    if (!hasFault()) {
      return "the drill began";
    }
    return drill.faults().size() > 1 ? "the first fault" : "the fault";
  }

  Duration since(Instant at) {
    return Duration.between(drill.zero(), at);
  }

  Optional<Duration> undone() {
    return drill.undone().map(this::since);
  }

  /** From when to when a fault held; to the end when it may still hold; empty if never imposed. */
  Optional<Duration> heldUntil(FaultRecord fault) {
    return fault.mayStillHold() ? Optional.of(end()) : fault.undone().map(this::since);
  }

  /**
   * From when on a recovery was counted: the fault, or its undo. Where there was nothing to undo,
   * the drill turned to the restoration when the last recovery was settled.
   */
  Duration origin(Measurement measurement) {
    return measurement.phase() == Phase.RESTORATION
        ? undone().orElseGet(this::lastRecovery)
        : Duration.ZERO;
  }

  private Duration lastRecovery() {
    return drill.measurements().stream()
        .filter(each -> each.phase() == Phase.RECOVERY)
        .map(each -> each.took().orElse(each.limit().duration()))
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

  /** The phases in the order in which they come. */
  List<Phase> phases() {
    return drill.measurements().stream().map(Measurement::phase).distinct().sorted().toList();
  }

  /** The outage that clients saw longest. */
  Optional<Outage> longestOutage() {
    return drill.outages().stream().max(Comparator.comparing(Outage::length));
  }
}
