package dev.azdrill.rehearsal;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import java.time.Duration;

/**
 * One drill with one seed, and what it showed.
 *
 * @param seed the random seed
 * @param evidence of this drill alone
 */
public record RehearsedRun(String seed, RunEvidence evidence) {
  /** The id of the claim that the twin is complete: judged where it is not. */
  static final String COMPLETE = "twin-is-complete";

  /** How it ended on the twin, whatever of the stack is not in that. */
  public Verdict verdict() {
    return evidence.proofs().isEmpty()
        ? evidence.verdict()
        : RunEvidence.of(evidence.entries().stream().filter(RehearsedRun::isOfTheTwin).toList())
            .verdict();
  }

  private static boolean isOfTheTwin(Entry entry) {
    return !(entry.observation() instanceof Observation.GuaranteeJudged judged
        && judged.proof().id().equals(COMPLETE));
  }

  /** For how long clients saw errors, all outages together. */
  public Duration errors() {
    return evidence.drills().stream()
        .map(DrillRecord::outages)
        .flatMap(each -> each.stream())
        .map(Outage::length)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** How many requests failed. */
  public long failed() {
    return evidence.drills().stream()
        .flatMap(each -> each.outages().stream())
        .mapToLong(Outage::failed)
        .sum();
  }
}
