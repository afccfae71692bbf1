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
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.platform.simulator.LeftOut;
import dev.azdrill.platform.simulator.Twin;
import dev.azdrill.platform.simulator.TwinAssumptions;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.Progress;
import dev.azdrill.topology.BlueprintException;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What drills would do, shown on a simulated stack of the same blueprint, or on the twin of a stack
 * that stands: nothing is injected.
 */
final class DrillPlan {
  private static final int PERCENT = 100;
  private static final Logger LOG = LoggerFactory.getLogger(DrillPlan.class);

  private final Terminal terminal;

  private DrillPlan(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints the plan of an order, wherever it is to run. */
  static void show(DrillOrder order, DrilledStack.Made made, Terminal terminal) {
    show(
        order,
        simulated(order, made, (drill, context) -> Stream.of(planned(drill, context))),
        "Planned on a simulated stack of the blueprint "
            + made.blueprint().name()
            + "; where the drills run, ids are other ones.",
        terminal);
  }

  /** Prints the plan of an order for a stack that somebody else made: on its twin. */
  static void show(DrillOrder order, AttachOptions.Found found, Terminal terminal) {
    try (Twin twin = twin(order, found)) {
      for (LeftOut each : twin.leftOut()) {
        terminal.error("azdrill: the plan does not know of this: " + each.words());
      }
      show(
          order,
          previews(order, found, twin),
          "Planned on the twin of stack "
              + found.name()
              + ", which was only read; what a drill chooses among equals it chooses when it runs.",
          terminal);
    }
  }

  private static void show(
      DrillOrder order, List<DrillPreview> all, String where, Terminal terminal) {
    requireWithinLimits(order, all);
    terminal.line("Nothing is injected. " + where);
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
  static void requirePossible(
      DrillOrder order, DrilledStack.Made made, boolean isSimulator, boolean isNamed) {
    boolean mayStand = isNamed && !isSimulator;
    boolean isLimited = order.allGuards().stream().anyMatch(each -> !each.limits().isEmpty());
    boolean isOpen = order.drills().stream().allMatch(each -> each.ids().isEmpty());
    boolean isTold = !mayStand && order.drills().stream().anyMatch(DrillPlan::isChosen);
    if (isOpen && (isLimited || isTold)) {
      BlueprintDrills told =
          new BlueprintDrills(mayStand, order.load() > DrillCommand.STANDARD_LOAD);
      try {
        requireWithinLimits(order, simulated(order, made, told::preview));
      } catch (BlueprintException | MissingCapability ofTheSimulator) {
        if (isSimulator) {
          throw ofTheSimulator;
        }
      }
    }
  }

  /**
   * The same for a stack that somebody else made, as far as its twin tells: one that lacks
   * something of it tells nothing.
   *
   * @throws BadInput when a drill is; nothing was changed
   */
  static void requirePossible(DrillOrder order, AttachOptions.Found found) {
    try (Twin twin = twin(order, found)) {
      if (twin.leftOut().isEmpty()) {
        requireWithinLimits(order, previews(order, found, twin));
      }
    } catch (PlatformException noTwin) {
      LOG.debug("no twin tells whether the drills are possible", noTwin);
    }
  }

  private static Twin twin(DrillOrder order, AttachOptions.Found found) {
    return Twin.typical(found.inventory(), order.seed(), TwinAssumptions.NONE);
  }

  private static List<DrillPreview> previews(
      DrillOrder order, AttachOptions.Found found, Twin twin) {
    Platform platform = twin.platform();
    Inventory stack =
        found.stack().part().in(new Discovery(platform.session()).byVpc(found.stack().vpcId()));
    platform.session().restrictTo(PermittedCalls.READS.named("a plan"));
    FaultContext context = context(platform, stack);
    return order.drills().stream().map(each -> planned(each.on(stack), context)).toList();
  }

  private static FaultContext context(Platform platform, Inventory stack) {
    return new FaultContext(
        platform,
        stack,
        DrillRun.continued(platform, new Journal(), Budgets.CEILING).notes(),
        Ledger.NONE);
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
  static void requireOnSimulator(DrillOrder order, DrilledStack.Made made) {
    try (Platform simulator = Selection.simulator().open(order.seed(), Progress.SILENT)) {
      DrillNeeds.require(simulator, order, made);
    }
  }

  private static List<DrillPreview> simulated(
      DrillOrder order,
      DrilledStack.Made made,
      BiFunction<Drill, FaultContext, Stream<DrillPreview>> preview) {
    try (Platform simulator = Selection.simulator().open(order.seed(), Progress.SILENT)) {
      DrillNeeds.require(simulator, order, made);
      new Provisioner(simulator.session(), StepListener.SILENT)
          .provision(made.blueprint(), order.stack(), order.seed());
      Inventory stack = new Discovery(simulator.session()).byStack(order.stack());
      simulator.session().restrictTo(PermittedCalls.READS.named("a plan"));
      FaultContext context = context(simulator, stack);
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
      each.lasting().ifPresent(different -> terminal.line("  stays      " + different));
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
