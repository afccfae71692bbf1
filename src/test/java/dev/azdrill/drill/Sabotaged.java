package dev.azdrill.drill;

import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.FaultPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.Undo;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The simulator with something wrong about it.
 *
 * @param imposed what becomes of the faults that it imposes
 * @param silence why it no longer answers; empty text while it does
 * @param resolution how late something may be seen
 * @param clients who sends the traffic; empty for the simulator's own clients
 */
record Sabotaged(
    SimulatorPlatform real,
    UnaryOperator<Undo> imposed,
    Supplier<String> silence,
    Duration resolution,
    Optional<TrafficPort> clients)
    implements Platform, FaultPort {

  /** With nothing wrong about it. */
  static Sabotaged none(SimulatorPlatform real) {
    return new Sabotaged(real, UnaryOperator.identity(), () -> "", Duration.ZERO, Optional.empty());
  }

  Sabotaged imposing(UnaryOperator<Undo> other) {
    return new Sabotaged(real, other, silence, resolution, clients);
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
    return new Sabotaged(real, imposed, why, resolution, clients);
  }

  Sabotaged seeingLate(Duration late) {
    return new Sabotaged(real, imposed, silence, late, clients);
  }

  Sabotaged with(TrafficPort other) {
    return new Sabotaged(real, imposed, silence, resolution, Optional.of(other));
  }

  @Override
  public Undo cutZonePower(String zone) {
    return imposed.apply(real.faults().cutZonePower(zone));
  }

  @Override
  public Undo exhaustZoneCapacity(String zone) {
    return imposed.apply(real.faults().exhaustZoneCapacity(zone));
  }

  @Override
  public Undo hangApplication(String instanceId) {
    return imposed.apply(real.faults().hangApplication(instanceId));
  }

  @Override
  public Undo failApplication(String instanceId, int status) {
    return imposed.apply(real.faults().failApplication(instanceId, status));
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
  public boolean isVirtualTime() {
    return real.isVirtualTime();
  }

  @Override
  public String lost() {
    return silence.get();
  }

  @Override
  public String log() {
    return "first line\nsecond line";
  }

  @Override
  public AwsSession session() {
    return real.session();
  }

  @Override
  public FaultPort faults() {
    return this;
  }

  @Override
  public TrafficPort traffic() {
    return clients.orElseGet(real::traffic);
  }

  @Override
  public void close() {}
}
