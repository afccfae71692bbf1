package dev.azdrill.steps;

import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Limits;
import dev.azdrill.drill.StopCondition;
import dev.azdrill.drill.TargetLimit;
import io.cucumber.java.en.Given;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Sentences about what ends a scenario's drill early, or keeps a fault from being injected. */
public final class GuardSteps {
  private final ScenarioContext context;

  public GuardSteps(ScenarioContext context) {
    this.context = context;
  }

  @Given("faults may affect at most {int} zone(s) at once")
  public void zones(int most) {
    limit(new Limits(Optional.of(most), Optional.empty(), Optional.empty()));
  }

  @Given("faults may affect at most {int} instance(s) at once")
  public void instances(int most) {
    targets(new TargetLimit(most, false));
  }

  @Given("faults may affect at most {int} % of the instances at once")
  public void share(int most) {
    targets(new TargetLimit(most, true));
  }

  @Given("faults may be in effect for at most {duration}")
  public void inEffect(Duration most) {
    limit(new Limits(Optional.empty(), Optional.empty(), Optional.of(most)));
  }

  @Given("the drill stops when alarm {string} is not OK")
  public void alarm(String name) {
    stop(new StopCondition.AlarmNotOk(name));
  }

  @Given("the drill stops when more than {percentage} of the requests fail")
  public void errorRate(BigDecimal percent) {
    stop(new StopCondition.ErrorRate(percent, StopCondition.WINDOW));
  }

  private void targets(TargetLimit most) {
    limit(new Limits(Optional.empty(), Optional.of(most), Optional.empty()));
  }

  private void limit(Limits limits) {
    obey(Guards.NONE.with(limits));
  }

  private void stop(StopCondition condition) {
    obey(Guards.NONE.stoppingIf(condition));
  }

  /** What happened before was not judged by them. */
  private void obey(Guards guards) {
    if (context.session().zero().isPresent()) {
      throw context.outOfOrder("expected this step before anything is broken or changed");
    }
    context.session().obey(guards);
  }
}
