package dev.azdrill.drill;

import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Phase;
import dev.azdrill.session.DrillClock;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The steady state before anything is broken.
 *
 * @param monitor looks at the stack
 * @param clients who uses it
 */
record SteadyStart(
    StackMonitor monitor, Optional<Clients> clients, JournalScope notes, DrillClock clock) {
  /** How long the steady state is watched before anything is broken. */
  static final Duration WATCHED = Duration.ofMinutes(1);

  /** Why there is none to begin with; empty when there is. */
  Optional<String> restless(Budgets budgets, MissedExpectations missed) {
    Optional<String> missing = missing(new Expectation.SteadyState(), budgets, missed);
    if (missing.isEmpty() && monitor.isStandbyAwaited()) {
      missing = missing(new Expectation.DatabaseRedundant(), budgets, missed);
    }
    return missing.or(() -> failures(missed));
  }

  private Optional<String> missing(Expectation steady, Budgets budgets, MissedExpectations missed) {
    Measurement measured =
        monitor.await(steady, steady.limit(budgets), Phase.STEADY_STATE, clock.now());
    notes.note(new Observation.RecoveryMeasured(measured), measured.strength());
    missed.measured(measured, clock.now());
    return Optional.of(measured)
        .filter(each -> !each.inTime())
        .map(each -> "there was no steady state to begin with: " + RecoverySentence.of(each));
  }

  private Optional<String> failures(MissedExpectations missed) {
    Instant from = clock.now();
    monitor.keepLooking("the steady state before the fault", WATCHED);
    Optional<String> failures =
        clients
            .map(all -> all.log().between(from, clock.now()))
            .filter(seen -> seen.failed() > 0 || seen.sent() == 0)
            .map(seen -> "there was no steady state to begin with: clients saw " + seen);
    failures.ifPresent(why -> missed.unmet());
    return failures;
  }
}
