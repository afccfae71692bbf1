package dev.azdrill.steps;

import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.TimedExpectation;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code in time}, which leaves the limit to what is deployed, or {@code within 90 seconds}, which
 * names it.
 */
record Budget(Optional<Duration> named) {
  TimedExpectation of(Expectation expectation) {
    return new TimedExpectation(expectation, named);
  }
}
