package dev.azdrill.target.completion;

import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.target.FaultPort;
import dev.azdrill.target.TargetException;
import dev.azdrill.target.Undo;
import dev.azdrill.target.simulator.FactFaults;
import java.util.ArrayList;
import java.util.List;

/**
 * Faults of a completed target. The completed controllers obey the facts; of the foreign EC2 the
 * instances are stopped that the completed groups launched, and no others: calls that bypass
 * azdrill are not affected.
 */
final class CompletedFaults implements FaultPort {
  /** The tag that Auto Scaling gives to what it launches. */
  private static final String GROUP_TAG = "aws:autoscaling:groupName";

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
    List<String> stopped = new ArrayList<>();
    try {
      for (String id : region.kernel().write(() -> compute.runningIn(zone, GROUP_TAG))) {
        stopped.add(id);
        act(() -> compute.stop(id));
      }
    } catch (AwsError refusal) {
      fact.undo();
      stopped.forEach(id -> act(() -> compute.start(id)));
      throw new TargetException(
          "the instances of " + zone + " could not be stopped: " + refusal.getMessage(), refusal);
    }
    return () -> {
      fact.undo();
      // Those that were replaced meanwhile are terminated, and stay so.
      stopped.forEach(id -> act(() -> compute.start(id)));
    };
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
