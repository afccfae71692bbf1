package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.autoscaling.PolicyKind.TargetTrackingScaling;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Metrics.Alarmed;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AdjustmentType;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAdjustmentTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAdjustmentTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesResponse;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.TargetTrackingConfiguration;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/**
 * The scaling policies of all groups: they change what a group desires when an alarm says so,
 * through real alarms and nothing else. What each makes of an alarm is its {@link PolicyKind}.
 */
final class ScalingPolicies {
  /** An alarm repeats itself every minute while it lasts; one that is older is over. */
  private static final Duration LASTING = Duration.ofSeconds(90);

  /**
   * A policy as it is kept.
   *
   * @param described as DescribePolicies shows it
   * @param lowSince when its alarm for scaling in was last heard
   */
  private record Kept(ScalingPolicy described, PolicyKind kind, Optional<Instant> lowSince) {
    String name() {
      return described.policyName();
    }

    String arn() {
      return described.policyARN();
    }

    boolean isEnabled() {
      return !Boolean.FALSE.equals(described.enabled());
    }

    boolean isCalled(String nameOrArn) {
      return name().equals(nameOrArn) || arn().equals(nameOrArn);
    }

    Kept heardLow(Instant now) {
      return new Kept(described, kind, Optional.of(now));
    }
  }

  /** The policies of one group by name, and when they last changed something. */
  private static final class OfGroup {
    final Map<String, Kept> policies = new TreeMap<>();
    Optional<Instant> changedAt = Optional.empty();
    Optional<Instant> coolUntil = Optional.empty();

    void put(Kept policy) {
      policies.put(policy.name(), policy);
    }
  }

  private final World world;
  private final Kernel kernel;
  private final Ports ports;
  private final GroupRegistry registry;
  private final CapacityController capacity;
  private final TargetGroupAttachments attachments;
  private final Map<String, OfGroup> byGroup = new TreeMap<>();

  ScalingPolicies(
      World world,
      Ports ports,
      GroupRegistry registry,
      CapacityController capacity,
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

  void enter(Operations.Page page) {
    page.write("PutScalingPolicy", PutScalingPolicyRequest::builder, this::put);
    page.write("DeletePolicy", DeletePolicyRequest::builder, this::delete);
    page.read("DescribePolicies", DescribePoliciesRequest::builder, this::describe);
    page.write("ExecutePolicy", ExecutePolicyRequest::builder, this::execute);
    page.read(
        "DescribeAdjustmentTypes",
        DescribeAdjustmentTypesRequest::builder,
        ScalingPolicies::describeAdjustmentTypes);
  }

  private PutScalingPolicyResponse put(PutScalingPolicyRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    PolicyKind kind = PolicyKind.of(request);
    Optional<Kept> before = Optional.ofNullable(of(group).policies.get(request.policyName()));
    checkOnlyOne(group, request);
    ScalingPolicy policy =
        ScalingPolicy.builder()
            .autoScalingGroupName(group.name())
            .policyName(request.policyName())
            .policyARN(before.map(Kept::arn).orElseGet(() -> arn(group, request.policyName())))
            .policyType(kind.word())
            .adjustmentType(request.adjustmentType())
            .minAdjustmentMagnitude(request.minAdjustmentMagnitude())
            .scalingAdjustment(request.scalingAdjustment())
            .cooldown(request.cooldown())
            .stepAdjustments(request.stepAdjustments())
            .metricAggregationType(request.metricAggregationType())
            .estimatedInstanceWarmup(request.estimatedInstanceWarmup())
            .targetTrackingConfiguration(request.targetTrackingConfiguration())
            .enabled(!Boolean.FALSE.equals(request.enabled()))
            .alarms(before.map(kept -> kept.described().alarms()).orElse(List.of()))
            .build();
    List<PutMetricAlarmRequest> wanted = wanted(group, policy, kind);
    List<String> stay = wanted.stream().map(PutMetricAlarmRequest::alarmName).toList();
    before.ifPresent(kept -> deleteAlarms(kept, stay));
    List<Alarm> alarms = wanted.stream().map(this::putAlarm).toList();
    of(group)
        .put(
            new Kept(
                policy.toBuilder().alarms(alarms).build(), kind, before.flatMap(Kept::lowSince)));
    group.changed();
    return PutScalingPolicyResponse.builder().policyARN(policy.policyARN()).alarms(alarms).build();
  }

  /** The alarms that a policy keeps by itself. */
  private List<PutMetricAlarmRequest> wanted(
      ScalingGroup group, ScalingPolicy policy, PolicyKind kind) {
    return kind.alarms(
        policy,
        which -> alarmName(policy, which),
        label -> attachments.resourceLabel(group, label).isPresent());
  }

  /**
   * Takes over a policy that stands elsewhere, and puts the alarms anew that it keeps by itself.
   *
   * @return the names of alarms that it does not keep itself, and of which nothing else is known
   */
  List<String> adopt(ScalingPolicy described) {
    String name = Adoption.required(described.policyName(), "PolicyName");
    Adoption.required(described.policyARN(), "PolicyARN");
    String ofGroup = Adoption.required(described.autoScalingGroupName(), "AutoScalingGroupName");
    if (!registry.has(ofGroup)) {
      throw new Adoption.NotAdopted("its group " + ofGroup + " does not stand here");
    }
    ScalingGroup group = registry.known(ofGroup);
    if (of(group).policies.containsKey(name)) {
      throw new Adoption.NotAdopted("another policy of its group has the same name");
    }
    List<String> names = new ArrayList<>();
    described
        .alarms()
        .forEach(each -> names.add(Adoption.required(each.alarmName(), "AlarmName of an alarm")));
    PolicyKind kind = PolicyKind.of(described);
    List<Alarm> own = wanted(group, described, kind).stream().map(this::putAlarm).toList();
    List<String> ownNames = own.stream().map(Alarm::alarmName).toList();
    boolean isWhole = names.containsAll(ownNames);
    of(group)
        .put(
            new Kept(
                isWhole ? described : described.toBuilder().alarms(own).build(),
                kind,
                Optional.empty()));
    return names.stream().filter(each -> !ownNames.contains(each)).toList();
  }

  /** No two policies of a group keep the same metric at a target. */
  private void checkOnlyOne(ScalingGroup group, PutScalingPolicyRequest request) {
    TargetTrackingConfiguration wanted = request.targetTrackingConfiguration();
    if (wanted == null) {
      return;
    }
    for (Kept other : of(group).policies.values()) {
      TargetTrackingConfiguration its = other.described().targetTrackingConfiguration();
      if (its != null
          && !other.name().equals(request.policyName())
          && Objects.equals(
              its.predefinedMetricSpecification(), wanted.predefinedMetricSpecification())
          && Objects.equals(
              its.customizedMetricSpecification(), wanted.customizedMetricSpecification())) {
        throw ScalingPolicyErrors.metricTrackedAlready();
      }
    }
  }

  private String arn(ScalingGroup group, String policy) {
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
  private String alarmName(ScalingPolicy policy, String which) {
    String prefix = prefix(policy, which);
    return policy.alarms().stream()
        .map(Alarm::alarmName)
        .filter(name -> name.startsWith(prefix))
        .findFirst()
        .orElseGet(() -> prefix + world.ids().uuid());
  }

  private static String prefix(ScalingPolicy policy, String which) {
    return prefix(policy) + which + "-";
  }

  /** What the names of those alarms begin with that a policy keeps by itself. */
  private static String prefix(ScalingPolicy policy) {
    return "TargetTracking-" + policy.autoScalingGroupName() + "-";
  }

  private Alarm putAlarm(PutMetricAlarmRequest alarm) {
    String arn = ports.metrics().putAlarm(alarm);
    return Alarm.builder().alarmName(alarm.alarmName()).alarmARN(arn).build();
  }

  private void deleteAlarms(Kept policy, List<String> except) {
    ports
        .metrics()
        .deleteAlarms(
            policy.described().alarms().stream()
                .map(Alarm::alarmName)
                .filter(name -> name.startsWith(prefix(policy.described())))
                .filter(name -> !except.contains(name))
                .toList());
  }

  private OfGroup of(ScalingGroup group) {
    return byGroup.computeIfAbsent(group.name(), name -> new OfGroup());
  }

  private Kept known(ScalingGroup group, String nameOrArn) {
    return of(group).policies.values().stream()
        .filter(policy -> policy.isCalled(nameOrArn))
        .findFirst()
        .orElseThrow(() -> ScalingPolicyErrors.policyNotFound(nameOrArn));
  }

  /** The group that is named, or the one whose policy this ARN is. */
  private ScalingGroup groupOf(@Nullable String name, String nameOrArn) {
    if (name != null) {
      return registry.known(name);
    }
    return byArn(nameOrArn)
        .map(policy -> registry.known(policy.described().autoScalingGroupName()))
        .orElseThrow(() -> ScalingPolicyErrors.groupOfPolicyMissing());
  }

  private Optional<Kept> byArn(String arn) {
    return byGroup.values().stream()
        .flatMap(ofGroup -> ofGroup.policies.values().stream())
        .filter(policy -> policy.arn().equals(arn))
        .findFirst();
  }

  private DeletePolicyResponse delete(DeletePolicyRequest request) {
    ScalingGroup group = groupOf(request.autoScalingGroupName(), request.policyName());
    Kept policy = known(group, request.policyName());
    deleteAlarms(policy, List.of());
    of(group).policies.remove(policy.name());
    group.changed();
    return DeletePolicyResponse.builder().build();
  }

  /** A group is gone: its policies and their alarms go, too. */
  void forget(ScalingGroup group) {
    of(group).policies.values().forEach(policy -> deleteAlarms(policy, List.of()));
    byGroup.remove(group.name());
  }

  private DescribePoliciesResponse describe(DescribePoliciesRequest request) {
    Collection<ScalingGroup> groups =
        request.autoScalingGroupName() == null
            ? registry.all()
            : List.of(registry.known(request.autoScalingGroupName()));
    List<String> names = request.policyNames();
    List<ScalingPolicy> all =
        groups.stream()
            .flatMap(group -> of(group).policies.values().stream())
            .filter(policy -> names.isEmpty() || names.stream().anyMatch(policy::isCalled))
            .map(Kept::described)
            .filter(
                policy ->
                    request.policyTypes().isEmpty()
                        || request.policyTypes().contains(policy.policyType()))
            .toList();
    Page<ScalingPolicy> page =
        Page.cut(
            all,
            request.nextToken(),
            ScalingGroups.limit(request.maxRecords()),
            AutoScalingErrors.INVALID_NEXT_TOKEN);
    return DescribePoliciesResponse.builder()
        .scalingPolicies(page.items())
        .nextToken(page.next())
        .build();
  }

  private static DescribeAdjustmentTypesResponse describeAdjustmentTypes(
      DescribeAdjustmentTypesRequest request) {
    return DescribeAdjustmentTypesResponse.builder()
        .adjustmentTypes(
            Arrays.stream(Adjustment.values())
                .map(a -> AdjustmentType.builder().adjustmentType(a.word()).build())
                .toList())
        .build();
  }

  private ExecutePolicyResponse execute(ExecutePolicyRequest request) {
    ScalingGroup group = groupOf(request.autoScalingGroupName(), request.policyName());
    Kept policy = known(group, request.policyName());
    Optional<Integer> wanted = policy.kind().onExecution(situation(group, policy), request);
    if (Boolean.TRUE.equals(request.honorCooldown()) && cooling(group)) {
      throw ScalingPolicyErrors.groupInCooldown();
    }
    wanted.ifPresent(
        capacity ->
            desire(group, policy, capacity, "a user request executed policy " + policy.name()));
    return ExecutePolicyResponse.builder().build();
  }

  /** Whether the cooldown of simple scaling lasts. */
  boolean cooling(ScalingGroup group) {
    return of(group).coolUntil.filter(until -> kernel.now().isBefore(until)).isPresent();
  }

  /** Acts on an alarm; what follows is an event, so that who waits for it looks again. */
  private void alarmed(Alarmed alarm) {
    Optional<Kept> policy =
        byArn(alarm.actionArn())
            .filter(Kept::isEnabled)
            .filter(kept -> registry.has(kept.described().autoScalingGroupName()));
    if (policy.isEmpty()) {
      return;
    }
    ScalingGroup group = registry.known(policy.get().described().autoScalingGroupName());
    if (group.isLeaving() || !group.runs(ScalingProcess.ALARM_NOTIFICATION)) {
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

  private void act(ScalingGroup group, Kept policy, Alarmed alarm) {
    boolean isLow = alarm.name().startsWith(prefix(policy.described(), TargetTrackingScaling.LOW));
    if (isLow) {
      of(group)
          .policies
          .computeIfPresent(policy.name(), (name, kept) -> kept.heardLow(kernel.now()));
    }
    String by =
        "a monitor alarm "
            + alarm.name()
            + " in state "
            + alarm.state()
            + " triggered policy "
            + policy.name();
    policy
        .kind()
        .onAlarm(situation(group, policy), alarm, isLow)
        .ifPresent(wanted -> desire(group, policy, wanted, by));
  }

  private PolicyKind.Situation situation(ScalingGroup group, Kept policy) {
    Instant now = kernel.now();
    Duration warmup = warmup(group, policy.described());
    return new PolicyKind.Situation(
        group.desired(),
        group.settings().minSize(),
        group.settings().maxSize(),
        group.actual(),
        (int) group.counted().filter(member -> member.servedFor(warmup, now)).count(),
        cooling(group),
        of(group).changedAt.filter(changed -> now.isBefore(changed.plus(warmup))).isPresent(),
        allLow(group));
  }

  private static Duration warmup(ScalingGroup group, ScalingPolicy policy) {
    Integer ofPolicy = policy.estimatedInstanceWarmup();
    Integer ofGroup = group.settings().defaultInstanceWarmup();
    if (ofPolicy != null) {
      return Duration.ofSeconds(ofPolicy);
    }
    return Duration.ofSeconds(
        ofGroup == null || ofGroup < 0 ? group.settings().defaultCooldown() : ofGroup);
  }

  private boolean allLow(ScalingGroup group) {
    Instant since = kernel.now().minus(LASTING);
    return of(group).policies.values().stream()
        .filter(policy -> policy.kind().hasSayInScaleIn() && policy.isEnabled())
        .allMatch(policy -> policy.lowSince().filter(low -> low.isAfter(since)).isPresent());
  }

  private void desire(ScalingGroup group, Kept policy, int wanted, String by) {
    Instant now = kernel.now();
    int before = group.desired();
    group.desire(wanted);
    group.causes().desiredChanged(now, by, before, wanted);
    of(group).changedAt = Optional.of(now);
    policy
        .kind()
        .cooldown(Duration.ofSeconds(group.settings().defaultCooldown()))
        .ifPresent(cooldown -> of(group).coolUntil = Optional.of(now.plus(cooldown)));
    capacity.wantedChanged(group);
  }
}
