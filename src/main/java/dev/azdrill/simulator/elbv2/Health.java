package dev.azdrill.simulator.elbv2;

import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * What one node thinks of one target, check after check. Immutable: each check leads to the next
 * opinion.
 *
 * <p>Source: Elastic Load Balancing User Guide, "Health checks for Application Load Balancer target
 * groups": one passed check makes a new target healthy; thresholds count from then on.
 */
sealed interface Health {
  TargetHealth INITIAL =
      TargetHealth.builder()
          .state(TargetHealthStateEnum.INITIAL)
          .reason(TargetHealthReasonEnum.ELB_INITIAL_HEALTH_CHECKING)
          .description("Initial health checks in progress")
          .build();
  TargetHealth HEALTHY = TargetHealth.builder().state(TargetHealthStateEnum.HEALTHY).build();

  /**
   * What a node thinks of a target that is described so elsewhere; empty for one that no node
   * checks. Whether the last checks already spoke against that is not described.
   */
  static Optional<Health> of(TargetHealth described) {
    return switch (described.state()) {
      case HEALTHY -> Optional.of(new Healthy(0));
      case UNHEALTHY -> Optional.of(new Unhealthy(0, described));
      case INITIAL ->
          described.reason() == TargetHealthReasonEnum.ELB_INITIAL_HEALTH_CHECKING
              ? Optional.of(new Initial(0))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** A check has passed. */
  Health passed(int healthyThreshold);

  /**
   * A check has failed.
   *
   * @param why how the target is shown if this makes it unhealthy
   */
  Health failed(int unhealthyThreshold, TargetHealth why);

  /** How DescribeTargetHealth shows it. */
  TargetHealth shown();

  /** Nothing is known yet, but for some failures in a row. */
  record Initial(int failures) implements Health {
    @Override
    public Health passed(int healthyThreshold) {
      return new Healthy(0);
    }

    @Override
    public Health failed(int unhealthyThreshold, TargetHealth why) {
      return failures + 1 >= unhealthyThreshold ? new Unhealthy(0, why) : new Initial(failures + 1);
    }

    @Override
    public TargetHealth shown() {
      return INITIAL;
    }
  }

  /** Healthy, with some failures in a row since. */
  record Healthy(int failures) implements Health {
    @Override
    public Health passed(int healthyThreshold) {
      return failures == 0 ? this : new Healthy(0);
    }

    @Override
    public Health failed(int unhealthyThreshold, TargetHealth why) {
      return failures + 1 >= unhealthyThreshold ? new Unhealthy(0, why) : new Healthy(failures + 1);
    }

    @Override
    public TargetHealth shown() {
      return HEALTHY;
    }
  }

  /** Unhealthy, with some passes in a row since. */
  record Unhealthy(int passes, TargetHealth shown) implements Health {
    @Override
    public Health passed(int healthyThreshold) {
      return passes + 1 >= healthyThreshold ? new Healthy(0) : new Unhealthy(passes + 1, shown);
    }

    @Override
    public Health failed(int unhealthyThreshold, TargetHealth why) {
      return passes == 0 && why.equals(shown) ? this : new Unhealthy(0, why);
    }
  }
}
