package dev.azdrill.steps;

import dev.azdrill.drill.StackSnapshot;
import dev.azdrill.inventory.Kind;
import io.cucumber.java.en.Then;

/** Sentences about the database. */
public final class DatabaseSteps {
  private final ScenarioContext scene;

  public DatabaseSteps(ScenarioContext scene) {
    this.scene = scene;
  }

  @Then("the name of the database has not changed")
  public void sameName() {
    String before = scene.inventory().all(Kind.DB_INSTANCE).get(0).endpoint().address();
    String now = scene.watch().look().database().orElseThrow().endpoint().address();
    if (!before.equals(now)) {
      throw new AssertionError("expected the database under " + before + ", saw it under " + now);
    }
  }

  @Then("the database has not failed over")
  public void notFailedOver() {
    StackSnapshot now = scene.watch().look();
    if (now.sawEvent("Multi-AZ instance failover", scene.fault().at())) {
      throw new AssertionError("expected no failover, RDS reports " + now.events());
    }
  }
}
