package dev.azdrill.cli.failing;

import io.cucumber.java.en.Given;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Steps that end in every way. */
public final class FailingSteps {
  @Given("this passes")
  public void passes() {}

  @Given("this is out of order")
  public void outOfOrder() {
    Optional.empty()
        .orElseThrow(() -> new IllegalStateException("expected a step before this,\nsaw none"));
  }

  @Given("this does not hold")
  public void fails() {
    Optional.empty().orElseThrow(() -> new AssertionError("expected one, saw two"));
  }

  @Given("this is a defect")
  public void defect() {
    List.of().get(3);
  }

  @Given("this is not offered here")
  public void skips() {
    Optional.empty().orElseThrow(() -> new TestAbortedException("the platform lacks it"));
  }
}
