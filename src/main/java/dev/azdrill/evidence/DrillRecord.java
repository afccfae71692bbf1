package dev.azdrill.evidence;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One drill, or one scenario, as it will be remembered.
 *
 * @param id what its entries in the journal carry
 * @param name for people
 * @param verdict what it ended with
 * @param reason one sentence
 * @param began when it began, UTC
 * @param ended when it ended; when it was last heard of, if it never did
 * @param faults what was broken, in the order in which it was intended
 * @param measurements the recoveries, in the order in which they were settled
 * @param objectives the user's objectives, judged
 * @param traffic what clients saw, bucket by bucket; empty where there were none
 * @param outages the stretches of time in which requests failed
 * @param causes why it did not pass, as far as it is known; empty when it passed
 * @param proofs guarantees that were judged within it
 * @param entries what the journal noted of it
 */
public record DrillRecord(
    String id,
    String name,
    Verdict verdict,
    String reason,
    Instant began,
    Instant ended,
    List<FaultRecord> faults,
    List<Measurement> measurements,
    List<ObjectiveResult> objectives,
    List<TrafficBucket> traffic,
    List<Outage> outages,
    List<FailureCause> causes,
    List<ProofRecord> proofs,
    List<Entry> entries) {
  public DrillRecord {
    faults = List.copyOf(faults);
    measurements = List.copyOf(measurements);
    objectives = List.copyOf(objectives);
    traffic = List.copyOf(traffic);
    outages = List.copyOf(outages);
    causes = List.copyOf(causes);
    proofs = List.copyOf(proofs);
    entries = List.copyOf(entries);
  }

  /** When the first fault was imposed; empty when none ever was. */
  public Optional<Instant> imposed() {
    return faults.stream().flatMap(each -> each.imposed().stream()).min(Comparator.naturalOrder());
  }

  /**
   * From when on its seconds are counted: its first fault or change of load, else its beginning.
   */
  public Instant zero() {
    return entries.stream()
        .flatMap(each -> each.origin().stream())
        .findFirst()
        .or(this::imposed)
        .orElse(began);
  }

  /** When the last fault was taken back; empty when none was. */
  public Optional<Instant> undone() {
    return faults.stream().flatMap(each -> each.undone().stream()).max(Comparator.naturalOrder());
  }

  /** Whether something that was broken may still be broken. */
  public boolean mayStillHold() {
    return faults.stream().anyMatch(FaultRecord::mayStillHold);
  }

  /** What clients saw from {@link #zero} on: the buckets that begin at it or later. */
  public List<TrafficBucket> trafficSinceFault() {
    Instant zero = zero();
    return traffic.stream().filter(each -> !each.from().isBefore(zero)).toList();
  }
}
