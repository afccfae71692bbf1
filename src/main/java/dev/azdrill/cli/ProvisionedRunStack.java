package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.StackOrigin;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.WaitingUndo;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.LockLost;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.ProvisioningException;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Stopped;
import dev.azdrill.text.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/** A stack that the run makes, and removes unless the user keeps it. */
final class ProvisionedRunStack implements RunStack {
  private final Platform platform;
  private final DrillOrder order;
  private final DrilledStack.Made made;
  private final DrillJob.Safety safety;
  private final Provisioner provisioner;

  ProvisionedRunStack(
      Platform platform,
      StepListener steps,
      DrillOrder order,
      DrilledStack.Made made,
      DrillJob.Safety safety) {
    this.platform = platform;
    this.order = order;
    this.made = made;
    this.safety = safety;
    this.provisioner =
        safety
            .locks()
            .map(locks -> new Provisioner(platform.session(), steps, locks))
            .orElseGet(() -> new Provisioner(platform.session(), steps));
  }

  @Override
  public Ready ready(DrillRun run) {
    Stack stack = provisioner.provision(made.blueprint(), order.stack(), order.seed());
    Inventory inventory = now();
    run.ready(stack.name(), stack.dnsName(), StackOrigin.PROVISIONED, inventory);
    return new Ready(inventory, stack.dnsName(), stack.tls());
  }

  @Override
  public Inventory now() {
    return new Discovery(platform.session()).byStack(order.stack());
  }

  @Override
  public void lost(DrillRun run) {
    left(run, platform.name() + " no longer answers" + remedy("once it does"));
  }

  /** What was made is removed, unless the user keeps it; whatever stays is told. */
  @Override
  public void end(DrillRun run) {
    String stack = order.stack();
    Optional<String> taken = safety.locks().flatMap(locks -> locks.lost(stack));
    if (taken.isPresent()) {
      left(run, taken.get());
      return;
    }
    if (made.keep()) {
      waiting(run);
      run.notes().note(new Observation.StackKept(stack, safety.remedy().toString()));
      return;
    }
    try {
      Stopped.despite(() -> provisioner.tearDown(stack));
      run.notes().note(new Observation.StackTornDown(stack, "the run is over"));
    } catch (ProvisioningException | LockLost | SdkException e) {
      left(run, Trouble.of(e) + remedy("once that is mended"));
    }
  }

  /** A stack that is kept is kept with what still holds in it: how to undo that is told. */
  private void waiting(DrillRun run) {
    String stack = order.stack();
    String undo = "azdrill restore --stack " + stack + ", with the same --platform and --endpoint";
    try {
      List<WaitingUndo> waiting = new Restorer(platform, told -> {}).waiting(stack);
      if (!waiting.isEmpty()) {
        String what = waiting.stream().map(WaitingUndo::words).collect(Collectors.joining(", "));
        undoLeft(run, "tags say that it waits: to " + what + "; undo it: " + undo);
      }
    } catch (SdkException unanswered) {
      undoLeft(run, Trouble.of(unanswered) + "; once that is mended: " + undo);
    }
  }

  private void undoLeft(DrillRun run, String why) {
    run.notes().note(new Observation.ResourceLeft("an undo in stack " + order.stack(), why));
  }

  private void left(DrillRun run, String why) {
    run.notes().note(new Observation.ResourceLeft("stack " + order.stack(), why));
  }

  /** How to remove what is left on a platform that outlives this process. */
  private String remedy(String when) {
    return safety.locks().map(locks -> "; " + when + ": " + safety.remedy()).orElse("");
  }
}
