package dev.azdrill.simulator.world;

import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/** Port: Elastic Load Balancing's target groups, for groups whose instances are targets. */
public interface TargetGroups {
  boolean exists(String targetGroupArn);

  /**
   * Registers an instance on the target group's own port; without effect when it is registered, or
   * the target group was deleted.
   */
  void register(String targetGroupArn, String instanceId);

  /**
   * Deregisters an instance and calls {@code drained} under the writer's lock when the
   * deregistration delay is over; at once when it was not registered.
   */
  void deregister(String targetGroupArn, String instanceId, Runnable drained);

  /** The target's health, or empty when it is not registered. */
  Optional<TargetHealth> health(String targetGroupArn, String instanceId);

  /**
   * The last part of {@code app/NAME/ID/targetgroup/NAME/ID}, as target tracking on request counts
   * names it.
   */
  Optional<String> resourceLabel(String targetGroupArn);
}
