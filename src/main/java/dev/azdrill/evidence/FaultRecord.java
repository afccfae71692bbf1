package dev.azdrill.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * One fault of a drill, from intent to undo.
 *
 * @param ref which fault, on what
 * @param imposed from when on it may hold: just before the calls that the platform accepted; empty
 *     when it never did
 * @param witness what showed that it took effect
 * @param undone when it was taken back; empty when it was not, or there was nothing to take back
 * @param irreversible whether nothing can be taken back: a terminated instance
 * @param undoFailure why it could not be taken back, when that failed last
 */
public record FaultRecord(
    FaultRef ref,
    Optional<Instant> imposed,
    Optional<String> witness,
    Optional<Instant> undone,
    boolean irreversible,
    Optional<String> undoFailure) {

  /** One that is only intended so far. */
  static FaultRecord intended(FaultRef ref) {
    return new FaultRecord(
        ref, Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
  }

  /**
   * Whether it may still hold: it was intended or imposed, and neither undone nor irreversible; or
   * its undo failed last.
   */
  public boolean mayStillHold() {
    return undoFailure.isPresent() || (undone.isEmpty() && !irreversible);
  }

  FaultRecord imposedAt(Instant at) {
    return new FaultRecord(ref, Optional.of(at), witness, undone, irreversible, undoFailure);
  }

  FaultRecord witnessedBy(String evidence) {
    return new FaultRecord(ref, imposed, Optional.of(evidence), undone, irreversible, undoFailure);
  }

  FaultRecord undoneAt(Instant at) {
    return new FaultRecord(ref, imposed, witness, Optional.of(at), false, Optional.empty());
  }

  FaultRecord cannotBeUndone() {
    return new FaultRecord(ref, imposed, witness, undone, true, Optional.empty());
  }

  FaultRecord undoFailed(String reason) {
    return new FaultRecord(ref, imposed, witness, undone, irreversible, Optional.of(reason));
  }
}
