package dev.azdrill.target.endpoint;

import dev.azdrill.target.Ability;
import dev.azdrill.target.Capabilities;
import dev.azdrill.target.FaultPort;
import dev.azdrill.target.Undo;
import java.util.Optional;

/** Faults as far as the target has them; the others say what is lacking. */
final class GuardedFaults implements FaultPort {
  private final Capabilities capabilities;
  private final Optional<FaultPort> port;

  GuardedFaults(Capabilities capabilities, Optional<FaultPort> port) {
    this.capabilities = capabilities;
    this.port = port;
  }

  @Override
  public Undo cutZonePower(String zone) {
    return through(Ability.ZONE_POWER).cutZonePower(zone);
  }

  @Override
  public Undo exhaustZoneCapacity(String zone) {
    return through(Ability.ZONE_CAPACITY).exhaustZoneCapacity(zone);
  }

  @Override
  public Undo hangApplication(String instanceId) {
    return through(Ability.APPLICATION_HEALTH).hangApplication(instanceId);
  }

  @Override
  public Undo failApplication(String instanceId, int status) {
    return through(Ability.APPLICATION_HEALTH).failApplication(instanceId, status);
  }

  private FaultPort through(Ability ability) {
    capabilities.require(ability);
    return port.orElseThrow();
  }
}
