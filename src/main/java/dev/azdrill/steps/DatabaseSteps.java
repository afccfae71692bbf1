package dev.azdrill.steps;

import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.StackHistory;
import dev.azdrill.drill.StackMonitor;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.fault.Injection;
import io.cucumber.java.en.Then;

/** Sentences about the database. */
public final class DatabaseSteps {
  private final ScenarioContext context;

  public DatabaseSteps(ScenarioContext context) {
    this.context = context;
  }

  /**
   * Once the fault took effect: before that, nothing could have changed it. After a fault that is
   * not of the database this proves nothing by itself.
   */
  @Then("the name of the database has not changed")
  public void sameName() {
    if (isOfDatabase(context.injection())) {
      context.asked();
    }
    String before = context.session().context().database().endpoint().address();
    context.awaitWitnesses();
    String now =
        context
            .session()
            .monitor()
            .look()
            .database()
            .orElseThrow(() -> context.failure("expected a database, it is gone"))
            .endpoint()
            .address();
    if (!before.equals(now)) {
      throw context.failure("expected the database under " + before + ", saw it under " + now);
    }
  }

  /** Waits as long as a failover may take: right after a fault there has never been one yet. */
  @Then("the database has not failed over")
  public void notFailedOver() {
    context.injection();
    Expectation failover = new Expectation.DatabaseFailedOver();
    context.awaitMissed(TimedExpectation.within(failover, context.session().limit(failover)));
    StackMonitor monitor = context.session().monitor();
    StackHistory history = monitor.history();
    if (history.databaseEvent(context.injection().at(), "Multi-AZ instance failover").isPresent()) {
      throw context.failure("expected no failover, RDS reports " + history.last().events());
    }
  }

  private boolean isOfDatabase(Injection injection) {
    String id = context.session().context().database().dbInstanceIdentifier();
    return injection.fault().targets().contains(id);
  }
}
