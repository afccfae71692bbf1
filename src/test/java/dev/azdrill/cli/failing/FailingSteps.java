package dev.azdrill.cli.failing;

import io.cucumber.java.en.Given;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** Steps that end in every way. */
public final class FailingSteps {
  @Given("this passes")
  public void passes() {}

  @Given("this is out of order")
  public void outOfOrder() throws Throwable {
    raise(new IllegalStateException("expected a step before this,\nsaw none"));
  }

  @Given("this does not hold")
  public void fails() throws Throwable {
    raise(new AssertionError("expected one, saw two"));
  }

  @Given("this is a defect")
  public void defect() {
    List.of().get(3);
  }

  @Given("this is not offered here")
  public void skips() throws Throwable {
    raise(new TestAbortedException("the platform lacks it"));
  }

  private static void raise(Throwable what) throws Throwable {
    throw what;
  }
}
