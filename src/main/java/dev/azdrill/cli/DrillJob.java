package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.drill.DrillSession;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.StackOrigin;
import dev.azdrill.fault.Ledger;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.LockLost;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.ProvisioningException;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StackLocked;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.StopRequest;
import dev.azdrill.session.Stopped;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.text.Trouble;
import dev.azdrill.traffic.Clients;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Runs the drills of one order on one platform, from provisioning to teardown. What happens is in
 * the journal; nothing is printed here.
 */
final class DrillJob {
  private final Platform platform;
  private final DrillOrder order;
  private final DrillRun run;
  private final Provisioner provisioner;
  private final Safety safety;
  private int executed;

  /**
   * What keeps a run from leaving something broken.
   *
   * @param ledger where undos are written down
   * @param stop ends it early
   * @param locks of the stacks; empty where the platform ends with this process
   * @param teardown the command that removes what is left standing
   */
  record Safety(
      Ledger ledger, StopRequest stop, Optional<StackLocks> locks, ShellCommand teardown) {
    /** Of a run whose platform ends with this process. */
    static final Safety NONE =
        new Safety(
            Ledger.NONE, new StopRequest(), Optional.empty(), ShellCommand.of("azdrill", "stacks"));

    /** The same, with a ledger. */
    Safety with(Ledger begun) {
      return new Safety(begun, stop, locks, teardown);
    }

    /** The same, with locks. */
    Safety with(StackLocks taken) {
      return new Safety(ledger, stop, Optional.of(taken), teardown);
    }
  }

  private DrillJob(
      Platform platform, StepListener steps, DrillOrder order, DrillRun run, Safety safety) {
    this.safety = safety;
    this.platform = platform;
    this.order = order;
    this.run = run;
    this.provisioner =
        safety
            .locks()
            .map(locks -> new Provisioner(platform.session(), steps, locks))
            .orElseGet(() -> new Provisioner(platform.session(), steps));
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
            "The " + order.blueprint().name() + " architecture, drilled",
            order.seed(),
            order.reproduce().with("--seed", order.seed()).toString(),
            order.strict(),
            order.ceiling(),
            Optional.of(order.stack()));
    DrillRun begun = DrillRun.begin(platform, journal, settings).with(safety.ledger());
    DrillRun run = safety.locks().map(locks -> begun.leasedBy(locks.time())).orElse(begun);
    return new DrillJob(platform, steps, order, run, safety).run();
  }

  private RunEvidence run() {
    try {
      Stack stack = provisioner.provision(order.blueprint(), order.stack(), order.seed());
      Inventory inventory = new Discovery(platform.session()).byStack(order.stack());
      run.ready(stack.name(), stack.dnsName(), StackOrigin.PROVISIONED, inventory);
      run.judgeGuarantees(inventory);
      try (Clients clients = Clients.of(platform, stack.dnsName(), stack.tls(), order.load())) {
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
      Inventory now = new Discovery(platform.session()).byStack(order.stack());
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

  /** What was made is removed, unless the user keeps it; whatever stays is told. */
  private void end() {
    String stack = order.stack();
    Optional<String> lost = platform.lost();
    if (lost.isPresent()) {
      run.notes().note(new Observation.PlatformLost(platform.name(), lost.get()));
      run.notes()
          .note(
              new Observation.ResourceLeft(
                  "stack " + stack,
                  platform.name() + " no longer answers" + remedy("once it does")));
      run.keepLog();
      return;
    }
    run.keepLog();
    Optional<String> taken = safety.locks().flatMap(locks -> locks.lost(stack));
    if (taken.isPresent()) {
      run.notes().note(new Observation.ResourceLeft("stack " + stack, taken.get()));
      return;
    }
    if (order.keep()) {
      run.notes().note(new Observation.StackKept(stack, safety.teardown().toString()));
      return;
    }
    try {
      Stopped.despite(() -> provisioner.tearDown(stack));
      run.notes().note(new Observation.StackTornDown(stack, "the run is over"));
    } catch (ProvisioningException | LockLost | SdkException e) {
      run.notes()
          .note(
              new Observation.ResourceLeft(
                  "stack " + stack, Trouble.of(e) + remedy("once that is mended")));
    }
  }

  /** How to remove what is left on a platform that outlives this process. */
  private String remedy(String when) {
    return safety.locks().map(locks -> "; " + when + ": " + safety.teardown()).orElse("");
  }
}
