package dev.azdrill.cli;

import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Objectives;
import dev.azdrill.fault.Restorer;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.text.ShellCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a drill command is to do.
 *
 * @param stack the name of the stack
 * @param subject whose it is
 * @param drills which drills run, in this order
 * @param seed the random seed
 * @param reproduce the command that does the same again, without its seed
 * @param objectives what is wanted of every drill
 * @param ceiling what no derived limit may exceed
 * @param strict whether a guarantee that cannot be judged counts as a failure
 * @param load requests per second that the clients stand for
 * @param guards what holds for every drill, beside its own
 */
record DrillOrder(
    String stack,
    DrilledStack subject,
    List<OrderedDrill> drills,
    String seed,
    ShellCommand reproduce,
    Objectives objectives,
    Duration ceiling,
    boolean strict,
    double load,
    Guards guards) {
  DrillOrder {
    drills = List.copyOf(drills);
  }

  /** The same with another seed. */
  DrillOrder with(String other) {
    return new DrillOrder(
        stack, subject, drills, other, reproduce, objectives, ceiling, strict, load, guards);
  }

  /** The guards of this order and of its drills. */
  List<Guards> allGuards() {
    List<Guards> all = new ArrayList<>(List.of(guards));
    drills.forEach(each -> all.add(each.guards()));
    return all;
  }

  /**
   * Everything that a run of this order may change through AWS's API. Of a stack that somebody else
   * made nothing is made or removed: tags, which its lock is, too, faults, and what undoes them.
   */
  PermittedCalls calls() {
    PermittedCalls base =
        subject instanceof DrilledStack.Made
            ? Provisioner.CALLS.and(Restorer.CALLS.actions())
            : Restorer.CALLS;
    PermittedCalls calls = base.named("the drills of this run");
    for (OrderedDrill each : drills) {
      calls = calls.and(each.apiCalls());
    }
    return calls;
  }

  /**
   * Requires that the instances and security groups that drills name stand already: AWS chooses the
   * ids of those that are made, so nobody can know them.
   *
   * @param standing the ids of what stands under the name of the stack
   * @throws BadInput when one does not
   */
  void requireStanding(Collection<String> standing) {
    for (OrderedDrill drill : drills) {
      for (String id : drill.ids()) {
        if (!standing.contains(id)) {
          throw new BadInput(
              "expected drills to name what stands already, saw "
                  + Printable.quoted(id)
                  + ", and a stack that is provisioned anew has other ids: "
                  + Resemblance.advice(
                      id,
                      standing,
                      "write "
                          + (id.startsWith("sg-") ? "application-group" : "any-instance")
                          + " in its place"));
        }
      }
    }
  }
}
