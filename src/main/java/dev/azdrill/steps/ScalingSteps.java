package dev.azdrill.steps;

import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.StackSnapshot;
import io.cucumber.java.en.Then;
import java.time.Duration;
import java.util.function.Predicate;

/** Sentences about the size of the group. */
public final class ScalingSteps {
  private final ScenarioContext scene;

  public ScalingSteps(ScenarioContext scene) {
    this.scene = scene;
  }

  @Then("the group grows to at least {int} instances {budget}")
  public void grows(int least, Budget budget) {
    await(
        "the group to grow to at least " + least + " instances",
        budget,
        look -> look.inService().size() >= least);
  }

  @Then("the group shrinks to {int} instances {budget}")
  public void shrinks(int exactly, Budget budget) {
    await(
        "the group to shrink to " + exactly + " instances",
        budget,
        look -> look.inService().size() == exactly);
  }

  @Then("the group stays at no more than {int} instances for {duration}")
  public void stays(int most, Duration duration) {
    int looksBefore = scene.watch().looks().size();
    scene.watch().keepLooking("the group to stay within its maximum", duration);
    scene.watch().looks().stream()
        .skip(looksBefore)
        .filter(look -> look.group().instances().size() > most)
        .findFirst()
        .ifPresent(
            look -> {
              throw new AssertionError("expected no more than " + most + " instances, saw " + look);
            });
  }

  private void await(String what, Budget budget, Predicate<StackSnapshot> met) {
    Expectation expectation =
        new Expectation(
            "group", what, Duration.ofMinutes(20), "an allowance", (look, since) -> met.test(look));
    scene.settle(scene.watch().await(budget.of(expectation), scene.since()));
  }
}
