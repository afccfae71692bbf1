package dev.azdrill.fault;

import java.time.Instant;
import java.util.Optional;

/**
 * What shows that a fault took effect.
 *
 * @param evidence one sentence
 * @param at when it happened, where whoever reports it says so; empty: it was found just now
 */
public record Witness(String evidence, Optional<Instant> at) {

  /** What is found to be so, whenever it came about. */
  public static Witness found(String evidence) {
    return new Witness(evidence, Optional.empty());
  }

  /** What happened at a known time. */
  public static Witness happened(Instant at, String evidence) {
    return new Witness(evidence, Optional.of(at));
  }
}
