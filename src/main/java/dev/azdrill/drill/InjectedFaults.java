package dev.azdrill.drill;

import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.Injection;
import dev.azdrill.session.DrillClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The faults that a session injected: their witnesses, and their undo. Not thread-safe. */
final class InjectedFaults {
  private final Deque<Injection> injections = new ArrayDeque<>();

  /** Breaks something. */
  Injection inject(Fault fault, FaultContext context) {
    Injection injection = fault.inject(context);
    injections.push(injection);
    return injection;
  }

  /** The one that was injected last. */
  Optional<Injection> last() {
    return Optional.ofNullable(injections.peek());
  }

  /** Every one, the last first. */
  List<Injection> all() {
    return List.copyOf(injections);
  }

  /** Whether anything may still be broken. */
  boolean anyHeld() {
    return injections.stream().anyMatch(each -> !each.isUndone());
  }

  /**
   * Waits until each has left a witness; those that are undone already are not waited for.
   *
   * @param longest how long after a fault its witness is waited for
   * @return a sentence for a fault of which nothing shows; empty when all took effect
   */
  Optional<String> awaitWitnesses(Duration longest, StackMonitor monitor, DrillClock clock) {
    for (Injection each : injections) {
      Instant deadline = each.at().plus(longest);
      while (each.witness().isEmpty() && !each.isUndone() && clock.now().isBefore(deadline)) {
        clock.awaitChange(Duration.between(clock.now(), deadline));
        monitor.look();
      }
    }
    return injections.stream()
        .filter(each -> each.witness().isEmpty())
        .findFirst()
        .map(VerdictReasons::noWitness);
  }

  /**
   * Takes everything back, the last first, each whatever becomes of the others.
   *
   * @return what could not be taken back, a sentence each
   */
  List<String> undoAll() {
    List<String> failures = new ArrayList<>();
    for (Injection each : injections) {
      each.undo().ifPresent(failures::add);
    }
    return failures;
  }
}
