package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.TargetGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.AttachTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.LoadBalancerTargetGroupState;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The target groups that a group's members are registered with. Source: Amazon EC2 Auto Scaling
 * User Guide, "Verify the attachment status of your load balancer".
 */
final class TargetGroupAttachments {
  private static final String ELBV2 = "elbv2";

  /** How far an attachment has come. */
  enum State {
    /** Members are being registered. */
    ADDING("Adding"),
    /** All are registered. */
    ADDED("Added"),
    /** At least one has been healthy: from now on an unhealthy target makes a member unhealthy. */
    IN_SERVICE("InService"),
    /** Members are being deregistered and drained. */
    REMOVING("Removing");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** Where the health of the members takes it. */
    State with(boolean anyHealthy) {
      return switch (this) {
        case ADDING, ADDED -> anyHealthy ? IN_SERVICE : ADDED;
        case IN_SERVICE, REMOVING -> this;
      };
    }
  }

  private final Kernel kernel;
  private final TargetGroups targetGroups;
  private final GroupRegistry registry;

  TargetGroupAttachments(Kernel kernel, TargetGroups targetGroups, GroupRegistry registry) {
    this.kernel = kernel;
    this.targetGroups = targetGroups;
    this.registry = registry;
  }

  void enter(Operations.Page page) {
    page.write(
        "AttachLoadBalancerTargetGroups",
        AttachLoadBalancerTargetGroupsRequest::builder,
        this::attachTargetGroups);
    page.write(
        "DetachLoadBalancerTargetGroups",
        DetachLoadBalancerTargetGroupsRequest::builder,
        this::detachTargetGroups);
    page.read(
        "DescribeLoadBalancerTargetGroups",
        DescribeLoadBalancerTargetGroupsRequest::builder,
        this::describeTargetGroups);
    page.write(
        "AttachTrafficSources", AttachTrafficSourcesRequest::builder, this::attachTrafficSources);
    page.write(
        "DetachTrafficSources", DetachTrafficSourcesRequest::builder, this::detachTrafficSources);
    page.read(
        "DescribeTrafficSources",
        DescribeTrafficSourcesRequest::builder,
        this::describeTrafficSources);
  }

  /** Refuses target groups that do not exist. */
  void check(List<String> arns) {
    if (!arns.stream().allMatch(targetGroups::exists)) {
      throw AutoScalingErrors.targetGroupsInvalid();
    }
  }

  /** Attaches target groups and registers whoever is in service. */
  void attach(ScalingGroup group, List<String> arns) {
    check(arns);
    for (String arn : arns) {
      if (group.targetGroups().putIfAbsent(arn, State.ADDING) == null) {
        group.members().stream()
            .filter(Member::inService)
            .forEach(member -> targetGroups.register(arn, member.id()));
      }
    }
    group.changed();
  }

  /** Takes over attachments whose members are registered already. */
  void adopt(ScalingGroup group, List<String> arns) {
    arns.forEach(arn -> group.targetGroups().put(arn, State.ADDED));
    refresh(group);
  }

  private void detach(ScalingGroup group, List<String> arns) {
    for (String arn : arns) {
      if (!group.targetGroups().containsKey(arn)) {
        throw AutoScalingErrors.targetGroupNotAttached(arn);
      }
    }
    for (String arn : arns) {
      group.targetGroups().put(arn, State.REMOVING);
      List<Member> registered = group.members().stream().filter(Member::inService).toList();
      Countdown drained =
          new Countdown(
              registered.size(),
              () -> {
                group.targetGroups().remove(arn);
                group.changed();
              });
      registered.forEach(m -> targetGroups.deregister(arn, m.id(), kernel.counted(drained::count)));
    }
    group.changed();
  }

  /** Registers a member that enters service. */
  void register(ScalingGroup group, Member member) {
    if (group.runs(ScalingProcess.ADD_TO_LOAD_BALANCER)) {
      group.servingTargetGroups().forEach(arn -> targetGroups.register(arn, member.id()));
    }
  }

  /** Deregisters a member everywhere; calls {@code drained} when the last one is through. */
  void deregister(ScalingGroup group, Member member, Runnable drained) {
    List<String> arns = group.servingTargetGroups();
    Countdown countdown = new Countdown(arns.size(), drained);
    arns.forEach(
        arn -> targetGroups.deregister(arn, member.id(), kernel.counted(countdown::count)));
  }

  /** Whether one of these target groups still drains a member. */
  boolean anyDraining(List<String> arns, Member member) {
    return arns.stream().anyMatch(arn -> is(TargetHealthStateEnum.DRAINING, arn, member));
  }

  /** Lets the attachments go on to what the health of their targets says. */
  void refresh(ScalingGroup group) {
    if (group.targetGroups().entrySet().removeIf(each -> isRemoved(group, each))) {
      group.changed();
    }
    for (Map.Entry<String, State> attachment : group.targetGroups().entrySet()) {
      State before = attachment.getValue();
      boolean anyHealthy =
          group.members().stream()
              .anyMatch(m -> is(TargetHealthStateEnum.HEALTHY, attachment.getKey(), m));
      State now = before.with(anyHealthy);
      if (now != before) {
        attachment.setValue(now);
        group.changed();
      }
    }
  }

  /** Whether members were being deregistered, and none is draining any longer. */
  private boolean isRemoved(ScalingGroup group, Map.Entry<String, State> attachment) {
    return attachment.getValue() == State.REMOVING
        && group.members().stream()
            .noneMatch(m -> is(TargetHealthStateEnum.DRAINING, attachment.getKey(), m));
  }

  /** Whether a member's health check fails in an attachment that is in service. */
  boolean anyUnhealthy(ScalingGroup group, Member member) {
    return inService(group).stream()
        .anyMatch(arn -> is(TargetHealthStateEnum.UNHEALTHY, arn, member));
  }

  /** The same, in any attachment, whatever has become of the others' members. */
  boolean isUnhealthyAnywhere(ScalingGroup group, Member member) {
    return group.servingTargetGroups().stream()
        .anyMatch(arn -> is(TargetHealthStateEnum.UNHEALTHY, arn, member));
  }

  /** Whether a member's health check succeeds in all attachments that are in service. */
  boolean allHealthy(ScalingGroup group, Member member) {
    return inService(group).stream()
        .allMatch(arn -> is(TargetHealthStateEnum.HEALTHY, arn, member));
  }

  private static List<String> inService(ScalingGroup group) {
    return group.targetGroups().entrySet().stream()
        .filter(e -> e.getValue() == State.IN_SERVICE)
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean is(TargetHealthStateEnum state, String arn, Member member) {
    return targetGroups.health(arn, member.id()).filter(h -> h.state() == state).isPresent();
  }

  private AttachLoadBalancerTargetGroupsResponse attachTargetGroups(
      AttachLoadBalancerTargetGroupsRequest request) {
    attach(registry.known(request.autoScalingGroupName()), request.targetGroupARNs());
    return AttachLoadBalancerTargetGroupsResponse.builder().build();
  }

  private DetachLoadBalancerTargetGroupsResponse detachTargetGroups(
      DetachLoadBalancerTargetGroupsRequest request) {
    detach(registry.known(request.autoScalingGroupName()), request.targetGroupARNs());
    return DetachLoadBalancerTargetGroupsResponse.builder().build();
  }

  private DescribeLoadBalancerTargetGroupsResponse describeTargetGroups(
      DescribeLoadBalancerTargetGroupsRequest request) {
    List<LoadBalancerTargetGroupState> states = new ArrayList<>();
    registry
        .known(request.autoScalingGroupName())
        .targetGroups()
        .forEach(
            (arn, state) ->
                states.add(
                    LoadBalancerTargetGroupState.builder()
                        .loadBalancerTargetGroupARN(arn)
                        .state(state.word)
                        .build()));
    Page<LoadBalancerTargetGroupState> page =
        Page.cut(
            states,
            request.nextToken(),
            request.maxRecords(),
            AutoScalingErrors.INVALID_NEXT_TOKEN);
    return DescribeLoadBalancerTargetGroupsResponse.builder()
        .loadBalancerTargetGroups(page.items())
        .nextToken(page.next())
        .build();
  }

  private AttachTrafficSourcesResponse attachTrafficSources(AttachTrafficSourcesRequest request) {
    attach(registry.known(request.autoScalingGroupName()), arns(request.trafficSources()));
    return AttachTrafficSourcesResponse.builder().build();
  }

  private DetachTrafficSourcesResponse detachTrafficSources(DetachTrafficSourcesRequest request) {
    detach(registry.known(request.autoScalingGroupName()), arns(request.trafficSources()));
    return DetachTrafficSourcesResponse.builder().build();
  }

  /** The ARNs of traffic sources; target groups are the only ones there are here. */
  static List<String> arns(List<TrafficSourceIdentifier> sources) {
    for (TrafficSourceIdentifier source : sources) {
      if (source.type() != null && !source.type().equals(ELBV2)) {
        throw AutoScalingErrors.trafficSourceTypeNotSimulated(source.type());
      }
    }
    return sources.stream().map(TrafficSourceIdentifier::identifier).toList();
  }

  private DescribeTrafficSourcesResponse describeTrafficSources(
      DescribeTrafficSourcesRequest request) {
    List<TrafficSourceState> states = new ArrayList<>();
    if (request.trafficSourceType() == null || request.trafficSourceType().equals(ELBV2)) {
      registry
          .known(request.autoScalingGroupName())
          .targetGroups()
          .forEach(
              (arn, state) ->
                  states.add(
                      TrafficSourceState.builder()
                          .identifier(arn)
                          .type(ELBV2)
                          .state(state.word)
                          .build()));
    }
    Page<TrafficSourceState> page =
        Page.cut(
            states,
            request.nextToken(),
            request.maxRecords(),
            AutoScalingErrors.INVALID_NEXT_TOKEN);
    return DescribeTrafficSourcesResponse.builder()
        .trafficSources(page.items())
        .nextToken(page.next())
        .build();
  }

  /** The resource label of an attached target group; empty when it is not attached or unused. */
  Optional<String> resourceLabel(ScalingGroup group, String label) {
    return group.servingTargetGroups().stream()
        .flatMap(arn -> targetGroups.resourceLabel(arn).stream())
        .filter(label::equals)
        .findFirst();
  }
}
