package dev.azdrill.fault;

/**
 * When the clients of an architecture that keeps its promise are served without errors again. How
 * long that takes is a formula over what is deployed.
 */
public enum ExpectedRecovery {
  /** Once the load balancer evicts what does not answer, and clients look its name up again. */
  EVICTION(
      "while the fault holds: health check interval x unhealthy threshold + timeout, and 60 s for"
          + " DNS records",
      true),
  /** Once the database has failed over or restarted. */
  FAILOVER("while the fault holds: failover of the database", true),
  /** The slower of eviction and failover. */
  WHILE_IT_HOLDS("while the fault holds: the slower of eviction and failover", true),
  /** No multi-AZ architecture goes on without what was lost. */
  AFTER_ITS_UNDO("after its undo: the slower of eviction and failover", false);

  private final String words;
  private final boolean isSurvived;

  ExpectedRecovery(String words, boolean isSurvived) {
    this.words = words;
    this.isSurvived = isSurvived;
  }

  /** For people, with its formula. */
  public String words() {
    return words;
  }

  /** Whether the architecture goes on without what was lost. */
  public boolean isSurvived() {
    return isSurvived;
  }
}
