package dev.azdrill.drill;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.traffic.TrafficLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a drill ended.
 *
 * @param drill what was drilled
 * @param verdict what it ended with
 * @param reason one sentence
 * @param injected when the fault was injected; when the drill was given up, if it never was
 * @param undone when it was undone; empty when it never was
 * @param ended when the last expectation was settled
 * @param witness what showed that the fault bit
 * @param recoveries how each expectation ended while the fault held, in the drill's order
 * @param restorations how each expectation ended after the undo
 * @param traffic what clients saw from the fault on; empty where there were none
 * @param slices the same, stretch by stretch, from a little before the fault
 */
public record DrillResult(
    Drill drill,
    Verdict verdict,
    String reason,
    Instant injected,
    Optional<Instant> undone,
    Instant ended,
    Optional<String> witness,
    List<Recovery> recoveries,
    List<Recovery> restorations,
    Optional<TrafficLog.Seen> traffic,
    List<TrafficBucket> slices) {
  public DrillResult {
    recoveries = List.copyOf(recoveries);
    restorations = List.copyOf(restorations);
    slices = List.copyOf(slices);
  }

  /** The same as evidence, of which reports are made. */
  public DrillRecord toRecord() {
    List<Measurement> measurements = new ArrayList<>();
    recoveries.forEach(each -> measurements.add(measurement(each, "recovery")));
    restorations.forEach(each -> measurements.add(measurement(each, "restoration")));
    return new DrillRecord(
        drill.name(),
        drill.fault().name(),
        drill.fault().subject(),
        verdict.name(),
        reason,
        injected,
        undone,
        ended,
        witness,
        measurements,
        slices);
  }

  private static Measurement measurement(Recovery recovery, String phase) {
    Expectation expectation = recovery.expectation();
    return new Measurement(
        expectation.component(),
        expectation.statement(),
        phase,
        expectation.budget(),
        expectation.derivation(),
        recovery.took(),
        recovery.resolution());
  }
}
