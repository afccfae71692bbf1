package dev.azdrill.drill;

import dev.azdrill.evidence.Limit;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * An expectation, and how long it may take.
 *
 * @param expectation what should come true
 * @param within the limit that somebody named; empty leaves it to what is deployed
 */
public record TimedExpectation(Expectation expectation, Optional<Duration> within) {
  public TimedExpectation {
    within.ifPresent(
        limit -> {
          if (limit.isNegative()) {
            throw new IllegalArgumentException(
                "expected a limit of 0 seconds or more, saw " + limit.toSeconds() + " s");
          }
        });
  }

  /** One whose limit is derived from what is deployed. */
  public static TimedExpectation inTime(Expectation expectation) {
    return new TimedExpectation(expectation, Optional.empty());
  }

  /** One with a limit that somebody named. */
  public static TimedExpectation within(Expectation expectation, Duration limit) {
    return new TimedExpectation(expectation, Optional.of(limit));
  }

  /** The same, where it does not say so itself, without what faults have taken away. */
  TimedExpectation without(Set<String> takenAway) {
    return new TimedExpectation(expectation.without(takenAway), within);
  }

  Limit limit(Budgets budgets) {
    return within
        .map(named -> Limit.objective(named, "named by the drill"))
        .orElseGet(() -> expectation.limit(budgets));
  }
}
