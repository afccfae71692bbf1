package dev.azdrill.fault;

import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Lets health checks pass with the HTTP statuses with which they passed before. A matcher that
 * somebody else has set meanwhile stays.
 *
 * @param targetGroupArn whose health checks
 * @param vpcId the stack's VPC, which bears the tags
 * @param before the matcher as it was: {@code 200-299}
 * @param wrong the matcher that the fault has set
 */
public record RestoreHealthCheckMatcher(
    String targetGroupArn, String vpcId, String before, String wrong) implements UndoAction {
  @Override
  public String words() {
    return "let health checks of " + targetGroupArn + " pass with " + before;
  }

  @Override
  public Optional<String> carrier() {
    return Optional.of(vpcId);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("elasticloadbalancing:ModifyTargetGroup");
  }

  @Override
  public void carryOut(Platform platform) {
    AwsSession aws = platform.session();
    if (wrong(aws).isPresent()) {
      set(aws, before);
    }
    UndoTags.remove(aws, this);
  }

  /** Sets the wrong one. */
  void misconfigure(AwsSession aws) {
    set(aws, wrong);
  }

  private void set(AwsSession aws, String codes) {
    aws.elasticLoadBalancing()
        .modifyTargetGroup(r -> r.targetGroupArn(targetGroupArn).matcher(m -> m.httpCode(codes)));
  }

  @Override
  public Optional<String> gone(Platform platform) {
    return TargetGroupStates.gone(platform.session(), targetGroupArn);
  }

  @Override
  public Optional<String> left(Platform platform) {
    return wrong(platform.session())
        .map(each -> "health checks of " + targetGroupArn + " pass with " + wrong + " still");
  }

  private Optional<TargetGroup> wrong(AwsSession aws) {
    return TargetGroupStates.find(aws, targetGroupArn)
        .filter(each -> each.matcher() != null && wrong.equals(each.matcher().httpCode()));
  }
}
