package dev.azdrill.evidence;

import java.time.Instant;
import java.util.List;

/**
 * All evidence of one run: what reports are made of, and nothing else.
 *
 * @param title for people
 * @param target where it ran
 * @param answeredBy which implementation answered
 * @param trafficFidelity {@code measured}, {@code simulated} or {@code none}
 * @param seed the words from which all chance came
 * @param replay the command that runs it again
 * @param verdict the worst of the drills
 * @param began in the target's time, UTC
 * @param ended in the target's time, UTC
 * @param placements what stood where before anything was broken
 * @param proofs the guarantees that were judged
 * @param drills in the order in which they ran
 * @param observations the journal, oldest first
 * @param offers what the target could do when it was asked, and who does it there
 */
public record Dossier(
    String title,
    String target,
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
    List<Offer> offers) {
  public Dossier {
    placements = List.copyOf(placements);
    proofs = List.copyOf(proofs);
    drills = List.copyOf(drills);
    observations = List.copyOf(observations);
    offers = List.copyOf(offers);
  }

  /** The same, with what the target could do. */
  public Dossier with(List<Offer> all) {
    return new Dossier(
        title,
        target,
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

  /** One of which nobody says what the target could do. */
  public Dossier(
      String title,
      String target,
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
        target,
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
