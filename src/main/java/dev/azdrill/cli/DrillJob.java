package dev.azdrill.cli;

import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.drill.DrillSession;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.fault.Ledger;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.StackLocked;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.StopRequest;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.text.Trouble;
import dev.azdrill.traffic.Clients;
import java.util.Optional;

/**
 * Runs the drills of one order on one platform, from provisioning, or attaching, to the end. What
 * happens is in the journal; nothing is printed here.
 */
final class DrillJob {
  private final Platform platform;
  private final DrillOrder order;
  private final DrillRun run;
  private final RunStack stack;
  private final Safety safety;
  private int executed;

  /**
   * What keeps a run from leaving something broken.
   *
   * @param ledger where undos are written down
   * @param stop ends it early
   * @param locks of the stacks; empty where the platform ends with this process
   * @param remedy the command that removes what is left standing, or undoes what is left broken
   */
  record Safety(Ledger ledger, StopRequest stop, Optional<StackLocks> locks, ShellCommand remedy) {
    /** Of a run whose platform ends with this process. */
    static final Safety NONE =
        new Safety(
            Ledger.NONE, new StopRequest(), Optional.empty(), ShellCommand.of("azdrill", "stacks"));

    /** The same, with a ledger. */
    Safety with(Ledger begun) {
      return new Safety(begun, stop, locks, remedy);
    }

    /** The same, with locks. */
    Safety with(StackLocks taken) {
      return new Safety(ledger, stop, Optional.of(taken), remedy);
    }
  }

  private DrillJob(
      Platform platform, StepListener steps, DrillOrder order, DrillRun run, Safety safety) {
    this.safety = safety;
    this.platform = platform;
    this.order = order;
    this.run = run;
    this.stack =
        order.subject() instanceof DrilledStack.Made made
            ? new ProvisionedRunStack(platform, steps, order, made, safety)
            : new AttachedRunStack(
                platform, order, (DrilledStack.Attached) order.subject(), safety);
  }

  /**
   * Does it all, whatever happens in between, and returns what it proves.
   *
   * @throws StackLocked when another run made a stack of the same name at the same moment, and was
   *     first
   */
  static RunEvidence run(
      Platform platform, StepListener steps, DrillOrder order, Journal journal, Safety safety) {
    platform.session().restrictTo(order.calls());
    DrillRun.Settings settings =
        new DrillRun.Settings(
            title(order),
            order.seed(),
            order.reproduce().with("--seed", order.seed()).toString(),
            order.strict(),
            order.ceiling(),
            Optional.of(order.stack()));
    DrillRun begun = DrillRun.begin(platform, journal, settings).with(safety.ledger());
    DrillRun run = safety.locks().map(locks -> begun.leasedBy(locks.time())).orElse(begun);
    return new DrillJob(platform, steps, order, run, safety).run();
  }

  private static String title(DrillOrder order) {
    return order.subject() instanceof DrilledStack.Made made
        ? "The " + made.blueprint().name() + " architecture, drilled"
        : "Stack " + order.stack() + ", which somebody else made, drilled";
  }

  private RunEvidence run() {
    try {
      RunStack.Ready ready = stack.ready(run);
      run.judgeGuarantees(ready.whole());
      try (Clients clients = Clients.of(platform, ready.endpoint(), ready.tls(), order.load())) {
        drill(clients);
      }
      safety.stop().requireNone();
    } catch (StackLocked refused) {
      throw refused;
    } catch (RuntimeException e) {
      run.notes().note(new Observation.RunBrokenOff("the run was broken off: " + Trouble.of(e)));
    } catch (Error e) {
      end();
      throw e;
    }
    end();
    return run.end(executed);
  }

  private void drill(Clients clients) {
    for (OrderedDrill each : order.drills()) {
      if (platform.lost().isPresent()) {
        return;
      }
      safety.stop().requireNone();
      safety.locks().ifPresent(locks -> locks.check(order.stack()));
      Inventory now = stack.now();
      Drill drill = each.on(now);
      executed++;
      try (DrillSession session =
          run.open("drill-" + executed, drill.name(), now, order.objectives(), order.guards())) {
        session.use(clients);
        session.run(drill);
        if (session.isStopped() && executed < order.drills().size()) {
          run.notes()
              .note(
                  new Observation.RunBrokenOff(
                      "a drill was stopped: the drills after it were not begun"));
          return;
        }
      }
    }
  }

  /** What becomes of the stack; whatever stays is told. */
  private void end() {
    Optional<String> lost = platform.lost();
    lost.ifPresent(why -> run.notes().note(new Observation.PlatformLost(platform.name(), why)));
    if (lost.isPresent()) {
      stack.lost(run);
    }
    run.keepLog();
    if (lost.isEmpty()) {
      stack.end(run);
    }
  }
}
