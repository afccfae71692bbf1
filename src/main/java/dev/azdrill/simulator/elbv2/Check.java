package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.kernel.Repetition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/** One node's checks of one target, and what it thinks of it. */
final class Check {
  private final LoadBalancerNode node;
  private Health health;
  private @Nullable Repetition repetition;
  private int round;

  /**
   * Checks that have not begun.
   *
   * @param health what the node thinks of the target so far
   */
  Check(LoadBalancerNode node, Health health) {
    this.node = node;
    this.health = health;
  }

  LoadBalancerNode node() {
    return node;
  }

  Health health() {
    return health;
  }

  boolean sawHealthy() {
    return health instanceof Health.Healthy;
  }

  /** Checks from now on by this repetition, instead of the one before. */
  void goOn(Repetition by) {
    stop();
    repetition = by;
  }

  /** Ends the checks; an answer that is still awaited is not listened to. */
  void stop() {
    round++;
    Repetition going = repetition;
    if (going != null) {
      going.stop();
      repetition = null;
    }
  }

  /** Which answers are listened to: those to questions of this round. */
  int round() {
    return round;
  }

  /** Knows nothing again, as a node that has just started. */
  void forget() {
    round++;
    health = new Health.Initial(0);
  }

  /**
   * Takes in the outcome of one check.
   *
   * @param failure how the target is shown if this makes it unhealthy; empty when it passed
   * @return whether the node now shows the target otherwise than before
   */
  boolean learn(HealthCheckSettings settings, Optional<TargetHealth> failure) {
    TargetHealth before = health.shown();
    health =
        failure.isEmpty()
            ? health.passed(settings.healthyThreshold())
            : health.failed(settings.unhealthyThreshold(), failure.get());
    return !before.equals(health.shown());
  }
}
