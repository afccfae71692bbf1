package dev.azdrill.steps;

import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.StackSnapshot;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sentences about what recovers, and how soon. */
public final class RecoverySteps {
  private final ScenarioContext scene;

  public RecoverySteps(ScenarioContext scene) {
    this.scene = scene;
  }

  @Then("the load balancer stops routing to it {budget}")
  public void evicted(Budget budget) {
    await(budget.of(scene.expectations().evicted(scene.fault().fault().subject())));
  }

  @Then("the load balancer stops routing to that zone {budget}")
  public void zoneEvicted(Budget budget) {
    await(budget.of(scene.expectations().zoneEvicted(scene.fault().fault().subject())));
  }

  @Then("the group is back at its desired capacity {budget}")
  public void replaced(Budget budget) {
    await(budget.of(scene.expectations().replaced(List.of(scene.fault().fault().subject()))));
  }

  @Then("the group is back at its desired capacity outside that zone {budget}")
  public void replacedOutside(Budget budget) {
    await(budget.of(scene.expectations().replacedOutside(scene.fault().fault().subject())));
  }

  @Then("as many targets are healthy as the group desires {budget}")
  public void healthyAgain(Budget budget) {
    await(budget.of(scene.expectations().healthyAgain(List.of(scene.fault().fault().subject()))));
  }

  @Then("the database fails over {budget}")
  public void failedOver(Budget budget) {
    await(budget.of(scene.expectations().failedOver()));
  }

  @Then("the primary is described in another zone {budget}")
  public void primaryElsewhere(Budget budget) {
    String before = scene.watch().looks().get(0).primaryZone();
    await(budget.of(scene.expectations().primaryOutside(before)));
  }

  @Then("clients are served without errors again {budget}")
  public void clientsServed(Budget budget) {
    await(budget.of(scene.expectations().clientsServed()));
  }

  @Then("the instances are spread evenly over the zones {budget}")
  public void spreadEvenly(Budget budget) {
    await(budget.of(scene.expectations().spreadEvenly()));
  }

  @Then("the steady state is restored {budget}")
  public void steady(Budget budget) {
    await(budget.of(scene.expectations().steady()));
  }

  @Then("the group does not replace it for {duration}")
  public void notReplaced(Duration duration) {
    String instance = scene.fault().fault().subject();
    scene.watch().keepLooking("the group to leave " + instance + " alone", duration);
    StackSnapshot last = scene.watch().last();
    if (last.inService().stream().noneMatch(i -> i.instanceId().equals(instance))) {
      throw new AssertionError(
          "expected the group to keep "
              + instance
              + " for "
              + duration.toMinutes()
              + " min, saw "
              + last);
    }
  }

  @When("power returns to that zone")
  @When("the fault is undone")
  public void undo() {
    scene.undo();
    scene.watch().look();
    scene.restoring(scene.platform().session().clock().now());
  }

  private void await(Expectation expectation) {
    Instant since = scene.since();
    scene.settle(scene.watch().await(expectation, since));
  }
}
