package dev.azdrill.simulator.autoscaling;

import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/**
 * What was bought with an instance.
 *
 * @param instanceType empty where its launch template said it
 */
record Purchase(PurchaseOption option, Optional<String> instanceType) {
  /** That of an instance which EC2 no longer describes. */
  static final Purchase UNKNOWN = new Purchase(PurchaseOption.ON_DEMAND, Optional.empty());

  /** That of an instance which somebody else launched. */
  static Purchase of(Instance instance) {
    return new Purchase(
        instance.instanceLifecycle() == InstanceLifecycleType.SPOT
            ? PurchaseOption.SPOT
            : PurchaseOption.ON_DEMAND,
        Optional.ofNullable(instance.instanceTypeAsString()));
  }
}
