package dev.azdrill.provision;

/**
 * A stack does not belong to this run any more: another run took it over, or the lock could not be
 * renewed in time. This run changes nothing more of it.
 */
public final class LockLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LockLost(String stack, String why) {
    super(
        "expected to hold the lock of stack "
            + stack
            + ", saw that "
            + why
            + ": see what stands with 'azdrill stacks'");
  }
}
