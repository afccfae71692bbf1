package dev.azdrill.steps;

import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.StackMonitor;
import dev.azdrill.drill.StackSnapshot;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.fault.SubjectKind;
import io.cucumber.java.en.Then;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Sentences about what recovers, and how soon. */
public final class RecoverySteps {
  private final ScenarioContext context;

  public RecoverySteps(ScenarioContext context) {
    this.context = context;
  }

  @Then("the load balancer stops routing to it {budget}")
  public void evicted(Budget budget) {
    instances().forEach(each -> context.await(budget.of(new Expectation.TargetEvicted(each))));
  }

  @Then("the load balancer stops routing to that zone {budget}")
  public void zoneEvicted(Budget budget) {
    context.await(budget.of(new Expectation.ZoneEvicted(zone())));
  }

  @Then("the group is back at its desired capacity {budget}")
  public void replaced(Budget budget) {
    Set<String> lost = context.injection().fault().takesAway();
    if (lost.isEmpty()) {
      throw unfit("a fault that takes instances away");
    }
    context.await(budget.of(new Expectation.CapacityRestored(lost)));
  }

  @Then("the group is back at its desired capacity outside that zone {budget}")
  public void replacedOutside(Budget budget) {
    context.await(budget.of(new Expectation.CapacityOutsideZone(zone())));
  }

  @Then("as many targets are healthy as the group desires {budget}")
  public void healthyAgain(Budget budget) {
    Set<String> lost = context.injection().fault().takesAway();
    context.await(budget.of(new Expectation.TargetsHealthy(lost)));
  }

  @Then("the database fails over {budget}")
  public void failedOver(Budget budget) {
    context.await(budget.of(new Expectation.DatabaseFailedOver()));
  }

  @Then("the primary is described in another zone {budget}")
  public void primaryElsewhere(Budget budget) {
    String before =
        context
            .session()
            .monitor()
            .history()
            .first()
            .primaryZone()
            .orElseThrow(() -> context.failure("expected a database, saw none"));
    context.await(budget.of(new Expectation.PrimaryOutsideZone(before)));
  }

  @Then("the database has its standby again {budget}")
  public void redundant(Budget budget) {
    context.await(budget.of(new Expectation.DatabaseRedundant()));
  }

  @Then("clients are served without errors again {budget}")
  public void clientsServed(Budget budget) {
    context.await(budget.of(new Expectation.ClientsServed()));
  }

  @Then("clients are not served without errors within {duration}")
  public void clientsNotServed(Duration duration) {
    context.awaitMissed(TimedExpectation.within(new Expectation.ClientsServed(), duration));
  }

  /** Waits as long as health checks may take: right after a fault they have seen nothing yet. */
  @Then("the load balancer still finds every target healthy")
  public void allHealthy() {
    context.askedWhatStays();
    StackMonitor monitor = context.session().monitor();
    Instant since = context.session().since();
    Duration left =
        context
            .session()
            .limit(new Expectation.ZoneEvicted("any"))
            .minus(Duration.between(since, context.platform().session().clock().now()));
    if (left.compareTo(Duration.ZERO) > 0) {
      monitor.keepLooking("every target to be healthy", left);
    }
    monitor.look();
    monitor.history().snapshots().stream()
        .filter(each -> each.at().isAfter(since) && !isHealthy(each))
        .findFirst()
        .ifPresent(
            each -> {
              throw context.failure("expected every target to be healthy, saw " + each);
            });
  }

  private static boolean isHealthy(StackSnapshot seen) {
    return !seen.targets().isEmpty() && seen.healthyTargets().size() == seen.targetsById().size();
  }

  @Then("the instances are spread evenly over the zones {budget}")
  public void spreadEvenly(Budget budget) {
    context.await(budget.of(new Expectation.InstancesSpread()));
  }

  @Then("the steady state is restored {budget}")
  public void steady(Budget budget) {
    context.await(budget.of(new Expectation.SteadyState()));
  }

  @Then("the steady state is not reached within {duration}")
  public void notSteady(Duration duration) {
    context.awaitMissed(TimedExpectation.within(new Expectation.SteadyState(), duration));
  }

  @Then("the group does not replace it for {duration}")
  public void notReplaced(Duration duration) {
    List<String> all = instances();
    if (all.size() != 1) {
      throw unfit("a fault of one instance");
    }
    String instance = all.get(0);
    context.awaitMissed(
        TimedExpectation.within(new Expectation.CapacityRestored(Set.of(instance)), duration));
    StackSnapshot last = context.session().monitor().last();
    if (last.inService().stream().noneMatch(i -> i.instanceId().equals(instance))) {
      throw context.failure(
          "expected the group to keep "
              + instance
              + " for "
              + duration.toMinutes()
              + " min, saw "
              + last);
    }
  }

  /** The instances that were broken last. Of one that is none, everything has come true already. */
  private List<String> instances() {
    List<String> all =
        context.injection().fault().targets().stream()
            .filter(SubjectKind.INSTANCE::isNamed)
            .toList();
    if (all.isEmpty()) {
      throw unfit("a fault of an instance");
    }
    return all;
  }

  /** The zone that was broken last. */
  private String zone() {
    String subject = context.injection().fault().subject();
    if (!SubjectKind.ZONE.isNamed(subject)) {
      throw unfit("a fault of a zone");
    }
    return subject;
  }

  private IllegalStateException unfit(String expected) {
    return context.outOfOrder(
        "expected "
            + expected
            + " before this step, saw "
            + context.injection().fault().ref().words());
  }
}
