package dev.azdrill.simulator.world;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;

/**
 * Port: the instances of EC2, for those who launch and watch them without being EC2.
 *
 * <p>Behind it stands the region's own EC2, or another one through the SDK: every call may fail
 * with {@link AwsError} and may be slow. Nobody keeps copies of what it returns for longer than one
 * decision.
 */
public interface Compute {
  /**
   * Launches one instance from a launch template.
   *
   * @return the new instance's id; its state is {@code pending}
   * @throws AwsError {@code InsufficientInstanceCapacity} and whatever else RunInstances refuses
   *     with
   */
  String launch(Launch launch);

  /**
   * Tells EC2 to terminate an instance; without effect when it is gone already.
   *
   * @throws AwsError when EC2 refuses or does not answer: nobody but the caller does it again
   */
  void terminate(String instanceId);

  /** The instance as EC2 describes it now, also while it is terminated and still described. */
  Optional<Instance> describe(String instanceId);

  /** Those of these instances that EC2 still describes, in the order of the ids given. */
  List<Instance> describe(Collection<String> instanceIds);

  /** The status checks of a running instance. */
  Optional<InstanceStatus> status(String instanceId);

  /**
   * Since when the instance runs without a break: it became {@code running}, was rebooted, or got
   * its power back. Empty while it does not run or its zone has no power. What runs on it needs its
   * time to boot from then on.
   */
  Optional<Instant> runningSince(String instanceId);

  /**
   * Calls {@code listener} with the instance whenever one changes its state or its status checks,
   * under the writer's lock and after the change.
   */
  void watch(Consumer<Instance> listener);

  /**
   * Whether every change of what it describes is a change of the region, see {@link
   * dev.azdrill.simulator.kernel.Kernel#edition}: then it need not be asked again before the next
   * one.
   */
  default boolean isOfThisRegion() {
    return false;
  }

  /**
   * What to launch.
   *
   * @param templateId the launch template
   * @param version its version: a number
   * @param instanceType in place of the template's; empty for that
   * @param isSpot whether it is a spot instance, else one on demand
   * @param subnetId where
   * @param tags in addition to those of the template
   */
  record Launch(
      String templateId,
      String version,
      Optional<String> instanceType,
      boolean isSpot,
      String subnetId,
      Map<String, String> tags) {
    public Launch {
      tags = Map.copyOf(tags);
    }
  }
}
