package dev.azdrill.fault;

import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Registers targets again that were deregistered. An instance that was terminated meanwhile is none
 * any more.
 *
 * @param targetGroupArn where they were registered
 * @param vpcId the stack's VPC, which bears the tags
 * @param targets which, with their ports
 */
public record RegisterTargets(String targetGroupArn, String vpcId, List<TargetDescription> targets)
    implements UndoAction {
  public RegisterTargets {
    targets = List.copyOf(targets);
  }

  @Override
  public String words() {
    return "register " + ids(targets) + " as targets again";
  }

  private static String ids(List<TargetDescription> targets) {
    return targets.stream().map(TargetDescription::id).collect(Collectors.joining(", "));
  }

  @Override
  public Optional<String> carrier() {
    return Optional.of(vpcId);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("elasticloadbalancing:RegisterTargets");
  }

  @Override
  public void carryOut(Platform platform) {
    AwsSession aws = platform.session();
    List<TargetDescription> missing = missing(aws);
    if (!missing.isEmpty()) {
      aws.elasticLoadBalancing()
          .registerTargets(r -> r.targetGroupArn(targetGroupArn).targets(missing));
    }
    UndoTags.remove(aws, this);
  }

  @Override
  public Optional<String> gone(Platform platform) {
    AwsSession aws = platform.session();
    return TargetGroupStates.gone(aws, targetGroupArn)
        .or(
            () ->
                Optional.of("instance " + ids(targets))
                    .filter(
                        all ->
                            targets.stream()
                                .allMatch(each -> InstanceStates.isGone(aws, each.id()))));
  }

  @Override
  public Optional<String> left(Platform platform) {
    List<TargetDescription> missing = missing(platform.session());
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("no targets of " + targetGroupArn + ", although they run: " + ids(missing));
  }

  /** None when the target group went with its stack. */
  private List<TargetDescription> missing(AwsSession aws) {
    if (TargetGroupStates.find(aws, targetGroupArn).isEmpty()) {
      return List.of();
    }
    Set<String> there =
        TargetGroupStates.targets(aws, targetGroupArn).stream()
            .filter(each -> each.targetHealth().state() != TargetHealthStateEnum.DRAINING)
            .map(each -> each.target().id() + ":" + each.target().port())
            .collect(Collectors.toSet());
    return targets.stream()
        .filter(each -> !there.contains(each.id() + ":" + each.port()))
        .filter(each -> !InstanceStates.isGone(aws, each.id()))
        .toList();
  }
}
