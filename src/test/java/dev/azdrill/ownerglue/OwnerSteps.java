package dev.azdrill.ownerglue;

import io.cucumber.java.en.When;

/** What the owner of a stack does while a run of features is attached to it. */
public final class OwnerSteps {
  /** What a test lets the owner do; its tests take turns. */
  public static volatile Runnable change = () -> {};

  @When("the owner changes the stack")
  public void changes() {
    change.run();
  }
}
