package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.DrillPreview;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.evidence.Journal;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.Ledger;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.Progress;

/** What drills would do, shown on a simulated stack of the same blueprint: nothing is injected. */
final class DrillPlan {
  private static final int PERCENT = 100;

  private final Terminal terminal;

  private DrillPlan(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints the plan of an order, wherever it is to run. */
  static void show(DrillOrder order, Terminal terminal) {
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
      terminal.line(
          "Nothing is injected. Planned on a simulated stack of the blueprint "
              + order.blueprint().name()
              + "; where the drills run, ids are other ones.");
      DrillPlan plan = new DrillPlan(terminal);
      order.drills().forEach(each -> plan.show(DrillPreview.of(each.on(stack), context)));
    }
  }

  private void show(DrillPreview drill) {
    terminal.line("");
    terminal.line(drill.name());
    for (DrillPreview.PlannedFault each : drill.faults()) {
      terminal.line("  fault      " + each.ref().words());
      terminal.line("  targets    " + String.join(", ", each.targets()));
      terminal.line("  capacity   " + capacity(each));
      if (each.undo().isEmpty()) {
        terminal.line("  undo       none: it cannot be taken back");
      }
      each.undo().forEach(undo -> terminal.line("  undo       " + undo));
    }
    terminal.line("  takes      " + Terminal.words(drill.longest()) + " at most");
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
