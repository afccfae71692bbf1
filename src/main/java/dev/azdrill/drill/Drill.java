package dev.azdrill.drill;

import dev.azdrill.fault.Fault;
import java.util.List;

/**
 * One drill: a steady state that should hold, a fault, and what should recover. A value; {@link
 * DrillRunner} runs it.
 *
 * @param name for people
 * @param hypothesis the steady state, checked before and after
 * @param fault what is broken
 * @param recovery what should come true while the fault holds
 * @param restoration what should come true after its undo
 */
public record Drill(
    String name,
    Expectation hypothesis,
    Fault fault,
    List<Expectation> recovery,
    List<Expectation> restoration) {
  public Drill {
    recovery = List.copyOf(recovery);
    restoration = List.copyOf(restoration);
  }
}
