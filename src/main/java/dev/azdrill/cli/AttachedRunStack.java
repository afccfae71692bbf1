package dev.azdrill.cli;

import dev.azdrill.drill.DrillRun;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.StackOrigin;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.WaitingUndo;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.rehearsal.ClientEndpoint;
import dev.azdrill.text.Trouble;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/** A stack that somebody else made: nothing of it is made, and nothing of it is removed. */
final class AttachedRunStack implements RunStack {
  private final Platform platform;
  private final DrillOrder order;
  private final DrilledStack.Attached attached;
  private final DrillJob.Safety safety;

  AttachedRunStack(
      Platform platform, DrillOrder order, DrilledStack.Attached attached, DrillJob.Safety safety) {
    this.platform = platform;
    this.order = order;
    this.attached = attached;
    this.safety = safety;
  }

  @Override
  public Ready ready(DrillRun run) {
    Inventory whole = whole();
    ClientEndpoint endpoint = attached.part().endpoint();
    run.ready(order.stack(), endpoint.dnsName(), StackOrigin.ATTACHED, attached.part().in(whole));
    return new Ready(whole, endpoint.dnsName(), endpoint.tls());
  }

  @Override
  public Inventory now() {
    return attached.part().in(whole());
  }

  private Inventory whole() {
    return attached.whole(platform.session(), order.stack());
  }

  /** Nothing was made; what could not be undone is noted where it was tried. */
  @Override
  public void lost(DrillRun run) {}

  /** All that azdrill put there is gone; whatever stays is told. */
  @Override
  public void end(DrillRun run) {
    String stack = order.stack();
    try {
      List<WaitingUndo> waiting = new Restorer(platform, told -> {}).waiting(stack);
      if (!waiting.isEmpty()) {
        String what = waiting.stream().map(WaitingUndo::words).collect(Collectors.joining(", "));
        left(run, "tags say that it waits: to " + what + "; undo it: " + safety.remedy());
      }
    } catch (SdkException unanswered) {
      left(run, Trouble.of(unanswered) + "; once that is mended: " + safety.remedy());
    }
    safety
        .locks()
        .flatMap(locks -> locks.lost(stack))
        .ifPresent(
            taken ->
                run.notes()
                    .note(
                        new Observation.RunBrokenOff(
                            taken + ": what was seen since then proves nothing")));
  }

  private void left(DrillRun run, String why) {
    run.notes().note(new Observation.ResourceLeft("an undo in stack " + order.stack(), why));
  }
}
