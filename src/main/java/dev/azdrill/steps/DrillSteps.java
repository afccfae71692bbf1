package dev.azdrill.steps;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillOutcome;
import dev.azdrill.drill.FaultDrill;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.Verdict;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.List;
import java.util.Optional;

/** Sentences that run a whole drill, and say what should become of it. */
public final class DrillSteps {
  private final ScenarioContext context;

  public DrillSteps(ScenarioContext context) {
    this.context = context;
  }

  @When("the {drill} drill runs")
  public void run(BuiltInDrill drill) {
    context.attempt(stack -> drill.on(stack, Optional.empty()));
  }

  @When("the {drill} drill runs on zone/instance/database {string}")
  public void run(BuiltInDrill drill, String subject) {
    context.attempt(stack -> drill.on(stack, Optional.of(subject)));
  }

  @When("the {drill} drill runs on the zone of the primary database")
  public void runOnPrimary(BuiltInDrill drill) {
    String zone = context.session().context().database().availabilityZone();
    context.attempt(stack -> drill.on(stack, Optional.of(zone)));
  }

  /** Of faults of the catalogue, as {@code --fault} names them; how they hold is the same, too. */
  @When("the drill of the fault {string} runs")
  public void run(String fault) {
    Drill drill = FaultDrill.of(List.of(context.faultOf(fault)), FaultDrill.HOLD);
    context.attempt(stack -> drill);
  }

  @Then("the drill passes")
  public void passes() {
    DrillOutcome outcome = context.drillOutcome();
    if (outcome.verdict() != Verdict.PASSED) {
      throw context.failure("expected the drill to pass, it " + words(outcome));
    }
  }

  @Then("the drill fails because {string}")
  public void fails(String reason) {
    expect(Verdict.FAILED, reason);
  }

  @Then("the drill is inconclusive because {string}")
  public void isInconclusive(String reason) {
    expect(Verdict.INCONCLUSIVE, reason);
  }

  @Then("the failure is explained by {string}")
  public void isExplained(String cause) {
    QuotedReason reason = QuotedReason.of(cause, context);
    List<FailureCause> causes = context.session().causes();
    if (causes.stream().map(FailureCause::explanation).noneMatch(reason::isIn)) {
      throw context.failure(
          "expected the failure to be explained by '"
              + cause
              + "', "
              + (causes.isEmpty() ? "nothing explains it" : "it is explained by " + words(causes)));
    }
    context.session().failedAsExpected("explained by " + words(causes));
  }

  /** What explains it, a sentence each. */
  static String words(List<FailureCause> causes) {
    return String.join("; ", causes.stream().map(FailureCause::explanation).toList());
  }

  private void expect(Verdict verdict, String reason) {
    QuotedReason quoted = QuotedReason.of(reason, context);
    DrillOutcome outcome = context.drillOutcome();
    if (outcome.verdict() != verdict || !quoted.isIn(outcome.reason())) {
      throw context.failure(
          "expected the drill to be "
              + verdict
              + " because '"
              + reason
              + "', it "
              + words(outcome));
    }
    context.session().failedAsExpected(outcome.reason());
  }

  private static String words(DrillOutcome outcome) {
    return "was " + outcome.verdict() + ": " + outcome.reason();
  }
}
