package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Runnable served;
  private Node primary;
  private @Nullable Node standby;
  private final Storage storage;
  private String shownZone;
  private @Nullable String shownStandbyZone;
  private boolean zonesAreLate;
  private boolean standbyIsLost;
  private State state = State.OFF;
  private Instant lostAt;
  private @Nullable Event next;
  private @Nullable Event rebuild;
  private boolean isAwaited;

  /**
   * @param log is told of what RDS reports as events
   * @param served is told, where {@link #await} asked for it, that the engine serves
   * @param nodes the primary and, where there is one, the standby
   * @param first the records that it begins with
   */
  Engine(World world, Consumer<Message> log, Runnable served, List<Node> nodes, Volume first) {
    this.world = world;
    this.log = log;
    this.served = served;
    this.primary = nodes.get(0);
    this.standby = nodes.size() > 1 ? nodes.get(1) : null;
    this.storage = new Storage(world, first, standby != null);
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
    return state == State.SERVING && primaryCanRun();
  }

  /** Stores a record durably; the engine must serve. */
  void write(String id) {
    requireServing();
    storage.write(id);
  }

  /**
   * The records that are durable now, whether the engine serves or not.
   *
   * @throws dev.azdrill.simulator.world.AwsError where the storage has failed
   */
  Volume volume() {
    if (!storage.isIntact()) {
      throw RdsErrors.storageFailed();
    }
    return storage.copy();
  }

  /** Has the records that another one has now, and no others; as before where those are lost. */
  void follow(Engine other) {
    if (other.storage.isIntact()) {
      storage.take(other.storage.copy());
    }
  }

  /** Those of these records that there are; the engine must serve. */
  Set<String> read(Collection<String> ids) {
    requireServing();
    return storage.read(ids);
  }

  private void requireServing() {
    if (!isServing()) {
      throw new IllegalStateException("expected a database that serves, saw one that is " + state);
    }
  }

  /** Whether the standby has all data and power, so that it could take over now. */
  boolean canFailOver() {
    Node other = standby;
    return other != null && storage.isInStep() && hasPower(other);
  }

  /** Whether there was a failover that descriptions do not show yet. */
  boolean hasRecentFailover() {
    return zonesAreLate;
  }

  /** The zone that descriptions show: after a failover it changes minutes later. */
  String shownZone() {
    return shownZone;
  }

  /**
   * The standby's zone that descriptions show; none while one that was lost with its host is not
   * built anew. AWS may go on showing the zone that it was in: that is documented nowhere.
   */
  @Nullable String shownStandbyZone() {
    return standbyIsLost ? null : shownStandbyZone;
  }

  /** Starts serving: a new DB instance is ready, or a stopped one has started. */
  void start() {
    if (primaryCanRun()) {
      serve();
    } else {
      lose(storage.isIntact() ? Message.BECAUSE_UNREACHABLE : Message.BECAUSE_STORAGE);
    }
    if (standby != null && !hasPower(standby)) {
      loseStandby();
    }
  }

  /** Stops serving, for good or until {@link #start}. */
  void stop() {
    move(State.OFF);
    cancelRebuild();
    isAwaited = false;
  }

  /** Somebody waits until it serves and is told once: now when it does already. */
  void await() {
    isAwaited = true;
    tellIfServing();
  }

  private void tellIfServing() {
    if (isAwaited && state == State.SERVING) {
      isAwaited = false;
      served.run();
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
    Instant started = world.kernel().now();
    then(Timing.DATABASE_RESTART, "a standby is promoted", () -> promote(since, started, because));
    return true;
  }

  /** A zone lost its power. */
  void powerLost(String zone) {
    if (standby != null && standby.zone().equals(zone)) {
      loseStandby();
      cancelRebuild();
    }
    if (primary.zone().equals(zone)) {
      loseIfRunning(Message.BECAUSE_UNREACHABLE);
    }
  }

  /** The storage of the primary fails. */
  void storageLost() {
    storage.lose();
    loseIfRunning(Message.BECAUSE_STORAGE);
  }

  /**
   * The storage of the primary is restored; without effect when a standby has taken over, with a
   * storage of its own.
   *
   * @param hasBackups whether there are automated backups to restore it from
   */
  void storageRestored(boolean hasBackups) {
    if (storage.isIntact()) {
      return;
    }
    storage.restore(hasBackups);
    if (state == State.LOST && hasPower(primary)) {
      recover();
    }
  }

  private void loseIfRunning(Message because) {
    if (state == State.SERVING || state == State.STARTING) {
      lose(because);
    }
  }

  /** A zone has power again. */
  void powerBack(String zone) {
    if (primary.zone().equals(zone) && state == State.LOST && storage.isIntact()) {
      recover();
    }
    rebuildStandby();
  }

  /** Gives the DB instance a standby that has all data, or takes it away. */
  void standby(@Nullable Node node) {
    standby = node;
    if (node != null && hasPower(node)) {
      inStep();
    } else {
      loseStandby();
    }
    shownStandbyZone = node == null ? null : node.zone();
  }

  /** Replaces the hosts' network interfaces. */
  void readdress(UnaryOperator<Node> change) {
    primary = change.apply(primary);
    standby = standby == null ? null : change.apply(standby);
  }

  private void lose(Message because) {
    move(State.LOST);
    lostAt = world.kernel().now();
    standbyIsLost |= !storage.isInStep(); // it has not followed yet, and has nobody to follow
    then(
        Timing.DATABASE_DETECTION,
        "RDS notices that a primary is gone",
        () -> failOver(lostAt, because));
  }

  private void promote(Instant since, Instant started, Message because) {
    Node promoted = standby;
    if (promoted == null || !canFailOver()) {
      lose(because);
      if (primaryCanRun()) {
        recover();
      }
      return;
    }
    standby = primary;
    primary = promoted;
    storage.promote();
    standbyIsLost = !isSound(because);
    Instant complete = started.plus(of(Timing.DATABASE_FAILOVER_COMPLETE));
    at(complete, "a failover is complete", () -> completed(because));
    zonesAreLate = true;
    Instant visible = since.plus(of(Timing.DATABASE_ZONE_VISIBLE));
    at(visible, "a failover shows in the zones", this::showZones);
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
    tellIfServing();
  }

  private void completed(Message because) {
    if (state != State.SERVING && state != State.STARTING) {
      return; // the promoted host is lost already, or somebody stopped the DB instance
    }
    log.accept(Message.FAILOVER_COMPLETED);
    log.accept(because);
    // The host that was asked to step back is sound and follows at once; a lost one is built anew.
    if (isSound(because) && standby != null && hasPower(standby)) {
      inStep();
      cancelRebuild();
    } else {
      rebuildStandby();
    }
  }

  private static boolean isSound(Message because) {
    return because == Message.BECAUSE_USER || because == Message.BECAUSE_MODIFIED;
  }

  private void inStep() {
    storage.synchronize();
    standbyIsLost = false;
  }

  private void loseStandby() {
    storage.fallBehind();
    standbyIsLost = true;
  }

  private void showZones() {
    zonesAreLate = false;
    shownZone = primary.zone();
    shownStandbyZone = standby == null ? null : standby.zone();
  }

  private void rebuildStandby() {
    if (rebuild == null && standby != null && !storage.isInStep() && hasPower(standby)) {
      rebuild =
          world
              .kernel()
              .after(
                  of(Timing.DATABASE_STANDBY_REBUILD),
                  "a standby is rebuilt",
                  () -> {
                    rebuild = null;
                    if (isServing()) {
                      inStep();
                    }
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

  /** At this instant, or at once when it is past. */
  private void at(Instant instant, String what, Runnable action) {
    Duration delay = Duration.between(world.kernel().now(), instant);
    world.kernel().after(delay.isNegative() ? Duration.ZERO : delay, what, action);
  }

  private Duration of(Timing timing) {
    return world.timings().of(timing);
  }

  private boolean primaryCanRun() {
    return hasPower(primary) && storage.isIntact();
  }

  private boolean hasPower(Node node) {
    return world.facts().hasPower(node.zone());
  }
}
