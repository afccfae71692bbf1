package dev.azdrill.steps;

import dev.azdrill.drill.Expectation;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code in time}, which leaves the budget to what is deployed, or {@code within 90 seconds}, which
 * names it.
 */
record Budget(Optional<Duration> named) {
  Expectation of(Expectation expectation) {
    return named.map(expectation::within).orElse(expectation);
  }
}
