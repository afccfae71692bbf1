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
    return steady(budgets, missed)
        .or(() -> withoutStandby(budgets, missed))
        .or(() -> failures(missed));
  }

  private Optional<String> steady(Budgets budgets, MissedExpectations missed) {
    Measurement measured = await(new Expectation.SteadyState(), budgets);
    note(measured);
    return why(measured, missed);
  }

  /**
   * A drill before may have taken the standby away, and was over before RDS had made it anew: what
   * the next one breaks would meet a database that has nothing to fail over to. It is no part of
   * what this drill asks, and noted only where there was something to wait for.
   */
  private Optional<String> withoutStandby(Budgets budgets, MissedExpectations missed) {
    if (!monitor.isStandbyAwaited()) {
      return Optional.empty();
    }
    Measurement measured = await(new Expectation.DatabaseRedundant(), budgets);
    if (measured.took().filter(Duration.ZERO::equals).isEmpty()) {
      note(measured);
    }
    return why(measured, missed);
  }

  private Measurement await(Expectation expectation, Budgets budgets) {
    return monitor.await(expectation, expectation.limit(budgets), Phase.STEADY_STATE, clock.now());
  }

  private void note(Measurement measured) {
    notes.note(new Observation.RecoveryMeasured(measured), measured.strength());
  }

  private Optional<String> why(Measurement measured, MissedExpectations missed) {
    missed.measured(measured, clock.now());
    return Optional.of(measured)
        .filter(each -> !each.timeliness().isMet())
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
