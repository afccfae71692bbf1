package dev.azdrill.drill;

import dev.azdrill.evidence.Outage;
import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** When clients recovered, computed from their requests. */
final class ClientRecovery {
  private static final Duration QUIET = Expectation.ClientsServed.QUIET;

  private ClientRecovery() {}

  /**
   * The end of the last outage since the disturbance, of requests that were under way then, too;
   * the disturbance itself when there is none; empty until a quiet window has confirmed it, in
   * which requests were served.
   */
  static Optional<Instant> after(Instant since, TrafficLog log, Instant now) {
    Instant over =
        log.outages(Instant.MIN, now, QUIET).stream()
            .map(Outage::to)
            .filter(end -> end.isAfter(since))
            .max(Comparator.naturalOrder())
            .orElse(since);
    boolean isConfirmed = !now.isBefore(over.plus(QUIET).plus(Expectation.ClientsServed.PATIENCE));
    boolean wereServed = log.between(over, over.plus(QUIET)).served() > 0;
    return isConfirmed && wereServed ? Optional.of(over) : Optional.empty();
  }
}
