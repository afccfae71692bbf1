package dev.azdrill.drill;

import dev.azdrill.traffic.TrafficLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a drill ended.
 *
 * @param drill what was drilled
 * @param verdict what it ended with
 * @param reason one sentence
 * @param began when the fault was injected; the drill's beginning when it never was
 * @param ended when the last expectation was settled
 * @param witness what showed that the fault bit
 * @param recoveries how each expectation ended, in the drill's order
 * @param traffic what clients saw from the fault on; empty where there were none
 */
public record DrillResult(
    Drill drill,
    Verdict verdict,
    String reason,
    Instant began,
    Instant ended,
    Optional<String> witness,
    List<Recovery> recoveries,
    Optional<TrafficLog.Seen> traffic) {
  public DrillResult {
    recoveries = List.copyOf(recoveries);
  }
}
