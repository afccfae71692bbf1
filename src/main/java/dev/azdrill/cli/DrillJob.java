package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.drill.DrillSession;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.fault.Ledger;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.ProvisioningException;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.StopRequest;
import dev.azdrill.session.Stopped;
import dev.azdrill.text.Trouble;
import dev.azdrill.traffic.Clients;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Runs the drills of one order on one platform, from provisioning to teardown. What happens is in
 * the journal; nothing is printed here.
 */
final class DrillJob {
  /** The name of the stack that is provisioned for drills. */
  static final String STACK = "drill";

  private final Platform platform;
  private final DrillOrder order;
  private final DrillRun run;
  private final Provisioner provisioner;
  private final StopRequest stop;
  private int executed;

  /**
   * What keeps a run from leaving something broken.
   *
   * @param ledger where undos are written down
   * @param stop ends it early
   */
  record Safety(Ledger ledger, StopRequest stop) {
    /** Of a run whose platform ends with this process. */
    static final Safety NONE = new Safety(Ledger.NONE, new StopRequest());
  }

  private DrillJob(
      Platform platform, StepListener steps, DrillOrder order, DrillRun run, StopRequest stop) {
    this.stop = stop;
    this.platform = platform;
    this.order = order;
    this.run = run;
    this.provisioner = new Provisioner(platform.session(), steps);
  }

  /** Does it all, whatever happens in between, and returns what it proves. */
  static RunEvidence run(
      Platform platform, StepListener steps, DrillOrder order, Journal journal, Safety safety) {
    DrillRun.Settings settings =
        new DrillRun.Settings(
            "The " + order.blueprint().name() + " architecture, drilled",
            order.seed(),
            order.reproduce().with("--seed", order.seed()).toString(),
            order.strict(),
            order.ceiling());
    DrillRun run = DrillRun.begin(platform, journal, settings).with(safety.ledger());
    return new DrillJob(platform, steps, order, run, safety.stop()).run();
  }

  private RunEvidence run() {
    try {
      Stack stack = provisioner.provision(order.blueprint(), STACK, order.seed());
      Inventory inventory = new Discovery(platform.session()).byStack(STACK);
      run.ready(stack.name(), stack.dnsName(), inventory);
      run.judgeGuarantees(inventory);
      try (Clients clients = Clients.of(platform, stack.dnsName(), stack.tls(), order.load())) {
        drill(clients);
      }
      stop.requireNone();
    } catch (RuntimeException e) {
      run.notes().note(new Observation.RunBrokenOff("the run was broken off: " + Trouble.of(e)));
    } finally {
      end();
    }
    return run.end(executed);
  }

  private void drill(Clients clients) {
    for (OrderedDrill each : order.drills()) {
      if (platform.lost().isPresent()) {
        return;
      }
      stop.requireNone();
      Inventory now = new Discovery(platform.session()).byStack(STACK);
      Drill drill = each.on(now);
      executed++;
      try (DrillSession session =
          run.open("drill-" + executed, drill.name(), now, order.objectives())) {
        session.use(clients);
        session.run(drill);
      }
    }
  }

  /** What was made is removed, unless the user keeps it; whatever stays is told. */
  private void end() {
    Optional<String> lost = platform.lost();
    if (lost.isPresent()) {
      run.notes().note(new Observation.PlatformLost(platform.name(), lost.get()));
      run.notes().note(new Observation.ResourceLeft("stack " + STACK, lost.get()));
      run.keepLog();
      return;
    }
    run.keepLog();
    if (order.keep()) {
      run.notes().note(new Observation.StackKept(STACK, "azdrill teardown " + STACK));
      return;
    }
    try {
      Stopped.despite(() -> provisioner.tearDown(STACK));
      run.notes().note(new Observation.StackTornDown(STACK, "the run is over"));
    } catch (ProvisioningException | SdkException e) {
      run.notes().note(new Observation.ResourceLeft("stack " + STACK, Trouble.of(e)));
    }
  }
}
