package dev.azdrill.simulator.elbv2;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * The settings of a target group's health checks, with what nobody said filled in: that depends on
 * the kind of load balancer that checks, and on the protocol by which it does.
 *
 * <p>Source: API Reference, "CreateTargetGroup" and "ModifyTargetGroup".
 */
final class CheckSettings {
  private CheckSettings() {}

  /**
   * The settings of a group that is made.
   *
   * @param group what it is otherwise
   */
  static TargetGroup of(BalancerKind kind, CreateTargetGroupRequest request, TargetGroup group) {
    ProtocolEnum protocol =
        protocol(kind, request.healthCheckProtocol(), request.healthCheckProtocolAsString());
    TargetGroup.Builder settings =
        group.toBuilder()
            .healthCheckEnabled(or(request.healthCheckEnabled(), true))
            .healthCheckProtocol(protocol)
            .healthCheckPort(or(request.healthCheckPort(), HealthCheckSettings.TRAFFIC_PORT))
            .healthCheckIntervalSeconds(or(request.healthCheckIntervalSeconds(), 30))
            .healthCheckTimeoutSeconds(
                or(request.healthCheckTimeoutSeconds(), kind.usualTimeout(protocol)))
            .healthyThresholdCount(or(request.healthyThresholdCount(), 5))
            .unhealthyThresholdCount(or(request.unhealthyThresholdCount(), 2));
    return asked(kind, settings, protocol, request.healthCheckPath(), request.matcher());
  }

  /** The settings of a group that is changed: what is not asked for stays. */
  static TargetGroup changed(BalancerKind kind, TargetGroup now, ModifyTargetGroupRequest request) {
    ProtocolEnum protocol =
        request.healthCheckProtocol() == null
            ? now.healthCheckProtocol()
            : protocol(kind, request.healthCheckProtocol(), request.healthCheckProtocolAsString());
    TargetGroup.Builder settings =
        now.toBuilder()
            .healthCheckEnabled(true)
            .healthCheckProtocol(protocol)
            .healthCheckPort(or(request.healthCheckPort(), now.healthCheckPort()))
            .healthCheckIntervalSeconds(
                or(request.healthCheckIntervalSeconds(), now.healthCheckIntervalSeconds()))
            .healthCheckTimeoutSeconds(
                or(request.healthCheckTimeoutSeconds(), now.healthCheckTimeoutSeconds()))
            .healthyThresholdCount(or(request.healthyThresholdCount(), now.healthyThresholdCount()))
            .unhealthyThresholdCount(
                or(request.unhealthyThresholdCount(), now.unhealthyThresholdCount()));
    return asked(kind, settings, protocol, request.healthCheckPath(), request.matcher());
  }

  private static ProtocolEnum protocol(
      BalancerKind kind, @Nullable ProtocolEnum wanted, @Nullable String name) {
    ProtocolEnum protocol = wanted == null ? kind.usualCheck() : wanted;
    if (!kind.checksBy(protocol)) {
      throw TargetGroupErrors.healthCheckProtocolInvalid(
          String.valueOf(name), kind.checkProtocols());
    }
    return protocol;
  }

  /** A connection that is only opened has neither a path nor a status. */
  private static TargetGroup asked(
      BalancerKind kind,
      TargetGroup.Builder settings,
      ProtocolEnum protocol,
      @Nullable String path,
      @Nullable Matcher matcher) {
    if (protocol != ProtocolEnum.TCP) {
      TargetGroup before = settings.build();
      String codes = before.matcher() == null ? kind.usualMatcher() : before.matcher().httpCode();
      String wanted = matcher == null ? codes : or(matcher.httpCode(), codes);
      return settings
          .healthCheckPath(or(path, or(before.healthCheckPath(), "/")))
          .matcher(m -> m.httpCode(wanted))
          .build();
    }
    if (path != null) {
      throw TargetGroupErrors.healthCheckPathForTcp();
    }
    if (matcher != null && matcher.httpCode() != null) {
      throw TargetGroupErrors.healthCheckMatcherForTcp();
    }
    return settings.healthCheckPath(null).matcher((Matcher) null).build();
  }

  private static <T> T or(@Nullable T wanted, T otherwise) {
    return wanted == null ? otherwise : wanted;
  }
}
