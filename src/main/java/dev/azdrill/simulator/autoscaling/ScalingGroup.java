package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.autoscaling.TargetGroupAttachments.State;
import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.kernel.Repetition;
import dev.azdrill.simulator.world.Compute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.AvailabilityZoneDistribution;
import software.amazon.awssdk.services.autoscaling.model.CapacityDistributionStrategy;
import software.amazon.awssdk.services.autoscaling.model.EnabledMetric;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;

/** One Auto Scaling group: its settings, its members, and what is attached to it. */
final class ScalingGroup {
  /** Is told who joins which group, and who leaves it. */
  interface Membership {
    void joined(ScalingGroup group, Member member);

    void left(ScalingGroup group, Member member);
  }

  private static final long NEVER = -1;

  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<ScalingProcess, String> suspended = new EnumMap<>(ScalingProcess.class);
  private final Map<String, State> targetGroups = new LinkedHashMap<>();
  private final Map<String, TagDescription> tags = new TreeMap<>();
  private final Map<String, LifecycleHook> hooks = new TreeMap<>();
  private final Map<String, ScheduledAction> scheduledActions = new TreeMap<>();
  private final Set<String> metrics = new TreeSet<>();
  private final Causes causes = new Causes();
  private final LaunchBackoff launchBackoff;
  private final Membership membership;
  private final Consumer<ScalingGroup> emptied;
  private AutoScalingGroup settings;
  private Optional<LaunchTemplateSpecification> refreshed = Optional.empty();
  private GroupLifecycle lifecycle = GroupLifecycle.ACTIVE;
  private long changes;
  private long restingSince = NEVER;
  private @Nullable Event settling;
  private @Nullable Event rebalancing;
  private @Nullable Event ageing;
  private @Nullable Repetition healthChecks;
  private @Nullable Repetition publishing;

  /**
   * A group without members.
   *
   * @param settings what the user asked for; instances, tags, processes and metrics are kept here
   * @param emptied is told when the last member of a group that is being deleted is gone
   */
  ScalingGroup(
      AutoScalingGroup settings,
      LaunchBackoff launchBackoff,
      Membership membership,
      Consumer<ScalingGroup> emptied) {
    this.settings = settings;
    this.membership = membership;
    this.emptied = emptied;
    this.launchBackoff = launchBackoff;
  }

  String name() {
    return settings.autoScalingGroupName();
  }

  /** What the user asked for. */
  AutoScalingGroup settings() {
    return settings;
  }

  void settings(AutoScalingGroup next) {
    settings = next;
    changed();
  }

  /** From what it launches: what the user asked for, or what a refresh is on its way to. */
  LaunchTemplateSpecification launchTemplate() {
    return refreshed.orElseGet(this::settledTemplate);
  }

  /** From what it launches when no refresh goes on. */
  LaunchTemplateSpecification settledTemplate() {
    return mixedInstances().map(MixedInstances::template).orElseGet(settings::launchTemplate);
  }

  /** Its mixed instances policy; empty where all its instances are on demand, and of one type. */
  Optional<MixedInstances> mixedInstances() {
    return MixedInstances.of(settings);
  }

  /** As what the next instance is to be bought, when there will be so many. */
  PurchaseOption missing(int capacity) {
    return mixedInstances().filter(each -> each.onDemand(capacity) <= onDemand()).isPresent()
        ? PurchaseOption.SPOT
        : PurchaseOption.ON_DEMAND;
  }

  /** Of which there are more than it wants; empty where there are not, or where it has no wish. */
  Optional<PurchaseOption> surplus() {
    if (mixedInstances().isEmpty()) {
      return Optional.empty();
    }
    int wanted = mixedInstances().get().onDemand(desired());
    if (onDemand() > wanted) {
      return Optional.of(PurchaseOption.ON_DEMAND);
    }
    return actual() - onDemand() > desired() - wanted
        ? Optional.of(PurchaseOption.SPOT)
        : Optional.empty();
  }

  private int onDemand() {
    return (int)
        counted().filter(each -> each.purchase().option() == PurchaseOption.ON_DEMAND).count();
  }

  /** Launches from this while a refresh goes on, or again from what the user asked for. */
  void launchFrom(Optional<LaunchTemplateSpecification> template) {
    refreshed = template;
  }

  int desired() {
    return settings.desiredCapacity();
  }

  /** Wants another number of instances; the caller has checked the bounds. */
  void desire(int capacity) {
    settings(settings.toBuilder().desiredCapacity(capacity).build());
  }

  /** How long a member must be in service before it is trusted; zero unless the user says. */
  Duration warmup() {
    Integer seconds = settings.defaultInstanceWarmup();
    return Duration.ofSeconds(seconds == null || seconds < 0 ? 0 : seconds);
  }

  /** How long a member may be in service; empty where that has no end. */
  Optional<Duration> lifetime() {
    return Optional.ofNullable(settings.maxInstanceLifetime())
        .filter(seconds -> seconds > 0)
        .map(Duration::ofSeconds);
  }

  /** When the group will next look for members that are too old; null when that is not planned. */
  @Nullable Event ageing() {
    return ageing;
  }

  void ageing(@Nullable Event event) {
    ageing = event;
  }

  /** Whether it never makes up for a zone in another one. */
  boolean isBalancedOnly() {
    return Optional.ofNullable(settings.availabilityZoneDistribution())
        .map(AvailabilityZoneDistribution::capacityDistributionStrategy)
        .filter(CapacityDistributionStrategy.BALANCED_ONLY::equals)
        .isPresent();
  }

  Duration grace() {
    return Duration.ofSeconds(settings.healthCheckGracePeriod());
  }

  boolean checksTargets() {
    return List.of(settings.healthCheckType().split(",")).contains("ELB");
  }

  Set<String> zones() {
    return new LinkedHashSet<>(settings.availabilityZones());
  }

  /** Everybody, those on their way out included, in the order in which they joined. */
  Collection<Member> members() {
    return List.copyOf(members.values());
  }

  Optional<Member> member(String instanceId) {
    return Optional.ofNullable(members.get(instanceId));
  }

  void add(Member member) {
    members.put(member.id(), member);
    membership.joined(this, member);
    changed();
  }

  void remove(Member member) {
    members.remove(member.id());
    membership.left(this, member);
    changed();
    if (lifecycle == GroupLifecycle.DELETING && members.isEmpty()) {
      emptied.accept(this);
    }
  }

  /** Those who count towards the desired capacity. */
  Stream<Member> counted() {
    return members.values().stream().filter(member -> member.lifecycle().counts());
  }

  int actual() {
    return (int) counted().count();
  }

  ZoneDistribution placement() {
    return ZoneDistribution.of(zones(), counted().map(Member::zone).toList());
  }

  boolean runs(ScalingProcess process) {
    return !suspended.containsKey(process);
  }

  void suspend(ScalingProcess process, String reason) {
    suspended.putIfAbsent(process, reason);
    changed();
  }

  void resume(ScalingProcess process) {
    suspended.remove(process);
    changed();
  }

  /** The attached target groups by ARN, in the order in which they were attached. */
  Map<String, State> targetGroups() {
    return targetGroups;
  }

  /** Those that members are registered with. */
  List<String> servingTargetGroups() {
    return targetGroups.entrySet().stream()
        .filter(e -> e.getValue() != State.REMOVING)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The tags by key; to be changed in place. */
  Map<String, TagDescription> tags() {
    return tags;
  }

  /** The lifecycle hooks by name; to be changed in place. */
  Map<String, LifecycleHook> hooks() {
    return hooks;
  }

  /** The scheduled actions by name; to be changed in place. */
  Map<String, ScheduledAction> scheduledActions() {
    return scheduledActions;
  }

  /** The names of the group metrics that are published; to be changed in place. */
  Set<String> metrics() {
    return metrics;
  }

  Causes causes() {
    return causes;
  }

  LaunchBackoff launchBackoff() {
    return launchBackoff;
  }

  /** Whether it is being deleted or is not there any more. */
  boolean isLeaving() {
    return lifecycle.isLeaving();
  }

  void delete() {
    lifecycle = lifecycle.delete();
    settings(settings.toBuilder().status("Delete in progress").build());
  }

  /** To be called with every change that can be seen from outside. */
  void changed() {
    changes++;
  }

  /** Grows with every change that can be seen from outside. */
  long changes() {
    return changes;
  }

  /** When the group will next compare actual and desired capacity; null when nobody asked. */
  @Nullable Event settling() {
    return settling;
  }

  void settling(@Nullable Event event) {
    settling = event;
  }

  @Nullable Event rebalancing() {
    return rebalancing;
  }

  void rebalancing(@Nullable Event event) {
    rebalancing = event;
  }

  /**
   * Whether its last round of checks found nothing to do, now or later, and nothing in the region
   * has changed since.
   *
   * @param edition of the region, see {@link dev.azdrill.simulator.kernel.Kernel#edition}
   */
  boolean isAtRest(long edition) {
    return restingSince == edition;
  }

  /** A round of checks is over, at this edition of the region. */
  void checked(boolean isAtRest, long edition) {
    restingSince = isAtRest ? edition : NEVER;
  }

  void checking(Repetition repetition) {
    healthChecks = repetition;
  }

  /** Publishes from now on, or no longer. */
  void publishing(@Nullable Repetition repetition) {
    stop(publishing);
    publishing = repetition;
  }

  boolean isPublishing() {
    return publishing != null;
  }

  /** Ends all that goes on by itself. */
  void end() {
    lifecycle = lifecycle.end();
    stop(healthChecks);
    publishing(null);
    scheduledActions.values().forEach(ScheduledAction::cancel);
    for (Event event : new @Nullable Event[] {settling, rebalancing, ageing}) {
      if (event != null) {
        event.cancel();
      }
    }
  }

  private static void stop(@Nullable Repetition repetition) {
    if (repetition != null) {
      repetition.stop();
    }
  }

  /** As DescribeAutoScalingGroups shows it. */
  AutoScalingGroup describe(Compute compute, boolean withInstances) {
    List<Instance> instances = withInstances ? describeMembers(compute) : List.of();
    return settings.toBuilder()
        .instances(instances)
        .tags(tags.values())
        .targetGroupARNs(servingTargetGroups())
        .trafficSources(
            servingTargetGroups().stream()
                .map(arn -> TrafficSourceIdentifier.builder().identifier(arn).type("elbv2").build())
                .toList())
        .suspendedProcesses(
            suspended.entrySet().stream()
                .map(
                    e ->
                        SuspendedProcess.builder()
                            .processName(e.getKey().word())
                            .suspensionReason(e.getValue())
                            .build())
                .toList())
        .enabledMetrics(
            metrics.stream()
                .map(m -> EnabledMetric.builder().metric(m).granularity("1Minute").build())
                .toList())
        .build();
  }

  private List<Instance> describeMembers(Compute compute) {
    Map<String, String> types = new TreeMap<>();
    compute
        .describe(members.keySet())
        .forEach(instance -> types.put(instance.instanceId(), instance.instanceTypeAsString()));
    List<Instance> described = new ArrayList<>();
    for (Member member : members.values()) {
      described.add(
          Instance.builder()
              .instanceId(member.id())
              .instanceType(types.get(member.id()))
              .availabilityZone(member.zone())
              .lifecycleState(member.lifecycle().word())
              .healthStatus(member.finding().isEmpty() ? "Healthy" : "Unhealthy")
              .launchTemplate(member.template().orElse(null))
              .protectedFromScaleIn(member.protectedFromScaleIn())
              .build());
    }
    return described;
  }
}
