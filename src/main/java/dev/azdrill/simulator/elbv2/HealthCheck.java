package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Reachability;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * How a target group's targets are checked.
 *
 * <p>Source: Elastic Load Balancing User Guide, "Health check settings".
 *
 * @param interval between two checks of one target by one node
 * @param timeout after which a check without an answer has failed
 * @param healthyThreshold passes in a row that make an unhealthy target healthy
 * @param unhealthyThreshold failures in a row that make a target unhealthy
 * @param port {@code traffic-port} or a number
 * @param path what is asked for
 * @param matcher the statuses that pass
 */
record HealthCheck(
    Duration interval,
    Duration timeout,
    int healthyThreshold,
    int unhealthyThreshold,
    String port,
    String path,
    StatusMatcher matcher) {
  static final String TRAFFIC_PORT = "traffic-port";

  /** The settings that a target group describes. */
  static HealthCheck of(TargetGroup group) {
    return new HealthCheck(
        Duration.ofSeconds(group.healthCheckIntervalSeconds()),
        Duration.ofSeconds(group.healthCheckTimeoutSeconds()),
        group.healthyThresholdCount(),
        group.unhealthyThresholdCount(),
        group.healthCheckPort(),
        group.healthCheckPath(),
        StatusMatcher.parse(group.matcher().httpCode()));
  }

  /** Refuses what AWS refuses. */
  void check() {
    between("interval", interval.toSeconds(), 5, 300);
    between("timeout", timeout.toSeconds(), 2, 120);
    if (interval.compareTo(timeout) <= 0) {
      throw TargetGroupErrors.healthCheckIntervalWithinTimeout();
    }
    between("healthy threshold count", healthyThreshold, 2, 10);
    between("unhealthy threshold count", unhealthyThreshold, 2, 10);
    if (!port.equals(TRAFFIC_PORT) && !isPort(port)) {
      throw TargetGroupErrors.healthCheckPortInvalid(port);
    }
    if (!path.startsWith("/") || path.length() > 1024) {
      throw TargetGroupErrors.healthCheckPathInvalid(path);
    }
  }

  private static void between(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw TargetGroupErrors.healthCheckOutOfBounds(what, value, min, max);
    }
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= 65535;
  }

  /** The port that is checked of a target that serves on {@code trafficPort}. */
  int portOf(int trafficPort) {
    return port.equals(TRAFFIC_PORT) ? trafficPort : Integer.parseInt(port);
  }

  /** How a target that answered like this is shown once it is unhealthy; empty when it passes. */
  Optional<TargetHealth> failure(Reachability.Answer answer) {
    if (answer instanceof Reachability.Answer.Replied replied && !isLate(replied)) {
      return matcher.passes(replied.status())
          ? Optional.empty()
          : Optional.of(
              unhealthy(
                  TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH,
                  "Health checks failed with these codes: [" + replied.status() + "]"));
    }
    return Optional.of(
        answer instanceof Reachability.Answer.Refused
            ? unhealthy(TargetHealthReasonEnum.TARGET_FAILED_HEALTH_CHECKS, "Health checks failed")
            : unhealthy(TargetHealthReasonEnum.TARGET_TIMEOUT, "Request timed out"));
  }

  /** How long after the question it is known what came of it. */
  Duration known(Reachability.Answer answer) {
    if (answer instanceof Reachability.Answer.Replied replied && !isLate(replied)) {
      return replied.took();
    }
    return answer instanceof Reachability.Answer.Refused ? Duration.ZERO : timeout;
  }

  private boolean isLate(Reachability.Answer.Replied replied) {
    return replied.took().compareTo(timeout) > 0;
  }

  private static TargetHealth unhealthy(TargetHealthReasonEnum reason, String description) {
    return TargetHealth.builder()
        .state(TargetHealthStateEnum.UNHEALTHY)
        .reason(reason)
        .description(description)
        .build();
  }
}
