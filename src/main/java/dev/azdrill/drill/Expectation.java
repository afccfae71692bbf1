package dev.azdrill.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiPredicate;

/**
 * What should come true after a fault, and how soon.
 *
 * @param component what recovers: {@code load balancer}, {@code group}, {@code database}, {@code
 *     clients}
 * @param statement the end of a sentence that begins with "expected"
 * @param budget how long it may take, in the platform's time
 * @param derivation where the budget comes from: the configuration, AWS's documentation, or the
 *     feature
 * @param confirmation how long it must have held before it is believed; not part of the recovery
 *     time
 * @param met whether a look, at or after the instant given, shows it
 */
public record Expectation(
    String component,
    String statement,
    Duration budget,
    String derivation,
    Duration confirmation,
    BiPredicate<StackSnapshot, Instant> met) {

  /** An expectation that is believed at the first look that shows it. */
  public Expectation(
      String component,
      String statement,
      Duration budget,
      String derivation,
      BiPredicate<StackSnapshot, Instant> met) {
    this(component, statement, budget, derivation, Duration.ZERO, met);
  }

  /** The same with a budget that somebody named. */
  public Expectation within(Duration named) {
    return new Expectation(component, statement, named, "named by the feature", confirmation, met);
  }
}
