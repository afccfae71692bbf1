package dev.azdrill.evidence;

import java.time.Duration;
import java.util.Optional;

/**
 * One recovery, measured.
 *
 * @param component what recovered: {@code load balancer}, {@code group}, {@code database}, {@code
 *     clients}
 * @param statement what was expected of it
 * @param phase {@code recovery} while the fault held, {@code restoration} after its undo
 * @param budget how long it was allowed to take
 * @param derivation where the budget comes from
 * @param took how long it took; empty when it did not recover
 */
public record Measurement(
    String component,
    String statement,
    String phase,
    Duration budget,
    String derivation,
    Optional<Duration> took) {

  /** Whether it recovered within its budget. */
  public boolean inTime() {
    return took.map(duration -> duration.compareTo(budget) <= 0).orElse(false);
  }
}
