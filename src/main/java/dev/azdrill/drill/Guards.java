package dev.azdrill.drill;

import java.util.ArrayList;
import java.util.List;

/**
 * What ends a drill early, or keeps a fault from being injected.
 *
 * @param limits how much may be affected at once, and for how long
 * @param stops when one of them is met, everything is undone
 */
public record Guards(Limits limits, List<StopCondition> stops) {
  /** None. */
  public static final Guards NONE = new Guards(Limits.NONE, List.of());

  public Guards {
    stops = List.copyOf(stops);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** Both; where both limit the same, the other's word counts. */
  Guards and(Guards other) {
    List<StopCondition> all = new ArrayList<>(stops);
    other.stops.stream().filter(each -> !all.contains(each)).forEach(all::add);
    return new Guards(other.limits.or(limits), all);
  }

  /** The same, with one more condition. */
  public Guards stoppingIf(StopCondition more) {
    List<StopCondition> all = new ArrayList<>(stops);
    all.remove(more);
    all.add(more);
    return new Guards(limits, all);
  }

  /** The same conditions with other limits. */
  public Guards with(Limits others) {
    return new Guards(others, stops);
  }
}
