package dev.azdrill.inventory;

import java.util.LinkedHashSet;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * Where an action of a listener or rule forwards requests to.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions">Forward
 * actions</a>.
 */
public final class ForwardedRequests {
  private ForwardedRequests() {}

  /**
   * The ARNs of the target groups that get a share of the requests; AWS describes one alone in both
   * ways. None where the action does not forward.
   */
  public static Set<String> targetGroups(Action action) {
    Set<String> targets = new LinkedHashSet<>();
    if (action.forwardConfig() != null && action.forwardConfig().hasTargetGroups()) {
      for (TargetGroupTuple each : action.forwardConfig().targetGroups()) {
        if (each.weight() == null || each.weight() > 0) {
          targets.add(each.targetGroupArn());
        }
      }
    } else if (action.targetGroupArn() != null) {
      targets.add(action.targetGroupArn());
    }
    return targets;
  }
}
