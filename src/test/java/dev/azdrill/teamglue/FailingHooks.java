package dev.azdrill.teamglue;

import io.cucumber.java.After;
import io.cucumber.java.Before;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import org.opentest4j.TestAbortedException;

/** A team's own hooks and steps, which fail. */
public final class FailingHooks {
  private final boolean isFailing = !Boolean.getBoolean("azdrill.test.sound");

  @Before("@failing-before")
  public void before() {
    fail(new IllegalStateException("the team's own hook before the scenario failed"));
  }

  @After("@failing-after")
  public void after() {
    fail(new IllegalStateException("the team's own hook after the scenario failed"));
  }

  @After(value = "@failing-late", order = -1_000_000)
  public void late() {
    fail(new IllegalStateException("the team's own late hook failed"));
  }

  @When("the JVM runs out of memory")
  public void outOfMemory() {
    if (isFailing) {
      throw new OutOfMemoryError("the team's own step");
    }
  }

  @Then("the team's own step is skipped")
  public void skipped() {
    if (isFailing) {
      throw new TestAbortedException("not today");
    }
  }

  @Then("the team's own step fails")
  public void fail() {
    if (isFailing) {
      throw new AssertionError("the team's own step failed");
    }
  }

  private void fail(RuntimeException failure) {
    if (isFailing) {
      throw failure;
    }
  }
}
