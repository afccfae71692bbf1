package dev.azdrill.platform.endpoint;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.FaultPort;
import dev.azdrill.platform.Undo;
import java.util.Optional;

/** Faults as far as the platform has them; the others say what is lacking. */
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
