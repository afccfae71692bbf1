package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.EnterStandbyRequest;
import software.amazon.awssdk.services.autoscaling.model.EnterStandbyResponse;
import software.amazon.awssdk.services.autoscaling.model.ExitStandbyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExitStandbyResponse;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthResponse;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionResponse;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** What users do with single members of a group. */
final class GroupInstances {
  private final Kernel kernel;
  private final Ports ports;
  private final GroupRegistry registry;
  private final Activities activities;
  private final TargetGroupAttachments attachments;
  private final Terminations terminations;
  private final CapacityController capacity;
  private final MemberHealthChecks healthChecks;

  GroupInstances(World world, Ports ports, ScalingGroups.Collaborators collaborators) {
    this.kernel = world.kernel();
    this.ports = ports;
    this.registry = collaborators.registry();
    this.activities = collaborators.activities();
    this.attachments = collaborators.attachments();
    this.terminations = collaborators.terminations();
    this.capacity = collaborators.capacity();
    this.healthChecks = collaborators.healthChecks();
  }

  void enter(Operations.Page page) {
    page.read(
        "DescribeAutoScalingInstances",
        DescribeAutoScalingInstancesRequest::builder,
        this::describe);
    page.write("SetInstanceHealth", SetInstanceHealthRequest::builder, this::setHealth);
    page.write("SetInstanceProtection", SetInstanceProtectionRequest::builder, this::protect);
    page.write(
        "TerminateInstanceInAutoScalingGroup",
        TerminateInstanceInAutoScalingGroupRequest::builder,
        this::terminate);
    page.write("AttachInstances", AttachInstancesRequest::builder, this::attach);
    page.write("DetachInstances", DetachInstancesRequest::builder, this::detach);
    page.write("EnterStandby", EnterStandbyRequest::builder, this::enterStandby);
    page.write("ExitStandby", ExitStandbyRequest::builder, this::exitStandby);
  }

  private DescribeAutoScalingInstancesResponse describe(
      DescribeAutoScalingInstancesRequest request) {
    List<AutoScalingInstanceDetails> all = new ArrayList<>();
    for (ScalingGroup group : registry.all()) {
      group.describe(ports.compute(), true).instances().stream()
          .filter(i -> !request.hasInstanceIds() || request.instanceIds().contains(i.instanceId()))
          .map(
              i ->
                  AutoScalingInstanceDetails.builder()
                      .instanceId(i.instanceId())
                      .autoScalingGroupName(group.name())
                      .instanceType(i.instanceType())
                      .availabilityZone(i.availabilityZone())
                      .lifecycleState(i.lifecycleStateAsString())
                      .healthStatus(i.healthStatus().toUpperCase(Locale.ROOT))
                      .launchTemplate(i.launchTemplate())
                      .protectedFromScaleIn(i.protectedFromScaleIn())
                      .build())
          .forEach(all::add);
    }
    Page<AutoScalingInstanceDetails> page =
        Page.cut(
            all,
            request.nextToken(),
            ScalingGroups.limit(request.maxRecords()),
            AutoScalingErrors.INVALID_NEXT_TOKEN);
    return DescribeAutoScalingInstancesResponse.builder()
        .autoScalingInstances(page.items())
        .nextToken(page.next())
        .build();
  }

  private ScalingGroup groupOf(String instanceId) {
    return registry
        .of(instanceId)
        .orElseThrow(() -> AutoScalingErrors.instanceNotFound(instanceId));
  }

  private static Member memberOf(ScalingGroup group, String instanceId) {
    return group
        .member(instanceId)
        .orElseThrow(() -> AutoScalingErrors.instanceOfOtherGroup(instanceId, group.name()));
  }

  private SetInstanceHealthResponse setHealth(SetInstanceHealthRequest request) {
    ScalingGroup group = groupOf(request.instanceId());
    Member member = memberOf(group, request.instanceId());
    boolean respectsGrace = !Boolean.FALSE.equals(request.shouldRespectGracePeriod());
    switch (request.healthStatus()) {
      case "Healthy" -> {
        member.markHealthy();
        group.changed();
      }
      case "Unhealthy" -> {
        if (!respectsGrace || member.servedFor(group.grace(), kernel.now())) {
          healthChecks.markByUser(group, member);
        }
      }
      default -> throw AutoScalingErrors.healthStatusInvalid(request.healthStatus());
    }
    return SetInstanceHealthResponse.builder().build();
  }

  private SetInstanceProtectionResponse protect(SetInstanceProtectionRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    List<Member> members = request.instanceIds().stream().map(id -> memberOf(group, id)).toList();
    for (Member member : members) {
      if (!member.lifecycle().mayBeProtected()) {
        throw AutoScalingErrors.notProtectable(member.id());
      }
    }
    members.forEach(member -> member.protect(request.protectedFromScaleIn()));
    group.changed();
    capacity.settleAfter(group, Timing.GROUP_RECONCILE);
    return SetInstanceProtectionResponse.builder().build();
  }

  private TerminateInstanceInAutoScalingGroupResponse terminate(
      TerminateInstanceInAutoScalingGroupRequest request) {
    ScalingGroup group = groupOf(request.instanceId());
    Member member = memberOf(group, request.instanceId());
    if (member.lifecycle().isLeaving()) {
      throw AutoScalingErrors.instanceTerminating(member.id());
    }
    Instant now = kernel.now();
    int before = group.desired();
    String cause = Causes.byUser(now, member.id());
    if (request.shouldDecrementDesiredCapacity()) {
      decrement(group, 1, "Terminating");
      cause = Causes.byUser(now, member.id(), before, before - 1);
    }
    String id = terminations.terminate(group, member, cause);
    capacity.wantedChanged(group);
    return TerminateInstanceInAutoScalingGroupResponse.builder().activity(activity(id)).build();
  }

  /** Wants fewer instances, if the group's minimum allows. */
  private static void decrement(ScalingGroup group, int by, String what) {
    int min = group.settings().minSize();
    if (group.desired() - by < min) {
      throw AutoScalingErrors.desiredCapacityAtMinSize(min, what);
    }
    group.desire(group.desired() - by);
  }

  /** Wants more instances, if the group's maximum allows. */
  private static void increment(ScalingGroup group, int by, String what) {
    int max = group.settings().maxSize();
    if (group.desired() + by > max) {
      throw AutoScalingErrors.desiredCapacityAboveMaxSize(what, by, group.desired() + by, max);
    }
    group.desire(group.desired() + by);
  }

  private AttachInstancesResponse attach(AttachInstancesRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    List<Instance> instances =
        request.instanceIds().stream().map(id -> attachable(group, id)).toList();
    increment(group, instances.size(), "Attaching");
    for (Instance instance : instances) {
      String zone = instance.placement().availabilityZone();
      String id = instance.instanceId();
      String activity = begin(group, id, zone, "Attaching an existing EC2 instance: ", "attached");
      Member member =
          new Member(id, zone, Optional.empty(), Purchase.of(instance), kernel.now(), activity);
      group.add(member);
      healthChecks.observe(group, member);
    }
    capacity.wantedChanged(group);
    return AttachInstancesResponse.builder().build();
  }

  private Instance attachable(ScalingGroup group, String instanceId) {
    if (registry.of(instanceId).isPresent()) {
      throw AutoScalingErrors.instanceOfGroup(instanceId);
    }
    Optional<Instance> instance = ports.compute().describe(instanceId);
    if (instance.filter(i -> i.state().name() == InstanceStateName.RUNNING).isEmpty()) {
      throw AutoScalingErrors.instanceNotRunning(instanceId);
    }
    String zone = instance.get().placement().availabilityZone();
    if (!group.zones().contains(zone)) {
      throw AutoScalingErrors.zoneNotOfGroup(zone, instanceId);
    }
    return instance.get();
  }

  private DetachInstancesResponse detach(DetachInstancesRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    List<Member> members = request.instanceIds().stream().map(id -> memberOf(group, id)).toList();
    if (request.shouldDecrementDesiredCapacity()) {
      decrement(group, members.size(), "Detaching");
    }
    List<Activity> done = new ArrayList<>();
    for (Member member : members) {
      attachments.deregister(group, member, () -> {});
      group.remove(member);
      done.add(record(group, member, "Detaching EC2 instance: ", "detached"));
    }
    capacity.wantedChanged(group);
    return DetachInstancesResponse.builder().activities(done).build();
  }

  private EnterStandbyResponse enterStandby(EnterStandbyRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    List<Member> members = request.instanceIds().stream().map(id -> memberOf(group, id)).toList();
    members.forEach(member -> member.lifecycle().standBy());
    if (request.shouldDecrementDesiredCapacity()) {
      decrement(group, members.size(), "Moving to Standby an");
    }
    List<Activity> done = new ArrayList<>();
    for (Member member : members) {
      attachments.deregister(group, member, () -> {});
      member.move(MemberLifecycle::standBy);
      done.add(record(group, member, "Moving EC2 instance to Standby: ", "moved to standby"));
    }
    capacity.wantedChanged(group);
    return EnterStandbyResponse.builder().activities(done).build();
  }

  private ExitStandbyResponse exitStandby(ExitStandbyRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    List<Member> members = request.instanceIds().stream().map(id -> memberOf(group, id)).toList();
    members.forEach(member -> member.lifecycle().comeBack());
    increment(group, members.size(), "Moving out of Standby");
    List<String> begun = new ArrayList<>();
    for (Member member : members) {
      member.move(MemberLifecycle::comeBack);
      member.during(
          begin(group, member, "Moving EC2 instance out of Standby: ", "moved out of standby"));
      begun.add(member.activity());
      healthChecks.observe(group, member);
    }
    List<Activity> done = begun.stream().map(this::activity).toList();
    capacity.wantedChanged(group);
    return ExitStandbyResponse.builder().activities(done).build();
  }

  private Activity record(ScalingGroup group, Member member, String description, String verb) {
    String id = begin(group, member, description, verb);
    activities.succeed(id);
    return activity(id);
  }

  private String begin(ScalingGroup group, Member member, String description, String verb) {
    return begin(group, member.id(), member.zone(), description, verb);
  }

  private String begin(
      ScalingGroup group, String instanceId, String zone, String description, String verb) {
    group.changed();
    return activities.begin(
        group,
        description + instanceId,
        Causes.userMoved(kernel.now(), instanceId, verb),
        new Activities.Where(null, zone));
  }

  private Activity activity(String id) {
    return Objects.requireNonNull(activities.find(id), "an activity that has just begun");
  }
}
