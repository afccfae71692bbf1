package dev.azdrill.steps;

import dev.azdrill.feature.CurrentRun;
import dev.azdrill.feature.FeatureRun;
import dev.azdrill.feature.FinishedRun;
import dev.azdrill.feature.PlatformSource;
import dev.azdrill.feature.ScenarioId;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.session.StopRequest;
import io.cucumber.java.After;
import io.cucumber.java.AfterAll;
import io.cucumber.java.Before;
import io.cucumber.java.BeforeAll;
import io.cucumber.java.Scenario;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * What happens around scenarios and around a run. These hooks are outside of all others: they begin
 * first and end last, whatever the others do.
 */
public final class ScenarioHooks {
  private final ScenarioContext context;

  public ScenarioHooks(ScenarioContext context) {
    this.context = context;
  }

  /** Begins the run: what cannot be written is found out before anything is made. */
  @BeforeAll(order = Integer.MIN_VALUE)
  public static void beginRun() {
    String seed = System.getProperty("azdrill.seed", "azdrill");
    CurrentRun.begin(
        new FeatureRun.Settings(
            "Features",
            PlatformSource.of(
                Selection.from(System::getProperty, System::getenv),
                new StopRequest(),
                Optional.of(LockOwner.drawId(new SecureRandom()))),
            seed,
            System.getProperty("azdrill.reproduce", "mvn verify -Dazdrill.seed='" + seed + "'"),
            Boolean.getBoolean("azdrill.strict"),
            Path.of(System.getProperty("azdrill.report", "target/azdrill-report"))));
  }

  /** Opens the platform. */
  @Before(order = Integer.MIN_VALUE)
  public void begin(Scenario scenario) {
    context.begin(
        ScenarioId.of(scenario.getUri(), scenario.getName(), scenario.getLine()),
        scenario.getUri());
  }

  /** A scenario with this tag shares its stacks with no other, on any platform. */
  @Before(value = "@own-stack", order = Integer.MIN_VALUE + 1)
  public void own() {
    context.ownStacks();
  }

  /** Undoes, gives back, judges. What the steps did not fail for may fail here. */
  @After(order = Integer.MIN_VALUE)
  public void end(Scenario scenario) {
    Optional<String> complaint = context.end(scenario.getStatus());
    if (complaint.isPresent()) {
      throw new AssertionError(complaint.get());
    }
  }

  /** Ends the run, unless whoever began it does: one report of all scenarios, one verdict. */
  @AfterAll(order = Integer.MIN_VALUE)
  public static void endRun() {
    Optional<String> complaint = CurrentRun.end().flatMap(FinishedRun::complaint);
    if (complaint.isPresent()) {
      throw new RunNotPassed(complaint.get());
    }
  }
}
