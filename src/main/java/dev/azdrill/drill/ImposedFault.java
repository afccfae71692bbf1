package dev.azdrill.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The fault that was imposed last, and what was seen since. Right after it everything is described
 * as before: AWS has not noticed yet.
 *
 * @param at when it was imposed, in the platform's time
 * @param snapshots all that were taken since, oldest first, whatever else happened between them
 * @param detection how long AWS may take to notice it
 */
public record ImposedFault(Instant at, List<StackSnapshot> snapshots, Duration detection) {
  /** What is said of what holds and was never seen not to. */
  static final String UNDISTURBED =
      "the fault was never seen to disturb it, although AWS has had the time to notice it";

  public ImposedFault {
    snapshots = List.copyOf(snapshots);
  }

  /** How many snapshots were taken until this was seen not to hold, that one included. */
  Optional<Integer> seenUntilDisturbed(Predicate<StackSnapshot> holds) {
    for (int i = 0; i < snapshots.size(); i++) {
      if (!holds.test(snapshots.get(i))) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }

  /** From when on what was not disturbed counts as what is not disturbed by it at all. */
  Instant noticedUntil() {
    return at.plus(detection);
  }
}
