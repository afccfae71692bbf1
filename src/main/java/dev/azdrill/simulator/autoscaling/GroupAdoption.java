package dev.azdrill.simulator.autoscaling;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.EnabledMetric;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;

/**
 * Takes over groups that stand elsewhere, with their members, scaling policies and lifecycle hooks.
 * Their activities, scheduled actions and instance refreshes are not described, and so there are
 * none.
 */
final class GroupAdoption {
  private static final String HEALTHY = "Healthy";
  private static final String DELETING = "Delete in progress";

  private final Ports ports;
  private final ScalingGroups groups;
  private final GroupMetrics metrics;
  private final ScalingGroups.Collaborators collaborators;
  private final SettingsAdoption settings;
  private final MemberAdoption members;

  GroupAdoption(
      World world,
      Ports ports,
      ScalingGroups groups,
      GroupMetrics metrics,
      ScalingGroups.Collaborators collaborators) {
    this.ports = ports;
    this.groups = groups;
    this.metrics = metrics;
    this.collaborators = collaborators;
    this.settings = new SettingsAdoption(world, ports);
    this.members = new MemberAdoption(world, ports);
  }

  /** Takes over all of them, and says what of them stands there and not here. */
  void adopt(Adoption adoption) {
    adoption.each(
        Kind.AUTO_SCALING_GROUP,
        AutoScalingGroup::autoScalingGroupName,
        group -> take(adoption, group));
    adoption.each(Kind.SCALING_POLICY, ScalingPolicy::policyName, policy -> take(adoption, policy));
    adoption.each(
        Kind.LIFECYCLE_HOOK,
        hook -> hook.autoScalingGroupName() + " " + hook.lifecycleHookName(),
        collaborators.hooks()::adopt);
  }

  private void take(Adoption adoption, AutoScalingGroup described) {
    ScalingGroup group = made(described);
    List<String> targetGroups = targetGroups(described);
    List<Instance> staying =
        described.instances().stream().filter(each -> !MemberAdoption.isDetached(each)).toList();
    staying.stream().map(each -> members.of(each, targetGroups)).forEach(group::add);
    boolean isDeleting = isDeleting(described);
    if (isDeleting && staying.isEmpty()) {
      throw new Adoption.NotAdopted("it is being deleted and has no members any more");
    }
    // Nothing is refused from here on, and others get to know of the group.
    collaborators.attachments().adopt(group, targetGroups);
    for (Instance each : staying) {
      if (!each.healthStatus().equalsIgnoreCase(HEALTHY)) {
        group
            .member(each.instanceId())
            .ifPresent(member -> collaborators.healthChecks().markAgain(group, member));
      }
    }
    groups.begin(group);
    collect(adoption, described, group);
    described.instances().stream()
        .filter(MemberAdoption::isDetached)
        .forEach(each -> tellDetached(adoption, group, each));
    if (isDeleting) {
      groups.deleteWithMembers(group);
    }
  }

  /** A group with what the user asked for, suspended processes and tags included. */
  private ScalingGroup made(AutoScalingGroup described) {
    String name = Adoption.required(described.autoScalingGroupName(), "AutoScalingGroupName");
    if (collaborators.registry().has(name)) {
      throw new Adoption.NotAdopted("another group has the same name");
    }
    ScalingGroup group = groups.of(settings.of(described));
    for (SuspendedProcess each : described.suspendedProcesses()) {
      group.suspend(
          ScalingProcess.of(
              Adoption.required(each.processName(), "ProcessName of a suspended process")),
          Adoption.required(each.suspensionReason(), "SuspensionReason of a suspended process"));
    }
    for (TagDescription tag : described.tags()) {
      GroupTags.put(
          group,
          Tag.builder()
              .key(Adoption.required(tag.key(), "Key of a tag"))
              .value(tag.value())
              .propagateAtLaunch(tag.propagateAtLaunch())
              .build());
    }
    return group;
  }

  private static boolean isDeleting(AutoScalingGroup described) {
    if (described.status() != null && !described.status().equals(DELETING)) {
      throw new Adoption.NotAdopted(
          "its status \"" + described.status() + "\" has no counterpart here");
    }
    return described.status() != null;
  }

  private List<String> targetGroups(AutoScalingGroup described) {
    Map<String, Boolean> exists = new LinkedHashMap<>();
    described.targetGroupARNs().forEach(arn -> exists.put(arn, ports.targetGroups().exists(arn)));
    for (TrafficSourceIdentifier source : described.trafficSources()) {
      String arn = Adoption.required(source.identifier(), "Identifier of a traffic source");
      exists.put(arn, ports.targetGroups().exists(arn));
    }
    exists.forEach(
        (arn, stands) -> {
          if (!stands) {
            throw new Adoption.NotAdopted("its traffic source " + arn + " does not stand here");
          }
        });
    return List.copyOf(exists.keySet());
  }

  private void collect(Adoption adoption, AutoScalingGroup described, ScalingGroup group) {
    List<String> known = new ArrayList<>();
    for (EnabledMetric each : described.enabledMetrics()) {
      if (each.metric() != null && GroupMetrics.isMetric(each.metric())) {
        known.add(each.metric());
      } else {
        adoption.leftOut(
            Kind.AUTO_SCALING_GROUP,
            group.name() + " " + each.metric(),
            "the group publishes the metric there, and there is none of its name here");
      }
    }
    if (!known.isEmpty()) {
      metrics.collect(group, known);
    }
  }

  private static void tellDetached(Adoption adoption, ScalingGroup group, Instance detached) {
    adoption.leftOut(
        Kind.AUTO_SCALING_GROUP,
        group.name() + " " + detached.instanceId(),
        "the instance is "
            + detached.lifecycleStateAsString()
            + " there, and no member of its group here");
  }

  private void take(Adoption adoption, ScalingPolicy described) {
    for (String alarm : collaborators.policies().adopt(described)) {
      adoption.leftOut(
          Kind.SCALING_POLICY,
          described.policyName() + " " + alarm,
          "of the alarm nothing but its name is described");
    }
  }
}
