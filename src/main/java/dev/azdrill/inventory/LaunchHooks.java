package dev.azdrill.inventory;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;

/**
 * The lifecycle hooks that hold what a group launches, until somebody completes their action or
 * their heartbeat times out. Source: Amazon EC2 Auto Scaling User Guide, "Amazon EC2 Auto Scaling
 * lifecycle hooks".
 */
public final class LaunchHooks {
  private static final String LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING";
  private static final String CONTINUE = "CONTINUE";

  private LaunchHooks() {}

  /** Those of all groups. */
  public static List<LifecycleHook> all(Inventory inventory) {
    return inventory.all(Kind.LIFECYCLE_HOOK).stream().filter(LaunchHooks::isOne).toList();
  }

  /** Whether a hook holds what is launched, and not what is terminated. */
  public static boolean isOne(LifecycleHook hook) {
    return LAUNCHING.equals(hook.lifecycleTransition());
  }

  /** Those of one group. */
  public static List<LifecycleHook> of(AutoScalingGroup group, Inventory inventory) {
    return all(inventory).stream()
        .filter(each -> group.autoScalingGroupName().equals(each.autoScalingGroupName()))
        .toList();
  }

  /** Whether an instance serves although nobody completed the action: AWS abandons it else. */
  public static boolean goesOn(LifecycleHook hook) {
    return CONTINUE.equals(hook.defaultResult());
  }

  /**
   * The hook as it acts where somebody completes its action.
   *
   * @param took how long that takes, in whole seconds
   */
  public static LifecycleHook completedAfter(LifecycleHook hook, Duration took) {
    return hook.copy(
        it -> it.heartbeatTimeout(Math.toIntExact(took.toSeconds())).defaultResult(CONTINUE));
  }

  /** {@code lifecycle hook warm-up of drill-app}. */
  public static String words(LifecycleHook hook) {
    return "lifecycle hook " + hook.lifecycleHookName() + " of " + hook.autoScalingGroupName();
  }
}
