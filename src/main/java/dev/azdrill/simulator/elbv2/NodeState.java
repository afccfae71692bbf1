package dev.azdrill.simulator.elbv2;

/**
 * Whether DNS leads to a load balancer node. It takes time to notice that a node has failed, and as
 * much to trust it again.
 *
 * <p>Source: Elastic Load Balancing User Guide, "How Elastic Load Balancing works", on DNS records
 * of zones that are in service.
 */
enum NodeState {
  /** Works, and DNS says so. */
  IN_SERVICE(true) {
    @Override
    NodeState powerLost() {
      return FAILED_UNNOTICED;
    }
  },
  /** Does not answer, and DNS still leads to it. */
  FAILED_UNNOTICED(true) {
    @Override
    NodeState powerReturned() {
      return IN_SERVICE;
    }

    @Override
    NodeState noticed() {
      return OUT_OF_SERVICE;
    }
  },
  /** Does not answer, and DNS no longer leads to it. */
  OUT_OF_SERVICE(false) {
    @Override
    NodeState powerReturned() {
      return RETURNED_UNNOTICED;
    }
  },
  /** Works again, and DNS does not lead to it yet. */
  RETURNED_UNNOTICED(false) {
    @Override
    NodeState powerLost() {
      return OUT_OF_SERVICE;
    }

    @Override
    NodeState noticed() {
      return IN_SERVICE;
    }
  };

  private final boolean inDns;

  NodeState(boolean inDns) {
    this.inDns = inDns;
  }

  /** Whether DNS counts the node among those in service. */
  boolean inDns() {
    return inDns;
  }

  NodeState powerLost() {
    return this;
  }

  NodeState powerReturned() {
    return this;
  }

  /** The time that it takes to notice has passed. */
  NodeState noticed() {
    return this;
  }
}
