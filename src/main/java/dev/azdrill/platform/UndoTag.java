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

  /**
   * On a VPC: the name under which its owner lets a stack be drilled that azdrill did not make.
   * With the name of an undo behind it, on what bears that undo: the same name, so that it is found
   * by it. azdrill sets and removes the latter alone.
   */
  public static final String DRILLED = "azdrill:drilled";

  /** Its value on an instance that is to be started again. */
  public static final String START = "start-instance";

  private UndoTag() {}
}
