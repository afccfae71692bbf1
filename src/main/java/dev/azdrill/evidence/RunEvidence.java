package dev.azdrill.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All evidence of one run: what reports are made of, and nothing else. It is a function of the
 * journal, so that reports can be made again from it at any time, also from one that was cut off.
 *
 * @param header what was run, where and how
 * @param verdict the one verdict over everything that was asked: guarantees, drills, coverage,
 *     undo, teardown
 * @param reasons what the verdict rests on, the worst first, a sentence each
 * @param began in the platform's time, UTC
 * @param ended in the platform's time, UTC
 * @param placements what stood where before anything was broken; a drill that brings its own stack
 *     has those in its entries
 * @param proofs the guarantees that were judged for the run
 * @param drills drills and scenarios in the order in which they began
 * @param skipped scenarios that were not executed, because the platform lacks what they need
 * @param entries the journal, in the order in which it was written
 */
public record RunEvidence(
    RunHeader header,
    Verdict verdict,
    List<String> reasons,
    Instant began,
    Instant ended,
    List<Placement> placements,
    List<ProofRecord> proofs,
    List<DrillRecord> drills,
    List<SkippedScenario> skipped,
    List<Entry> entries) {
  public RunEvidence {
    reasons = List.copyOf(reasons);
    placements = List.copyOf(placements);
    proofs = List.copyOf(proofs);
    drills = List.copyOf(drills);
    skipped = List.copyOf(skipped);
    entries = List.copyOf(entries);
    if (verdict == Verdict.PASSED
        && (nothingAsked(header, drills, proofs)
            || drills.stream().anyMatch(each -> each.verdict() != Verdict.PASSED)
            || proofs.stream().anyMatch(each -> each.verdict() != GuaranteeVerdict.PROVEN))) {
      throw new IllegalArgumentException(
          "expected a verdict that its evidence bears, saw PASSED over drills "
              + drills.stream().map(DrillRecord::verdict).toList()
              + " and guarantees "
              + proofs.stream().map(ProofRecord::verdict).toList());
    }
  }

  private static boolean nothingAsked(
      RunHeader header, List<DrillRecord> drills, List<ProofRecord> proofs) {
    return header.only().isPresent() ? proofs.isEmpty() : drills.isEmpty();
  }

  /**
   * What a journal proves.
   *
   * @throws IllegalArgumentException when it does not begin with {@link Observation.RunBegun}
   */
  public static RunEvidence of(List<Entry> journal) {
    return new RunFold(journal).evidence();
  }

  /** The same, and why it proves nothing after all. */
  public RunEvidence brokenOff(String why) {
    List<Entry> all = new ArrayList<>(entries);
    all.add(
        new Entry(
            ended,
            Optional.empty(),
            Strength.AZDRILL,
            header.answeredBy(),
            new Observation.RunBrokenOff(why)));
    return of(all);
  }

  /** How many drills ended with this verdict. */
  public long count(Verdict one) {
    return drills.stream().filter(each -> each.verdict() == one).count();
  }
}
