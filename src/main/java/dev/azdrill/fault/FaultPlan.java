package dev.azdrill.fault;

import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.ImpairmentPort;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
  public static FaultPlan impairing(FaultContext context, Impairment impairment) {
    return impairing(context, List.of(impairment));
  }

  /** One that the platform does, several times. */
  public static FaultPlan impairing(FaultContext context, List<? extends Impairment> impairments) {
    ImpairmentPort port = context.platform().impairments();
    List<Impairment> resolved = new ArrayList<>();
    impairments.forEach(each -> resolved.add(port.resolve(each)));
    return new FaultPlan(
        resolved.stream().flatMap(each -> undo(each, context)).toList(),
        () -> resolved.forEach(port::impose));
  }

  /**
   * Mostly an impairment ends with the process that imposed it, so nothing bears a tag that says
   * otherwise. What is done through AWS's API for it stays: each of that is taken back by an undo
   * of its own, which anybody finds.
   */
  private static Stream<UndoAction> undo(Impairment resolved, FaultContext context) {
    Stream<UndoAction> stays =
        resolved instanceof Impairment.ZonePower power
            ? power.stopped().stream().map(StartInstance::new)
            : Stream.empty();
    UndoAction lift =
        context.platform().impairments().outlivesProcess()
            ? new EndImpairment(context.vpcId(), resolved)
            : new LiftImpairment(resolved);
    return Stream.concat(Stream.of(lift), stays);
  }
}
