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
 * @param resolution how much too long that may be: what is seen late is measured late
 */
public record Measurement(
    String component,
    String statement,
    String phase,
    Duration budget,
    String derivation,
    Optional<Duration> took,
    Duration resolution) {

  /** One that is exact: in virtual time nothing is seen late. */
  public Measurement(
      String component,
      String statement,
      String phase,
      Duration budget,
      String derivation,
      Optional<Duration> took) {
    this(component, statement, phase, budget, derivation, took, Duration.ZERO);
  }

  /** Whether it recovered within its budget, as far as the resolution can tell. */
  public boolean inTime() {
    return took.map(duration -> duration.compareTo(budget.plus(resolution)) <= 0).orElse(false);
  }
}
