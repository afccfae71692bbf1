package dev.azdrill.steps;

import dev.azdrill.target.Target;
import dev.azdrill.target.simulator.SimulatorTarget;
import io.cucumber.java.After;
import io.cucumber.java.Before;
import io.cucumber.java.Scenario;
import org.jspecify.annotations.Nullable;

/** What one scenario works with; picocontainer makes one for each. */
public final class Scene {
  private @Nullable Target target;

  @Before(order = 0)
  public void open(Scenario scenario) {
    String seed = System.getProperty("azdrill.seed", "azdrill");
    target = SimulatorTarget.create(seed + "/" + scenario.getUri() + "/" + scenario.getName());
  }

  @After(order = 0)
  public void close() {
    Target open = target;
    if (open != null) {
      open.close();
    }
  }

  Target target() {
    Target open = target;
    if (open == null) {
      throw new IllegalStateException("no scenario has begun");
    }
    return open;
  }
}
