package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.network.NetworkResources;
import dev.azdrill.simulator.ec2.network.Subnets;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.LaunchCapacity;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/**
 * Instances: launched, described, started, stopped, rebooted and terminated. What becomes of them
 * in time is {@link InstanceTransitions}.
 *
 * <p>An operation on several instances happens to all of them or to none. Source: Amazon EC2 API
 * Reference, "TerminateInstances".
 */
final class Instances {
  private final World world;
  private final LaunchCapacity capacity;
  private final Subnets subnets;
  private final Launching launching;
  private final InstanceDescriptions descriptions;
  private final InstanceResources resources;
  private final InstanceTransitions transitions;

  Instances(
      World world,
      ResourceTags tags,
      NetworkResources network,
      Volumes volumes,
      AttachedInstanceProfiles profiles,
      Launching launching) {
    this.world = world;
    this.capacity = new LaunchCapacity(world);
    this.subnets = network.subnets();
    this.launching = launching;
    this.descriptions =
        new InstanceDescriptions(
            world.kernel(), world.place(), tags, network.interfaces(), volumes, profiles);
    this.resources = new InstanceResources(world, tags, network, volumes, profiles, descriptions);
    this.transitions = new InstanceTransitions(world, resources);
  }

  void enter(Operations.Page page) {
    page.write("RunInstances", RunInstancesRequest::builder, this::run);
    page.read("DescribeInstances", DescribeInstancesRequest::builder, this::describe);
    page.write("StartInstances", StartInstancesRequest::builder, this::start);
    page.write("StopInstances", StopInstancesRequest::builder, this::stop);
    page.write("RebootInstances", RebootInstancesRequest::builder, this::reboot);
    page.write("TerminateInstances", TerminateInstancesRequest::builder, this::terminate);
  }

  /** All that are described, by id, in the order of their launch. */
  Map<String, InstanceRecord> all() {
    return transitions.all();
  }

  /** Those with these ids, or all; refuses ids that nothing has. */
  List<InstanceRecord> wanted(List<String> ids) {
    return List.copyOf(ResourceIdFormat.INSTANCE.all(ids, transitions.all()));
  }

  InstanceRecord one(String id) {
    return ResourceIdFormat.INSTANCE.one(id, transitions.all());
  }

  /**
   * Takes over an instance that stands elsewhere, in the state in which it is.
   *
   * @param described what stands besides it and is taken over with it
   */
  void adopt(InstanceRecord instance, Instance described, Image image) {
    resources.adopt(described, image, instance.asked());
    transitions.adopt(instance);
  }

  /** Takes over what the status checks of a running instance say. */
  void adopt(InstanceRecord instance, InstanceLifecycle.Checks described) {
    transitions.adopt(instance, described);
  }

  /** The instance as EC2 describes it now. */
  Instance describe(InstanceRecord instance) {
    return descriptions.of(instance);
  }

  /** As EC2 describes them all. */
  List<Instance> describeAll() {
    return transitions.all().values().stream().map(descriptions::of).toList();
  }

  /** Calls {@code watcher} after every change of an instance's state or checks. */
  void watch(Consumer<Instance> watcher) {
    resources.watch(watcher);
  }

  /** Terminates an instance whether or not it is protected. */
  void terminate(InstanceRecord instance) {
    transitions.terminate(instance);
  }

  /**
   * Launches at least {@code minCount} and at most {@code maxCount} instances.
   *
   * @throws AwsError when not even the minimum can be launched; then there is none
   */
  Reservation launch(Launch launch) {
    capacity.require(launch.subnet().availabilityZone(), launch.asked().instanceTypeAsString());
    int count = Math.min(launch.asked().maxCount(), room(launch));
    if (count < launch.asked().minCount()) {
      throw Ec2Errors.insufficientFreeAddresses(launch.subnet().subnetId(), "instances");
    }
    String reservationId = world.ids().next("r");
    List<Instance> launched = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      launched.add(launch(launch, reservationId, index));
    }
    return reservation(reservationId, launched);
  }

  /** For how many instances the subnet has addresses. */
  private int room(Launch launch) {
    long each =
        launch.attachments().stream().filter(attachment -> attachment.existing() == null).count();
    int free = subnets.one(launch.subnet().subnetId()).availableIpAddressCount();
    return each == 0 ? Integer.MAX_VALUE : (int) (free / each);
  }

  private Instance launch(Launch launch, String reservationId, int index) {
    String id = world.ids().next("i");
    resources.create(launch, id);
    Instance traits = descriptions.traits(launch, id, index, world.kernel().now());
    InstanceRecord instance =
        new InstanceRecord(reservationId, traits, launch.asked(), launch.publicAddress());
    transitions.begin(instance);
    return describe(instance);
  }

  private RunInstancesResponse run(RunInstancesRequest request) {
    Launch launch = launching.find(launching.overTemplate(request));
    requireForCaller(launch.subnet().availabilityZone(), launch.asked().instanceTypeAsString());
    Reservation reservation = launch(launch);
    return RunInstancesResponse.builder()
        .reservationId(reservation.reservationId())
        .ownerId(reservation.ownerId())
        .groups(reservation.groups())
        .instances(reservation.instances())
        .build();
  }

  /** What happens by itself is asked for by an AWS service, and none of the callers. */
  private void requireForCaller(String zone, String type) {
    if (!world.kernel().isHappening()) {
      capacity.requireForCaller(zone, type);
    }
  }

  private DescribeInstancesResponse describe(DescribeInstancesRequest request) {
    List<InstanceRecord> found =
        descriptions.filter(
            wanted(request.instanceIds()), DescribeParameters.by(request.filters()));
    Page<InstanceRecord> page =
        DescribeParameters.page(
            found, request.instanceIds(), request.nextToken(), request.maxResults());
    Map<String, List<Instance>> byReservation = new LinkedHashMap<>();
    for (InstanceRecord instance : page.items()) {
      byReservation
          .computeIfAbsent(instance.reservationId(), r -> new ArrayList<>())
          .add(describe(instance));
    }
    return DescribeInstancesResponse.builder()
        .reservations(
            byReservation.entrySet().stream()
                .map(entry -> reservation(entry.getKey(), entry.getValue()))
                .toList())
        .nextToken(page.next())
        .build();
  }

  private Reservation reservation(String id, List<Instance> instances) {
    return Reservation.builder()
        .reservationId(id)
        .ownerId(world.place().account())
        .groups(List.of())
        .instances(instances)
        .build();
  }

  private StartInstancesResponse start(StartInstancesRequest request) {
    List<InstanceRecord> chosen = chosen(request.instanceIds());
    for (InstanceRecord instance : chosen) {
      if (!instance.lifecycle().start(instance.id()).equals(instance.lifecycle())) {
        requireForCaller(instance.zone(), instance.traits().instanceTypeAsString());
        capacity.require(instance.zone(), instance.traits().instanceTypeAsString());
      }
    }
    return StartInstancesResponse.builder()
        .startingInstances(each(chosen, transitions::start))
        .build();
  }

  private StopInstancesResponse stop(StopInstancesRequest request) {
    List<InstanceRecord> chosen = chosen(request.instanceIds());
    for (InstanceRecord instance : chosen) {
      instance.lifecycle().stop(instance.id(), world.kernel().now());
      if (instance.traits().instanceLifecycle() == InstanceLifecycleType.SPOT) {
        throw ComputeErrors.spotInstanceNotStopped(instance.id());
      }
      if (Boolean.TRUE.equals(instance.asked().disableApiStop())) {
        throw ComputeErrors.instanceProtected(instance.id(), "stopped", "disableApiStop");
      }
    }
    return StopInstancesResponse.builder()
        .stoppingInstances(each(chosen, transitions::stop))
        .build();
  }

  private RebootInstancesResponse reboot(RebootInstancesRequest request) {
    List<InstanceRecord> chosen = chosen(request.instanceIds());
    chosen.forEach(instance -> instance.lifecycle().reboot(instance.id(), world.kernel().now()));
    chosen.forEach(transitions::reboot);
    return RebootInstancesResponse.builder().build();
  }

  private TerminateInstancesResponse terminate(TerminateInstancesRequest request) {
    List<InstanceRecord> chosen = chosen(request.instanceIds());
    for (InstanceRecord instance : chosen) {
      if (Boolean.TRUE.equals(instance.asked().disableApiTermination())) {
        throw ComputeErrors.instanceProtected(instance.id(), "terminated", "disableApiTermination");
      }
    }
    return TerminateInstancesResponse.builder()
        .terminatingInstances(each(chosen, transitions::terminate))
        .build();
  }

  private List<InstanceRecord> chosen(List<String> ids) {
    if (ids.isEmpty()) {
      throw Ec2Errors.missingParameter("InstanceId");
    }
    return wanted(ids);
  }

  private static List<InstanceStateChange> each(
      List<InstanceRecord> chosen, Function<InstanceRecord, InstanceStateChange> move) {
    return chosen.stream().map(move).toList();
  }
}
