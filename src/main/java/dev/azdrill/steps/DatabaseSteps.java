package dev.azdrill.steps;

import dev.azdrill.drill.StackHistory;
import dev.azdrill.drill.StackMonitor;
import dev.azdrill.inventory.Kind;
import io.cucumber.java.en.Then;

/** Sentences about the database. */
public final class DatabaseSteps {
  private final ScenarioContext context;

  public DatabaseSteps(ScenarioContext context) {
    this.context = context;
  }

  @Then("the name of the database has not changed")
  public void sameName() {
    context.asked();
    String before = context.inventory().all(Kind.DB_INSTANCE).get(0).endpoint().address();
    String now = context.session().monitor().look().database().orElseThrow().endpoint().address();
    if (!before.equals(now)) {
      throw context.failure("expected the database under " + before + ", saw it under " + now);
    }
  }

  @Then("the database has not failed over")
  public void notFailedOver() {
    context.asked();
    StackMonitor monitor = context.session().monitor();
    monitor.look();
    StackHistory history = monitor.history();
    if (history.databaseEvent(context.injection().at(), "Multi-AZ instance failover").isPresent()) {
      throw context.failure("expected no failover, RDS reports " + history.last().events());
    }
  }
}
