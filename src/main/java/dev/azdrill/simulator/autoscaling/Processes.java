package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.World;
import java.util.List;
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
  private final HealthChecks healthChecks;
  private final Capacity capacity;

  Processes(World world, Groups.Collaborators hands) {
    this.world = world;
    this.registry = hands.registry();
    this.healthChecks = hands.healthChecks();
    this.capacity = hands.capacity();
  }

  /** Without names, all processes. */
  private static List<ScalingProcess> named(List<String> names) {
    return names.isEmpty()
        ? List.of(ScalingProcess.values())
        : names.stream().map(ScalingProcess::of).toList();
  }

  SuspendProcessesResponse suspend(SuspendProcessesRequest request) {
    Group group = registry.changeable(request.autoScalingGroupName());
    String reason = "User suspended at " + world.kernel().now();
    named(request.scalingProcesses()).forEach(process -> group.suspend(process, reason));
    return SuspendProcessesResponse.builder().build();
  }

  /** What was held up goes on at once. */
  ResumeProcessesResponse resume(ResumeProcessesRequest request) {
    Group group = registry.changeable(request.autoScalingGroupName());
    named(request.scalingProcesses()).forEach(group::resume);
    healthChecks.replaceUnhealthy(group);
    capacity.wantedChanged(group);
    return ResumeProcessesResponse.builder().build();
  }
}
