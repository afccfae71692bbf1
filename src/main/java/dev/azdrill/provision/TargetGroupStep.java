package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Group;
import dev.azdrill.topology.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** The target group: the application as the load balancer sees it. */
final class TargetGroupStep implements Step {
  static final String ROLE = "target-group";

  private static final String DELAY = "deregistration_delay.timeout_seconds";

  @Override
  public String what() {
    return "the target group";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions(
        "elasticloadbalancing:CreateTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("elasticloadbalancing:DeleteTargetGroup");
  }

  @Override
  public void ensure(Construction construction) {
    Work work = construction.work();
    Optional<TargetGroup> known = find(work);
    String arn = known.orElseGet(() -> create(construction)).targetGroupArn();
    if (known.isPresent()) {
      work.labels()
          .requireOwn(ElbLabels.of(work, arn), "target group " + known.get().targetGroupName());
    }
    String delay =
        String.valueOf(construction.blueprint().loadBalancer().deregistrationDelay().toSeconds());
    if (known.isEmpty() || delay(work, arn).filter(delay::equals).isEmpty()) {
      work.aws()
          .elasticLoadBalancing()
          .modifyTargetGroupAttributes(
              r ->
                  r.targetGroupArn(arn)
                      .attributes(TargetGroupAttribute.builder().key(DELAY).value(delay).build()));
    }
    construction.found(ROLE, arn);
  }

  private static TargetGroup create(Construction construction) {
    HealthCheck check = construction.blueprint().loadBalancer().healthCheck();
    Group group = construction.blueprint().group();
    return construction
        .aws()
        .elasticLoadBalancing()
        .createTargetGroup(
            r ->
                r.name(construction.name(ROLE))
                    .vpcId(construction.id(VpcStep.ROLE))
                    .targetType(TargetTypeEnum.INSTANCE)
                    .protocol(ProtocolEnum.HTTP)
                    .port(group.port())
                    .healthCheckProtocol(ProtocolEnum.HTTP)
                    .healthCheckPath(check.path())
                    .healthCheckIntervalSeconds((int) check.interval().toSeconds())
                    .healthCheckTimeoutSeconds((int) check.timeout().toSeconds())
                    .healthyThresholdCount(check.healthy())
                    .unhealthyThresholdCount(check.unhealthy())
                    .matcher(m -> m.httpCode("200"))
                    .tags(construction.tags(ROLE, ElbLabels::tag)))
        .targetGroups()
        .get(0);
  }

  private static Optional<String> delay(Work work, String arn) {
    return work
        .aws()
        .elasticLoadBalancing()
        .describeTargetGroupAttributes(r -> r.targetGroupArn(arn))
        .attributes()
        .stream()
        .filter(attribute -> DELAY.equals(attribute.key()))
        .map(attribute -> attribute.value())
        .findFirst();
  }

  private static Optional<TargetGroup> find(Work work) {
    String name = work.labels().name(ROLE);
    try {
      return work
          .aws()
          .elasticLoadBalancing()
          .describeTargetGroups(r -> r.names(name))
          .targetGroups()
          .stream()
          .findFirst();
    } catch (TargetGroupNotFoundException e) {
      return Optional.empty();
    }
  }

  /** By their tags: what a probe made, which is no part of an architecture, has other names. */
  @Override
  public void remove(Work work) {
    List<String> own = new ArrayList<>();
    ServiceTags.ofTargetGroups(
        work.aws(),
        (kind, arn, tags) -> {
          if (work.labels().own(tags)) {
            own.add(arn);
          }
        });
    own.forEach(
        arn -> work.aws().elasticLoadBalancing().deleteTargetGroup(r -> r.targetGroupArn(arn)));
  }
}
