package dev.azdrill.rehearsal;

/** A stack cannot be rehearsed. The message is one sentence that says why, and what to do. */
public final class NotRehearsable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotRehearsable(String message) {
    super(message);
  }
}
