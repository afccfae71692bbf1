package dev.azdrill.simulator.autoscaling;

/**
 * Where in its life a group is, and what may come next.
 *
 * <p>Source: Amazon EC2 Auto Scaling API Reference, "DeleteAutoScalingGroup".
 */
enum GroupLifecycle {
  /** Does what groups do by themselves. */
  ACTIVE,
  /** Being deleted: it is described until the last of its members is gone. */
  DELETING,
  /** Not there any more; only what had begun before may still know of it. */
  ENDED;

  /** Whether it is being deleted or is not there any more. */
  boolean isLeaving() {
    return this != ACTIVE;
  }

  /** Its deletion begins; who deletes it again changes nothing. */
  GroupLifecycle delete() {
    if (this == ENDED) {
      throw new IllegalStateException("a group that is " + this + " cannot be deleted");
    }
    return DELETING;
  }

  /**
   * Nothing of it is left. That may be found twice: by the last of its members, and by a user who
   * deletes it at the same instant.
   */
  GroupLifecycle end() {
    return ENDED;
  }
}
