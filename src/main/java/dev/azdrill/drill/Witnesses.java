package dev.azdrill.drill;

import dev.azdrill.fault.Injection;
import dev.azdrill.session.DrillClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Waits for what shows that faults took effect. */
final class Witnesses {
  private Witnesses() {}

  /**
   * Waits until each has left one; those that are undone already are not waited for.
   *
   * @param longest how long after a fault its witness is waited for
   * @return a sentence for a fault of which nothing shows; empty when all took effect
   */
  static Optional<String> await(
      Collection<Injection> injections, Duration longest, StackMonitor monitor, DrillClock clock) {
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
}
