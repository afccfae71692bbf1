package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.world.Timing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/**
 * Where in its life an instance is, and what may come next: one record per state. A move that EC2
 * accepts and that changes nothing returns the state itself; a move that is not overridden is one
 * that EC2 refuses.
 *
 * <p>Source: Amazon EC2 User Guide, "Amazon EC2 instance state changes". Without power EC2 goes on
 * calling an instance {@code running}; who is told to stop or to terminate cannot do it before the
 * power is back, and who was about to start fails to.
 */
sealed interface InstanceLifecycle {
  /** The state as descriptions carry it. */
  InstanceState state();

  /** Why it is in this state. */
  default Cause cause() {
    return Cause.NONE;
  }

  /** The status checks; empty unless it is running. */
  default Optional<Checks> checks() {
    return Optional.empty();
  }

  /** Since when it runs without a break; empty while it does not, or has no power. */
  default Optional<Instant> runningSince() {
    return Optional.empty();
  }

  /** How long this state lasts until {@link #arrive}; empty where nothing ends it by itself. */
  default Optional<Timing> lasts() {
    return Optional.empty();
  }

  /** Whether it stands still without power, and begins anew once that is back. */
  default boolean isHeldUpWithoutPower() {
    return false;
  }

  /** What StartInstances makes of it. */
  default InstanceLifecycle start(String instanceId) {
    throw ComputeErrors.instanceStateRefuses(instanceId, "started");
  }

  /** What StopInstances makes of it. */
  default InstanceLifecycle stop(String instanceId, Instant now) {
    throw ComputeErrors.instanceStateRefuses(instanceId, "stopped");
  }

  /** What RebootInstances makes of it. */
  default InstanceLifecycle reboot(String instanceId, Instant now) {
    throw ComputeErrors.instanceStateRefuses(instanceId, "rebooted");
  }

  /** What TerminateInstances makes of it: always accepted. */
  default InstanceLifecycle terminate(Instant now) {
    return new ShuttingDown(Cause.user(now));
  }

  /** What it is once the time that its state {@link #lasts} is over. */
  default InstanceLifecycle arrive(boolean hasPower, Instant now) {
    return this;
  }

  /** What it is once its zone has no power. */
  default InstanceLifecycle losePower() {
    return this;
  }

  /** What it is once its zone has power again. */
  default InstanceLifecycle regainPower(Instant now) {
    return this;
  }

  /** What it is once its status checks say something else. */
  default InstanceLifecycle checked(Checks found) {
    return this;
  }

  /** Tells {@code follower} where it has arrived. */
  default void arrived(Follower follower) {}

  /** Somebody who has something to do when an instance has arrived in a state. */
  interface Follower {
    void running();

    void stopped();

    void terminated();
  }

  /**
   * What the status checks of a running instance say.
   *
   * @param system what that of the host says
   * @param instance what that of the instance itself says
   * @param since when they began to say it
   */
  record Checks(SummaryStatus system, SummaryStatus instance, Instant since) {
    /** Both say the same. */
    static Checks both(SummaryStatus status, Instant since) {
      return new Checks(status, status, since);
    }

    /** Whether either says so. */
    boolean any(SummaryStatus status) {
      return system == status || instance == status;
    }

    /** Whether both say that all is well. */
    boolean areOk() {
      return system == SummaryStatus.OK && instance == SummaryStatus.OK;
    }
  }

  /**
   * Why an instance is in its state.
   *
   * @param reason as a code and a sentence; empty where EC2 tells none
   * @param transition who brought it there and when; empty where EC2 tells nothing
   */
  record Cause(Optional<StateReason> reason, String transition) {
    private static final DateTimeFormatter GMT =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static final Cause NONE = new Cause(Optional.empty(), "");
    static final Cause LAUNCH = of("pending", "pending", "");
    static final Cause FAILED_LAUNCH =
        of(
            "Server.InternalError",
            "Server.InternalError: Internal error on launch",
            "Server.InternalError");

    static Cause user(Instant now) {
      return of(
          "Client.UserInitiatedShutdown",
          "Client.UserInitiatedShutdown: User initiated shutdown",
          "User initiated (" + GMT.format(now) + ")");
    }

    private static Cause of(String code, String message, String transition) {
      return new Cause(
          Optional.of(StateReason.builder().code(code).message(message).build()), transition);
    }
  }

  /**
   * Starting.
   *
   * @param isFirst whether it has never been {@code running}: one that then fails to start is
   *     terminated, any other is stopped
   */
  record Pending(boolean isFirst) implements InstanceLifecycle {
    @Override
    public InstanceState state() {
      return described(0, InstanceStateName.PENDING);
    }

    @Override
    public Cause cause() {
      return Cause.LAUNCH;
    }

    @Override
    public Optional<Timing> lasts() {
      return Optional.of(Timing.INSTANCE_START);
    }

    @Override
    public InstanceLifecycle start(String instanceId) {
      return this;
    }

    @Override
    public InstanceLifecycle stop(String instanceId, Instant now) {
      throw ComputeErrors.instanceNeverRan(instanceId);
    }

    @Override
    public InstanceLifecycle reboot(String instanceId, Instant now) {
      return this;
    }

    @Override
    public InstanceLifecycle arrive(boolean hasPower, Instant now) {
      if (hasPower) {
        return new Running(Optional.of(now), Checks.both(SummaryStatus.INITIALIZING, now));
      }
      return isFirst ? new Terminated(Cause.FAILED_LAUNCH) : new Stopped(Cause.FAILED_LAUNCH);
    }
  }

  /**
   * Running, as EC2 says.
   *
   * @param since when it began to run without a break; empty while it has no power
   */
  record Running(Optional<Instant> since, Checks found) implements InstanceLifecycle {
    @Override
    public InstanceState state() {
      return described(16, InstanceStateName.RUNNING);
    }

    @Override
    public Optional<Checks> checks() {
      return Optional.of(found);
    }

    @Override
    public Optional<Instant> runningSince() {
      return since;
    }

    @Override
    public InstanceLifecycle start(String instanceId) {
      return this;
    }

    @Override
    public InstanceLifecycle stop(String instanceId, Instant now) {
      return new Stopping(Cause.user(now));
    }

    /** What runs on it begins anew, unless there is no power to run it. */
    @Override
    public InstanceLifecycle reboot(String instanceId, Instant now) {
      return new Running(since.map(before -> now), found);
    }

    @Override
    public InstanceLifecycle losePower() {
      return new Running(Optional.empty(), found);
    }

    @Override
    public InstanceLifecycle regainPower(Instant now) {
      return new Running(Optional.of(now), found);
    }

    @Override
    public InstanceLifecycle checked(Checks now) {
      return new Running(since, now);
    }

    @Override
    public void arrived(Follower follower) {
      follower.running();
    }
  }

  /** Told to stop. */
  record Stopping(Cause cause) implements InstanceLifecycle {
    @Override
    public InstanceState state() {
      return described(64, InstanceStateName.STOPPING);
    }

    @Override
    public Optional<Timing> lasts() {
      return Optional.of(Timing.INSTANCE_STOP);
    }

    @Override
    public boolean isHeldUpWithoutPower() {
      return true;
    }

    @Override
    public InstanceLifecycle stop(String instanceId, Instant now) {
      return this;
    }

    @Override
    public InstanceLifecycle arrive(boolean hasPower, Instant now) {
      return hasPower ? new Stopped(cause) : this;
    }
  }

  /** Stopped: it can be started again. */
  record Stopped(Cause cause) implements InstanceLifecycle {
    @Override
    public InstanceState state() {
      return described(80, InstanceStateName.STOPPED);
    }

    @Override
    public InstanceLifecycle start(String instanceId) {
      return new Pending(false);
    }

    @Override
    public InstanceLifecycle stop(String instanceId, Instant now) {
      return this;
    }

    @Override
    public void arrived(Follower follower) {
      follower.stopped();
    }
  }

  /** Told to terminate. */
  record ShuttingDown(Cause cause) implements InstanceLifecycle {
    @Override
    public InstanceState state() {
      return described(32, InstanceStateName.SHUTTING_DOWN);
    }

    @Override
    public Optional<Timing> lasts() {
      return Optional.of(Timing.INSTANCE_TERMINATE);
    }

    @Override
    public boolean isHeldUpWithoutPower() {
      return true;
    }

    @Override
    public InstanceLifecycle terminate(Instant now) {
      return this;
    }

    @Override
    public InstanceLifecycle arrive(boolean hasPower, Instant now) {
      return hasPower ? new Terminated(cause) : this;
    }
  }

  /** Gone, and still described. */
  record Terminated(Cause cause) implements InstanceLifecycle {
    @Override
    public InstanceState state() {
      return described(48, InstanceStateName.TERMINATED);
    }

    @Override
    public InstanceLifecycle terminate(Instant now) {
      return this;
    }

    @Override
    public void arrived(Follower follower) {
      follower.terminated();
    }
  }

  private static InstanceState described(int code, InstanceStateName name) {
    return InstanceState.builder().code(code).name(name).build();
  }
}
