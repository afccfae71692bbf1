package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillPreview;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.drill.Guards;
import dev.azdrill.evidence.Journal;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.Ledger;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.Progress;
import dev.azdrill.topology.BlueprintException;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What drills would do, shown on a simulated stack of the same blueprint: nothing is injected. */
final class DrillPlan {
  private static final int PERCENT = 100;

  private final Terminal terminal;

  private DrillPlan(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints the plan of an order, wherever it is to run. */
  static void show(DrillOrder order, Terminal terminal) {
    List<DrillPreview> all =
        simulated(order, (drill, context) -> Stream.of(planned(drill, context)));
    requireWithinLimits(order, all);
    terminal.line(
        "Nothing is injected. Planned on a simulated stack of the blueprint "
            + order.blueprint().name()
            + "; where the drills run, ids are other ones.");
    DrillPlan plan = new DrillPlan(terminal);
    for (int i = 0; i < all.size(); i++) {
      DrillPreview each = all.get(i);
      plan.show(each, order.guards());
      if (i > 0 && !each.standby().isZero()) {
        terminal.line(
            "  begins     when the database has its standby, "
                + Terminal.words(each.standby())
                + " later at most");
      }
    }
  }

  private static DrillPreview planned(Drill drill, FaultContext context) {
    try {
      return DrillPreview.of(drill, context);
    } catch (FaultException impossible) {
      throw new BadInput(impossible.getMessage() + " (" + drill.name() + ")");
    }
  }

  /**
   * Refuses drills that are beyond their limits, or that inject what this architecture cannot be
   * hit by, as far as that follows from the blueprint: what names something that stands already is
   * judged when it is injected.
   *
   * @param isSimulator whether they run on a simulated stack themselves: what a simulated region
   *     cannot do, or does not have, is refused there, and tells nothing of another platform
   * @param isNamed whether the stack has a name of its own: elsewhere it may stand already
   * @throws BadInput when one is; nothing was created
   */
  static void requirePossible(DrillOrder order, boolean isSimulator, boolean isNamed) {
    boolean mayStand = isNamed && !isSimulator;
    boolean isLimited = order.allGuards().stream().anyMatch(each -> !each.limits().isEmpty());
    boolean isOpen = order.drills().stream().allMatch(each -> each.ids().isEmpty());
    boolean isTold = !mayStand && order.drills().stream().anyMatch(DrillPlan::isChosen);
    if (isOpen && (isLimited || isTold)) {
      BlueprintDrills told =
          new BlueprintDrills(mayStand, order.load() > DrillCommand.STANDARD_LOAD);
      try {
        requireWithinLimits(order, simulated(order, told::preview));
      } catch (BlueprintException | MissingCapability ofTheSimulator) {
        if (isSimulator) {
          throw ofTheSimulator;
        }
      }
    }
  }

  /** A built-in drill is run on whatever there is, which its choice has required. */
  private static boolean isChosen(OrderedDrill drill) {
    return drill instanceof OrderedDrill.FromFile;
  }

  private static void requireWithinLimits(DrillOrder order, List<DrillPreview> drills) {
    for (DrillPreview each : drills) {
      each.beyond(order.guards())
          .ifPresent(
              why -> {
                throw new BadInput(
                    why + " (" + each.name() + "): raise the limit, or choose a smaller fault");
              });
    }
  }

  /** What many runs would each be refused for is refused once, before a report is replaced. */
  static void requireOnSimulator(DrillOrder order) {
    try (Platform simulator = Selection.simulator().open(order.seed(), Progress.SILENT)) {
      DrillCommand.require(simulator, order);
    }
  }

  private static List<DrillPreview> simulated(
      DrillOrder order, BiFunction<Drill, FaultContext, Stream<DrillPreview>> preview) {
    try (Platform simulator = Selection.simulator().open(order.seed(), Progress.SILENT)) {
      DrillCommand.require(simulator, order);
      new Provisioner(simulator.session(), StepListener.SILENT)
          .provision(order.blueprint(), order.stack(), order.seed());
      Inventory stack = new Discovery(simulator.session()).byStack(order.stack());
      simulator.session().restrictTo(PermittedCalls.READS.named("a plan"));
      FaultContext context =
          new FaultContext(
              simulator,
              stack,
              DrillRun.continued(simulator, new Journal(), Budgets.CEILING).notes(),
              Ledger.NONE);
      return order.drills().stream()
          .flatMap(each -> preview.apply(each.on(stack), context))
          .toList();
    }
  }

  private void show(DrillPreview drill, Guards guards) {
    terminal.line("");
    terminal.line(drill.name());
    for (DrillPreview.PlannedFault each : drill.faults()) {
      terminal.line("  fault      " + each.ref().words());
      terminal.line("  targets    " + String.join(", ", each.targets()));
      terminal.line("  capacity   " + capacity(each));
      terminal.line("  reaches    " + radius(each));
      if (each.undo().isEmpty()) {
        terminal.line("  undo       none: it cannot be taken back");
      }
      each.undo().forEach(undo -> terminal.line("  undo       " + undo));
    }
    Stream.of(drill.guards(), guards)
        .flatMap(each -> each.stops().stream())
        .distinct()
        .forEach(each -> terminal.line("  stops if   " + each.words()));
    terminal.line("  takes      " + Terminal.words(drill.longest()) + " at most");
  }

  private static String radius(DrillPreview.PlannedFault fault) {
    Set<String> zones = fault.radius().zones();
    return (zones.isEmpty() ? "no zone" : String.join(", ", zones))
        + ", "
        + fault.radius().instances().size()
        + " of "
        + fault.instances()
        + " instances";
  }

  private static String capacity(DrillPreview.PlannedFault fault) {
    int left = fault.instances() - fault.instancesLost();
    return fault.instancesLost() == 0
        ? "all " + fault.instances() + " instances stay in service"
        : fault.instancesLost()
            + " of "
            + fault.instances()
            + " instances are lost, "
            + (fault.instances() == 0 ? 0 : PERCENT * left / fault.instances())
            + " % of the capacity is left";
  }
}
