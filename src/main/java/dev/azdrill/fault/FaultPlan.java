package dev.azdrill.fault;

import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.ImpairmentPort;
import java.util.List;

/**
 * What is to be done for a fault, and what takes it back. It is made before anything is done, so
 * that the undo can be written down first.
 *
 * @param undo in the order in which it is done; none when nothing can be taken back, and nothing
 *     needs to be: the architecture is expected to replace what was lost
 * @param act breaks it
 */
public record FaultPlan(List<UndoAction> undo, Runnable act) {
  public FaultPlan {
    undo = List.copyOf(undo);
  }

  /** One that can be taken back. */
  public static FaultPlan reversible(Runnable act, UndoAction... undo) {
    return new FaultPlan(List.of(undo), act);
  }

  /** One that cannot, and need not. */
  public static FaultPlan irreversible(Runnable act) {
    return new FaultPlan(List.of(), act);
  }

  /** One that the platform does. */
  static FaultPlan impairing(FaultContext context, Impairment impairment) {
    ImpairmentPort port = context.platform().impairments();
    Impairment resolved = port.resolve(impairment);
    return reversible(() -> port.impose(resolved), new UndoAction.LiftImpairment(resolved));
  }
}
