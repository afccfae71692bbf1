package dev.azdrill.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a journal.
 *
 * @param at the platform's time, UTC: when it happened, where that is known, else when it was seen
 * @param drill the drill or scenario that it belongs to; empty for what belongs to the run
 * @param strength who really saw it
 * @param platform the implementation that answered, with its version
 * @param observation what
 */
public record Entry(
    Instant at,
    Optional<String> drill,
    Strength strength,
    String platform,
    Observation observation) {

  /** From when recovery is counted after this: a fault since it may hold, a change of load. */
  public Optional<Instant> origin() {
    if (observation instanceof Observation.FaultImposed imposed) {
      return Optional.of(imposed.since());
    }
    return observation instanceof Observation.LoadChanged ? Optional.of(at) : Optional.empty();
  }
}
