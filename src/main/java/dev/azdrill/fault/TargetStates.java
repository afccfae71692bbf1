package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** What the load balancer says of an instance. */
final class TargetStates {
  private TargetStates() {}

  /** A sentence when the instance is a target and not healthy, or is none any more. */
  static Optional<Witness> notHealthy(FaultContext context, String instanceId) {
    ElasticLoadBalancingV2Client elb = context.aws().elasticLoadBalancing();
    boolean healthy =
        context.baseline().all(Kind.TARGET_GROUP).stream()
            .flatMap(
                group ->
                    elb
                        .describeTargetHealth(r -> r.targetGroupArn(group.targetGroupArn()))
                        .targetHealthDescriptions()
                        .stream())
            .filter(each -> each.target().id().equals(instanceId))
            .anyMatch(each -> each.targetHealth().state() == TargetHealthStateEnum.HEALTHY);
    return healthy
        ? Optional.empty()
        : Optional.of(
            Witness.found("the load balancer does not find instance " + instanceId + " healthy"));
  }
}
