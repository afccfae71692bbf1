package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.world.TargetGroups;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * A double of the port TargetGroups: any ARN that names a target group exists; a target is initial
 * for twenty seconds, healthy while it works, and drained for five minutes.
 */
final class ScriptedTargets implements TargetGroups {
  static final Duration INITIAL = Duration.ofSeconds(20);
  static final Duration DRAINING = Duration.ofMinutes(5);

  private record Target(String arn, String instanceId) {}

  private final World world;
  private final Predicate<String> works;
  private final Map<Target, Instant> registered = new LinkedHashMap<>();
  private final Map<Target, Event> draining = new LinkedHashMap<>();
  private final Set<String> sick = new LinkedHashSet<>();
  private boolean telling = true;

  ScriptedTargets(World world, Predicate<String> works) {
    this.world = world;
    this.works = works;
  }

  /** The targets of another one are registered here, too; nobody is told when they are drained. */
  void standAs(ScriptedTargets other) {
    registered.putAll(other.registered);
    sick.addAll(other.sick);
    for (Target each : other.draining.keySet()) {
      draining.put(each, world.kernel().after(DRAINING, "drained", () -> draining.remove(each)));
    }
  }

  /** From now on targets are drained as before, and nobody is told. */
  void tellNobody() {
    telling = false;
  }

  /** Lets the application on an instance fail its health checks. */
  void sicken(String instanceId) {
    sick.add(instanceId);
  }

  boolean isRegistered(String arn, String instanceId) {
    return registered.containsKey(new Target(arn, instanceId));
  }

  @Override
  public boolean exists(String targetGroupArn) {
    return targetGroupArn.contains(":targetgroup/");
  }

  @Override
  public void register(String targetGroupArn, String instanceId) {
    registered.putIfAbsent(new Target(targetGroupArn, instanceId), world.kernel().now());
  }

  @Override
  public void deregister(String targetGroupArn, String instanceId, Runnable drained) {
    Target target = new Target(targetGroupArn, instanceId);
    if (registered.remove(target) == null) {
      drained.run();
      return;
    }
    draining.put(
        target,
        world
            .kernel()
            .after(
                DRAINING,
                "drained",
                () -> {
                  draining.remove(target);
                  if (telling) {
                    drained.run();
                  }
                }));
  }

  @Override
  public Optional<TargetHealth> health(String targetGroupArn, String instanceId) {
    Target target = new Target(targetGroupArn, instanceId);
    Instant since = registered.get(target);
    if (since == null) {
      return draining.containsKey(target) ? of(TargetHealthStateEnum.DRAINING) : Optional.empty();
    }
    if (world.kernel().now().isBefore(since.plus(INITIAL))) {
      return of(TargetHealthStateEnum.INITIAL);
    }
    return of(
        works.test(instanceId) && !sick.contains(instanceId)
            ? TargetHealthStateEnum.HEALTHY
            : TargetHealthStateEnum.UNHEALTHY);
  }

  private static Optional<TargetHealth> of(TargetHealthStateEnum state) {
    return Optional.of(TargetHealth.builder().state(state).build());
  }

  @Override
  public Optional<String> resourceLabel(String targetGroupArn) {
    return Optional.of("app/door/1/targetgroup/web/2");
  }
}
