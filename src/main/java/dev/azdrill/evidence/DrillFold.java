package dev.azdrill.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Gathers the entries of one drill into its record. */
final class DrillFold {
  private final String id;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<FaultRef, FaultRecord> faults = new LinkedHashMap<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<ObjectiveResult> objectives = new ArrayList<>();
  private final List<TrafficBucket> traffic = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private final List<ProofRecord> proofs = new ArrayList<>();
  private final Instant began;
  private String name;
  private Optional<Observation.DrillEnded> end = Optional.empty();
  private Instant last;

  DrillFold(String id, Instant began) {
    this.id = id;
    this.name = id;
    this.began = began;
    this.last = began;
  }

  void add(Entry entry) {
    entries.add(entry);
    last = entry.at().isAfter(last) ? entry.at() : last;
    Observation what = entry.observation();
    if (what instanceof Observation.DrillBegun begun) {
      name = begun.name();
    } else if (what instanceof Observation.DrillEnded ended) {
      end = Optional.of(ended);
    } else if (what instanceof Observation.RecoveryMeasured measured) {
      measurements.add(measured.measurement());
    } else if (what instanceof Observation.ObjectiveJudged judged) {
      objectives.add(judged.result());
    } else if (what instanceof Observation.RequestsServed served) {
      traffic.add(served.bucket());
    } else if (what instanceof Observation.OutageSeen seen) {
      outages.add(seen.outage());
    } else if (what instanceof Observation.GuaranteeJudged judged) {
      proofs.add(judged.proof());
    } else {
      fault(entry, what);
    }
  }

  private void fault(Entry entry, Observation what) {
    if (what instanceof Observation.FaultIntended intended) {
      change(intended.ref(), each -> each);
    } else if (what instanceof Observation.FaultImposed imposed) {
      change(imposed.ref(), each -> each.imposedAt(entry.at()));
    } else if (what instanceof Observation.FaultWitnessed seen) {
      change(seen.ref(), each -> each.witnessedBy(seen.evidence()));
    } else if (what instanceof Observation.FaultUndone undone) {
      change(undone.ref(), each -> each.undoneAt(entry.at()));
    } else if (what instanceof Observation.FaultIrreversible irreversible) {
      change(irreversible.ref(), FaultRecord::cannotBeUndone);
    } else if (what instanceof Observation.FaultRefused refused) {
      faults.remove(refused.ref());
    } else if (what instanceof Observation.UndoFailed failed) {
      change(failed.ref(), each -> each.undoFailed(failed.reason()));
    }
  }

  private void change(FaultRef ref, UnaryOperator<FaultRecord> change) {
    faults.put(ref, change.apply(faults.getOrDefault(ref, FaultRecord.intended(ref))));
  }

  /** A drill that never ended proved nothing; one whose fault may still hold is unsafe. */
  DrillRecord record() {
    boolean mayStillHold = faults.values().stream().anyMatch(FaultRecord::mayStillHold);
    Verdict verdict = end.map(Observation.DrillEnded::verdict).orElse(Verdict.INCONCLUSIVE);
    String reason =
        end.map(Observation.DrillEnded::reason).orElse("the journal ends before the drill does");
    if (mayStillHold && verdict != Verdict.UNSAFE) {
      verdict = Verdict.UNSAFE;
      reason = "a fault was not undone; apart from that: " + reason;
    }
    return new DrillRecord(
        id,
        name,
        verdict,
        reason,
        began,
        last,
        List.copyOf(faults.values()),
        measurements,
        objectives,
        traffic,
        outages,
        proofs,
        entries);
  }
}
