package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/**
 * Where in its group's life a member is, and what may come next: one record per state. A move that
 * is not overridden is one that Auto Scaling refuses.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "Amazon EC2 Auto Scaling instance lifecycle".
 */
sealed interface MemberLifecycle {
  /** AWS's word for it. */
  LifecycleState word();

  /** Whether the group counts it towards its desired capacity. */
  default boolean counts() {
    return false;
  }

  /** Whether it is on its way out. */
  default boolean isLeaving() {
    return false;
  }

  /** Whether EC2 has been told to terminate it. */
  default boolean isReleased() {
    return false;
  }

  /**
   * Whether it may be protected from scale-in. Source: Amazon EC2 Auto Scaling User Guide, "Use
   * instance scale-in protection".
   */
  default boolean mayBeProtected() {
    return switch (word()) {
      case IN_SERVICE, ENTERING_STANDBY, STANDBY -> true;
      default -> false;
    };
  }

  /** A lifecycle hook holds it. */
  default MemberLifecycle hold() {
    throw AutoScalingErrors.instanceNotHoldable(word());
  }

  /** It runs, and nothing holds it: it enters service. */
  default MemberLifecycle serve(Instant now) {
    throw AutoScalingErrors.instanceCannotEnterService(word());
  }

  /** The user takes it out of service. */
  default MemberLifecycle standBy() {
    throw AutoScalingErrors.instanceNotInService(word());
  }

  /** The user puts it back. */
  default MemberLifecycle comeBack() {
    throw AutoScalingErrors.instanceNotInStandby(word());
  }

  /**
   * The group lets it go.
   *
   * @param targetGroups from which it is deregistered, by ARN
   */
  default MemberLifecycle leave(List<String> targetGroups) {
    return new Terminating(targetGroups);
  }

  /** On its way out, and neither draining nor a hook holds it any longer. */
  default MemberLifecycle proceed() {
    throw AutoScalingErrors.instanceNotProceeding(word());
  }

  /** EC2 has taken the order to terminate it. */
  default MemberLifecycle release() {
    throw AutoScalingErrors.instanceNotReleasable(word());
  }

  /** Since when it is in service; empty while it is not. */
  default Optional<Instant> inServiceSince() {
    return Optional.empty();
  }

  /** How long its status checks have failed, as far as the group has looked. */
  default Duration impairedFor(Instant now) {
    return Duration.ZERO;
  }

  /** The group has looked at its status checks. */
  default MemberLifecycle statusChecked(boolean areFailing, Instant now) {
    return this;
  }

  /** Tells {@code observer} in what kind of state it is. */
  void observe(Observer observer);

  /** Somebody who looks at a member and acts by its state. */
  interface Observer {
    /** Launched or coming back, and not running as far as the group knows. */
    void pending();

    /** Running, and held by a hook on its way in. */
    void heldOnItsWayIn();

    void inService();

    /** On its way out, and deregistered from these target groups. */
    void draining(List<String> targetGroups);

    /** Held by a hook on its way out. */
    void heldOnItsWayOut();

    /** Nothing holds it, and EC2 has not taken the order to terminate it. */
    void due();

    /** EC2 has taken the order to terminate it. */
    void released();
  }

  /** Launched, not running yet; or on its way back from standby. */
  record Pending() implements MemberLifecycle {
    @Override
    public LifecycleState word() {
      return LifecycleState.PENDING;
    }

    @Override
    public boolean counts() {
      return true;
    }

    @Override
    public MemberLifecycle hold() {
      return new PendingWait();
    }

    @Override
    public MemberLifecycle serve(Instant now) {
      return new InService(now, Optional.empty());
    }

    @Override
    public void observe(Observer observer) {
      observer.pending();
    }
  }

  /** Running, and held by a lifecycle hook. */
  record PendingWait() implements MemberLifecycle {
    @Override
    public LifecycleState word() {
      return LifecycleState.PENDING_WAIT;
    }

    @Override
    public boolean counts() {
      return true;
    }

    @Override
    public MemberLifecycle serve(Instant now) {
      return new InService(now, Optional.empty());
    }

    @Override
    public void observe(Observer observer) {
      observer.heldOnItsWayIn();
    }
  }

  /**
   * In service: its grace period and its warm-up count from {@code since}.
   *
   * @param impairedSince when the group first saw its status checks fail; empty while they do not
   */
  record InService(Instant since, Optional<Instant> impairedSince) implements MemberLifecycle {
    @Override
    public LifecycleState word() {
      return LifecycleState.IN_SERVICE;
    }

    @Override
    public boolean counts() {
      return true;
    }

    @Override
    public Optional<Instant> inServiceSince() {
      return Optional.of(since);
    }

    @Override
    public Duration impairedFor(Instant now) {
      return impairedSince.map(began -> Duration.between(began, now)).orElse(Duration.ZERO);
    }

    @Override
    public MemberLifecycle statusChecked(boolean areFailing, Instant now) {
      return new InService(
          since, areFailing ? Optional.of(impairedSince.orElse(now)) : Optional.empty());
    }

    @Override
    public MemberLifecycle standBy() {
      return new Standby();
    }

    @Override
    public void observe(Observer observer) {
      observer.inService();
    }
  }

  /** Out of service by the user's wish; not counted and not checked. */
  record Standby() implements MemberLifecycle {
    @Override
    public LifecycleState word() {
      return LifecycleState.STANDBY;
    }

    @Override
    public MemberLifecycle comeBack() {
      return new Pending();
    }

    @Override
    public void observe(Observer observer) {
      // the user's business until it comes back
    }
  }

  /**
   * On its way out, and being drained.
   *
   * @param targetGroups from which it is deregistered, by ARN
   */
  record Terminating(List<String> targetGroups) implements MemberLifecycle {
    public Terminating {
      targetGroups = List.copyOf(targetGroups);
    }

    @Override
    public LifecycleState word() {
      return LifecycleState.TERMINATING;
    }

    @Override
    public boolean isLeaving() {
      return true;
    }

    @Override
    public MemberLifecycle hold() {
      return new TerminatingWait();
    }

    @Override
    public MemberLifecycle leave(List<String> again) {
      throw terminatedTwice(this);
    }

    @Override
    public MemberLifecycle proceed() {
      return new Due();
    }

    @Override
    public void observe(Observer observer) {
      observer.draining(targetGroups);
    }
  }

  /** On its way out, and held by a lifecycle hook. */
  record TerminatingWait() implements MemberLifecycle {
    @Override
    public LifecycleState word() {
      return LifecycleState.TERMINATING_WAIT;
    }

    @Override
    public boolean isLeaving() {
      return true;
    }

    @Override
    public MemberLifecycle leave(List<String> again) {
      throw terminatedTwice(this);
    }

    @Override
    public MemberLifecycle proceed() {
      return new Due();
    }

    @Override
    public void observe(Observer observer) {
      observer.heldOnItsWayOut();
    }
  }

  /** On its way out, and held by nothing: EC2 is to terminate it, and has not taken the order. */
  record Due() implements MemberLifecycle {
    @Override
    public LifecycleState word() {
      return LifecycleState.TERMINATING;
    }

    @Override
    public boolean isLeaving() {
      return true;
    }

    @Override
    public MemberLifecycle leave(List<String> again) {
      throw terminatedTwice(this);
    }

    @Override
    public MemberLifecycle proceed() {
      return this;
    }

    @Override
    public MemberLifecycle release() {
      return new Released();
    }

    @Override
    public void observe(Observer observer) {
      observer.due();
    }
  }

  /** EC2 is terminating it: it is a member until EC2 says that it is gone. */
  record Released() implements MemberLifecycle {
    @Override
    public LifecycleState word() {
      return LifecycleState.TERMINATING;
    }

    @Override
    public boolean isLeaving() {
      return true;
    }

    @Override
    public boolean isReleased() {
      return true;
    }

    @Override
    public MemberLifecycle leave(List<String> again) {
      throw terminatedTwice(this);
    }

    @Override
    public MemberLifecycle release() {
      return this;
    }

    @Override
    public void observe(Observer observer) {
      observer.released();
    }
  }

  private static AwsError terminatedTwice(MemberLifecycle leaving) {
    return AutoScalingErrors.instanceTerminatedTwice(leaving.word());
  }
}
