package dev.azdrill.drill;

import dev.azdrill.evidence.Measurement;
import dev.azdrill.traffic.Clients;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers that clients were measured as recovered, until what they recovered from is over: the
 * next fault, undo or change. Not thread-safe.
 */
final class RecoveredClients {
  private Optional<Recovered> recovered = Optional.empty();

  private record Recovered(TimedExpectation expected, Instant at) {}

  /** Something was measured from {@code since} on; only clients that recovered are remembered. */
  void measured(TimedExpectation expected, Instant since, Measurement measurement) {
    if (expected.expectation() instanceof Expectation.ClientsServed
        && !measurement.timeliness().isMissed()) {
      recovered = measurement.took().map(took -> new Recovered(expected, since.plus(took)));
    }
  }

  /**
   * What is to be measured again, because clients saw errors after they had recovered; empty when
   * they did not. It is forgotten with this answer.
   */
  Optional<TimedExpectation> relapsed(Optional<Clients> clients, Instant now) {
    Optional<Recovered> before = recovered;
    forget();
    return before
        .filter(each -> clients.filter(all -> hasFailed(all, each.at(), now)).isPresent())
        .map(Recovered::expected);
  }

  /** A request that was refused in the instant of the recovery is the last of its outage. */
  private static boolean hasFailed(Clients clients, Instant recovered, Instant now) {
    return clients.log().between(recovered.plusNanos(1), now).failed() > 0;
  }

  /** What comes next is measured on its own. */
  void forget() {
    recovered = Optional.empty();
  }
}
