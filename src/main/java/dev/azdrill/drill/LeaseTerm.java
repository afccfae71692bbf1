package dev.azdrill.drill;

import dev.azdrill.fault.FaultContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How long the faults of a drill may hold at most, whatever becomes of the process. */
final class LeaseTerm {
  /** For looks, for calls that are tried again, and for clocks of machines that differ. */
  private static final Duration MARGIN = Duration.ofMinutes(15);

  /** What may be waited for longest where nobody names a limit. */
  private static final List<Expectation> SLOW =
      List.of(
          new Expectation.InstancesSpread(),
          new Expectation.CapacityAtLeast(1),
          new Expectation.SteadyState(),
          new Expectation.PrimaryOutsideZone("any"),
          new Expectation.CapacityOutsideZone("any"),
          new Expectation.ClientsServed());

  private LeaseTerm() {}

  /**
   * The same context for faults of this drill. Those of none are asked for one by one, and what
   * follows a fault is not known when it is imposed: where runs lock their stacks, they have a
   * lease for the slowest that may be waited for, and what takes longer is protected by the lock,
   * as nobody else undoes what has outlived its lease in a locked stack. Elsewhere it is unchanged.
   */
  static FaultContext in(FaultContext context, Optional<Drill> of, Budgets budgets) {
    return of.map(drill -> context.leasedFor(of(drill, budgets)))
        .orElseGet(
            () -> context.lease().wall().isPresent() ? context.leasedFor(of(budgets)) : context);
  }

  /** The time that AWS may take to notice, the slowest expectation, and a margin. */
  private static Duration of(Budgets budgets) {
    Duration slowest =
        SLOW.stream()
            .map(each -> each.limit(budgets).duration().plus(each.confirmation()))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return budgets.detection().plus(slowest).plus(MARGIN);
  }

  /**
   * All that the drill may take: its pauses and limits, the time that AWS may take to notice each
   * fault, within which witnesses are waited for, too, and a margin.
   */
  static Duration of(Drill drill, Budgets budgets) {
    return DrillPreview.longest(drill, budgets).plus(MARGIN);
  }
}
