package dev.azdrill.steps;

import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.StackSnapshot;
import dev.azdrill.drill.TimedExpectation;
import io.cucumber.java.en.Then;
import java.time.Duration;
import java.util.Set;

/** Sentences about what recovers, and how soon. */
public final class RecoverySteps {
  private final ScenarioContext context;

  public RecoverySteps(ScenarioContext context) {
    this.context = context;
  }

  @Then("the load balancer stops routing to it {budget}")
  public void evicted(Budget budget) {
    context.await(budget.of(new Expectation.TargetEvicted(subject())));
  }

  @Then("the load balancer stops routing to that zone {budget}")
  public void zoneEvicted(Budget budget) {
    context.await(budget.of(new Expectation.ZoneEvicted(subject())));
  }

  @Then("the group is back at its desired capacity {budget}")
  public void replaced(Budget budget) {
    context.await(budget.of(new Expectation.CapacityRestored(Set.of(subject()))));
  }

  @Then("the group is back at its desired capacity outside that zone {budget}")
  public void replacedOutside(Budget budget) {
    context.await(budget.of(new Expectation.CapacityOutsideZone(subject())));
  }

  @Then("as many targets are healthy as the group desires {budget}")
  public void healthyAgain(Budget budget) {
    context.await(budget.of(new Expectation.TargetsHealthy(Set.of(subject()))));
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

  @Then("clients are served without errors again {budget}")
  public void clientsServed(Budget budget) {
    context.await(budget.of(new Expectation.ClientsServed()));
  }

  @Then("clients are not served without errors within {duration}")
  public void clientsNotServed(Duration duration) {
    context.awaitMissed(TimedExpectation.within(new Expectation.ClientsServed(), duration));
  }

  @Then("the load balancer still finds every target healthy")
  public void allHealthy() {
    context.asked();
    StackSnapshot now = context.session().monitor().look();
    if (now.healthyTargets().size() != now.targetsById().size() || now.targets().isEmpty()) {
      throw context.failure("expected every target to be healthy, saw " + now);
    }
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
    String instance = subject();
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

  /** What was broken last. */
  private String subject() {
    return context.injection().fault().subject();
  }
}
