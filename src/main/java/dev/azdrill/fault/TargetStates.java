package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** What the load balancer says of an instance. */
final class TargetStates {
  private TargetStates() {}

  /** A sentence when none of the instances is a healthy target. */
  static Optional<Witness> noneHealthy(FaultContext context, List<String> instanceIds) {
    ElasticLoadBalancingV2Client elb = context.aws().elasticLoadBalancing();
    boolean healthy =
        context.baseline().all(Kind.TARGET_GROUP).stream()
            .flatMap(
                group ->
                    elb
                        .describeTargetHealth(r -> r.targetGroupArn(group.targetGroupArn()))
                        .targetHealthDescriptions()
                        .stream())
            .filter(each -> instanceIds.contains(each.target().id()))
            .anyMatch(each -> each.targetHealth().state() == TargetHealthStateEnum.HEALTHY);
    return healthy
        ? Optional.empty()
        : Optional.of(
            Witness.found(
                "the load balancer does not find instance"
                    + (instanceIds.size() > 1 ? "s " : " ")
                    + String.join(", ", instanceIds)
                    + " healthy"));
  }
}
