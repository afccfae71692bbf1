package dev.azdrill.platform.simulator;

import dev.azdrill.platform.FaultPort;
import dev.azdrill.platform.Undo;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.world.Fact;

/** Faults as facts of the region's world: injecting establishes one, undoing clears it. */
public final class FactFaults implements FaultPort {
  private final Region region;

  public FactFaults(Region region) {
    this.region = region;
  }

  @Override
  public Undo cutZonePower(String zone) {
    return establish(new Fact.ZoneWithoutPower(zone));
  }

  @Override
  public Undo exhaustZoneCapacity(String zone) {
    return establish(new Fact.ZoneWithoutCapacity(zone));
  }

  @Override
  public Undo hangApplication(String instanceId) {
    return establish(new Fact.ApplicationHung(instanceId));
  }

  @Override
  public Undo failApplication(String instanceId, int status) {
    return establish(new Fact.ApplicationFailing(instanceId, status));
  }

  private Undo establish(Fact fact) {
    change(() -> region.facts().establish(fact));
    return () -> change(() -> region.facts().clear(fact));
  }

  private void change(Runnable change) {
    region
        .kernel()
        .write(
            () -> {
              change.run();
              return true;
            });
  }
}
