package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.kernel.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Where a registered target is in its life. The moves leave the old state, which stops what it had
 * going; a draining target makes none but to its end.
 *
 * <p>Source: Elastic Load Balancing User Guide, "Target health status" and "Deregistration delay".
 */
sealed interface TargetState {
  TargetHealth NOT_IN_USE =
      health(
          TargetHealthStateEnum.UNUSED,
          TargetHealthReasonEnum.TARGET_NOT_IN_USE,
          "Target group is not configured to receive traffic from the load balancer");
  TargetHealth ZONE_NOT_ENABLED =
      health(
          TargetHealthStateEnum.UNUSED,
          TargetHealthReasonEnum.TARGET_NOT_IN_USE,
          "Target is in an Availability Zone that is not enabled for the load balancer");
  TargetHealth NOT_REGISTERED =
      health(
          TargetHealthStateEnum.UNUSED,
          TargetHealthReasonEnum.TARGET_NOT_REGISTERED,
          "Target is not registered to the target group");
  TargetHealth REGISTERING =
      health(
          TargetHealthStateEnum.INITIAL,
          TargetHealthReasonEnum.ELB_REGISTRATION_IN_PROGRESS,
          "Target registration is in progress");
  TargetHealth DRAINING =
      health(
          TargetHealthStateEnum.DRAINING,
          TargetHealthReasonEnum.TARGET_DEREGISTRATION_IN_PROGRESS,
          "Target deregistration is in progress");

  /** How an instance that does not run is shown. */
  static TargetHealth notRunning(String instanceState) {
    return health(
        TargetHealthStateEnum.UNUSED,
        TargetHealthReasonEnum.TARGET_INVALID_STATE,
        "Target is in the " + instanceState + " state");
  }

  private static TargetHealth health(
      TargetHealthStateEnum state, TargetHealthReasonEnum reason, String description) {
    return TargetHealth.builder().state(state).reason(reason).description(description).build();
  }

  /**
   * How DescribeTargetHealth shows it.
   *
   * @param live which nodes work now: the opinion of the others is old
   */
  TargetHealth shown(Predicate<LoadBalancerNode> live);

  /** Stops what this state has going. */
  void leave();

  /** No node may use the target. */
  default TargetState unused(TargetHealth why) {
    leave();
    return new Unused(why);
  }

  /**
   * The nodes are being told of the target.
   *
   * @param known ends it; null while there is no end in sight
   */
  default TargetState registering(@Nullable Event known) {
    leave();
    return new Registering(known);
  }

  /** The nodes check the target, and use it. */
  default TargetState checked(String address, Optional<String> zone, List<Check> checks) {
    return new Checked(address, zone, checks);
  }

  /** The target gets no new requests until it is gone. */
  default TargetState draining(Event end) {
    leave();
    return new Draining(end, new ArrayList<>());
  }

  /** Registered, and no node may use it. */
  record Unused(TargetHealth why) implements TargetState {
    @Override
    public TargetHealth shown(Predicate<LoadBalancerNode> live) {
      return why;
    }

    @Override
    public void leave() {
      // nothing goes on
    }
  }

  /** On its way to the nodes. */
  record Registering(@Nullable Event known) implements TargetState {
    @Override
    public TargetHealth shown(Predicate<LoadBalancerNode> live) {
      return REGISTERING;
    }

    @Override
    public void leave() {
      if (known != null) {
        known.cancel();
      }
    }
  }

  /**
   * Checked by the nodes, and used by them.
   *
   * @param address its IPv4 address
   * @param zone where it is; empty where nobody knows
   * @param checks one per node
   */
  record Checked(String address, Optional<String> zone, List<Check> checks) implements TargetState {
    public Checked {
      checks = List.copyOf(checks);
    }

    Optional<Check> by(LoadBalancerNode node) {
      for (Check check : checks) {
        if (check.node() == node) {
          return Optional.of(check);
        }
      }
      return Optional.empty();
    }

    /**
     * Unhealthy if a node that works says so, healthy if one does and none objects: a node without
     * an opinion has no voice.
     */
    @Override
    public TargetHealth shown(Predicate<LoadBalancerNode> live) {
      TargetHealth shown = Health.INITIAL;
      for (Check check : checks) {
        TargetHealth opinion = check.health().shown();
        if (live.test(check.node()) && opinion.state() == TargetHealthStateEnum.UNHEALTHY) {
          return opinion;
        }
        if (live.test(check.node()) && opinion.state() == TargetHealthStateEnum.HEALTHY) {
          shown = opinion;
        }
      }
      return shown;
    }

    @Override
    public void leave() {
      checks.forEach(Check::stop);
    }
  }

  /**
   * On its way out.
   *
   * @param end when it is gone
   * @param waiting who is told then
   */
  record Draining(Event end, List<Runnable> waiting) implements TargetState {
    @Override
    public TargetHealth shown(Predicate<LoadBalancerNode> live) {
      return DRAINING;
    }

    @Override
    public void leave() {
      end.cancel();
    }

    @Override
    public TargetState unused(TargetHealth why) {
      return this;
    }

    @Override
    public TargetState registering(@Nullable Event known) {
      return this;
    }

    @Override
    public TargetState checked(String address, Optional<String> zone, List<Check> checks) {
      return this;
    }

    @Override
    public TargetState draining(Event again) {
      again.cancel();
      return this;
    }
  }
}
