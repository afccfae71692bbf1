package dev.azdrill.drill;

import dev.azdrill.fault.FaultContext;
import java.time.Duration;
import java.util.Optional;

/** How long the faults of a drill may hold at most, whatever becomes of the process. */
final class LeaseTerm {
  /** For looks, for calls that are tried again, and for clocks of machines that differ. */
  private static final Duration MARGIN = Duration.ofMinutes(15);

  private LeaseTerm() {}

  /** The same context for faults of this drill; unchanged for those of none. */
  static FaultContext in(FaultContext context, Optional<Drill> of, Budgets budgets) {
    return of.map(drill -> context.leasedFor(of(drill, budgets))).orElse(context);
  }

  /**
   * All that the drill may take: its pauses and limits, the time that AWS may take to notice each
   * fault, within which witnesses are waited for, too, and a margin.
   */
  static Duration of(Drill drill, Budgets budgets) {
    return DrillPreview.longest(drill, budgets).plus(MARGIN);
  }
}
