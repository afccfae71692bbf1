package dev.azdrill.drill;

import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Limit.Source;
import dev.azdrill.evidence.Phase;
import dev.azdrill.fault.ExpectedRecovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.LaunchHooks;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * How long recovery may take, derived from what is deployed. What no configuration decides comes
 * from AWS's documentation, or is named as an allowance. Nothing that is derived from a
 * configuration exceeds the ceiling: one that allows more is judged against it, and says so.
 */
public final class Budgets {
  /** The default ceiling: what is derived may not exceed it silently. */
  public static final Duration CEILING = Duration.ofMinutes(10);

  /** Auto Scaling looks at health about every minute; two looks and the reconcile loop. */
  private static final Duration GROUP_NOTICES = Duration.ofMinutes(2).plusSeconds(30);

  /** From the launch to {@code running} and to an application that answers. */
  private static final Duration LAUNCH_AND_BOOT = Duration.ofMinutes(2);

  private static final Duration WITNESS = Duration.ofMinutes(5);

  private static final Duration FAILOVER = Duration.ofMinutes(3);

  /** Until a standby that was lost is made anew. */
  private static final Duration STANDBY = Duration.ofMinutes(60);

  /** A launch that is refused in a dead zone and tried again in another. */
  private static final Duration REFUSED_LAUNCH = Duration.ofMinutes(2);

  /** How long clients remember the load balancer's addresses. */
  private static final Duration DNS_RECORDS = Duration.ofSeconds(60);

  /** Until applications that wait for the database give up and connect again. */
  private static final Duration RECONNECTED = Duration.ofSeconds(10);

  private final Inventory inventory;
  private final Duration ceiling;
  private final Set<ExpectedRecovery> awaited;

  /**
   * @param inventory what is deployed
   * @param ceiling what no derived limit may exceed
   */
  public Budgets(Inventory inventory, Duration ceiling) {
    this(inventory, ceiling, Set.of(ExpectedRecovery.WHILE_IT_HOLDS));
  }

  private Budgets(Inventory inventory, Duration ceiling, Set<ExpectedRecovery> awaited) {
    this.inventory = inventory;
    this.ceiling = ceiling;
    this.awaited = awaited;
  }

  /**
   * The same in a phase: while faults hold, clients recover from these alone; from anything, when
   * nothing is said, and after an undo.
   */
  Budgets in(Phase phase, Set<ExpectedRecovery> recoveries) {
    return phase != Phase.RECOVERY || recoveries.isEmpty()
        ? this
        : new Budgets(inventory, ceiling, Set.copyOf(recoveries));
  }

  /**
   * Until the load balancer no longer routes to a target that stopped answering: interval x
   * threshold + timeout. Source: Elastic Load Balancing, "Health checks for your target groups".
   */
  Limit eviction() {
    return derived(evict(), evictDerivation());
  }

  /**
   * Until something shows that a fault took effect: an impaired status takes EC2 minutes, a target
   * that is not healthy as long as the health checks are configured to. It has no ceiling: it
   * decides nothing, and a drill that fails because health checks are too slow needs its evidence,
   * too.
   */
  Limit witness() {
    Duration checks = evict().plusMinutes(1);
    return checks.compareTo(WITNESS) > 0
        ? allowance(checks, evictDerivation() + ", and a minute")
        : allowance(WITNESS, "the minutes that EC2's status checks take");
  }

  /**
   * Until what is described shows a fault that disturbs it: the load balancer has evicted, and Auto
   * Scaling has noticed that. It decides nothing but from when on a steady state is believed that
   * was never left.
   */
  Duration detection() {
    Duration noticed = evict().plus(GROUP_NOTICES);
    Duration shown = witness().duration();
    return noticed.compareTo(shown) > 0 ? noticed : shown;
  }

  /** Until a lost instance is replaced and its replacement serves. */
  Limit instanceReplacement() {
    return derived(
        GROUP_NOTICES.plus(LAUNCH_AND_BOOT).plus(hooks()).plus(firstHealthCheck()),
        replaceDerivation());
  }

  /** Until the capacity of a lost zone stands elsewhere and serves. */
  Limit zoneReplacement() {
    return derived(
        evict()
            .plus(GROUP_NOTICES)
            .plus(REFUSED_LAUNCH)
            .plus(LAUNCH_AND_BOOT)
            .plus(hooks())
            .plus(firstHealthCheck()),
        replaceDerivation());
  }

  /**
   * Documented for Multi-AZ DB instances: typically 60 to 120 seconds from the start of the
   * failover; how long RDS takes to detect a loss is not documented, up to a minute was observed.
   */
  Limit failover() {
    return Limit.fixed(
        FAILOVER,
        Source.DOCUMENTATION,
        "AWS documents 60 to 120 s for a Multi-AZ DB instance, after up to 60 s to detect the loss");
  }

  /** Observed: the description lags behind the failover. */
  Limit failoverDescription() {
    return allowance(Duration.ofMinutes(9), "observed 1 to 9 min after a failover");
  }

  /**
   * Estimated: how long RDS takes to make a standby anew is documented nowhere. It begins once the
   * zone is back, or the failover over.
   */
  Limit standby() {
    return allowance(
        STANDBY.plus(FAILOVER), "a standby is made anew, estimated 5 to 60 min, after a failover");
  }

  /** Whether the database has a standby, by its configuration. */
  boolean isMultiAz() {
    return inventory.all(Kind.DB_INSTANCE).stream()
        .anyMatch(each -> Boolean.TRUE.equals(each.multiAZ()));
  }

  /** Until instances are spread evenly again. */
  Limit rebalancing() {
    return allowance(Duration.ofMinutes(20), "rebalancing begins minutes after a zone's return");
  }

  /**
   * Until clients are served as before: the longest of what stands between them and the data, as
   * far as what is broken is about it.
   */
  Limit clients() {
    Duration loadBalancer = evict().plus(DNS_RECORDS);
    Duration database = FAILOVER.plus(RECONNECTED);
    if (awaited.equals(Set.of(ExpectedRecovery.EVICTION))) {
      return derived(loadBalancer, evictDerivation() + ", and 60 s for DNS records");
    }
    if (awaited.equals(Set.of(ExpectedRecovery.FAILOVER))) {
      return derived(database, "failover, and 10 s until applications connect again");
    }
    return derived(
        loadBalancer.compareTo(database) > 0 ? loadBalancer : database,
        "the slower of eviction with its DNS records and failover");
  }

  /** What neither the configuration nor AWS's documentation decides. */
  Limit allowance(Duration duration, String reason) {
    return Limit.fixed(duration, Source.ALLOWANCE, reason);
  }

  private Limit derived(Duration duration, String derivation) {
    return Limit.derived(duration, derivation, ceiling);
  }

  private Duration evict() {
    return slowest().map(Budgets::evict).orElse(Duration.ofSeconds(65));
  }

  private static Duration evict(TargetGroup group) {
    return interval(group)
        .multipliedBy(group.unhealthyThresholdCount())
        .plusSeconds(group.healthCheckTimeoutSeconds());
  }

  /** The target group whose health checks need the most time. */
  private Optional<TargetGroup> slowest() {
    return inventory.all(Kind.TARGET_GROUP).stream().max(Comparator.comparing(Budgets::evict));
  }

  private String evictDerivation() {
    return slowest()
        .map(
            group ->
                "health check every "
                    + group.healthCheckIntervalSeconds()
                    + " s, unhealthy after "
                    + group.unhealthyThresholdCount()
                    + ", timeout "
                    + group.healthCheckTimeoutSeconds()
                    + " s")
        .orElse("AWS's default health check");
  }

  private String replaceDerivation() {
    return "eviction, Auto Scaling's health check, launch, "
        + (hooks().isZero() ? "" : "lifecycle hooks, ")
        + "boot and the first health check";
  }

  /**
   * How long the slowest lifecycle hook holds a launch that goes on then; they run side by side.
   */
  private Duration hooks() {
    return LaunchHooks.all(inventory).stream()
        .map(each -> Duration.ofSeconds(each.heartbeatTimeout()))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private Duration firstHealthCheck() {
    return inventory.all(Kind.TARGET_GROUP).stream()
        .map(Budgets::interval)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ofSeconds(30));
  }

  private static Duration interval(TargetGroup group) {
    return Duration.ofSeconds(group.healthCheckIntervalSeconds());
  }
}
