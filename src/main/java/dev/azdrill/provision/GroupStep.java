package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Application;
import dev.azdrill.topology.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.MetricType;
import software.amazon.awssdk.services.autoscaling.model.Tag;

/** The Auto Scaling group and the policy by which it follows its load. */
final class GroupStep implements Step {
  static final String ROLE = "group";

  private static final String POLICY = "cpu-target";
  private static final Duration GONE_BUDGET = Duration.ofMinutes(30);

  @Override
  public String what() {
    return "the Auto Scaling group";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions(
        "autoscaling:CreateAutoScalingGroup", "autoscaling:PutScalingPolicy");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("autoscaling:DeleteAutoScalingGroup");
  }

  @Override
  public void ensure(Construction construction) {
    Work work = construction.work();
    Optional<AutoScalingGroup> known = find(work);
    if (known.isPresent()) {
      work.labels().requireOwn(tags(known.get()), "Auto Scaling group " + name(work));
    }
    if (known.isPresent() && known.get().status() != null) {
      awaitGone(work);
      known = Optional.empty();
    }
    if (known.isEmpty()) {
      create(construction);
    }
    if (construction.blueprint().group().cpuTarget().isPresent()
        && (known.isEmpty() || !tracks(work))) {
      track(construction, construction.blueprint().group().cpuTarget().getAsInt());
    }
    construction.found(ROLE, name(work));
  }

  private static void create(Construction construction) {
    Group group = construction.blueprint().group();
    construction
        .aws()
        .autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName(construction.name(ROLE))
                    .launchTemplate(
                        t ->
                            t.launchTemplateId(construction.id(TemplateStep.ROLE))
                                .version("$Latest"))
                    .minSize(group.size().min())
                    .desiredCapacity(group.size().desired())
                    .maxSize(group.size().max())
                    .vpcZoneIdentifier(String.join(",", construction.subnets(group.tier())))
                    .targetGroupARNs(construction.id(TargetGroupStep.ROLE))
                    .healthCheckType(group.elbHealth() ? "ELB" : "EC2")
                    .healthCheckGracePeriod((int) group.grace().toSeconds())
                    .tags(instanceTags(construction)));
  }

  /** What the group gives to its instances; the data plane reads what the application is like. */
  private static List<Tag> instanceTags(Construction construction) {
    List<Tag> tags =
        new ArrayList<>(
            construction.tags(
                ROLE, (key, value) -> tag(key, key.equals(Labels.ROLE) ? "instance" : value)));
    Application application = construction.blueprint().application();
    application
        .capacity()
        .ifPresent(capacity -> tags.add(tag(Labels.CAPACITY, String.valueOf(capacity))));
    if (!application.outbound().isEmpty()) {
      tags.add(tag(Labels.OUTBOUND, application.outboundText()));
    }
    return tags;
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).propagateAtLaunch(true).build();
  }

  private static boolean tracks(Work work) {
    return work
        .aws()
        .autoScaling()
        .describePolicies(r -> r.autoScalingGroupName(name(work)))
        .scalingPolicies()
        .stream()
        .anyMatch(policy -> POLICY.equals(policy.policyName()));
  }

  private static void track(Construction construction, int percent) {
    construction
        .aws()
        .autoScaling()
        .putScalingPolicy(
            r ->
                r.autoScalingGroupName(construction.name(ROLE))
                    .policyName(POLICY)
                    .policyType("TargetTrackingScaling")
                    .targetTrackingConfiguration(
                        t ->
                            t.targetValue((double) percent)
                                .predefinedMetricSpecification(
                                    m ->
                                        m.predefinedMetricType(
                                            MetricType.ASG_AVERAGE_CPU_UTILIZATION))));
  }

  private static String name(Work work) {
    return work.labels().name(ROLE);
  }

  /** The stack's group by its name, also while it is being deleted. */
  static Optional<AutoScalingGroup> find(Work work) {
    return work
        .aws()
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name(work)))
        .autoScalingGroups()
        .stream()
        .findFirst();
  }

  /** Waits until the group and all its instances are gone. */
  static void awaitGone(Work work) {
    work.await(
        "the Auto Scaling group to be gone",
        GONE_BUDGET,
        () -> find(work),
        Optional::isEmpty,
        found -> found.map(GroupStep::words).orElse("none"));
  }

  /** A group in a few words: its name, its status, and each member's id and state. */
  static String words(AutoScalingGroup group) {
    List<String> members =
        group.instances().stream()
            .map(
                each ->
                    each.instanceId()
                        + " "
                        + each.lifecycleStateAsString()
                        + " ("
                        + each.healthStatus()
                        + ")")
            .toList();
    return group.autoScalingGroupName()
        + (group.status() == null ? "" : " (" + group.status() + ")")
        + (members.isEmpty() ? " without instances" : " with " + String.join(", ", members));
  }

  static Map<String, String> tags(AutoScalingGroup group) {
    Map<String, String> tags = new TreeMap<>();
    group.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  /** Its policies and their alarms go with it. */
  @Override
  public void remove(Work work) {
    find(work)
        .filter(found -> work.labels().own(tags(found)) && found.status() == null)
        .ifPresent(
            own ->
                work.aws()
                    .autoScaling()
                    .deleteAutoScalingGroup(
                        r -> r.autoScalingGroupName(name(work)).forceDelete(true)));
  }
}
