package dev.azdrill.cli;

import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillPreview;
import dev.azdrill.drill.DrillStep;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultException;
import java.util.stream.Stream;

/**
 * Which drills of an order a stack that is made of its blueprint cannot be hit by, told one after
 * the other. Not thread-safe: one order, one of these.
 */
final class BlueprintDrills {
  private final boolean mayStand;
  private boolean mayHaveGrown;

  /**
   * @param mayStand whether the stack may stand already, and differ from the blueprint
   * @param mayHaveGrown whether its group may have more instances than it asks for when the first
   *     drill begins
   */
  BlueprintDrills(boolean mayStand, boolean mayHaveGrown) {
    this.mayStand = mayStand;
    this.mayHaveGrown = mayHaveGrown;
  }

  /**
   * What a drill would do; none where only the run itself can tell whether it can be performed.
   *
   * @throws BadInput when it cannot
   */
  Stream<DrillPreview> preview(Drill drill, FaultContext context) {
    mayHaveGrown |= drill.steps().stream().anyMatch(each -> each instanceof DrillStep.Load);
    try {
      return Stream.of(DrillPreview.of(drill, context));
    } catch (FaultException impossible) {
      if (isTold(drill, impossible)) {
        throw new BadInput(impossible.getMessage() + " (" + drill.name() + ")");
      }
      return Stream.of();
    } finally {
      mayHaveGrown = true; // what a drill takes away is replaced, under a load that fewer carry
    }
  }

  private boolean isTold(Drill drill, FaultException impossible) {
    return !mayStand
        && !(mayHaveGrown && impossible.isOfInstances())
        && drill.faults().stream().allMatch(BlueprintDrills::isOwn);
  }

  /** A fault of somebody else's may ask a simulated stack for what it has nothing of. */
  private static boolean isOwn(Fault fault) {
    return FaultCatalogue.of(fault).filter(FaultCatalogue.own()::contains).isPresent();
  }
}
