package dev.azdrill.evidence;

import java.time.Instant;
import java.util.List;

/**
 * All evidence of one run: what reports are made of, and nothing else.
 *
 * @param title for people
 * @param platform where it ran
 * @param answeredBy which implementation answered
 * @param trafficFidelity {@code measured}, {@code simulated} or {@code none}
 * @param seed the words from which all chance came
 * @param replay the command that runs it again
 * @param verdict the worst of the drills
 * @param began in the platform's time, UTC
 * @param ended in the platform's time, UTC
 * @param placements what stood where before anything was broken
 * @param proofs the guarantees that were judged
 * @param drills in the order in which they ran
 * @param observations the journal, oldest first
 * @param offers what the platform could do when it was asked, and who does it there
 */
public record RunEvidence(
    String title,
    String platform,
    String answeredBy,
    String trafficFidelity,
    String seed,
    String replay,
    String verdict,
    Instant began,
    Instant ended,
    List<Placement> placements,
    List<ProofRecord> proofs,
    List<DrillRecord> drills,
    List<Observation> observations,
    List<CapabilityRecord> offers) {
  public RunEvidence {
    placements = List.copyOf(placements);
    proofs = List.copyOf(proofs);
    drills = List.copyOf(drills);
    observations = List.copyOf(observations);
    offers = List.copyOf(offers);
  }

  /** The same, with what the platform could do. */
  public RunEvidence with(List<CapabilityRecord> all) {
    return new RunEvidence(
        title,
        platform,
        answeredBy,
        trafficFidelity,
        seed,
        replay,
        verdict,
        began,
        ended,
        placements,
        proofs,
        drills,
        observations,
        all);
  }

  /** One of which nobody says what the platform could do. */
  public RunEvidence(
      String title,
      String platform,
      String answeredBy,
      String trafficFidelity,
      String seed,
      String replay,
      String verdict,
      Instant began,
      Instant ended,
      List<Placement> placements,
      List<ProofRecord> proofs,
      List<DrillRecord> drills,
      List<Observation> observations) {
    this(
        title,
        platform,
        answeredBy,
        trafficFidelity,
        seed,
        replay,
        verdict,
        began,
        ended,
        placements,
        proofs,
        drills,
        observations,
        List.of());
  }
}
