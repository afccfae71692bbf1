package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.World;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingProcessTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingProcessTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.ProcessType;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesResponse;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesResponse;

/**
 * Suspends what groups do by themselves, and resumes it. Source: Amazon EC2 Auto Scaling User
 * Guide, "Suspend and resume Amazon EC2 Auto Scaling processes".
 */
final class Processes {
  private final World world;
  private final GroupRegistry registry;
  private final MemberHealthChecks healthChecks;
  private final CapacityController capacity;

  Processes(World world, ScalingGroups.Collaborators collaborators) {
    this.world = world;
    this.registry = collaborators.registry();
    this.healthChecks = collaborators.healthChecks();
    this.capacity = collaborators.capacity();
  }

  void enter(Operations.Page page) {
    page.write("SuspendProcesses", SuspendProcessesRequest::builder, this::suspend);
    page.write("ResumeProcesses", ResumeProcessesRequest::builder, this::resume);
    page.read(
        "DescribeScalingProcessTypes",
        DescribeScalingProcessTypesRequest::builder,
        Processes::describeTypes);
  }

  /** Without names, all processes. */
  private static List<ScalingProcess> named(List<String> names) {
    return names.isEmpty()
        ? List.of(ScalingProcess.values())
        : names.stream().map(ScalingProcess::of).toList();
  }

  private SuspendProcessesResponse suspend(SuspendProcessesRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    String reason = "User suspended at " + world.kernel().now();
    named(request.scalingProcesses()).forEach(process -> group.suspend(process, reason));
    return SuspendProcessesResponse.builder().build();
  }

  /** What was held up goes on at once. */
  private ResumeProcessesResponse resume(ResumeProcessesRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    named(request.scalingProcesses()).forEach(group::resume);
    healthChecks.replaceUnhealthy(group);
    capacity.wantedChanged(group);
    return ResumeProcessesResponse.builder().build();
  }

  private static DescribeScalingProcessTypesResponse describeTypes(
      DescribeScalingProcessTypesRequest request) {
    return DescribeScalingProcessTypesResponse.builder()
        .processes(
            Arrays.stream(ScalingProcess.values())
                .map(p -> ProcessType.builder().processName(p.word()).build())
                .toList())
        .build();
  }
}
