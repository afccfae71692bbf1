package dev.azdrill.drill;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What should come true after a fault, or after its undo. A value: it can be written down, compared
 * and run again; it reads nothing but the {@link StackHistory} that it is given.
 */
public sealed interface Expectation {
  /** What recovers. */
  Component component();

  /** The end of a sentence that begins with "expected". */
  String statement();

  /**
   * When it came true, at or after {@code since}; empty when nothing shows that it did.
   *
   * @return the time of the event itself where there is one, else of the first snapshot that shows
   *     it
   */
  default Optional<Instant> met(StackHistory history, Instant since) {
    return returning().flatMap(holds -> history.firstReturn(since, holds));
  }

  /** How long it may take, derived from what is deployed. */
  Limit limit(Budgets budgets);

  /**
   * The same, where it does not say itself what is not counted, without what faults have taken
   * away: AWS describes for a while what is lost as if it were there.
   *
   * @param takenAway the names of instances and zones
   */
  default Expectation without(Set<String> takenAway) {
    return this;
  }

  /**
   * For how long it must have held before it is believed. It is waited for, and it is part neither
   * of the recovery time nor of the limit.
   */
  default Duration confirmation() {
    return Duration.ZERO;
  }

  /**
   * Whether anything could show it: that clients without requests see no error, or that no database
   * fails over where there is none, proves nothing.
   */
  default boolean isObservable(StackHistory history, Instant since) {
    return true;
  }

  /** Whether its time is that of an event, and not of a look that showed it. */
  default boolean isTimedByEvents() {
    return false;
  }

  /**
   * What a look shows when this is so, where it means that something is so <em>again</em>: it is
   * believed only after the last fault has disturbed it, or had the time to. Empty where {@link
   * #met} says more.
   */
  default Optional<Predicate<StackSnapshot>> returning() {
    return Optional.empty();
  }

  /** The load balancer no longer routes to an instance: it is a target no more, or not healthy. */
  record TargetEvicted(String instanceId) implements Expectation {
    @Override
    public Component component() {
      return Component.LOAD_BALANCER;
    }

    @Override
    public String statement() {
      return "the load balancer to stop routing to " + instanceId;
    }

    @Override
    public Optional<Instant> met(StackHistory history, Instant since) {
      return history.firstSnapshot(
          since,
          seen -> seen.routable().stream().noneMatch(t -> t.target().id().equals(instanceId)));
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.eviction();
    }
  }

  /** The load balancer routes to no target in a zone. */
  record ZoneEvicted(String zone) implements Expectation {
    @Override
    public Component component() {
      return Component.LOAD_BALANCER;
    }

    @Override
    public String statement() {
      return "the load balancer to stop routing to " + zone;
    }

    @Override
    public Optional<Instant> met(StackHistory history, Instant since) {
      return history.firstSnapshot(since, seen -> !seen.routesTo(zone));
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.eviction();
    }
  }

  /** The group has its desired capacity in service without certain instances or zones. */
  record CapacityRestored(Set<String> lost) implements Expectation {
    public CapacityRestored {
      lost = new TreeSet<>(lost);
    }

    @Override
    public Expectation without(Set<String> takenAway) {
      return lost.isEmpty() ? new CapacityRestored(takenAway) : this;
    }

    @Override
    public Component component() {
      return Component.GROUP;
    }

    @Override
    public String statement() {
      return "the group to be back at its desired capacity";
    }

    @Override
    public Optional<Predicate<StackSnapshot>> returning() {
      return Optional.of(seen -> seen.isWholeWithout(lost));
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.instanceReplacement();
    }
  }

  /** The group has its desired capacity in service outside of a zone. */
  record CapacityOutsideZone(String zone) implements Expectation {
    @Override
    public Component component() {
      return Component.GROUP;
    }

    @Override
    public String statement() {
      return "the group to be back at its desired capacity outside " + zone;
    }

    @Override
    public Optional<Instant> met(StackHistory history, Instant since) {
      return history.firstSnapshot(since, seen -> seen.isWholeWithout(Set.of(zone)));
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.zoneReplacement();
    }
  }

  /**
   * As many targets are healthy as the group desires, none of them lost: instances or zones. An
   * instance counts once, when it is healthy in every target group that routes to it.
   */
  record TargetsHealthy(Set<String> lost) implements Expectation {
    public TargetsHealthy {
      lost = new TreeSet<>(lost);
    }

    @Override
    public Expectation without(Set<String> takenAway) {
      return lost.isEmpty() ? new TargetsHealthy(takenAway) : this;
    }

    @Override
    public Component component() {
      return Component.APPLICATION;
    }

    @Override
    public String statement() {
      return "as many healthy targets as the group desires";
    }

    @Override
    public Optional<Predicate<StackSnapshot>> returning() {
      return Optional.of(seen -> seen.isHealthyWithout(lost));
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.zoneReplacement();
    }
  }

  /** One of the database: where there is none, nothing could show it. */
  sealed interface OfDatabase extends Expectation {
    @Override
    default boolean isObservable(StackHistory history, Instant since) {
      return history.last().database().isPresent();
    }
  }

  /** RDS reports that the failover is completed. */
  record DatabaseFailedOver() implements OfDatabase {
    /** RDS-EVENT-0049; events carry no id in DescribeEvents, so they are known by their text. */
    static final String COMPLETED = "Multi-AZ instance failover completed";

    @Override
    public Component component() {
      return Component.DATABASE;
    }

    @Override
    public String statement() {
      return "the database to fail over";
    }

    @Override
    public Optional<Instant> met(StackHistory history, Instant since) {
      return history.databaseEvent(since, COMPLETED);
    }

    @Override
    public boolean isTimedByEvents() {
      return true;
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.failover();
    }
  }

  /** RDS describes the primary outside of a zone: minutes after the failover itself. */
  record PrimaryOutsideZone(String zone) implements OfDatabase {
    @Override
    public Component component() {
      return Component.DATABASE_DESCRIPTION;
    }

    @Override
    public String statement() {
      return "the primary to be described outside " + zone;
    }

    @Override
    public Optional<Predicate<StackSnapshot>> returning() {
      return Optional.of(seen -> seen.primaryZone().filter(now -> !now.equals(zone)).isPresent());
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.failoverDescription();
    }
  }

  /** RDS describes the database as available, with a standby in another zone. */
  record DatabaseRedundant() implements OfDatabase {
    @Override
    public Component component() {
      return Component.DATABASE_REDUNDANCY;
    }

    @Override
    public String statement() {
      return "the database to be available with a standby in another zone";
    }

    @Override
    public Optional<Predicate<StackSnapshot>> returning() {
      return Optional.of(StackSnapshot::isRedundant);
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.standby();
    }
  }

  /**
   * Clients are served without errors, computed from the requests themselves: recovered at the end
   * of the last that failed, confirmed by a quiet window in which some were served and none failed.
   * All outages since the disturbance belong to it: recovery is the end of the last one. One that
   * begins after a recovery was measured, and before the next fault, undo or change, is measured by
   * {@link DrillSession} as a second recovery with the same limit.
   */
  record ClientsServed() implements Expectation {
    /** Nothing may fail for so long before an outage counts as over. */
    static final Duration QUIET = Duration.ofSeconds(30);

    /** A request of the quiet window may still be under way: a client gives up after so long. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Component component() {
      return Component.CLIENTS;
    }

    @Override
    public String statement() {
      return "clients to be served without errors";
    }

    @Override
    public Optional<Instant> met(StackHistory history, Instant since) {
      return history.traffic().flatMap(log -> ClientRecovery.after(since, log, history.now()));
    }

    @Override
    public Duration confirmation() {
      return QUIET.plus(PATIENCE);
    }

    @Override
    public boolean isTimedByEvents() {
      return true;
    }

    @Override
    public boolean isObservable(StackHistory history, Instant since) {
      return history.isUsed(since);
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.clients();
    }
  }

  /** Clients see an error: what a negative control expects, or a fault that must be felt. */
  record ClientsSeeErrors() implements Expectation {
    @Override
    public Component component() {
      return Component.CLIENT_ERRORS;
    }

    @Override
    public String statement() {
      return "clients to see errors";
    }

    @Override
    public Optional<Instant> met(StackHistory history, Instant since) {
      return history.firstOutage(since, ClientsServed.QUIET);
    }

    @Override
    public boolean isTimedByEvents() {
      return true;
    }

    /** A request that fails may still be under way at the limit. */
    @Override
    public Duration confirmation() {
      return ClientsServed.PATIENCE;
    }

    @Override
    public boolean isObservable(StackHistory history, Instant since) {
      return history.isUsed(since);
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.allowance(Duration.ofMinutes(2), "an allowance until an error is felt");
    }
  }

  /** The group's instances are spread evenly: no two zones differ by more than one. */
  record InstancesSpread() implements Expectation {
    @Override
    public Component component() {
      return Component.GROUP_BALANCE;
    }

    @Override
    public String statement() {
      return "the instances to be spread evenly over the zones";
    }

    @Override
    public Optional<Predicate<StackSnapshot>> returning() {
      return Optional.of(StackSnapshot::isSpread);
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.rebalancing();
    }
  }

  /** The group has at least so many instances in service. */
  record CapacityAtLeast(int instances) implements Expectation {
    public CapacityAtLeast {
      if (instances < 1) {
        throw new IllegalArgumentException("expected at least 1 instance, saw " + instances);
      }
    }

    @Override
    public Component component() {
      return Component.GROUP;
    }

    @Override
    public String statement() {
      return "the group to grow to at least " + instances + " instances in service";
    }

    @Override
    public Optional<Predicate<StackSnapshot>> returning() {
      return Optional.of(seen -> seen.inService().size() >= instances);
    }

    /** That a group stays below what it may never have is no answer. */
    @Override
    public boolean isObservable(StackHistory history, Instant since) {
      return instances <= history.last().most();
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.allowance(Duration.ofMinutes(20), "target tracking looks at minutes of load");
    }
  }

  /** The group has exactly so many instances in service, and no others. */
  record CapacityExactly(int instances) implements Expectation {
    public CapacityExactly {
      if (instances < 0) {
        throw new IllegalArgumentException("expected 0 instances or more, saw " + instances);
      }
    }

    @Override
    public Component component() {
      return Component.GROUP;
    }

    @Override
    public String statement() {
      return "the group to have " + instances + " instances, all in service";
    }

    @Override
    public Optional<Predicate<StackSnapshot>> returning() {
      return Optional.of(
          seen ->
              seen.inService().size() == instances && seen.group().instances().size() == instances);
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.allowance(Duration.ofMinutes(20), "target tracking looks at minutes of load");
    }
  }

  /** The steady-state hypothesis: the desired capacity in service and healthy, the database too. */
  record SteadyState() implements Expectation {
    @Override
    public Component component() {
      return Component.STEADY_STATE;
    }

    @Override
    public String statement() {
      return "the steady state: desired capacity in service and healthy, the database available";
    }

    @Override
    public Optional<Predicate<StackSnapshot>> returning() {
      return Optional.of(StackSnapshot::isSteady);
    }

    @Override
    public Limit limit(Budgets budgets) {
      return budgets.allowance(Duration.ofMinutes(10), "an allowance for what is still under way");
    }
  }
}
