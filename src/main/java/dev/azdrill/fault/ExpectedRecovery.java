package dev.azdrill.fault;

/** When the clients of an architecture that keeps its promise are served without errors again. */
public enum ExpectedRecovery {
  /** While the fault holds: the architecture goes on without what was lost. */
  WHILE_IT_HOLDS("while the fault holds"),
  /** After its undo: no multi-AZ architecture goes on without what was lost. */
  AFTER_ITS_UNDO("after its undo");

  private final String words;

  ExpectedRecovery(String words) {
    this.words = words;
  }

  /** {@code while the fault holds}. */
  public String words() {
    return words;
  }
}
