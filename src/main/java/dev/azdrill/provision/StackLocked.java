package dev.azdrill.provision;

/** Another run works on a stack: nothing of it was changed. */
public final class StackLocked extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StackLocked(String stack, String seen, boolean isAttached) {
    super(
        "expected a stack that no other run works on, saw that stack "
            + stack
            + " is locked by "
            + seen
            + ": wait until that run has ended, "
            + (isAttached ? "or take" : "choose another name, or take")
            + " the stack from it with 'azdrill "
            + (isAttached ? "restore --stack " : "teardown ")
            + stack
            + " --force'");
  }

  /**
   * By another run.
   *
   * @param isAttached whether somebody else made the stack: nothing of it is torn down
   */
  static StackLocked by(String stack, StackLock lock, boolean isAttached) {
    return new StackLocked(stack, lock.holder() + " until " + lock.until(), isAttached);
  }

  /** By a tag that is not understood: it may be that of a later version. */
  static StackLocked unread(String stack, String value, boolean isAttached) {
    return new StackLocked(stack, "the tag " + StackLock.KEY + "='" + value + "'", isAttached);
  }
}
