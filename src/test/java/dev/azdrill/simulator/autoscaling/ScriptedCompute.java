package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * A double of the port Compute: instances that start after ten seconds, unless their zone has no
 * power or capacity, and end after thirty-five, unless their zone has no power. A subnet's id ends
 * with the letter of its zone.
 */
final class ScriptedCompute implements Compute {
  private final World world;
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final Set<String> impaired = new LinkedHashSet<>();
  private final Set<String> ending = new LinkedHashSet<>();
  private final List<Consumer<Instance>> watchers = new ArrayList<>();
  private final List<Compute.Launch> launches = new ArrayList<>();
  private final List<Instant> looks = new ArrayList<>();
  private final Set<String> untold = new LinkedHashSet<>();
  private final List<String> terminations = new ArrayList<>();
  private final Set<String> lacking = new LinkedHashSet<>();
  private boolean starting = true;
  private boolean obeying = true;
  private boolean answering = true;

  ScriptedCompute(World world) {
    this.world = world;
    world
        .facts()
        .watch(
            (fact, holds) -> {
              if (fact instanceof Fact.ZoneWithoutPower power && !holds) {
                List.copyOf(ending).stream()
                    .filter(id -> zone(id).equals(power.zone()))
                    .forEach(id -> become(id, InstanceStateName.TERMINATED));
              }
            });
  }

  /** The instances of another one stand here, too; what is under way begins anew. */
  void standAs(ScriptedCompute other) {
    instances.putAll(other.instances);
    impaired.addAll(other.impaired);
    other.instances.keySet().stream()
        .filter(id -> state(id) == InstanceStateName.PENDING)
        .forEach(this::startLater);
    other.ending.forEach(this::endLater);
  }

  /** From now on launched instances stay pending. */
  void startNoLonger() {
    starting = false;
  }

  /** From now on none of this type can be had. */
  void lack(String instanceType) {
    lacking.add(instanceType);
  }

  /** When somebody asked for the status checks of an instance. */
  List<Instant> looks() {
    return looks;
  }

  /** From now on nobody answers, or somebody does again. */
  void answer(boolean answers) {
    answering = answers;
  }

  /** From now on nobody tells of this instance. */
  void tellNothingOf(String id) {
    untold.add(id);
  }

  /** From now on orders to terminate are taken and not carried out. */
  void obeyNoLonger() {
    obeying = false;
  }

  /** Lets an instance run again, also one that was terminated: LocalStack does so, AWS does not. */
  void startAgain(String id) {
    ending.remove(id);
    become(id, InstanceStateName.RUNNING);
  }

  /** The orders to terminate that were taken, by instance. */
  List<String> terminations() {
    return terminations;
  }

  private void requireAnswer() {
    if (!answering) {
      throw new AwsError("ServiceUnavailable", 503, "nobody answers");
    }
  }

  /** What was asked for, in this order. */
  List<Compute.Launch> launches() {
    return launches;
  }

  @Override
  public String launch(Compute.Launch wanted) {
    requireAnswer();
    String zone = "eu-west-2" + wanted.subnetId().substring(wanted.subnetId().length() - 1);
    if (!world.facts().hasCapacity(zone)) {
      throw new AwsError("InsufficientInstanceCapacity", 500, "No capacity in (" + zone + ").");
    }
    String type = wanted.instanceType().orElse("t3.micro");
    if (lacking.contains(type)) {
      throw new AwsError("InsufficientInstanceCapacity", 500, "No capacity for " + type + ".");
    }
    launches.add(wanted);
    String id = world.ids().next("i");
    instances.put(
        id,
        Instance.builder()
            .instanceId(id)
            .instanceType(type)
            .instanceLifecycle(wanted.isSpot() ? InstanceLifecycleType.SPOT : null)
            .subnetId(wanted.subnetId())
            .launchTime(world.kernel().now())
            .placement(p -> p.availabilityZone(zone))
            .tags(
                wanted.tags().entrySet().stream()
                    .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                    .toList())
            .state(s -> s.name(InstanceStateName.PENDING))
            .build());
    if (starting) {
      startLater(id);
    }
    return id;
  }

  private void startLater(String id) {
    later(
        Timing.INSTANCE_START,
        () -> move(id, InstanceStateName.PENDING, InstanceStateName.RUNNING));
  }

  private void later(Timing timing, Runnable what) {
    world.kernel().after(world.timings().of(timing), "scripted", what);
  }

  @Override
  public void terminate(String instanceId) {
    requireAnswer();
    terminations.add(instanceId);
    InstanceStateName state = state(instanceId);
    if (!obeying
        || state == InstanceStateName.TERMINATED
        || state == InstanceStateName.SHUTTING_DOWN) {
      return;
    }
    become(instanceId, InstanceStateName.SHUTTING_DOWN);
    endLater(instanceId);
  }

  private void endLater(String instanceId) {
    ending.add(instanceId);
    later(
        Timing.INSTANCE_TERMINATE,
        () -> {
          if (ending.contains(instanceId) && world.facts().hasPower(zone(instanceId))) {
            become(instanceId, InstanceStateName.TERMINATED);
          }
        });
  }

  /** As a user's StopInstances. */
  void stop(String instanceId) {
    become(instanceId, InstanceStateName.STOPPING);
    later(
        Timing.INSTANCE_STOP,
        () -> move(instanceId, InstanceStateName.STOPPING, InstanceStateName.STOPPED));
  }

  /** Lets its status checks fail. */
  void impair(String instanceId) {
    impaired.add(instanceId);
  }

  private void move(String id, InstanceStateName from, InstanceStateName to) {
    if (state(id) == from) {
      become(id, to);
    }
  }

  private void become(String id, InstanceStateName state) {
    instances.computeIfPresent(
        id, (key, before) -> before.toBuilder().state(s -> s.name(state)).build());
    watchers.forEach(watcher -> watcher.accept(instance(id)));
  }

  private Instance instance(String id) {
    return Objects.requireNonNull(instances.get(id), id);
  }

  InstanceStateName state(String id) {
    return instance(id).state().name();
  }

  String zone(String id) {
    return instance(id).placement().availabilityZone();
  }

  /** Whether what runs on it can answer. */
  boolean works(String id) {
    return instances.containsKey(id)
        && state(id) == InstanceStateName.RUNNING
        && world.facts().hasPower(zone(id));
  }

  @Override
  public Optional<Instance> describe(String instanceId) {
    requireAnswer();
    if (untold.contains(instanceId)) {
      throw new AwsError("InternalFailure", 500, "nothing is told of " + instanceId);
    }
    return Optional.ofNullable(instances.get(instanceId));
  }

  @Override
  public List<Instance> describe(Collection<String> instanceIds) {
    return instanceIds.stream().map(instances::get).filter(Objects::nonNull).toList();
  }

  @Override
  public Optional<InstanceStatus> status(String instanceId) {
    looks.add(world.kernel().now());
    SummaryStatus status =
        impaired.contains(instanceId) ? SummaryStatus.IMPAIRED : SummaryStatus.OK;
    return describe(instanceId)
        .filter(i -> i.state().name() == InstanceStateName.RUNNING)
        .map(
            i ->
                InstanceStatus.builder()
                    .instanceStatus(s -> s.status(status))
                    .systemStatus(s -> s.status(status))
                    .build());
  }

  @Override
  public Optional<Instant> runningSince(String instanceId) {
    return Optional.empty();
  }

  @Override
  public void watch(Consumer<Instance> listener) {
    watchers.add(listener);
  }
}
