package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Compute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;

/** The port {@code Compute} with instances that a test puts there and moves. */
final class InstancesDouble implements Compute {
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final List<Consumer<Instance>> watchers = new ArrayList<>();
  private final Set<String> untold = new LinkedHashSet<>();

  /** A running instance; its address tells its number. */
  String running(String zone, String vpcId) {
    int number = instances.size() + 1;
    String id = String.format("i-%017x", number);
    Instance instance =
        Instance.builder()
            .instanceId(id)
            .vpcId(vpcId)
            .privateIpAddress(address(number))
            .placement(p -> p.availabilityZone(zone))
            .state(s -> s.name(InstanceStateName.RUNNING))
            .build();
    instances.put(id, instance);
    return id;
  }

  /** The address of the instance that was put there as number {@code number}, from 1. */
  static String address(int number) {
    return "10.0.11." + number;
  }

  /** The id of the instance that has an address. */
  String at(String address) {
    return instances.values().stream()
        .filter(each -> address.equals(each.privateIpAddress()))
        .map(Instance::instanceId)
        .findFirst()
        .orElseThrow();
  }

  /** From now on EC2 does not tell of an instance, or does so again. */
  void tellOf(String id, boolean tells) {
    if (tells) {
      untold.remove(id);
    } else {
      untold.add(id);
    }
  }

  void move(String id, InstanceStateName to) {
    Instance moved = describe(id).orElseThrow().copy(i -> i.state(s -> s.name(to)));
    instances.put(id, moved);
    watchers.forEach(watcher -> watcher.accept(moved));
  }

  @Override
  public Optional<Instance> describe(String instanceId) {
    if (untold.contains(instanceId)) {
      throw new AwsError("ServiceUnavailable", 503, "nothing is told of " + instanceId);
    }
    return Optional.ofNullable(instances.get(instanceId));
  }

  @Override
  public List<Instance> describe(Collection<String> instanceIds) {
    return instanceIds.stream().flatMap(id -> describe(id).stream()).toList();
  }

  @Override
  public void watch(Consumer<Instance> listener) {
    watchers.add(listener);
  }

  @Override
  public String launch(Launch launch) {
    throw new UnsupportedOperationException("a load balancer launches nothing");
  }

  @Override
  public void terminate(String instanceId) {
    throw new UnsupportedOperationException("a load balancer terminates nothing");
  }

  @Override
  public Optional<InstanceStatus> status(String instanceId) {
    throw new UnsupportedOperationException("a load balancer makes its own checks");
  }

  @Override
  public Optional<Instant> runningSince(String instanceId) {
    throw new UnsupportedOperationException("a load balancer does not ask for ages");
  }
}
