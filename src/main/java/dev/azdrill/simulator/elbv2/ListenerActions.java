package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Adoption;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * What listeners and rules do with a request: checked, and written out in full as AWS describes
 * them.
 *
 * <p>Source: API Reference, "Action"; User Guide, "Rule action types".
 */
final class ListenerActions {
  private static final Pattern FIXED_STATUS = Pattern.compile("[245]\\d\\d");
  private static final int WEIGHT_MAX = 999;

  private final ElbRegistry catalogue;

  ListenerActions(ElbRegistry catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The actions of one that stands elsewhere.
   *
   * @throws Adoption.NotAdopted when a target group to which it forwards is not here, or it keeps
   *     clients to one
   */
  List<Action> adopted(Balancer balancer, @Nullable ProtocolEnum protocol, List<Action> described) {
    for (Action action : described) {
      if (isSticky(action.forwardConfig())) {
        throw new Adoption.NotAdopted(
            "its target group stickiness is not simulated: clients keep no cookies");
      }
      for (String group : ElbRegistry.forwardsOf(action)) {
        if (catalogue.findGroup(group).isEmpty()) {
          throw Arns.restingOn(Arns.Type.TARGET_GROUP, String.valueOf(group));
        }
      }
    }
    return checked(balancer, protocol, described);
  }

  private static boolean isSticky(@Nullable ForwardActionConfig config) {
    return config != null
        && config.targetGroupStickinessConfig() != null
        && Boolean.TRUE.equals(config.targetGroupStickinessConfig().enabled());
  }

  /**
   * The actions of a listener or rule of this load balancer: one that ends it.
   *
   * @param protocol the listener's
   */
  List<Action> checked(Balancer balancer, @Nullable ProtocolEnum protocol, List<Action> wanted) {
    if (wanted.isEmpty()) {
      throw ListenerErrors.actionMissing();
    }
    if (wanted.size() > 1) {
      throw ListenerErrors.actionNotSingle();
    }
    Action action = wanted.get(0);
    ActionTypeEnum type = action.type();
    if (type == ActionTypeEnum.FORWARD) {
      return List.of(forward(balancer, protocol, action));
    }
    if (balancer.kind() == BalancerKind.NETWORK) {
      throw ListenerErrors.actionTypeNotSupported(action.typeAsString(), String.valueOf(protocol));
    }
    if (type == ActionTypeEnum.REDIRECT) {
      return List.of(redirect(action));
    }
    if (type == ActionTypeEnum.FIXED_RESPONSE) {
      return List.of(fixedResponse(action));
    }
    throw ListenerErrors.actionTypeInvalid(action.typeAsString());
  }

  private Action forward(Balancer balancer, @Nullable ProtocolEnum protocol, Action action) {
    List<TargetGroupTuple> groups = groups(action).stream().map(ListenerActions::weighted).toList();
    if (groups.isEmpty()) {
      throw ListenerErrors.targetGroupMissing();
    }
    if (balancer.kind() == BalancerKind.NETWORK && groups.size() > 1) {
      throw ListenerErrors.targetGroupNotSingle(String.valueOf(protocol));
    }
    groups.forEach(group -> checkUse(balancer, protocol, group.targetGroupArn()));
    TargetGroupStickinessConfig stickiness =
        action.forwardConfig() == null
                || action.forwardConfig().targetGroupStickinessConfig() == null
            ? TargetGroupStickinessConfig.builder().enabled(false).build()
            : action.forwardConfig().targetGroupStickinessConfig();
    return action.toBuilder()
        .targetGroupArn(groups.size() == 1 ? groups.get(0).targetGroupArn() : null)
        .forwardConfig(
            ForwardActionConfig.builder()
                .targetGroups(groups)
                .targetGroupStickinessConfig(stickiness)
                .build())
        .build();
  }

  private static List<TargetGroupTuple> groups(Action action) {
    ForwardActionConfig config = action.forwardConfig();
    if (config == null || config.targetGroups().isEmpty()) {
      return action.targetGroupArn() == null
          ? List.of()
          : List.of(TargetGroupTuple.builder().targetGroupArn(action.targetGroupArn()).build());
    }
    boolean differ =
        action.targetGroupArn() != null
            && config.targetGroups().stream()
                .noneMatch(each -> action.targetGroupArn().equals(each.targetGroupArn()));
    if (differ) {
      throw ListenerErrors.targetGroupOutsideForwardConfig();
    }
    return config.targetGroups();
  }

  private static TargetGroupTuple weighted(TargetGroupTuple group) {
    int weight = group.weight() == null ? 1 : group.weight();
    if (weight < 0 || weight > WEIGHT_MAX) {
      throw ListenerErrors.weightOutOfBounds(weight, WEIGHT_MAX);
    }
    return group.toBuilder().weight(weight).build();
  }

  private void checkUse(Balancer balancer, @Nullable ProtocolEnum protocol, String groupArn) {
    TargetGroupRecord group = catalogue.group(groupArn);
    if (!balancer.kind().forwards(protocol, group.protocol())) {
      throw ListenerErrors.listenerProtocolMismatch(
          groupArn, String.valueOf(protocol), group.protocol().toString());
    }
    if (!group.vpcId().equals(balancer.vpcId())) {
      throw ListenerErrors.targetGroupOfOtherVpc(groupArn, balancer.arn());
    }
    catalogue
        .userOf(groupArn)
        .filter(user -> user != balancer)
        .ifPresent(
            user -> {
              throw TargetGroupErrors.targetGroupOfOtherLoadBalancer(groupArn);
            });
  }

  private static Action redirect(Action action) {
    RedirectActionConfig wanted = action.redirectConfig();
    if (wanted == null || wanted.statusCode() == null) {
      throw ListenerErrors.redirectConfigMissing();
    }
    RedirectActionConfig config =
        wanted.toBuilder()
            .protocol(or(wanted.protocol(), "#{protocol}"))
            .host(or(wanted.host(), "#{host}"))
            .port(or(wanted.port(), "#{port}"))
            .path(or(wanted.path(), "/#{path}"))
            .query(or(wanted.query(), "#{query}"))
            .build();
    boolean loops =
        config.protocol().equals("#{protocol}")
            && config.host().equals("#{host}")
            && config.port().equals("#{port}")
            && config.path().equals("/#{path}");
    if (loops) {
      throw ListenerErrors.redirectLoop();
    }
    return action.toBuilder().redirectConfig(config).build();
  }

  private static Action fixedResponse(Action action) {
    FixedResponseActionConfig config = action.fixedResponseConfig();
    if (config == null
        || config.statusCode() == null
        || !FIXED_STATUS.matcher(config.statusCode()).matches()) {
      throw ListenerErrors.fixedResponseStatusInvalid();
    }
    return action;
  }

  private static String or(@Nullable String wanted, String otherwise) {
    return wanted == null ? otherwise : wanted;
  }
}
