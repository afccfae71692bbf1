package dev.azdrill.platform.completion;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;

/** What is on its way from one state to another in a foreign EC2, and changes there by itself. */
final class UnderWay {
  private static final Set<InstanceStateName> INSTANCES =
      EnumSet.of(
          InstanceStateName.PENDING, InstanceStateName.STOPPING, InstanceStateName.SHUTTING_DOWN);

  private static final Set<NatGatewayState> GATEWAYS =
      EnumSet.of(NatGatewayState.PENDING, NatGatewayState.DELETING);

  private UnderWay() {}

  /** Whether any of these is. */
  static boolean isAny(Collection<ObservedInstance> instances, List<NatGateway> gateways) {
    return instances.stream()
            .map(each -> ObservedInstance.state(each.instance()))
            .anyMatch(INSTANCES::contains)
        || gateways.stream().map(NatGateway::state).anyMatch(GATEWAYS::contains);
  }
}
