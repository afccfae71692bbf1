package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** What Elastic Load Balancing says of target groups. */
final class TargetGroupStates {
  private TargetGroupStates() {}

  /** The target group as it is described; empty when it is gone. */
  static Optional<TargetGroup> find(AwsSession aws, String arn) {
    try {
      return aws
          .elasticLoadBalancing()
          .describeTargetGroups(r -> r.targetGroupArns(arn))
          .targetGroups()
          .stream()
          .findFirst();
    } catch (TargetGroupNotFoundException gone) {
      return Optional.empty();
    }
  }

  /** The target group in words, when it is gone; empty when it is there. */
  static Optional<String> gone(AwsSession aws, String arn) {
    return find(aws, arn).isPresent() ? Optional.empty() : Optional.of("target group " + arn);
  }

  /** Those of the stack, as they are described now. */
  static List<TargetGroup> of(FaultContext context) {
    return context.baseline().all(Kind.TARGET_GROUP).stream()
        .flatMap(each -> find(context.aws(), each.targetGroupArn()).stream())
        .toList();
  }

  /** The targets of one, and their health. */
  static List<TargetHealthDescription> targets(AwsSession aws, String arn) {
    return aws.elasticLoadBalancing()
        .describeTargetHealth(r -> r.targetGroupArn(arn))
        .targetHealthDescriptions();
  }
}
