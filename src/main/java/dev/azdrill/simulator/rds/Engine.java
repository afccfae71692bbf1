package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The database engine of one DB instance: which host is the primary, whether it serves, and how it
 * moves to the standby.
 *
 * <p>A failover is: "failover started" (connections are gone), promotion of the standby and "DB
 * instance restarted" (the endpoint's name leads to it), the first connection that is served,
 * "failover completed", and late, the zones in the description. The promoted primary has no standby
 * until the lost zone is back and a new one is built there: a second loss meanwhile is an outage.
 *
 * <p>Source: Amazon RDS User Guide, "Multi-AZ DB instance deployments", "Failing over".
 */
final class Engine {
  /** What the engine does. */
  enum State {
    /** Not created yet, or stopped. */
    OFF,
    /** Takes connections. */
    SERVING,
    /** The primary's zone has no power; nobody has taken over. */
    LOST,
    /** The standby is about to take over. */
    FAILING_OVER,
    /** Shutting down to restart, or restarting, or recovering. */
    STARTING;

    /** The next state, where it may follow this one. */
    State to(State next) {
      boolean legal =
          switch (next) {
            case OFF -> true;
            case SERVING -> this == STARTING || this == OFF;
            case LOST -> this != LOST;
            case FAILING_OVER -> this == SERVING || this == LOST || this == STARTING;
            case STARTING -> this != OFF;
          };
      if (!legal) {
        throw new IllegalStateException("a database engine cannot go from " + this + " to " + next);
      }
      return next;
    }
  }

  private final World world;
  private final Consumer<Message> log;
  private Node primary;
  private @Nullable Node standby;
  private boolean standbyInStep;
  private String shownZone;
  private @Nullable String shownStandbyZone;
  private boolean zonesAreLate;
  private State state = State.OFF;
  private Instant lostAt;
  private @Nullable Event next;
  private @Nullable Event rebuild;
  private @Nullable Runnable onceServing;

  Engine(World world, Consumer<Message> log, Node primary, @Nullable Node standby) {
    this.world = world;
    this.log = log;
    this.primary = primary;
    this.standby = standby;
    this.standbyInStep = standby != null;
    this.shownZone = primary.zone();
    this.shownStandbyZone = standby == null ? null : standby.zone();
    this.lostAt = world.kernel().now();
  }

  Node primary() {
    return primary;
  }

  Optional<Node> standby() {
    return Optional.ofNullable(standby);
  }

  /** Whether reads and writes are served now. */
  boolean isServing() {
    return state == State.SERVING && hasPower(primary);
  }

  /** Whether the standby has all data and power, so that it could take over now. */
  boolean canFailOver() {
    Node other = standby;
    return other != null && standbyInStep && hasPower(other);
  }

  /** Whether there was a failover that descriptions do not show yet. */
  boolean hasRecentFailover() {
    return zonesAreLate;
  }

  /** The zone that descriptions show: after a failover it changes minutes later. */
  String shownZone() {
    return shownZone;
  }

  /** The standby's zone that descriptions show; it does not tell whether the standby is built. */
  @Nullable String shownStandbyZone() {
    return shownStandbyZone;
  }

  /** Starts serving: a new DB instance is ready, or a stopped one has started. */
  void start() {
    if (hasPower(primary)) {
      serve();
    } else {
      lose();
    }
    if (standby != null && !hasPower(standby)) {
      standbyInStep = false;
    }
  }

  /** Stops serving, for good or until {@link #start}. */
  void stop() {
    move(State.OFF);
    cancelRebuild();
    onceServing = null;
  }

  /** Runs {@code action} as soon as the engine serves: at once when it does already. */
  void onceServing(Runnable action) {
    if (state == State.SERVING) {
      action.run();
    } else {
      onceServing = action;
    }
  }

  /** Restarts in place. */
  void restart() {
    if (state != State.SERVING) {
      return; // without power there is nobody to restart; it will when power returns
    }
    log.accept(Message.SHUTDOWN);
    move(State.STARTING);
    then(Timing.DATABASE_REBOOT, "a database restarts", this::restarted);
  }

  /**
   * Moves to the standby, if it can take over by now.
   *
   * @param since when it was asked for
   * @return whether it does
   */
  boolean failOver(Instant since, Message because) {
    if (state == State.OFF || state == State.FAILING_OVER || !canFailOver()) {
      return false;
    }
    log.accept(Message.FAILOVER_STARTED);
    move(State.FAILING_OVER);
    then(Timing.DATABASE_RESTART, "a standby is promoted", () -> promote(since, because));
    return true;
  }

  /** A zone lost its power. */
  void powerLost(String zone) {
    if (standby != null && standby.zone().equals(zone)) {
      standbyInStep = false;
      cancelRebuild();
    }
    if (primary.zone().equals(zone) && (state == State.SERVING || state == State.STARTING)) {
      lose();
    }
  }

  /** A zone has power again. */
  void powerBack(String zone) {
    if (primary.zone().equals(zone) && state == State.LOST) {
      recover();
    }
    rebuildStandby();
  }

  /** Gives the DB instance a standby that has all data, or takes it away. */
  void standby(@Nullable Node node) {
    standby = node;
    standbyInStep = node != null && hasPower(node);
    shownStandbyZone = node == null ? null : node.zone();
  }

  /** Replaces the hosts' network interfaces. */
  void readdress(UnaryOperator<Node> change) {
    primary = change.apply(primary);
    standby = standby == null ? null : change.apply(standby);
  }

  private void lose() {
    move(State.LOST);
    lostAt = world.kernel().now();
    then(
        Timing.DATABASE_DETECTION,
        "RDS notices that a primary is gone",
        () -> failOver(lostAt, Message.BECAUSE_UNREACHABLE));
  }

  private void promote(Instant since, Message because) {
    Node promoted = standby;
    if (promoted == null || !canFailOver()) {
      lose();
      if (hasPower(primary)) {
        recover();
      }
      return;
    }
    standby = primary;
    standbyInStep = false;
    primary = promoted;
    Instant now = world.kernel().now();
    Duration rest = of(Timing.DATABASE_FAILOVER_COMPLETE).minus(of(Timing.DATABASE_RESTART));
    after(rest, "a failover is complete", () -> completed(because));
    zonesAreLate = true;
    Duration visible = Duration.between(now, since.plus(of(Timing.DATABASE_ZONE_VISIBLE)));
    after(visible, "a failover shows in the zones", this::showZones);
    move(State.STARTING);
    restarted();
  }

  private void restarted() {
    log.accept(Message.RESTARTED);
    then(Timing.DATABASE_USABLE, "a database serves", this::serve);
  }

  private void recover() {
    log.accept(Message.RECOVERY_STARTED);
    move(State.STARTING);
    then(
        Timing.DATABASE_RESTART,
        "a database recovers",
        () -> {
          log.accept(Message.RECOVERY_COMPLETED);
          restarted();
        });
  }

  private void serve() {
    move(State.SERVING);
    rebuildStandby();
    Runnable action = onceServing;
    if (action != null) {
      onceServing = null;
      action.run();
    }
  }

  private void completed(Message because) {
    if (state != State.SERVING && state != State.STARTING) {
      return; // the promoted host is lost already, or somebody stopped the DB instance
    }
    log.accept(Message.FAILOVER_COMPLETED);
    log.accept(because);
    // The host that was asked to step back is sound and follows at once; a lost one is built anew.
    if (because != Message.BECAUSE_UNREACHABLE && standby != null && hasPower(standby)) {
      standbyInStep = true;
      cancelRebuild();
    } else {
      rebuildStandby();
    }
  }

  private void showZones() {
    zonesAreLate = false;
    shownZone = primary.zone();
    shownStandbyZone = standby == null ? null : standby.zone();
  }

  private void rebuildStandby() {
    if (rebuild == null && standby != null && !standbyInStep && hasPower(standby)) {
      rebuild =
          world
              .kernel()
              .quietly(
                  of(Timing.DATABASE_STANDBY_REBUILD),
                  "a standby is rebuilt",
                  () -> {
                    rebuild = null;
                    standbyInStep |= state == State.SERVING;
                    return false; // nothing that descriptions show
                  });
    }
  }

  private void cancelRebuild() {
    if (rebuild != null) {
      rebuild.cancel();
      rebuild = null;
    }
  }

  /** Whatever was about to happen in the old state happens no more. */
  private void move(State to) {
    state = state.to(to);
    if (next != null) {
      next.cancel();
      next = null;
    }
  }

  private void then(Timing timing, String what, Runnable action) {
    next = world.kernel().after(of(timing), what, action);
  }

  private void after(Duration delay, String what, Runnable action) {
    world.kernel().after(delay.isNegative() ? Duration.ZERO : delay, what, action);
  }

  private Duration of(Timing timing) {
    return world.timings().of(timing);
  }

  private boolean hasPower(Node node) {
    return world.facts().hasPower(node.zone());
  }
}
