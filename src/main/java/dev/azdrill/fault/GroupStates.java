package dev.azdrill.fault;

import dev.azdrill.session.AwsSession;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;

/** What Auto Scaling says of a group. */
final class GroupStates {
  private GroupStates() {}

  /** The group as it is described; empty when it is gone. */
  static Optional<AutoScalingGroup> find(AwsSession aws, String name) {
    return aws
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
        .autoScalingGroups()
        .stream()
        .findFirst();
  }

  /** The group in words, when it is gone; empty when it is there. */
  static Optional<String> gone(AwsSession aws, String name) {
    return find(aws, name).isPresent()
        ? Optional.empty()
        : Optional.of("Auto Scaling group " + name);
  }

  /** What it has suspended; nothing when it is gone. */
  static List<String> suspended(AwsSession aws, String name) {
    return find(aws, name).stream()
        .flatMap(each -> each.suspendedProcesses().stream())
        .map(SuspendedProcess::processName)
        .toList();
  }
}
