package dev.azdrill.fault;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.session.AnsweredCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a run writes down what it is about to break and how that is taken back, before it does it:
 * what holds after a crash is known, and can be undone. Each call returns once it is written down.
 */
public interface Ledger {
  /** For platforms that end with this process: nothing that is broken there outlives it. */
  Ledger NONE =
      new Ledger() {
        @Override
        public void standing(String vpcId, StackConfiguration configuration) {}

        @Override
        public int intended(
            Instant at, FaultRef fault, List<UndoAction> undo, Optional<Instant> until) {
          return 0;
        }

        @Override
        public void imposed(int number, Instant at, List<AnsweredCall> calls) {}

        @Override
        public void undone(int number) {}

        @Override
        public void undoFailed(int number, String reason) {}
      };

  /**
   * So the stack in this VPC is configured before anything in it is broken. What is said of a VPC
   * for the first time counts; later it may be broken already.
   *
   * @throws java.io.UncheckedIOException when it could not be written down
   */
  void standing(String vpcId, StackConfiguration configuration);

  /**
   * This is about to be broken.
   *
   * @param at the platform's time
   * @param undo takes it back; none when nothing can be, or needs to be
   * @param until how long it may hold, UTC; empty when nothing takes it back
   * @return its number in the ledger
   * @throws java.io.UncheckedIOException when it could not be written down: it must not be broken
   *     then
   */
  int intended(Instant at, FaultRef fault, List<UndoAction> undo, Optional<Instant> until);

  /**
   * It is broken. Never throws: what is intended and not undone is restored all the same.
   *
   * @param at the platform's time
   * @param calls of AWS's API by which it was broken; none where the platform did it itself
   */
  void imposed(int number, Instant at, List<AnsweredCall> calls);

  /** Nothing of it is left: it was taken back, refused, or cannot be taken back. Never throws. */
  void undone(int number);

  /** Taking it back failed. Never throws. */
  void undoFailed(int number, String reason);
}
