package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.network.InterfaceSpec;
import dev.azdrill.simulator.ec2.network.NetworkResources;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Capacity;
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
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.ResourceType;
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
final class Instances implements InstanceTransitions.Companion {
  private final World world;
  private final Capacity capacity;
  private final ResourceTags tags;
  private final NetworkResources network;
  private final Volumes volumes;
  private final Launching launching;
  private final InstanceTransitions transitions;
  private final InstanceDescriptions descriptions;
  private final List<Consumer<Instance>> watchers = new ArrayList<>();

  Instances(
      World world,
      ResourceTags tags,
      NetworkResources network,
      Volumes volumes,
      Launching launching) {
    this.world = world;
    this.capacity = new Capacity(world.facts(), world.place());
    this.tags = tags;
    this.network = network;
    this.volumes = volumes;
    this.launching = launching;
    this.transitions = new InstanceTransitions(world, this);
    this.descriptions =
        new InstanceDescriptions(world.place(), tags, network.interfaces(), volumes);
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
    watchers.add(watcher);
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
    long each = launch.plugs().stream().filter(plug -> plug.existing() == null).count();
    int free = network.subnets().one(launch.subnet().subnetId()).availableIpAddressCount();
    return each == 0 ? Integer.MAX_VALUE : (int) (free / each);
  }

  private Instance launch(Launch launch, String reservationId, int index) {
    String id = world.ids().next("i");
    try {
      tags.create(ResourceType.INSTANCE, id, launch.asked().tagSpecifications());
      plugIn(launch, id);
      volumes.create(launch, id);
    } catch (AwsError refusal) {
      release(id);
      tags.forget(id);
      throw refusal;
    }
    Instance traits = descriptions.traits(launch, id, index, world.kernel().now());
    InstanceRecord instance =
        new InstanceRecord(reservationId, traits, launch.asked(), launch.publicAddress());
    transitions.begin(instance);
    return describe(instance);
  }

  private void plugIn(Launch launch, String instanceId) {
    for (Launch.AttachmentSpec plug : launch.plugs()) {
      String eni = plug.existing();
      if (eni == null) {
        InterfaceSpec wish =
            InterfaceSpec.of(plug.subnetId(), plug.groups(), plug.description())
                .withAddress(plug.address())
                .withTags(launch.asked().tagSpecifications());
        eni = network.interfaces().create(wish).networkInterfaceId();
      }
      network.interfaces().attach(eni, instanceId, plug.deviceIndex(), plug.deleteOnTermination());
      if (plug.publicAddress()) {
        network.addresses().autoAssign(eni);
      }
    }
  }

  private RunInstancesResponse run(RunInstancesRequest request) {
    Reservation reservation = launch(launching.find(launching.overTemplate(request)));
    return RunInstancesResponse.builder()
        .reservationId(reservation.reservationId())
        .ownerId(reservation.ownerId())
        .groups(reservation.groups())
        .instances(reservation.instances())
        .build();
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

  /**
   * With a second interface there is no public address at the next start. Source: Amazon EC2 User
   * Guide, "Public IPv4 addresses".
   */
  @Override
  public void starting(InstanceRecord instance) {
    List<NetworkInterface> plugged = network.interfaces().ofInstance(instance.id());
    if (instance.wantsPublicAddress() && plugged.size() == 1) {
      network.addresses().autoAssign(plugged.get(0).networkInterfaceId());
    }
  }

  @Override
  public void stopped(InstanceRecord instance) {
    returnPublicAddresses(instance.id());
  }

  private void returnPublicAddresses(String instanceId) {
    network
        .interfaces()
        .ofInstance(instanceId)
        .forEach(eni -> network.addresses().releaseAuto(eni.networkInterfaceId()));
  }

  @Override
  public void terminated(InstanceRecord instance) {
    release(instance.id());
  }

  private void release(String instanceId) {
    returnPublicAddresses(instanceId);
    network.interfaces().release(instanceId);
    volumes.release(instanceId);
  }

  @Override
  public void forgotten(InstanceRecord instance) {
    tags.forget(instance.id());
    world.network().changed();
  }

  @Override
  public void changed(InstanceRecord instance) {
    world.network().changed();
    if (!watchers.isEmpty()) {
      Instance now = describe(instance);
      List.copyOf(watchers).forEach(watcher -> watcher.accept(now));
    }
  }
}
