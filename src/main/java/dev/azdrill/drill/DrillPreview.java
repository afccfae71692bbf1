package dev.azdrill.drill;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.fault.BlastRadius;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultPlan;
import dev.azdrill.fault.UndoAction;
import dev.azdrill.inventory.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param together what the faults that hold at the same time affect, at each injection
 * @param inService how many of the group's instances are in service
 * @param held for how long faults are in effect at least: the pauses while they are
 * @param guards its own
 * @param longest the platform's time that the drill takes at most: pauses, the limits of everything
 *     that is awaited, and the time until AWS could have noticed each fault
 * @param standby how much of the platform's time may pass before it begins, where a drill before it
 *     took away the standby of the database; zero for a database that has none
 */
public record DrillPreview(
    String name,
    List<PlannedFault> faults,
    List<BlastRadius> together,
    int inService,
    Duration held,
    Guards guards,
    Duration longest,
    Duration standby) {
  public DrillPreview {
    faults = List.copyOf(faults);
    together = List.copyOf(together);
  }

  /**
   * Which limit it would be beyond, a sentence; empty when none.
   *
   * @param others guards beside its own
   */
  public Optional<String> beyond(Guards others) {
    return Stream.of(guards, others)
        .map(Guards::limits)
        .flatMap(
            limits ->
                Stream.concat(
                    together.stream().flatMap(each -> limits.exceededBy(each, inService).stream()),
                    limits.exceededBy(held).stream()))
        .findFirst();
  }

  /**
   * One fault.
   *
   * @param ref which, on what
   * @param targets the names of what it hits
   * @param undo what takes it back, in this order, each as the end of a sentence that begins with
   *     "to"; none when nothing can be taken back
   * @param lasting what stays different although it was taken back; empty when nothing does
   * @param instancesLost of the group's instances in service, how many it takes away
   * @param instances how many are in service
   * @param radius what it affects
   */
  public record PlannedFault(
      FaultRef ref,
      List<String> targets,
      List<String> undo,
      Optional<String> lasting,
      int instancesLost,
      int instances,
      BlastRadius radius) {
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
    Schedule schedule = new Schedule(faults.stream().map(PlannedFault::radius).toList());
    drill.steps().forEach(schedule::add);
    Budgets budgets = new Budgets(context.baseline(), Budgets.CEILING);
    return new DrillPreview(
        drill.name(),
        faults,
        schedule.together,
        DrillGuard.inService(context),
        schedule.held,
        drill.guards(),
        longest(drill, budgets),
        budgets.isMultiAz() ? budgets.standby().duration() : Duration.ZERO);
  }

  /** What holds at the same time, and for how long, as the steps go on. */
  private static final class Schedule {
    private final Deque<BlastRadius> next;
    private final List<BlastRadius> together = new ArrayList<>();
    private final List<Map.Entry<String, BlastRadius>> holding = new ArrayList<>();
    private Duration held = Duration.ZERO;

    Schedule(List<BlastRadius> radii) {
      this.next = new ArrayDeque<>(radii);
    }

    void add(DrillStep step) {
      if (step instanceof DrillStep.Inject inject) {
        holding.add(0, Map.entry(InjectedFaults.word(inject.fault()), next.remove()));
        together.add(
            holding.stream().map(Map.Entry::getValue).reduce(BlastRadius.NONE, BlastRadius::and));
      } else if (step instanceof DrillStep.Undo undo) {
        undo(undo.fault());
      } else if (!holding.isEmpty()) {
        held = held.plus(atLeast(step));
      }
    }

    private void undo(Optional<String> word) {
      if (word.isEmpty()) {
        holding.clear();
        return;
      }
      holding.stream()
          .filter(each -> each.getKey().equals(word.get()))
          .findFirst()
          .ifPresent(holding::remove);
    }

    private static Duration atLeast(DrillStep step) {
      if (step instanceof DrillStep.ExpectMissed missed) {
        return missed.expected().within().orElse(Duration.ZERO);
      }
      return step instanceof DrillStep.Pause pause ? pause.duration() : Duration.ZERO;
    }
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
        FaultCatalogue.of(fault).flatMap(FaultKind::lasting),
        (int) gone,
        inService.size(),
        fault.blastRadius(context));
  }

  private static Stream<Instance> inService(FaultContext context) {
    return context.baseline().all(Kind.AUTO_SCALING_GROUP).stream()
        .flatMap(group -> group.instances().stream())
        .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE);
  }

  /**
   * The steady start, every pause and every limit, as if each was used up, and the steady state and
   * the clients in the end; and for each fault and each change of load the time until AWS could
   * have noticed it: neither what is described nor a witness is believed or given up before.
   */
  static Duration longest(Drill drill, Budgets budgets) {
    Duration longest =
        longest(TimedExpectation.inTime(new Expectation.SteadyState()), budgets)
            .multipliedBy(2)
            .plus(SteadyStart.WATCHED)
            .plus(drill.objectives().longest(budgets));
    for (DrillStep each : drill.steps()) {
      if (each instanceof DrillStep.Pause pause) {
        longest = longest.plus(pause.duration());
      } else if (each instanceof DrillStep.Inject || each instanceof DrillStep.Load) {
        longest = longest.plus(budgets.detection());
      }
    }
    for (TimedExpectation each : drill.expectations()) {
      longest = longest.plus(longest(each, budgets));
    }
    return longest;
  }

  private static Duration longest(TimedExpectation expected, Budgets budgets) {
    return expected.limit(budgets).duration().plus(expected.expectation().confirmation());
  }
}
