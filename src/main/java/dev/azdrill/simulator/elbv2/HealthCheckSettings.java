package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Reachability;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * How a target group's targets are checked.
 *
 * <p>Source: Elastic Load Balancing User Guide, "Health check settings"; User Guide for Network
 * Load Balancers, "Health checks for Network Load Balancer target groups".
 *
 * @param by the kind of load balancer that checks them
 * @param interval between two checks of one target by one node
 * @param timeout after which a check without an answer has failed
 * @param healthyThreshold passes in a row that make an unhealthy target healthy
 * @param unhealthyThreshold failures in a row that make a target unhealthy
 * @param port {@code traffic-port} or a number
 * @param question what is asked
 */
record HealthCheckSettings(
    BalancerKind by,
    Duration interval,
    Duration timeout,
    int healthyThreshold,
    int unhealthyThreshold,
    String port,
    Question question) {
  static final String TRAFFIC_PORT = "traffic-port";

  /** What a check asks. */
  sealed interface Question {
    /** Whether a connection is taken. */
    record Connection() implements Question {}

    /**
     * A request over HTTP, with TLS or without.
     *
     * @param path what is asked for
     * @param matcher the statuses that pass
     */
    record Request(String path, StatusMatcher matcher) implements Question {}
  }

  /** The settings that a target group describes. */
  static HealthCheckSettings of(TargetGroup group) {
    BalancerKind by = BalancerKind.ofTargets(group.protocol()).orElseThrow();
    return new HealthCheckSettings(
        by,
        Duration.ofSeconds(group.healthCheckIntervalSeconds()),
        Duration.ofSeconds(group.healthCheckTimeoutSeconds()),
        group.healthyThresholdCount(),
        group.unhealthyThresholdCount(),
        group.healthCheckPort(),
        group.healthCheckProtocol() == ProtocolEnum.TCP
            ? new Question.Connection()
            : new Question.Request(
                group.healthCheckPath(),
                StatusMatcher.parse(group.matcher().httpCode(), by.greatestStatus())));
  }

  /** Refuses what AWS refuses. */
  void check() {
    between("interval", interval.toSeconds(), 5, 300);
    between("timeout", timeout.toSeconds(), 2, 120);
    if (interval.compareTo(timeout) < 0 && by == BalancerKind.NETWORK) {
      throw TargetGroupErrors.healthCheckTimeoutBeyondInterval(
          timeout.toSeconds(), interval.toSeconds());
    }
    if (interval.compareTo(timeout) <= 0 && by == BalancerKind.APPLICATION) {
      throw TargetGroupErrors.healthCheckIntervalWithinTimeout();
    }
    between("healthy threshold count", healthyThreshold, 2, 10);
    between("unhealthy threshold count", unhealthyThreshold, 2, 10);
    if (!port.equals(TRAFFIC_PORT) && !isPort(port)) {
      throw TargetGroupErrors.healthCheckPortInvalid(port);
    }
    if (question instanceof Question.Request request
        && (!request.path().startsWith("/") || request.path().length() > 1024)) {
      throw TargetGroupErrors.healthCheckPathInvalid(request.path());
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

  /** Asks a target, in thought. */
  Reachability.Answer ask(
      Reachability reachability, String networkInterfaceId, String address, int trafficPort) {
    int asked = portOf(trafficPort);
    return question instanceof Question.Request request
        ? reachability.probe(networkInterfaceId, address, asked, request.path())
        : reachability.connect(networkInterfaceId, address, asked);
  }

  /** How a target that answered like this is shown once it is unhealthy; empty when it passes. */
  Optional<TargetHealth> failure(Reachability.Answer answer) {
    return precisely(answer).map(by::told);
  }

  private Optional<TargetHealth> precisely(Reachability.Answer answer) {
    if (answer instanceof Reachability.Answer.Refused) {
      return Optional.of(
          unhealthy(TargetHealthReasonEnum.TARGET_FAILED_HEALTH_CHECKS, "Health checks failed"));
    }
    if (isLate(answer)) {
      return Optional.of(unhealthy(TargetHealthReasonEnum.TARGET_TIMEOUT, "Request timed out"));
    }
    return answer instanceof Reachability.Answer.Replied replied
            && question instanceof Question.Request request
            && !request.matcher().passes(replied.status())
        ? Optional.of(
            unhealthy(
                TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH,
                "Health checks failed with these codes: [" + replied.status() + "]"))
        : Optional.empty();
  }

  /** How long after the question it is known what came of it. */
  Duration known(Reachability.Answer answer) {
    if (answer instanceof Reachability.Answer.Refused) {
      return Duration.ZERO;
    }
    return took(answer).filter(time -> time.compareTo(timeout) <= 0).orElse(timeout);
  }

  private boolean isLate(Reachability.Answer answer) {
    return took(answer).filter(time -> time.compareTo(timeout) <= 0).isEmpty();
  }

  private static Optional<Duration> took(Reachability.Answer answer) {
    if (answer instanceof Reachability.Answer.Replied replied) {
      return Optional.of(replied.took());
    }
    return answer instanceof Reachability.Answer.Accepted accepted
        ? Optional.of(accepted.took())
        : Optional.empty();
  }

  private static TargetHealth unhealthy(TargetHealthReasonEnum reason, String description) {
    return TargetHealth.builder()
        .state(TargetHealthStateEnum.UNHEALTHY)
        .reason(reason)
        .description(description)
        .build();
  }
}
