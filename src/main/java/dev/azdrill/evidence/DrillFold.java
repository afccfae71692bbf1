package dev.azdrill.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Gathers the entries of one drill into its record. */
final class DrillFold {
  private final String id;
  private final List<Entry> entries = new ArrayList<>();
  private final List<FaultRecord> faults = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<ObjectiveResult> objectives = new ArrayList<>();
  private final List<TrafficBucket> traffic = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private final List<FailureCause> causes = new ArrayList<>();
  private final List<ProofRecord> proofs = new ArrayList<>();
  private final Instant began;
  private String name;
  private Optional<Observation.DrillEnded> end = Optional.empty();
  private Optional<String> contradiction = Optional.empty();
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
      end = Optional.of(worse(ended));
    } else if (what instanceof Observation.FailureExpected) {
      contradiction = Optional.empty();
    } else if (what instanceof Observation.RecoveryMeasured measured) {
      measurements.add(measured.measurement());
      contradicts(!measured.measurement().timeliness().isMet(), measured.measurement().expected());
    } else if (what instanceof Observation.ObjectiveJudged judged) {
      objectives.add(judged.result());
      contradicts(!judged.result().met(), judged.result().kind().words());
    } else if (what instanceof Observation.RequestsServed served) {
      traffic.add(served.bucket());
    } else if (what instanceof Observation.OutageSeen seen) {
      outages.add(seen.outage());
    } else if (what instanceof Observation.CauseFound found) {
      causes.add(found.cause());
      contradicts(true, found.cause().explanation());
    } else if (what instanceof Observation.GuaranteeJudged judged) {
      proofs.add(judged.proof());
    } else {
      fault(entry, what);
    }
  }

  /** What was missed, and not as it must, speaks against a drill that says that it passed. */
  private void contradicts(boolean isMissed, String what) {
    if (isMissed) {
      contradiction = contradiction.or(() -> Optional.of(what));
    }
  }

  /** An id that was used twice does not hide the worse of its ends. */
  private Observation.DrillEnded worse(Observation.DrillEnded ended) {
    return end.filter(before -> before.verdict().compareTo(ended.verdict()) > 0).orElse(ended);
  }

  private void fault(Entry entry, Observation what) {
    if (what instanceof Observation.FaultIntended intended) {
      faults.add(FaultRecord.intended(intended.ref()));
    } else if (what instanceof Observation.FaultImposed imposed) {
      change(
          imposed.ref(), each -> each.imposed().isEmpty(), each -> each.imposedAt(imposed.since()));
    } else if (what instanceof Observation.FaultWitnessed seen) {
      change(
          seen.ref(),
          each -> each.witness().isEmpty() && each.imposed().isPresent(),
          each -> each.witnessedBy(seen.evidence()));
    } else if (what instanceof Observation.FaultUndone undone) {
      change(undone.ref(), FaultRecord::mayStillHold, each -> each.undoneAt(entry.at()));
    } else if (what instanceof Observation.FaultIrreversible irreversible) {
      change(irreversible.ref(), FaultRecord::mayStillHold, FaultRecord::cannotBeUndone);
    } else if (what instanceof Observation.FaultRefused refused) {
      refused(refused.ref());
    } else if (what instanceof Observation.UndoFailed failed) {
      change(failed.ref(), FaultRecord::mayStillHold, each -> each.undoFailed(failed.reason()));
    }
  }

  /** What was refused broke nothing; the same fault that was imposed before stays. */
  private void refused(FaultRef ref) {
    last(ref, each -> each.imposed().isEmpty()).ifPresent(place -> faults.remove((int) place));
  }

  /**
   * The same fault may be imposed on the same subject more than once: what is noted belongs to the
   * last one that it can belong to.
   */
  private void change(
      FaultRef ref, Predicate<FaultRecord> open, UnaryOperator<FaultRecord> change) {
    Optional<Integer> place = last(ref, open).or(() -> last(ref, any -> true));
    if (place.isPresent()) {
      faults.set(place.get(), change.apply(faults.get(place.get())));
    } else {
      faults.add(change.apply(FaultRecord.intended(ref)));
    }
  }

  private Optional<Integer> last(FaultRef ref, Predicate<FaultRecord> open) {
    for (int i = faults.size() - 1; i >= 0; i--) {
      if (faults.get(i).ref().equals(ref) && open.test(faults.get(i))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private Optional<FaultRef> unwitnessed() {
    return faults.stream()
        .filter(each -> each.witness().isEmpty())
        .map(FaultRecord::ref)
        .findFirst();
  }

  /**
   * A drill that never ended, whose fault left no witness, or that missed something, proved
   * nothing; one whose fault may still hold is unsafe: whatever it says itself.
   */
  DrillRecord record() {
    Verdict verdict = end.map(Observation.DrillEnded::verdict).orElse(Verdict.INCONCLUSIVE);
    String reason =
        end.map(Observation.DrillEnded::reason).orElse("the journal ends before the drill does");
    Optional<FaultRef> unwitnessed = unwitnessed();
    if (verdict == Verdict.PASSED && unwitnessed.isPresent()) {
      verdict = Verdict.INCONCLUSIVE;
      reason = "no evidence that the fault took effect: " + unwitnessed.get().words();
    }
    if (verdict == Verdict.PASSED && contradiction.isPresent()) {
      verdict = Verdict.INCONCLUSIVE;
      reason =
          "the journal contradicts itself: it says PASSED, and what was missed: "
              + contradiction.get();
    }
    Optional<FaultRef> held =
        faults.stream().filter(FaultRecord::mayStillHold).map(FaultRecord::ref).findFirst();
    if (held.isPresent() && verdict != Verdict.UNSAFE) {
      verdict = Verdict.UNSAFE;
      reason = held.get().words() + " was not undone; apart from that: " + reason;
    }
    return new DrillRecord(
        id,
        name,
        verdict,
        reason,
        began,
        last,
        faults,
        measurements,
        objectives,
        traffic,
        outages,
        verdict == Verdict.PASSED ? List.of() : causes,
        proofs,
        entries);
  }
}
