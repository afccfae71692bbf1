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
  private final World world;
  private final Consumer<Message> log;
  private final Runnable served;
  private DatabaseHost primary;
  private Standby standby;
  private final Storage storage;
  private DescribedZones zones = new DescribedZones.OfHosts();
  private EngineState state = new EngineState.Off(false);
  private @Nullable Event next;
  private @Nullable Event rebuild;

  /**
   * @param log is told of what RDS reports as events
   * @param served is told, where {@link #await} asked for it, that the engine serves
   * @param nodes the primary and, where there is one, the standby
   * @param first the records that it begins with
   */
  Engine(
      World world, Consumer<Message> log, Runnable served, List<DatabaseHost> nodes, Volume first) {
    this.world = world;
    this.log = log;
    this.served = served;
    this.primary = nodes.get(0);
    this.standby =
        nodes.size() > 1 ? new Standby.InStep(nodes.get(1), first.copy()) : new Standby.None();
    this.storage = new Storage(world, first);
  }

  DatabaseHost primary() {
    return primary;
  }

  Optional<DatabaseHost> standby() {
    return standby.node();
  }

  /** Whether reads and writes are served now. */
  boolean isServing() {
    return state.isServing() && primaryCanRun();
  }

  /** Stores a record durably; the engine must serve. */
  void write(String id) {
    requireServing();
    storage.write(id);
    standby.write(id, world.kernel().now());
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

  /**
   * Has the records that another one has now, and no others; as before where those are lost, or
   * this one has lost where it has them.
   */
  void follow(Engine other) {
    if (other.storage.isIntact() && storage.isIntact()) {
      Volume content = other.storage.copy();
      storage.take(content);
      standby = standby.take(content);
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
    return successor().isPresent();
  }

  private Optional<Standby.InStep> successor() {
    return standby instanceof Standby.InStep ready && hasPower(ready.host())
        ? Optional.of(ready)
        : Optional.empty();
  }

  /** Whether there was a failover that descriptions do not show yet. */
  boolean hasRecentFailover() {
    return zones.areLate();
  }

  /** The zone that descriptions show: after a failover it changes minutes later. */
  String shownZone() {
    return zones.primary(primary);
  }

  /**
   * The standby's zone that descriptions show; none while one that was lost with its host is not
   * built anew. AWS may go on showing the zone that it was in: that is documented nowhere.
   */
  Optional<String> shownStandbyZone() {
    return standby instanceof Standby.Lost ? Optional.empty() : zones.standby(standby.node());
  }

  /** Starts serving: a new DB instance is ready, or a stopped one has started. */
  void start() {
    if (primaryCanRun()) {
      serve();
    } else {
      lose(storage.isIntact() ? Message.BECAUSE_UNREACHABLE : Message.BECAUSE_STORAGE);
    }
    if (standby.node().filter(node -> !hasPower(node)).isPresent()) {
      standby = standby.lose();
    }
  }

  /** Stops serving, for good or until {@link #start}. */
  void stop() {
    move(state.stop());
    cancelRebuild();
  }

  /** Somebody waits until it serves and is told once: now when it does already. */
  void await() {
    if (state.isServing()) {
      served.run();
    } else {
      state = state.await();
    }
  }

  /** Restarts in place. */
  void restart() {
    if (!state.isServing()) {
      return; // without power there is nobody to restart; it will when power returns
    }
    log.accept(Message.SHUTDOWN);
    move(state.restart());
    then(Timing.DATABASE_REBOOT, "a database restarts", this::restarted);
  }

  /**
   * Moves to the standby, if it can take over by now.
   *
   * @param since when it was asked for
   * @return whether it does
   */
  boolean failOver(Instant since, Message because) {
    if (!state.mayFailOver() || !canFailOver()) {
      return false;
    }
    log.accept(Message.FAILOVER_STARTED);
    move(state.failOver());
    Instant started = world.kernel().now();
    then(Timing.DATABASE_RESTART, "a standby is promoted", () -> promote(since, started, because));
    return true;
  }

  /** A zone lost its power. */
  void powerLost(String zone) {
    if (standby.node().filter(node -> node.zone().equals(zone)).isPresent()) {
      standby = standby.lose();
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
    if (state instanceof EngineState.Lost && hasPower(primary)) {
      recover();
    }
  }

  private void loseIfRunning(Message because) {
    if (state.isRunning()) {
      lose(because);
    }
  }

  /** A zone has power again. */
  void powerBack(String zone) {
    if (primary.zone().equals(zone) && state instanceof EngineState.Lost && storage.isIntact()) {
      recover();
    }
    rebuildStandby();
  }

  /**
   * Gives the DB instance a standby that has all data, if its host has power and there is something
   * to copy; else it is built once the primary serves.
   */
  void addStandby(DatabaseHost node) {
    cancelRebuild();
    standby =
        hasPower(node) && storage.isIntact()
            ? new Standby.InStep(node, storage.copy())
            : new Standby.Lost(node);
    zones = zones.convert(Optional.of(node));
  }

  /** Takes the standby away. */
  void removeStandby() {
    cancelRebuild();
    standby = new Standby.None();
    zones = zones.convert(Optional.empty());
  }

  /** Replaces the hosts' network interfaces. */
  void readdress(UnaryOperator<DatabaseHost> change) {
    primary = change.apply(primary);
    standby = standby.readdress(change);
  }

  private void lose(Message because) {
    move(state.lose());
    Instant lostAt = world.kernel().now();
    standby = standby.losePrimary();
    then(
        Timing.DATABASE_DETECTION,
        "RDS notices that a primary is gone",
        () -> failOver(lostAt, because));
  }

  private void promote(Instant since, Instant started, Message because) {
    Optional<Standby.InStep> successor = successor();
    if (successor.isEmpty()) {
      lose(because);
      if (primaryCanRun()) {
        recover();
      }
      return;
    }
    Standby.InStep promoted = successor.get();
    zones = zones.failOver(primary, promoted.host());
    standby = promoted.promote(primary, isSound(because) && primaryCanRun());
    primary = promoted.host();
    storage.promote(promoted.volume());
    Instant complete = started.plus(of(Timing.DATABASE_FAILOVER_COMPLETE));
    at(complete, "a failover is complete", () -> completed(because));
    Instant visible = since.plus(of(Timing.DATABASE_ZONE_VISIBLE));
    at(visible, "a failover shows in the zones", () -> zones = zones.show());
    move(state.restart());
    restarted();
  }

  private void restarted() {
    log.accept(Message.RESTARTED);
    then(Timing.DATABASE_USABLE, "a database serves", this::serve);
  }

  private void recover() {
    log.accept(Message.RECOVERY_STARTED);
    move(state.restart());
    then(
        Timing.DATABASE_RESTART,
        "a database recovers",
        () -> {
          log.accept(Message.RECOVERY_COMPLETED);
          restarted();
        });
  }

  private void serve() {
    boolean wasAwaited = state.isAwaited();
    move(state.serve());
    rebuildStandby();
    if (wasAwaited) {
      served.run();
    }
  }

  private void completed(Message because) {
    if (!state.isRunning()) {
      return; // the promoted host is lost already, or somebody stopped the DB instance
    }
    log.accept(Message.FAILOVER_COMPLETED);
    log.accept(because);
    // The host that was asked to step back is sound and follows at once; a lost one is built anew.
    if (standby instanceof Standby.SteppedBack former && hasPower(former.host())) {
      standby = standby.synchronize(storage.copy());
      cancelRebuild();
    } else {
      rebuildStandby();
    }
  }

  private static boolean isSound(Message because) {
    return because == Message.BECAUSE_USER || because == Message.BECAUSE_MODIFIED;
  }

  private void rebuildStandby() {
    if (rebuild == null
        && !(standby instanceof Standby.InStep)
        && standby.node().filter(this::hasPower).isPresent()) {
      rebuild =
          world
              .kernel()
              .after(
                  of(Timing.DATABASE_STANDBY_REBUILD),
                  "a standby is rebuilt",
                  () -> {
                    rebuild = null;
                    if (isServing() && standby.node().filter(this::hasPower).isPresent()) {
                      standby = standby.synchronize(storage.copy());
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
  private void move(EngineState to) {
    state = to;
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

  private boolean hasPower(DatabaseHost node) {
    return world.facts().hasPower(node.zone());
  }
}
