package dev.azdrill.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One drill as it will be remembered.
 *
 * @param name for people
 * @param fault what was broken
 * @param subject what it hit
 * @param verdict {@code PASSED}, {@code FAILED}, {@code INCONCLUSIVE} or {@code UNSAFE}
 * @param reason one sentence
 * @param injected when the fault was injected, UTC
 * @param undone when it was undone; empty when there was nothing to undo, or it failed
 * @param ended when the drill ended
 * @param witness what showed that the fault bit
 * @param measurements the recoveries
 * @param traffic what clients saw, slice by slice; empty where there were none
 */
public record DrillRecord(
    String name,
    String fault,
    String subject,
    String verdict,
    String reason,
    Instant injected,
    Optional<Instant> undone,
    Instant ended,
    Optional<String> witness,
    List<Measurement> measurements,
    List<TrafficBucket> traffic) {
  public DrillRecord {
    measurements = List.copyOf(measurements);
    traffic = List.copyOf(traffic);
  }
}
