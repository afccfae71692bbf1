package dev.azdrill.cli;

import dev.azdrill.drill.Objectives;
import dev.azdrill.topology.Blueprint;
import java.time.Duration;
import java.util.List;

/**
 * What a drill command is to do.
 *
 * @param blueprint what is provisioned
 * @param drills which drills run, in this order
 * @param seed the random seed
 * @param reproduce the command that does the same again, without its seed
 * @param objectives what is wanted of every drill
 * @param ceiling what no derived limit may exceed
 * @param strict whether a guarantee that cannot be judged counts as a failure
 * @param load requests per second that the clients stand for
 * @param keep whether the stack is left standing
 */
record DrillOrder(
    Blueprint blueprint,
    List<OrderedDrill> drills,
    String seed,
    ShellCommand reproduce,
    Objectives objectives,
    Duration ceiling,
    boolean strict,
    double load,
    boolean keep) {
  DrillOrder {
    drills = List.copyOf(drills);
  }

  /** The same with another seed. */
  DrillOrder with(String other) {
    return new DrillOrder(
        blueprint, drills, other, reproduce, objectives, ceiling, strict, load, keep);
  }
}
