package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.ec2.network.NetworkResources;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.World;
import dev.azdrill.simulator.world.Zone;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusDetails;
import software.amazon.awssdk.services.ec2.model.InstanceStatusEvent;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/**
 * Takes over instances that stand elsewhere. Their network interfaces stand already; what else is
 * theirs comes with them. What is not described, as their user data, is what the launch template
 * says from which they come.
 */
final class InstanceAdoption {
  private final Adoption adoption;
  private final World world;
  private final NetworkResources network;
  private final Launching launching;
  private final Images images;
  private final Volumes volumes;
  private final Instances instances;

  InstanceAdoption(
      Adoption adoption,
      World world,
      NetworkResources network,
      Launching launching,
      Images images,
      Volumes volumes,
      Instances instances) {
    this.adoption = adoption;
    this.world = world;
    this.network = network;
    this.launching = launching;
    this.images = images;
    this.volumes = volumes;
    this.instances = instances;
  }

  /**
   * Takes over an instance.
   *
   * @throws Adoption.NotAdopted when it cannot be
   */
  void take(Instance described) {
    String id = ResourceIdFormat.INSTANCE.adopted(described.instanceId(), instances.all());
    Adoption.required(described.instanceType(), "InstanceType");
    checkZone(described);
    InstanceLifecycle lifecycle = lifecycle(described);
    Instance own = lifecycle instanceof InstanceLifecycle.Terminated ? gone(described) : described;
    List<NetworkInterface> interfaces = interfaces(own);
    volumes.checkAdoptable(own);
    RunInstancesRequest asked =
        launching.launched(
            LaunchPrerequisites.tag(own, Launching.TEMPLATE_ID),
            LaunchPrerequisites.tag(own, Launching.TEMPLATE_VERSION));
    InstanceRecord instance =
        new InstanceRecord(
            world.ids().next("r"),
            InstanceDescriptions.traits(described),
            asked,
            wantsPublicAddress(own, asked, interfaces));
    instance.move(lifecycle);
    instances.adopt(instance, own, image(own));
    if (described.instanceLifecycle() == InstanceLifecycleType.SPOT) {
      adoption.leftOut(Kind.INSTANCE, id, "that AWS may interrupt it is not simulated");
    }
  }

  private void checkZone(Instance described) {
    String zone =
        Adoption.required(
            Adoption.required(described.placement(), "Placement").availabilityZone(),
            "Placement.AvailabilityZone");
    if (world.place().zones().stream().map(Zone::name).noneMatch(zone::equals)) {
      throw new Adoption.NotAdopted("its zone " + zone + " is none of the region's");
    }
  }

  /** A terminated one has nothing any more. */
  private static Instance gone(Instance described) {
    return described.toBuilder()
        .networkInterfaces(List.of())
        .blockDeviceMappings(List.of())
        .iamInstanceProfile((IamInstanceProfile) null)
        .build();
  }

  private static InstanceLifecycle lifecycle(Instance described) {
    InstanceStateName state =
        Adoption.required(Adoption.required(described.state(), "State").name(), "State.Name");
    Instant launched = Adoption.required(described.launchTime(), "LaunchTime");
    InstanceLifecycle.Cause cause =
        new InstanceLifecycle.Cause(
            Optional.ofNullable(described.stateReason()),
            described.stateTransitionReason() == null ? "" : described.stateTransitionReason());
    return switch (state) {
      case PENDING -> new InstanceLifecycle.Pending(isFirstStart(described));
      case RUNNING ->
          new InstanceLifecycle.Running(
              Optional.of(launched), InstanceLifecycle.Checks.both(SummaryStatus.OK, launched));
      case STOPPING -> new InstanceLifecycle.Stopping(cause);
      case STOPPED -> new InstanceLifecycle.Stopped(cause);
      case SHUTTING_DOWN -> new InstanceLifecycle.ShuttingDown(cause);
      case TERMINATED -> new InstanceLifecycle.Terminated(cause);
      case UNKNOWN_TO_SDK_VERSION ->
          throw new Adoption.NotAdopted(
              "its state " + described.state().nameAsString() + " is not simulated");
    };
  }

  /** The usage operation is set by the first launch, the launch time by every start. */
  private static boolean isFirstStart(Instance described) {
    Instant first = described.usageOperationUpdateTime();
    return first == null || !first.isBefore(described.launchTime());
  }

  /** Those that it has; all that its description names must be among them. */
  private List<NetworkInterface> interfaces(Instance described) {
    List<NetworkInterface> attached = network.interfaces().ofInstance(described.instanceId());
    List<String> ids = attached.stream().map(NetworkInterface::networkInterfaceId).toList();
    described.networkInterfaces().stream()
        .map(InstanceNetworkInterface::networkInterfaceId)
        .filter(each -> each == null || !ids.contains(each))
        .findFirst()
        .ifPresent(
            each -> {
              throw new Adoption.NotAdopted(
                  "its network interface " + each + " was not taken over");
            });
    InstanceStateName state = described.state().name();
    boolean mayHaveNone =
        state == InstanceStateName.TERMINATED || state == InstanceStateName.SHUTTING_DOWN;
    if (attached.isEmpty() && !mayHaveNone) {
      throw new Adoption.NotAdopted("none of its network interfaces was taken over");
    }
    return attached;
  }

  /**
   * While it runs, whether it was lent a public address shows it. Otherwise the launch decides, as
   * far as it is known, and then the subnet.
   */
  private boolean wantsPublicAddress(
      Instance described, RunInstancesRequest asked, List<NetworkInterface> attached) {
    if (attached.isEmpty()) {
      return false;
    }
    NetworkInterface first = attached.get(0);
    boolean lent = first.association() != null && first.association().allocationId() == null;
    boolean runs = described.state().name() == InstanceStateName.RUNNING;
    if (lent || (runs && first.association() == null)) {
      return lent;
    }
    return asked.networkInterfaces().stream()
        .filter(spec -> spec.deviceIndex() != null && spec.deviceIndex() == 0)
        .map(InstanceNetworkInterfaceSpecification::associatePublicIpAddress)
        .flatMap(Stream::ofNullable)
        .findFirst()
        .orElseGet(
            () ->
                Boolean.TRUE.equals(network.subnets().one(first.subnetId()).mapPublicIpOnLaunch()));
  }

  /** What it was booted from; of an image that it does not tell nothing is known. */
  private Image image(Instance described) {
    return LaunchPrerequisites.imageOf(described)
        .map(image -> images.find(image.imageId()).orElse(image))
        .orElseGet(() -> Image.builder().build());
  }

  /**
   * Takes over what the status checks say of an instance that was taken over.
   *
   * @throws Adoption.NotAdopted when it cannot be
   */
  void take(InstanceStatus described) {
    String id = Adoption.required(described.instanceId(), "InstanceId");
    InstanceRecord instance =
        Optional.ofNullable(instances.all().get(id))
            .orElseThrow(() -> new Adoption.NotAdopted("its instance was not taken over"));
    if (instance.lifecycle().checks().isPresent()) {
      SummaryStatus system = status(described.systemStatus(), "SystemStatus");
      SummaryStatus own = status(described.instanceStatus(), "InstanceStatus");
      Instant since =
          Stream.of(described.systemStatus(), described.instanceStatus())
              .flatMap(summary -> summary.details().stream())
              .map(InstanceStatusDetails::impairedSince)
              .flatMap(Stream::ofNullable)
              .min(Comparator.naturalOrder())
              .orElseGet(world.kernel()::now);
      instances.adopt(instance, new InstanceLifecycle.Checks(system, own, since));
    }
    described.events().stream()
        .filter(event -> !isOver(event))
        .forEach(
            event ->
                adoption.leftOut(
                    Kind.INSTANCE_STATUS,
                    id,
                    "its scheduled event " + event.codeAsString() + " is not simulated"));
    if (described.attachedEbsStatus() != null
        && described.attachedEbsStatus().status() == SummaryStatus.IMPAIRED) {
      adoption.leftOut(
          Kind.INSTANCE_STATUS, id, "that its attached EBS volumes are impaired is not simulated");
    }
  }

  /** One that was not running yet when its status was asked for has just begun to. */
  private static SummaryStatus status(InstanceStatusSummary summary, String member) {
    SummaryStatus status =
        Adoption.required(Adoption.required(summary, member).status(), member + ".Status");
    return switch (status) {
      case NOT_APPLICABLE -> SummaryStatus.INITIALIZING;
      case UNKNOWN_TO_SDK_VERSION ->
          throw new Adoption.NotAdopted(
              "its status " + summary.statusAsString() + " is not simulated");
      case OK, IMPAIRED, INITIALIZING, INSUFFICIENT_DATA -> status;
    };
  }

  /**
   * Source: Amazon EC2 API Reference, "InstanceStatusEvent": told by how its description begins.
   */
  private static boolean isOver(InstanceStatusEvent event) {
    String text = String.valueOf(event.description());
    return text.startsWith("[Completed]") || text.startsWith("[Canceled]");
  }
}
