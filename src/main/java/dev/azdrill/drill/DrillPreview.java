package dev.azdrill.drill;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultPlan;
import dev.azdrill.fault.UndoAction;
import dev.azdrill.inventory.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/**
 * What a drill would do to a stack as it stands now. Nothing is broken.
 *
 * @param name of the drill
 * @param faults in the order in which they would be injected, each as if it were the only one
 * @param longest the platform's time that the drill takes at most: pauses and the limits of
 *     everything that is awaited
 */
public record DrillPreview(String name, List<PlannedFault> faults, Duration longest) {
  public DrillPreview {
    faults = List.copyOf(faults);
  }

  /**
   * One fault.
   *
   * @param ref which, on what
   * @param targets the names of what it hits
   * @param undo what takes it back, in this order, each as the end of a sentence that begins with
   *     "to"; none when nothing can be taken back
   * @param instancesLost of the group's instances in service, how many it takes away
   * @param instances how many are in service
   */
  public record PlannedFault(
      FaultRef ref, List<String> targets, List<String> undo, int instancesLost, int instances) {
    public PlannedFault {
      targets = List.copyOf(targets);
      undo = List.copyOf(undo);
    }
  }

  /**
   * The preview of a drill.
   *
   * @throws dev.azdrill.fault.FaultException when something that it would break is not there
   */
  public static DrillPreview of(Drill drill, FaultContext context) {
    List<PlannedFault> faults = new ArrayList<>();
    drill.faults().forEach(each -> faults.add(planned(each, context)));
    return new DrillPreview(
        drill.name(), faults, longest(drill, new Budgets(context.baseline(), Budgets.CEILING)));
  }

  private static PlannedFault planned(Fault wanted, FaultContext context) {
    Fault fault = wanted.resolve(context);
    FaultPlan plan = fault.plan(context);
    List<Instance> inService = inService(context).toList();
    Set<String> lost = new TreeSet<>(fault.takesAway());
    long gone =
        inService.stream()
            .filter(
                each -> lost.contains(each.instanceId()) || lost.contains(each.availabilityZone()))
            .count();
    return new PlannedFault(
        fault.ref(),
        fault.targets(),
        plan.undo().stream().map(UndoAction::words).toList(),
        (int) gone,
        inService.size());
  }

  private static Stream<Instance> inService(FaultContext context) {
    return context.baseline().all(Kind.AUTO_SCALING_GROUP).stream()
        .flatMap(group -> group.instances().stream())
        .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE);
  }

  private static Duration longest(Drill drill, Budgets budgets) {
    Duration longest =
        TimedExpectation.inTime(new Expectation.SteadyState()).limit(budgets).duration();
    for (DrillStep each : drill.steps()) {
      if (each instanceof DrillStep.Pause pause) {
        longest = longest.plus(pause.duration());
      }
    }
    for (TimedExpectation each : drill.expectations()) {
      longest = longest.plus(each.limit(budgets).duration());
    }
    return longest;
  }
}
