package dev.azdrill.drill.file;

import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.fault.Fault;
import dev.azdrill.inventory.Inventory;
import java.util.Set;
import java.util.TreeSet;

/**
 * The steps of a drill for one stack: what a file leaves open is chosen, everything else is as it
 * was written. A group that is to be whole again, and does not say without which instances, is
 * whole without those that were broken so far: EC2 describes what is lost for a while as if it were
 * there. Not thread-safe: it is told of the steps in their order.
 */
final class ResolvedSteps implements DrillStep.Reader<DrillStep> {
  private final Inventory stack;
  private final Set<String> lost = new TreeSet<>();

  /**
   * @param stack where it is chosen
   */
  ResolvedSteps(Inventory stack) {
    this.stack = stack;
  }

  @Override
  public DrillStep inject(DrillStep.Inject step) {
    Fault fault = Forms.of(step.fault()).resolve(step.fault(), stack);
    lost.add(fault.subject());
    return new DrillStep.Inject(fault);
  }

  @Override
  public DrillStep expect(DrillStep.Expect step) {
    return new DrillStep.Expect(resolved(step.expected()));
  }

  @Override
  public DrillStep expectMissed(DrillStep.ExpectMissed step) {
    return new DrillStep.ExpectMissed(resolved(step.expected()));
  }

  /** What was stopped may be back, and what comes next is looked at with it. */
  @Override
  public DrillStep undo(DrillStep.Undo step) {
    lost.clear();
    return step;
  }

  @Override
  public DrillStep load(DrillStep.Load step) {
    return step;
  }

  @Override
  public DrillStep pause(DrillStep.Pause step) {
    return step;
  }

  private TimedExpectation resolved(TimedExpectation each) {
    Expectation written = each.expectation();
    Expectation chosen = Forms.of(written).resolve(written, stack);
    return new TimedExpectation(withoutTheLost(chosen), each.within());
  }

  private Expectation withoutTheLost(Expectation chosen) {
    if (chosen instanceof Expectation.CapacityRestored restored
        && restored.lostInstances().isEmpty()) {
      return new Expectation.CapacityRestored(lost(Subject.INSTANCE));
    }
    if (chosen instanceof Expectation.TargetsHealthy healthy && healthy.lost().isEmpty()) {
      return new Expectation.TargetsHealthy(lost(Subject.INSTANCE, Subject.ZONE));
    }
    return chosen;
  }

  private Set<String> lost(Subject... kinds) {
    Set<String> of = new TreeSet<>();
    for (Subject kind : kinds) {
      lost.stream().filter(kind::isNamed).forEach(of::add);
    }
    return of;
  }
}
