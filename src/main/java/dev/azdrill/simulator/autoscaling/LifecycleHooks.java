package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionRequest;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteLifecycleHookResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHookTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHookTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksResponse;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHookSpecification;
import software.amazon.awssdk.services.autoscaling.model.PutLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.PutLifecycleHookResponse;
import software.amazon.awssdk.services.autoscaling.model.RecordLifecycleActionHeartbeatRequest;
import software.amazon.awssdk.services.autoscaling.model.RecordLifecycleActionHeartbeatResponse;

/**
 * Lifecycle hooks: they hold a member on its way in or out until somebody completes the action or
 * the heartbeat times out. Nobody is notified: the region has no queues and topics.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "Amazon EC2 Auto Scaling lifecycle hooks".
 */
final class LifecycleHooks {
  static final String LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING";
  static final String TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING";

  private static final String CONTINUE = "CONTINUE";
  private static final String ABANDON = "ABANDON";
  private static final int HEARTBEAT_DEFAULT = 3_600;
  private static final int HEARTBEAT_MIN = 30;
  private static final int HEARTBEAT_MAX = 7_200;
  private static final int GLOBAL_MAX = 172_800;

  /** A member that is held: what still holds it, and what happens when nothing does. */
  private static final class Held {
    final Map<String, Event> timeouts = new LinkedHashMap<>();
    final Consumer<String> then;

    Held(Consumer<String> then) {
      this.then = then;
    }
  }

  private final World world;
  private final GroupRegistry registry;
  private final Map<String, Held> held = new LinkedHashMap<>();

  LifecycleHooks(World world, GroupRegistry registry) {
    this.world = world;
    this.registry = registry;
  }

  void enter(Operations.Page page) {
    page.write("PutLifecycleHook", PutLifecycleHookRequest::builder, this::putHook);
    page.write("DeleteLifecycleHook", DeleteLifecycleHookRequest::builder, this::delete);
    page.read("DescribeLifecycleHooks", DescribeLifecycleHooksRequest::builder, this::describe);
    page.write(
        "CompleteLifecycleAction", CompleteLifecycleActionRequest::builder, this::completeAction);
    page.write(
        "RecordLifecycleActionHeartbeat",
        RecordLifecycleActionHeartbeatRequest::builder,
        this::heartbeat);
    page.read(
        "DescribeLifecycleHookTypes",
        DescribeLifecycleHookTypesRequest::builder,
        LifecycleHooks::describeTypes);
  }

  /**
   * Holds a member if the group has hooks for this transition.
   *
   * @param then called with the result once nothing holds it any longer
   * @return whether it is held
   */
  boolean hold(ScalingGroup group, Member member, String transition, Consumer<String> then) {
    List<LifecycleHook> hooks =
        group.hooks().values().stream()
            .filter(hook -> hook.lifecycleTransition().equals(transition))
            .toList();
    if (hooks.isEmpty()) {
      return false;
    }
    member.move(MemberLifecycle::hold);
    group.changed();
    Held hold = new Held(then);
    held.put(member.id(), hold);
    hooks.forEach(hook -> hold.timeouts.put(hook.lifecycleHookName(), timeout(hook, member.id())));
    return true;
  }

  private Event timeout(LifecycleHook hook, String instanceId) {
    return world
        .kernel()
        .after(
            Duration.ofSeconds(hook.heartbeatTimeout()),
            "lifecycle hook " + hook.lifecycleHookName() + " times out for " + instanceId,
            () -> complete(instanceId, hook.lifecycleHookName(), hook.defaultResult()));
  }

  /** Whether a hook holds a member. */
  boolean holds(Member member) {
    return held.containsKey(member.id());
  }

  /** Holds a member no longer, and does not go on with it either. */
  void forget(Member member) {
    Held hold = held.remove(member.id());
    if (hold != null) {
      hold.timeouts.values().forEach(Event::cancel);
    }
  }

  /** One hook lets go; abandoning skips the others. */
  private void complete(String instanceId, String hook, String result) {
    Held hold = held.get(instanceId);
    Event timeout = hold == null ? null : hold.timeouts.remove(hook);
    if (hold == null || timeout == null) {
      throw AutoScalingErrors.lifecycleActionNotFound(instanceId);
    }
    timeout.cancel();
    if (result.equals(ABANDON) || hold.timeouts.isEmpty()) {
      hold.timeouts.values().forEach(Event::cancel);
      held.remove(instanceId);
      hold.then.accept(result);
    }
  }

  /** Whether a result lets a launch go on. */
  static boolean goesOn(String result) {
    return result.equals(CONTINUE);
  }

  private CompleteLifecycleActionResponse completeAction(CompleteLifecycleActionRequest request) {
    registry.known(request.autoScalingGroupName());
    String result = request.lifecycleActionResult();
    checkResult(result);
    complete(instance(request.instanceId()), request.lifecycleHookName(), result);
    return CompleteLifecycleActionResponse.builder().build();
  }

  private RecordLifecycleActionHeartbeatResponse heartbeat(
      RecordLifecycleActionHeartbeatRequest request) {
    ScalingGroup group = registry.known(request.autoScalingGroupName());
    String instanceId = instance(request.instanceId());
    Held hold = held.get(instanceId);
    LifecycleHook hook = group.hooks().get(request.lifecycleHookName());
    if (hold == null || hook == null || !hold.timeouts.containsKey(hook.lifecycleHookName())) {
      throw AutoScalingErrors.lifecycleActionNotFound(instanceId);
    }
    Event before = hold.timeouts.put(hook.lifecycleHookName(), timeout(hook, instanceId));
    if (before != null) {
      before.cancel();
    }
    return RecordLifecycleActionHeartbeatResponse.builder().build();
  }

  /** Tokens come with notifications, and nobody is notified here. */
  private static String instance(@Nullable String instanceId) {
    if (instanceId == null) {
      throw AutoScalingErrors.lifecycleActionTokensNotSimulated();
    }
    return instanceId;
  }

  private static void checkResult(String result) {
    if (!result.equals(CONTINUE) && !result.equals(ABANDON)) {
      throw AutoScalingErrors.lifecycleActionResultInvalid(result);
    }
  }

  private PutLifecycleHookResponse putHook(PutLifecycleHookRequest request) {
    put(
        registry.known(request.autoScalingGroupName()),
        LifecycleHookSpecification.builder()
            .lifecycleHookName(request.lifecycleHookName())
            .lifecycleTransition(request.lifecycleTransition())
            .heartbeatTimeout(request.heartbeatTimeout())
            .defaultResult(request.defaultResult())
            .notificationMetadata(request.notificationMetadata())
            .notificationTargetARN(request.notificationTargetARN())
            .roleARN(request.roleARN())
            .build());
    return PutLifecycleHookResponse.builder().build();
  }

  /** Creates a hook, or changes what is given of the one of its name. */
  void put(ScalingGroup group, LifecycleHookSpecification wanted) {
    Optional<LifecycleHook> before =
        Optional.ofNullable(group.hooks().get(wanted.lifecycleHookName()));
    String transition =
        or(wanted.lifecycleTransition(), before, LifecycleHook::lifecycleTransition);
    if (!LAUNCHING.equals(transition) && !TERMINATING.equals(transition)) {
      throw AutoScalingErrors.lifecycleTransitionInvalid(LAUNCHING, TERMINATING);
    }
    String result =
        Objects.requireNonNullElse(
            or(wanted.defaultResult(), before, LifecycleHook::defaultResult), ABANDON);
    checkResult(result);
    int heartbeat =
        Objects.requireNonNullElse(
            or(wanted.heartbeatTimeout(), before, LifecycleHook::heartbeatTimeout),
            HEARTBEAT_DEFAULT);
    if (heartbeat < HEARTBEAT_MIN || heartbeat > HEARTBEAT_MAX) {
      throw AutoScalingErrors.heartbeatTimeoutOutOfBounds();
    }
    group
        .hooks()
        .put(
            wanted.lifecycleHookName(),
            LifecycleHook.builder()
                .lifecycleHookName(wanted.lifecycleHookName())
                .autoScalingGroupName(group.name())
                .lifecycleTransition(transition)
                .heartbeatTimeout(heartbeat)
                .globalTimeout(Math.min(GLOBAL_MAX, 100 * heartbeat))
                .defaultResult(result)
                .notificationMetadata(
                    or(wanted.notificationMetadata(), before, LifecycleHook::notificationMetadata))
                .notificationTargetARN(
                    or(
                        wanted.notificationTargetARN(),
                        before,
                        LifecycleHook::notificationTargetARN))
                .roleARN(or(wanted.roleARN(), before, LifecycleHook::roleARN))
                .build());
    group.changed();
  }

  /**
   * Takes over a hook that stands elsewhere. Who completes its actions is described nowhere: here
   * nobody does, and what it holds goes on once its heartbeat times out.
   *
   * @throws Adoption.NotAdopted when its group does not stand here, or when every launch would be
   *     abandoned
   */
  void adopt(LifecycleHook described) {
    String name = Adoption.required(described.autoScalingGroupName(), "AutoScalingGroupName");
    Adoption.required(described.lifecycleHookName(), "LifecycleHookName");
    String transition = Adoption.required(described.lifecycleTransition(), "LifecycleTransition");
    String result = Adoption.required(described.defaultResult(), "DefaultResult");
    int heartbeat = Adoption.required(described.heartbeatTimeout(), "HeartbeatTimeout");
    if (!registry.has(name)) {
      throw new Adoption.NotAdopted("its group " + name + " does not stand here");
    }
    if (transition.equals(LAUNCHING) && !goesOn(result)) {
      throw new Adoption.NotAdopted(
          "it abandons a launch that nobody completes within "
              + heartbeat
              + " s, and who completes it is not described: say in the assumptions how long that"
              + " takes (lifecycle-hooks: 60s)");
    }
    ScalingGroup group = registry.known(name);
    group.hooks().put(described.lifecycleHookName(), described);
    group.changed();
  }

  private static <T> @Nullable T or(
      @Nullable T given, Optional<LifecycleHook> before, Function<LifecycleHook, @Nullable T> its) {
    return given == null ? before.map(its).orElse(null) : given;
  }

  private DeleteLifecycleHookResponse delete(DeleteLifecycleHookRequest request) {
    ScalingGroup group = registry.known(request.autoScalingGroupName());
    if (group.hooks().remove(request.lifecycleHookName()) == null) {
      throw AutoScalingErrors.lifecycleHookNotFound(request.lifecycleHookName());
    }
    group.changed();
    return DeleteLifecycleHookResponse.builder().build();
  }

  private DescribeLifecycleHooksResponse describe(DescribeLifecycleHooksRequest request) {
    List<LifecycleHook> hooks =
        new ArrayList<>(registry.known(request.autoScalingGroupName()).hooks().values());
    if (!request.lifecycleHookNames().isEmpty()) {
      hooks.removeIf(hook -> !request.lifecycleHookNames().contains(hook.lifecycleHookName()));
    }
    return DescribeLifecycleHooksResponse.builder().lifecycleHooks(hooks).build();
  }

  private static DescribeLifecycleHookTypesResponse describeTypes(
      DescribeLifecycleHookTypesRequest request) {
    return DescribeLifecycleHookTypesResponse.builder()
        .lifecycleHookTypes(LAUNCHING, TERMINATING)
        .build();
  }
}
