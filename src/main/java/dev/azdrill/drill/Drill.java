package dev.azdrill.drill;

import dev.azdrill.fault.Fault;
import java.util.List;

/**
 * One drill: a fault, what should recover, and what the user wants of it. A value: {@link
 * DrillSession#run} runs it, whoever made it.
 *
 * @param name for people
 * @param fault what is broken
 * @param recovery what should come true while the fault holds
 * @param restoration what should come true after its undo
 * @param objectives what the user wants
 */
public record Drill(
    String name,
    Fault fault,
    List<TimedExpectation> recovery,
    List<TimedExpectation> restoration,
    Objectives objectives) {
  public Drill {
    recovery = List.copyOf(recovery);
    restoration = List.copyOf(restoration);
  }

  /** The same, with objectives for what it leaves open. */
  public Drill with(Objectives more) {
    return new Drill(name, fault, recovery, restoration, objectives.or(more));
  }
}
