package dev.azdrill.drill;

import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.Injection;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a session, or the drill that it runs, missed so far, and what was broken meanwhile: what a
 * diagnosis is made of. Not thread-safe.
 */
final class MissedExpectations {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<Measurement> missed = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private Instant from;
  private Optional<Instant> capacityAt = Optional.empty();
  private boolean hasUnmetObjective;

  /**
   * @param from when the session began
   */
  MissedExpectations(Instant from) {
    this.from = from;
  }

  /** A drill begins within the session: what was missed before is none of it. */
  void begin(Instant at, Collection<Injection> injections) {
    missed.clear();
    faults.clear();
    injections.stream().filter(each -> !each.isUndone()).forEach(each -> faults.add(each.fault()));
    capacityAt = Optional.empty();
    hasUnmetObjective = false;
    from = at;
  }

  /** Something was broken. */
  void injected(Fault fault) {
    faults.add(fault);
  }

  /**
   * Something was measured; it counts when it was certainly not in time.
   *
   * @param now until when it was waited for
   */
  void measured(Measurement measurement, Instant now) {
    if (measurement.timeliness().isMissed()) {
      missed.add(measurement);
      if (DiagnosisFacts.CAPACITY.contains(measurement.component())) {
        capacityAt = capacityAt.or(() -> Optional.of(now));
      }
    }
  }

  /** Clients did not get what the user wants of the drill. */
  void unmet() {
    hasUnmetObjective = true;
  }

  /** Why, from what is known. */
  List<FailureCause> explain(Inventory described, StackHistory history, Optional<Clients> clients) {
    List<StackSnapshot> seen =
        history.snapshots().stream().filter(each -> !each.at().isBefore(from)).toList();
    return Diagnosis.of(
        new DiagnosisFacts(
            described,
            seen.isEmpty() ? List.of(history.last()) : seen,
            faults,
            missed,
            capacityAt,
            hasUnmetObjective,
            clients.map(each -> each.log().between(from, history.now())),
            clients.stream()
                .flatMap(each -> each.log().stretches(from, history.now(), MINUTE).stream())
                .toList(),
            clients.flatMap(each -> each.log().slowdown(from, history.now())),
            clients.stream().mapToDouble(Clients::requestsPerSecond).findFirst()));
  }
}
