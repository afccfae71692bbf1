package dev.azdrill.drill;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.Witness;
import dev.azdrill.traffic.Clients;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What clients have seen of faults that make targets answer with an HTTP status. A health check
 * that accepts this status never shows them.
 *
 * @param clients who got it
 * @param injections every fault that was imposed
 */
record ClientWitness(Clients clients, Collection<Injection> injections) {
  /**
   * What load balancers answer by themselves, so that it says nothing of a target. Source: Elastic
   * Load Balancing, "Troubleshoot your Application Load Balancers", HTTP errors.
   */
  private static final Set<Integer> OF_LOAD_BALANCERS =
      Set.of(400, 401, 403, 405, 408, 413, 414, 460, 463, 464, 500, 501, 502, 503, 504, 505, 561);

  /** The first request that shows that this one took effect; empty where none does. */
  Optional<Witness> of(Injection injection) {
    Fault fault = injection.fault();
    if (fault.answers().isEmpty()) {
      return Optional.empty();
    }
    int status = fault.answers().getAsInt();
    List<Exchange> got =
        clients.log().exchanges().stream()
            .filter(each -> each.outcome().equals(new Outcome.Answered(status)))
            .toList();
    boolean isUnique =
        isUnique(status) && got.stream().noneMatch(each -> isBefore(each, injection));
    return got.stream()
        .filter(each -> !isBefore(each, injection))
        .filter(each -> each.instanceId().map(fault.targets()::contains).orElse(isUnique))
        .findFirst()
        .map(each -> Witness.happened(each.at(), "clients got the HTTP status " + status));
  }

  /** Whether this status tells of one fault, wherever it comes from. */
  private boolean isUnique(int status) {
    return !OF_LOAD_BALANCERS.contains(status)
        && injections.stream()
                .flatMapToInt(each -> each.fault().answers().stream())
                .filter(each -> each == status)
                .count()
            == 1;
  }

  private static boolean isBefore(Exchange exchange, Injection injection) {
    return exchange.at().isBefore(injection.at());
  }
}
