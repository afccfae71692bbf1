package dev.azdrill.platform.completion;

import dev.azdrill.platform.FaultPort;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.Undo;
import dev.azdrill.platform.simulator.FactFaults;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.world.AwsError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Faults of a completed platform. The completed controllers obey the facts; of the foreign EC2 the
 * instances are stopped that the completed groups launched, and no others: calls that bypass
 * azdrill are not affected.
 */
final class CompletedFaults implements FaultPort {
  private final Region region;
  private final ForeignCompute compute;
  private final FactFaults facts;

  CompletedFaults(Region region, ForeignCompute compute) {
    this.region = region;
    this.compute = compute;
    this.facts = new FactFaults(region);
  }

  @Override
  public Undo cutZonePower(String zone) {
    Undo fact = facts.cutZonePower(zone);
    Set<String> stopped = new LinkedHashSet<>();
    try {
      for (String id : region.kernel().write(() -> compute.runningIn(zone))) {
        stopped.add(id);
        act(() -> compute.stop(id));
      }
    } catch (RuntimeException refusal) {
      PlatformException why =
          new PlatformException(
              "the instances of " + zone + " could not be stopped: " + refusal.getMessage(),
              refusal);
      try {
        restore(zone, fact, stopped);
      } catch (PlatformException residue) {
        why.addSuppressed(residue);
      }
      throw why;
    }
    return () -> restore(zone, fact, stopped);
  }

  /**
   * Clears the fact and starts what was stopped, once each: what was replaced meanwhile is
   * terminated, and stays so. What could not be started is tried again by the next undo.
   */
  private void restore(String zone, Undo fact, Set<String> stopped) {
    fact.undo();
    List<String> failures = new ArrayList<>();
    for (String id : List.copyOf(stopped)) {
      try {
        act(() -> compute.start(id));
        stopped.remove(id);
      } catch (AwsError refusal) {
        failures.add(id + ": " + refusal.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      throw new PlatformException(
          "instances of " + zone + " could not be started again: " + String.join("; ", failures));
    }
  }

  private void act(Runnable call) {
    region
        .kernel()
        .write(
            () -> {
              call.run();
              return true;
            });
  }

  @Override
  public Undo exhaustZoneCapacity(String zone) {
    return facts.exhaustZoneCapacity(zone);
  }

  @Override
  public Undo hangApplication(String instanceId) {
    return facts.hangApplication(instanceId);
  }

  @Override
  public Undo failApplication(String instanceId, int status) {
    return facts.failApplication(instanceId, status);
  }
}
