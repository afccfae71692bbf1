package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Metrics.Alarmed;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesResponse;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/**
 * The scaling policies: they change what a group desires when an alarm says so, through real alarms
 * and nothing else.
 */
final class ScalingPolicies {
  private static final String SIMPLE = "SimpleScaling";
  private static final String STEP = "StepScaling";
  private static final String TARGET_TRACKING = "TargetTrackingScaling";

  /** An alarm repeats itself every minute while it lasts; one that is older is over. */
  private static final Duration LASTING = Duration.ofSeconds(90);

  private final World world;
  private final Kernel kernel;
  private final Ports ports;
  private final GroupRegistry registry;
  private final Capacity capacity;
  private final TargetGroupAttachments attachments;
  private final Map<String, Map<String, ScalingPolicy>> policies = new TreeMap<>();
  private final Map<String, Instant> lowSince = new LinkedHashMap<>();
  private final Map<String, Instant> changedAt = new LinkedHashMap<>();
  private final Map<String, Instant> coolUntil = new LinkedHashMap<>();

  ScalingPolicies(
      World world,
      Ports ports,
      GroupRegistry registry,
      Capacity capacity,
      TargetGroupAttachments attachments) {
    this.world = world;
    this.kernel = world.kernel();
    this.ports = ports;
    this.registry = registry;
    this.capacity = capacity;
    this.attachments = attachments;
    ports
        .metrics()
        .onAction(world.place().arn(Service.AUTO_SCALING, "scalingPolicy:"), this::alarmed);
  }

  PutScalingPolicyResponse put(PutScalingPolicyRequest request) {
    Group group = registry.changeable(request.autoScalingGroupName());
    String type = request.policyType() == null ? SIMPLE : request.policyType();
    check(request, type);
    ScalingPolicy before = of(group).get(request.policyName());
    ScalingPolicy policy =
        ScalingPolicy.builder()
            .autoScalingGroupName(group.name())
            .policyName(request.policyName())
            .policyARN(before == null ? arn(group, request.policyName()) : before.policyARN())
            .policyType(type)
            .adjustmentType(request.adjustmentType())
            .minAdjustmentMagnitude(request.minAdjustmentMagnitude())
            .scalingAdjustment(request.scalingAdjustment())
            .cooldown(request.cooldown())
            .stepAdjustments(request.stepAdjustments())
            .metricAggregationType(request.metricAggregationType())
            .estimatedInstanceWarmup(request.estimatedInstanceWarmup())
            .targetTrackingConfiguration(request.targetTrackingConfiguration())
            .enabled(!Boolean.FALSE.equals(request.enabled()))
            .alarms(before == null ? List.of() : before.alarms())
            .build();
    List<PutMetricAlarmRequest> wanted = wantedAlarms(group, policy);
    if (before != null) {
      List<String> kept = wanted.stream().map(PutMetricAlarmRequest::alarmName).toList();
      deleteAlarms(before, kept);
    }
    List<Alarm> alarms = wanted.stream().map(this::putAlarm).toList();
    of(group).put(policy.policyName(), policy.toBuilder().alarms(alarms).build());
    group.changed();
    return PutScalingPolicyResponse.builder().policyARN(policy.policyARN()).alarms(alarms).build();
  }

  private static void check(PutScalingPolicyRequest request, String type) {
    switch (type) {
      case SIMPLE -> {
        Adjustment.of(request.adjustmentType());
        if (request.scalingAdjustment() == null) {
          throw AutoScalingError.validation("A simple policy needs ScalingAdjustment.");
        }
      }
      case STEP -> {
        Adjustment.of(request.adjustmentType());
        if (request.stepAdjustments().isEmpty()) {
          throw AutoScalingError.validation("A step policy needs StepAdjustments.");
        }
      }
      case TARGET_TRACKING -> {
        if (request.targetTrackingConfiguration() == null) {
          throw AutoScalingError.validation(
              "A target tracking policy needs TargetTrackingConfiguration.");
        }
      }
      default -> throw AutoScalingError.notSimulated("policies of type " + type);
    }
  }

  private String arn(Group group, String policy) {
    return world
        .place()
        .arn(
            Service.AUTO_SCALING,
            "scalingPolicy:"
                + world.ids().uuid()
                + ":autoScalingGroupName/"
                + group.name()
                + ":policyName/"
                + policy);
  }

  /** Alarms that the policy has already keep their names. */
  private List<PutMetricAlarmRequest> wantedAlarms(Group group, ScalingPolicy policy) {
    if (!policy.policyType().equals(TARGET_TRACKING)) {
      return List.of();
    }
    return TargetTracking.alarms(
        group.name(),
        policy.targetTrackingConfiguration(),
        policy.policyARN(),
        alarmName(policy, "AlarmHigh"),
        alarmName(policy, "AlarmLow"),
        label -> attachments.resourceLabel(group, label).isPresent());
  }

  private String alarmName(ScalingPolicy policy, String which) {
    String prefix = prefix(policy, which);
    return policy.alarms().stream()
        .map(Alarm::alarmName)
        .filter(name -> name.startsWith(prefix))
        .findFirst()
        .orElseGet(() -> prefix + world.ids().uuid());
  }

  private static String prefix(ScalingPolicy policy, String which) {
    return "TargetTracking-" + policy.autoScalingGroupName() + "-" + which + "-";
  }

  private Alarm putAlarm(PutMetricAlarmRequest alarm) {
    String arn = ports.metrics().putAlarm(alarm);
    return Alarm.builder().alarmName(alarm.alarmName()).alarmARN(arn).build();
  }

  private void deleteAlarms(ScalingPolicy policy, List<String> except) {
    ports
        .metrics()
        .deleteAlarms(
            policy.alarms().stream()
                .map(Alarm::alarmName)
                .filter(name -> !except.contains(name))
                .toList());
  }

  private Map<String, ScalingPolicy> of(Group group) {
    return policies.computeIfAbsent(group.name(), name -> new TreeMap<>());
  }

  private ScalingPolicy known(Group group, String nameOrArn) {
    return of(group).values().stream()
        .filter(p -> p.policyName().equals(nameOrArn) || p.policyARN().equals(nameOrArn))
        .findFirst()
        .orElseThrow(
            () ->
                AutoScalingError.validation(
                    "ScalingPolicy name not found - Policy '" + nameOrArn + "' not found"));
  }

  /** The group that is named, or the one whose policy this ARN is. */
  private Group groupOf(@Nullable String name, String nameOrArn) {
    if (name != null) {
      return registry.known(name);
    }
    return byArn(nameOrArn)
        .map(policy -> registry.known(policy.autoScalingGroupName()))
        .orElseThrow(
            () ->
                AutoScalingError.validation(
                    "Without AutoScalingGroupName, PolicyName must be a policy's ARN."));
  }

  private Optional<ScalingPolicy> byArn(String arn) {
    return policies.values().stream()
        .flatMap(ofGroup -> ofGroup.values().stream())
        .filter(policy -> policy.policyARN().equals(arn))
        .findFirst();
  }

  DeletePolicyResponse delete(DeletePolicyRequest request) {
    Group group = groupOf(request.autoScalingGroupName(), request.policyName());
    ScalingPolicy policy = known(group, request.policyName());
    deleteAlarms(policy, List.of());
    of(group).remove(policy.policyName());
    lowSince.remove(policy.policyARN());
    group.changed();
    return DeletePolicyResponse.builder().build();
  }

  /** A group is gone: its policies and their alarms go, too. */
  void forget(Group group) {
    of(group).values().forEach(policy -> deleteAlarms(policy, List.of()));
    of(group).values().forEach(policy -> lowSince.remove(policy.policyARN()));
    policies.remove(group.name());
    changedAt.remove(group.name());
    coolUntil.remove(group.name());
  }

  DescribePoliciesResponse describe(DescribePoliciesRequest request) {
    List<ScalingPolicy> all = new ArrayList<>();
    if (request.autoScalingGroupName() == null) {
      registry.all().forEach(group -> all.addAll(of(group).values()));
    } else {
      all.addAll(of(registry.known(request.autoScalingGroupName())).values());
    }
    List<String> names = request.policyNames();
    all.removeIf(
        p -> !names.isEmpty() && !names.contains(p.policyName()) && !names.contains(p.policyARN()));
    all.removeIf(
        p -> !request.policyTypes().isEmpty() && !request.policyTypes().contains(p.policyType()));
    Page<ScalingPolicy> page =
        Page.cut(
            all,
            request.nextToken(),
            Groups.limit(request.maxRecords()),
            AutoScalingError.INVALID_NEXT_TOKEN);
    return DescribePoliciesResponse.builder()
        .scalingPolicies(page.items())
        .nextToken(page.next())
        .build();
  }

  ExecutePolicyResponse execute(ExecutePolicyRequest request) {
    Group group = groupOf(request.autoScalingGroupName(), request.policyName());
    ScalingPolicy policy = known(group, request.policyName());
    if (policy.policyType().equals(TARGET_TRACKING)) {
      throw AutoScalingError.validation("Target tracking policies cannot be executed by hand.");
    }
    if (Boolean.TRUE.equals(request.honorCooldown()) && cooling(group)) {
      throw AutoScalingError.activityInProgress("The group's cooldown lasts.");
    }
    double breach = 0;
    if (policy.policyType().equals(STEP)) {
      if (request.metricValue() == null || request.breachThreshold() == null) {
        throw AutoScalingError.validation(
            "A step policy is executed with MetricValue and BreachThreshold.");
      }
      breach = request.metricValue() - request.breachThreshold();
    }
    adjust(group, policy, breach, "a user request executed policy " + policy.policyName());
    return ExecutePolicyResponse.builder().build();
  }

  /** Whether the cooldown of simple scaling lasts. */
  boolean cooling(Group group) {
    Instant until = coolUntil.get(group.name());
    return until != null && kernel.now().isBefore(until);
  }

  /** Acts on an alarm; what follows is an event, so that who waits for it looks again. */
  private void alarmed(Alarmed alarm) {
    Optional<ScalingPolicy> policy =
        byArn(alarm.actionArn())
            .filter(ScalingPolicy::enabled)
            .filter(p -> registry.has(p.autoScalingGroupName()));
    if (policy.isEmpty()) {
      return;
    }
    Group group = registry.known(policy.get().autoScalingGroupName());
    if (group.deleting() || !group.runs(ScalingProcess.ALARM_NOTIFICATION)) {
      return;
    }
    kernel.quietly(
        Duration.ZERO,
        "alarm " + alarm.name() + " scales " + group.name(),
        () -> {
          long before = group.changes();
          act(group, policy.get(), alarm);
          return group.changes() != before;
        });
  }

  private void act(Group group, ScalingPolicy policy, Alarmed alarm) {
    String by =
        "a monitor alarm "
            + alarm.name()
            + " in state "
            + alarm.state()
            + " triggered policy "
            + policy.policyName();
    if (policy.policyType().equals(TARGET_TRACKING)) {
      track(group, policy, alarm, by);
    } else if (!policy.policyType().equals(SIMPLE) || !cooling(group)) {
      double breach = Double.isNaN(alarm.value()) ? 0 : alarm.value() - alarm.threshold();
      adjust(group, policy, breach, by);
    }
  }

  private void track(Group group, ScalingPolicy policy, Alarmed alarm, String by) {
    Instant now = kernel.now();
    boolean low = alarm.name().startsWith(prefix(policy, "AlarmLow"));
    if (low) {
      lowSince.put(policy.policyARN(), now);
    }
    Duration warmup = warmup(group, policy);
    int warm = (int) group.counted().filter(member -> member.servedFor(warmup, now)).count();
    if (warm == 0 || Double.isNaN(alarm.value())) {
      return;
    }
    double target = policy.targetTrackingConfiguration().targetValue();
    if (!low) {
      TargetTracking.out(warm, alarm.value(), target, group.desired(), group.settings().maxSize())
          .ifPresent(wanted -> desire(group, wanted, by));
    } else if (warm == group.actual() && rested(group, warmup) && allLow(group)) {
      TargetTracking.in(warm, alarm.value(), target, group.desired(), group.settings().minSize())
          .ifPresent(wanted -> desire(group, wanted, by));
    }
  }

  private static Duration warmup(Group group, ScalingPolicy policy) {
    Integer ofPolicy = policy.estimatedInstanceWarmup();
    Integer ofGroup = group.settings().defaultInstanceWarmup();
    if (ofPolicy != null) {
      return Duration.ofSeconds(ofPolicy);
    }
    return Duration.ofSeconds(
        ofGroup == null || ofGroup < 0 ? group.settings().defaultCooldown() : ofGroup);
  }

  /** The metric has had time to show what the last change did. */
  private boolean rested(Group group, Duration warmup) {
    Instant changed = changedAt.get(group.name());
    return changed == null || !kernel.now().isBefore(changed.plus(warmup));
  }

  /** Scaling in takes all tracking policies that may do so, scaling out any of them. */
  private boolean allLow(Group group) {
    Instant since = kernel.now().minus(LASTING);
    return of(group).values().stream()
        .filter(p -> p.policyType().equals(TARGET_TRACKING) && p.enabled())
        .filter(p -> !Boolean.TRUE.equals(p.targetTrackingConfiguration().disableScaleIn()))
        .map(p -> lowSince.getOrDefault(p.policyARN(), Instant.MIN))
        .allMatch(low -> low.isAfter(since));
  }

  private void adjust(Group group, ScalingPolicy policy, double breach, String by) {
    boolean simple = policy.policyType().equals(SIMPLE);
    Optional<Integer> change =
        simple ? Optional.of(policy.scalingAdjustment()) : Adjustment.step(policy, breach);
    // While instances warm up, a step adds nothing to what they will bring.
    if (change.isEmpty() || (!simple && !rested(group, warmup(group, policy)))) {
      return;
    }
    int wanted =
        Adjustment.of(policy.adjustmentType())
            .apply(group.desired(), change.get(), policy.minAdjustmentMagnitude());
    int max = group.settings().maxSize();
    int min = group.settings().minSize();
    int bounded = Math.min(max, Math.max(min, wanted));
    if (bounded != group.desired()) {
      desire(group, bounded, by);
      if (simple) {
        Integer cooldown = policy.cooldown();
        int seconds = cooldown == null ? group.settings().defaultCooldown() : cooldown;
        coolUntil.put(group.name(), kernel.now().plusSeconds(seconds));
      }
    }
  }

  private void desire(Group group, int wanted, String by) {
    int before = group.desired();
    group.desire(wanted);
    group.causes().desiredChanged(kernel.now(), by, before, wanted);
    changedAt.put(group.name(), kernel.now());
    capacity.wantedChanged(group);
  }
}
