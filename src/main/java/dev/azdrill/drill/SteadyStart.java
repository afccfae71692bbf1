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
    Expectation steady = new Expectation.SteadyState();
    Measurement measured =
        monitor.await(steady, steady.limit(budgets), Phase.STEADY_STATE, clock.now());
    notes.note(new Observation.RecoveryMeasured(measured), measured.strength());
    missed.measured(measured, clock.now());
    if (!measured.inTime()) {
      return Optional.of(
          "there was no steady state to begin with: " + RecoverySentence.of(measured));
    }
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
