package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.Service;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** The calls of EC2 that are about instances. */
final class InstanceCalls {
  private final RoleCalls calls;

  InstanceCalls(RoleCalls calls) {
    this.calls = calls;
  }

  /** All that EC2 describes, in its order. */
  List<Instance> all() {
    return calls
        .call(
            Service.EC2,
            "DescribeInstances",
            DescribeInstancesRequest.builder().build(),
            DescribeInstancesResponse.class)
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }

  /** In which state each of these is; one that EC2 no longer describes is terminated. */
  Map<String, InstanceStateName> states(Collection<String> ids) {
    Map<String, InstanceStateName> known =
        all().stream().collect(Collectors.toMap(Instance::instanceId, each -> each.state().name()));
    return ids.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                id -> Optional.ofNullable(known.get(id)).orElse(InstanceStateName.TERMINATED)));
  }

  void stop(List<String> ids) {
    calls.call(
        Service.EC2,
        "StopInstances",
        StopInstancesRequest.builder().instanceIds(ids).build(),
        StopInstancesResponse.class);
  }

  void start(List<String> ids) {
    calls.call(
        Service.EC2,
        "StartInstances",
        StartInstancesRequest.builder().instanceIds(ids).build(),
        StartInstancesResponse.class);
  }

  void terminate(List<String> ids) {
    calls.call(
        Service.EC2,
        "TerminateInstances",
        TerminateInstancesRequest.builder().instanceIds(ids).build(),
        TerminateInstancesResponse.class);
  }

  void reboot(List<String> ids) {
    calls.call(
        Service.EC2,
        "RebootInstances",
        RebootInstancesRequest.builder().instanceIds(ids).build(),
        RebootInstancesResponse.class);
  }
}
