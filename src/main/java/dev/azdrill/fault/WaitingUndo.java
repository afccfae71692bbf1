package dev.azdrill.fault;

import java.time.Instant;
import java.util.Optional;

/**
 * What the tags of a stack's resources say is to be undone.
 *
 * @param words the end of a sentence that begins with "to", or a sentence about tags that cannot be
 *     read
 * @param until how long the fault may hold, UTC; empty where tags do not say, as those of earlier
 *     versions
 */
public record WaitingUndo(String words, Optional<Instant> until) {
  /** Whether the fault holds longer than it may: whoever sees it undoes it. */
  public boolean isOutlived(Instant now) {
    return isOver(until, now);
  }

  static boolean isOver(Optional<Instant> until, Instant now) {
    return until.filter(end -> !now.isBefore(end)).isPresent();
  }

  /** Its words, with what became of its lease. */
  public String words(Instant now) {
    return words
        + until
            .map(
                end ->
                    isOutlived(now)
                        ? " (it has outlived its lease, which ended at " + end + ")"
                        : " (its lease ends at " + end + ")")
            .orElse("");
  }
}
