package dev.azdrill.drill.file;

import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.inventory.Inventory;

/**
 * The steps of a drill for one stack: what a file leaves open is chosen, everything else is as it
 * was written.
 *
 * @param stack where it is chosen
 */
record ResolvedSteps(Inventory stack) implements DrillStep.Reader<DrillStep> {

  @Override
  public DrillStep inject(DrillStep.Inject step) {
    return new DrillStep.Inject(FaultNode.kind(step.fault()).resolve(step.fault(), stack));
  }

  @Override
  public DrillStep expect(DrillStep.Expect step) {
    return new DrillStep.Expect(resolved(step.expected()));
  }

  @Override
  public DrillStep expectMissed(DrillStep.ExpectMissed step) {
    return new DrillStep.ExpectMissed(resolved(step.expected()));
  }

  @Override
  public DrillStep undo(DrillStep.Undo step) {
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
    return new TimedExpectation(chosen, each.within());
  }
}
