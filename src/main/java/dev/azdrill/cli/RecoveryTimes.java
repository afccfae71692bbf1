package dev.azdrill.cli;

import dev.azdrill.evidence.Measurement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long the same recovery took in several runs. One that never came counts as longer than any
 * that did: percentiles are of all runs.
 */
final class RecoveryTimes {
  private static final Comparator<Optional<Duration>> NEVER_LAST =
      Comparator.<Optional<Duration>, Boolean>comparing(Optional::isEmpty)
          .thenComparing(each -> each.orElse(Duration.ZERO));

  private final List<Measurement> all;
  private final List<Optional<Duration>> sorted;

  /**
   * @param all one of each run; at least one
   */
  RecoveryTimes(List<Measurement> all) {
    this.all = List.copyOf(all);
    this.sorted = all.stream().map(Measurement::took).sorted(NEVER_LAST).toList();
  }

  /**
   * A percentile, by the nearest rank: 0 is the shortest, 100 the longest; empty when so many did
   * not recover that it is never.
   */
  Optional<Duration> at(int percent) {
    return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
  }

  /** In how many runs it did not come true in time, or nobody can tell. */
  long missed() {
    return all.stream().filter(each -> !each.timeliness().isMet()).count();
  }
}
