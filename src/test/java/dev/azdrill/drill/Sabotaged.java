package dev.azdrill.drill;

import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The simulator with something wrong about it.
 *
 * @param imposed what becomes of the faults that it imposes
 * @param silence why it no longer answers; empty text while it does
 * @param resolution how late something may be seen
 * @param stamps how late an activity may be stamped
 * @param lifts how what was imposed is lifted
 * @param clients who sends the traffic; empty for the simulator's own clients
 */
record Sabotaged(
    SimulatorPlatform real,
    UnaryOperator<Undo> imposed,
    Supplier<String> silence,
    Duration resolution,
    Duration stamps,
    Optional<TrafficPort> clients,
    Map<Impairment, Deque<Undo>> lifts)
    implements Platform, ImpairmentPort {

  /** With nothing wrong about it. */
  static Sabotaged none(SimulatorPlatform real) {
    return new Sabotaged(
        real,
        UnaryOperator.identity(),
        () -> "",
        Duration.ZERO,
        Duration.ZERO,
        Optional.empty(),
        new HashMap<>());
  }

  Sabotaged imposing(UnaryOperator<Undo> other) {
    return new Sabotaged(real, other, silence, resolution, stamps, clients, lifts);
  }

  /** Its faults hold, and this is what their undo does. */
  Sabotaged undoing(Undo other) {
    return imposing(undo -> other);
  }

  /** Its faults do nothing. */
  Sabotaged withoutEffect() {
    return imposing(
        undo -> {
          undo.undo();
          return () -> {};
        });
  }

  Sabotaged lost(Supplier<String> why) {
    return new Sabotaged(real, imposed, why, resolution, stamps, clients, lifts);
  }

  Sabotaged seeingLate(Duration late) {
    return new Sabotaged(real, imposed, silence, late, late, clients, lifts);
  }

  /** Its activities have their own times, however late they are seen. */
  Sabotaged stampingInTime() {
    return new Sabotaged(real, imposed, silence, resolution, Duration.ZERO, clients, lifts);
  }

  Sabotaged with(TrafficPort other) {
    return new Sabotaged(real, imposed, silence, resolution, stamps, Optional.of(other), lifts);
  }

  @Override
  public Impairment resolve(Impairment wanted) {
    return real.impairments().resolve(wanted);
  }

  @Override
  public void impose(Impairment resolved) {
    real.impairments().impose(resolved);
    lifts
        .computeIfAbsent(resolved, none -> new ArrayDeque<>())
        .push(imposed.apply(() -> real.impairments().lift(resolved)));
  }

  @Override
  public long effects(Impairment resolved) {
    return real.impairments().effects(resolved);
  }

  @Override
  public void lift(Impairment resolved) {
    Deque<Undo> mine = lifts.getOrDefault(resolved, new ArrayDeque<>());
    if (mine.isEmpty()) {
      real.impairments().lift(resolved);
    } else {
      mine.element().undo();
      mine.remove();
    }
  }

  @Override
  public Capabilities capabilities() {
    return real.capabilities();
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public String answeredBy() {
    return real.answeredBy();
  }

  @Override
  public Duration stampResolution() {
    return stamps;
  }

  @Override
  public boolean isVirtualTime() {
    return real.isVirtualTime();
  }

  @Override
  public Optional<String> lost() {
    return Optional.of(silence.get()).filter(why -> !why.isEmpty());
  }

  @Override
  public List<String> log() {
    return List.of("first line", "second line");
  }

  @Override
  public AwsSession session() {
    return real.session();
  }

  @Override
  public ImpairmentPort impairments() {
    return this;
  }

  @Override
  public TrafficPort traffic() {
    return clients.orElseGet(real::traffic);
  }

  @Override
  public void close() {}
}
