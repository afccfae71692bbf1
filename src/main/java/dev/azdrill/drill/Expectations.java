package dev.azdrill.drill;

import dev.azdrill.inventory.Inventory;
import java.time.Duration;
import java.util.Collection;

/**
 * The recovery expectations that drills of a multi-AZ architecture share, with budgets derived from
 * what is deployed.
 */
public final class Expectations {
  private static final Duration QUIET = Duration.ofSeconds(30);

  private final Budgets budgets;

  /**
   * @param deployed the configuration from which budgets are derived
   */
  public Expectations(Inventory deployed) {
    this.budgets = new Budgets(deployed);
  }

  /** The load balancer no longer finds this instance healthy. */
  public Expectation evicted(String instanceId) {
    return new Expectation(
        "load balancer",
        "the load balancer to stop routing to " + instanceId,
        budgets.evict(),
        budgets.evictDerivation(),
        (look, since) -> !look.healthyTargets().contains(instanceId));
  }

  /** The load balancer finds no target in this zone healthy. */
  public Expectation zoneEvicted(String zone) {
    return new Expectation(
        "load balancer",
        "the load balancer to stop routing to " + zone,
        budgets.evict(),
        budgets.evictDerivation(),
        (look, since) ->
            look.healthyTargets().stream().noneMatch(id -> look.zoneOf(id).equals(zone)));
  }

  /** The group has its desired capacity in service without these instances. */
  public Expectation replaced(Collection<String> lost) {
    return new Expectation(
        "group",
        "the group to be back at its desired capacity",
        budgets.replaceInstance(),
        budgets.replaceDerivation(),
        (look, since) ->
            look.inService().stream().filter(i -> !lost.contains(i.instanceId())).count()
                >= look.desired());
  }

  /** The group has its desired capacity in service outside this zone. */
  public Expectation replacedOutside(String zone) {
    return new Expectation(
        "group",
        "the group to be back at its desired capacity outside " + zone,
        budgets.replaceZone(),
        budgets.replaceDerivation(),
        (look, since) ->
            look.inService().stream().filter(i -> !i.availabilityZone().equals(zone)).count()
                >= look.desired());
  }

  /**
   * As many healthy targets as the group desires, none of them in {@code lost}: instances or zones.
   */
  public Expectation healthyAgain(Collection<String> lost) {
    return new Expectation(
        "application",
        "as many healthy targets as the group desires",
        budgets.replaceZone(),
        budgets.replaceDerivation(),
        (look, since) ->
            look.healthyTargets().stream()
                    .filter(id -> !lost.contains(id) && !lost.contains(look.zoneOf(id)))
                    .count()
                >= look.desired());
  }

  /** RDS reports that the failover is completed. */
  public Expectation failedOver() {
    return new Expectation(
        "database",
        "the database to fail over",
        budgets.failover(),
        "AWS documents 60 to 120 s for a Multi-AZ DB instance",
        (look, since) -> look.sawEvent("Multi-AZ instance failover completed", since));
  }

  /**
   * RDS describes the primary in another zone. The description lags behind the failover by minutes.
   */
  public Expectation primaryOutside(String zone) {
    return new Expectation(
        "database description",
        "the primary to be described outside " + zone,
        Duration.ofMinutes(9),
        "observed 1 to 9 min after a failover",
        (look, since) -> !look.primaryZone().equals(zone));
  }

  /** Clients are served without a failure, and half a minute later still are. */
  public Expectation clientsServed() {
    return new Expectation(
        "clients",
        "clients to be served without errors",
        budgets.clients(),
        "the slower of eviction with its DNS records and failover",
        QUIET,
        (look, since) ->
            !look.at().isBefore(since.plus(QUIET))
                && look.traffic()
                    .map(log -> log.between(look.at().minus(QUIET), look.at()))
                    .map(seen -> seen.sent() > 0 && seen.failed() == 0)
                    .orElse(false));
  }

  /** The group's instances are spread evenly: no two zones differ by more than one. */
  public Expectation spreadEvenly() {
    return new Expectation(
        "group balance",
        "the instances to be spread evenly over the zones",
        Duration.ofMinutes(15),
        "rebalancing begins minutes after a zone's return",
        (look, since) -> {
          Collection<Integer> counts = look.inServiceByZone().values();
          int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
          int least = counts.stream().mapToInt(Integer::intValue).min().orElse(0);
          return look.inService().size() == look.desired() && most - least <= 1;
        });
  }

  /** The steady state: desired capacity in service and healthy, the database available. */
  public Expectation steady() {
    return new Expectation(
        "steady state",
        "the steady state: desired capacity in service and healthy, the database available",
        Duration.ofMinutes(15),
        "an allowance for what is still under way",
        (look, since) ->
            look.inService().size() == look.desired()
                && look.healthyTargets().size() == look.desired()
                && look.database()
                    .map(db -> "available".equals(db.dbInstanceStatus()))
                    .orElse(true));
  }
}
