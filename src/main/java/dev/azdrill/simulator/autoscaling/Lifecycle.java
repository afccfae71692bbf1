package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/**
 * The states of a group's member and its legal moves. Source: Amazon EC2 Auto Scaling User Guide,
 * "Amazon EC2 Auto Scaling instance lifecycle".
 */
enum Lifecycle {
  /** Launched, not running yet; or on its way back from standby. */
  PENDING(LifecycleState.PENDING),
  /** Running, and held by a lifecycle hook. */
  PENDING_WAIT(LifecycleState.PENDING_WAIT),
  IN_SERVICE(LifecycleState.IN_SERVICE),
  /** Out of service by the user's wish; not counted and not checked. */
  STANDBY(LifecycleState.STANDBY),
  /** On its way out: drained, then terminated. */
  TERMINATING(LifecycleState.TERMINATING),
  /** On its way out, and held by a lifecycle hook. */
  TERMINATING_WAIT(LifecycleState.TERMINATING_WAIT);

  private final LifecycleState word;

  Lifecycle(LifecycleState word) {
    this.word = word;
  }

  /** AWS's word for it. */
  LifecycleState word() {
    return word;
  }

  /** Whether the group counts it towards its desired capacity. */
  boolean counts() {
    return this == PENDING || this == PENDING_WAIT || this == IN_SERVICE;
  }

  boolean isLeaving() {
    return this == TERMINATING || this == TERMINATING_WAIT;
  }

  /** A hook holds it. */
  Lifecycle hold() {
    return switch (this) {
      case PENDING -> PENDING_WAIT;
      case TERMINATING -> TERMINATING_WAIT;
      case PENDING_WAIT, IN_SERVICE, STANDBY, TERMINATING_WAIT -> throw illegal("be held");
    };
  }

  /** It runs, and nothing holds it. */
  Lifecycle serve() {
    return switch (this) {
      case PENDING, PENDING_WAIT -> IN_SERVICE;
      case IN_SERVICE, STANDBY, TERMINATING, TERMINATING_WAIT -> throw illegal("enter service");
    };
  }

  /** The user takes it out of service. */
  Lifecycle standBy() {
    return switch (this) {
      case IN_SERVICE -> STANDBY;
      case PENDING, PENDING_WAIT, STANDBY, TERMINATING, TERMINATING_WAIT ->
          throw illegal("enter Standby: it is not in InService");
    };
  }

  /** The user puts it back. */
  Lifecycle comeBack() {
    return switch (this) {
      case STANDBY -> PENDING;
      case PENDING, PENDING_WAIT, IN_SERVICE, TERMINATING, TERMINATING_WAIT ->
          throw illegal("exit Standby: it is not in Standby");
    };
  }

  /** The group lets it go; a hook that held it on its way out holds it no longer. */
  Lifecycle leave() {
    return switch (this) {
      case PENDING, PENDING_WAIT, IN_SERVICE, STANDBY, TERMINATING_WAIT -> TERMINATING;
      case TERMINATING -> throw illegal("be terminated twice");
    };
  }

  private AwsError illegal(String move) {
    return AutoScalingError.validation("An instance in " + word + " cannot " + move + ".");
  }
}
