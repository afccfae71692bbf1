package dev.azdrill.platform;

/**
 * The tag that a resource bears from before something is done to it until that is undone: what is
 * found by it can be undone by anybody, without the ledger of the run.
 */
public final class UndoTag {
  /** Its key. */
  public static final String KEY = "azdrill:undo";

  /**
   * With the name of an undo behind it: the key of the tag that says until when its fault may hold.
   */
  public static final String LEASE = "azdrill:lease:";

  /** Its value on an instance that is to be started again. */
  public static final String START = "start-instance";

  private UndoTag() {}
}
