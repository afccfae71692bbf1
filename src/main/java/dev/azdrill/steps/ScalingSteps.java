package dev.azdrill.steps;

import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.TimedExpectation;
import io.cucumber.java.en.Then;
import java.time.Duration;
import java.time.Instant;

/** Sentences about the size of the group. */
public final class ScalingSteps {
  private final ScenarioContext context;

  public ScalingSteps(ScenarioContext context) {
    this.context = context;
  }

  @Then("the group grows to at least {int} instances {budget}")
  public void grows(int least, Budget budget) {
    if (sizeBefore() >= least) {
      throw context.failure(
          "expected a group that grows to at least "
              + least
              + " instances, it had "
              + sizeBefore()
              + " before");
    }
    context.await(budget.of(new Expectation.CapacityAtLeast(least)));
  }

  @Then("the group shrinks to {int} instances {budget}")
  public void shrinks(int exactly, Budget budget) {
    if (sizeBefore() <= exactly) {
      throw context.failure(
          "expected a group that shrinks to "
              + exactly
              + " instances, it had "
              + sizeBefore()
              + " before");
    }
    context.await(budget.of(new Expectation.CapacityExactly(exactly)));
  }

  /** How many instances were in service at the event before: what it had reached is no answer. */
  private int sizeBefore() {
    Instant since = context.session().since();
    return context.session().monitor().history().snapshots().stream()
        .filter(each -> !each.at().isAfter(since))
        .reduce((earlier, later) -> later)
        .map(each -> each.inService().size())
        .orElseThrow(() -> context.outOfOrder("expected a step that changes the load before this"));
  }

  /** Counts from the event before: whoever was above the limit in between is seen. */
  @Then("the group stays at no more than {int} instances for {duration}")
  public void stays(int most, Duration duration) {
    Duration soFar =
        Duration.between(context.session().since(), context.platform().session().clock().now());
    context.awaitMissed(
        TimedExpectation.within(new Expectation.CapacityAtLeast(most + 1), soFar.plus(duration)));
  }
}
