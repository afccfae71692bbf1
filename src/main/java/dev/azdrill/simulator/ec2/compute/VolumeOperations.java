package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import dev.azdrill.simulator.world.Zone;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/**
 * EBS volumes that are made by themselves, and attached to instances and detached from them later.
 *
 * <p>Source: Amazon EC2 API Reference, "CreateVolume", "AttachVolume", "DetachVolume".
 */
final class VolumeOperations {
  private final World world;
  private final Volumes volumes;
  private final Snapshots snapshots;
  private final Instances instances;

  VolumeOperations(World world, Volumes volumes, Snapshots snapshots, Instances instances) {
    this.world = world;
    this.volumes = volumes;
    this.snapshots = snapshots;
    this.instances = instances;
  }

  void enter(Operations.Page page) {
    page.write("CreateVolume", CreateVolumeRequest::builder, this::create);
    page.write("AttachVolume", AttachVolumeRequest::builder, this::attach);
    page.write("DetachVolume", DetachVolumeRequest::builder, this::detach);
  }

  private CreateVolumeResponse create(CreateVolumeRequest request) {
    Zone zone = zone(request);
    VolumeKind kind = kind(request);
    Optional<Snapshot> snapshot =
        Optional.ofNullable(request.snapshotId()).map(snapshots::completed);
    int size = size(request.size(), snapshot);
    kind.checkSize(size);
    if (request.kmsKeyId() != null && !Boolean.TRUE.equals(request.encrypted())) {
      throw VolumeErrors.keyWithoutEncryption();
    }
    Volume made =
        Volume.builder()
            .availabilityZone(zone.name())
            .availabilityZoneId(zone.id())
            .createTime(world.kernel().now())
            .size(size)
            .volumeType(kind.type())
            .iops(kind.iops(request.iops(), size).orElse(null))
            .throughput(kind.throughput(request.throughput()).orElse(null))
            .snapshotId(snapshot.map(Snapshot::snapshotId).orElse(""))
            .encrypted(
                Boolean.TRUE.equals(request.encrypted())
                    || snapshot.filter(Snapshot::encrypted).isPresent())
            .kmsKeyId(request.kmsKeyId())
            .multiAttachEnabled(false)
            .state(VolumeState.CREATING)
            .build();
    Volume volume = volumes.add(made, request.tagSpecifications());
    String id = volume.volumeId();
    later(
        Timing.VOLUME_CREATE,
        id + " is available",
        () -> volumes.change(id, each -> each.state(VolumeState.AVAILABLE)));
    return CreateVolumeResponse.builder()
        .volumeId(id)
        .availabilityZone(volume.availabilityZone())
        .availabilityZoneId(volume.availabilityZoneId())
        .createTime(volume.createTime())
        .size(volume.size())
        .volumeType(volume.volumeType())
        .iops(volume.iops())
        .throughput(volume.throughput())
        .snapshotId(volume.snapshotId())
        .encrypted(volume.encrypted())
        .kmsKeyId(volume.kmsKeyId())
        .multiAttachEnabled(volume.multiAttachEnabled())
        .state(volume.state())
        .tags(volume.tags())
        .build();
  }

  private Zone zone(CreateVolumeRequest request) {
    String wanted =
        request.availabilityZone() == null
            ? request.availabilityZoneId()
            : request.availabilityZone();
    if (wanted == null) {
      throw VolumeErrors.zoneMissing();
    }
    return world.place().zones().stream()
        .filter(each -> each.name().equals(wanted) || each.id().equals(wanted))
        .findFirst()
        .orElseThrow(() -> VolumeErrors.zoneNotFound(wanted));
  }

  private static VolumeKind kind(CreateVolumeRequest request) {
    VolumeType type = request.volumeType();
    if (type == VolumeType.UNKNOWN_TO_SDK_VERSION) {
      throw VolumeErrors.typeUnknown(request.volumeTypeAsString());
    }
    return type == null ? VolumeKind.GP2 : VolumeKind.of(type);
  }

  private static int size(@Nullable Integer wanted, Optional<Snapshot> snapshot) {
    if (snapshot.isEmpty()) {
      if (wanted == null) {
        throw VolumeErrors.sizeMissing();
      }
      return wanted;
    }
    int least = snapshot.get().volumeSize();
    if (wanted != null && wanted < least) {
      throw VolumeErrors.smallerThanSnapshot(wanted, snapshot.get().snapshotId(), least);
    }
    return wanted == null ? least : wanted;
  }

  private void later(Timing timing, String what, Runnable then) {
    world.kernel().after(world.timings().of(timing), what, then);
  }

  private AttachVolumeResponse attach(AttachVolumeRequest request) {
    Volume volume = volumes.one(request.volumeId());
    InstanceRecord instance = instances.one(request.instanceId());
    String device = request.device();
    if (device == null) {
      throw Ec2Errors.missingParameter("device");
    }
    if (!volume.attachments().isEmpty()) {
      throw VolumeErrors.alreadyAttached(volume.volumeId());
    }
    if (volume.state() != VolumeState.AVAILABLE) {
      throw VolumeErrors.notAvailable(volume.volumeId());
    }
    if (!volume.availabilityZone().equals(instance.zone())) {
      throw VolumeErrors.otherZone(volume.volumeId(), instance.id());
    }
    InstanceStateName state = instances.describe(instance).state().name();
    if (state != InstanceStateName.RUNNING && state != InstanceStateName.STOPPED) {
      throw VolumeErrors.instanceNotRunning(instance.id());
    }
    if (volumes.of(instance.id()).stream().anyMatch(each -> each.deviceName().equals(device))) {
      throw VolumeErrors.deviceInUse(device);
    }
    VolumeAttachment attachment =
        VolumeAttachment.builder()
            .volumeId(volume.volumeId())
            .instanceId(instance.id())
            .device(device)
            .state(VolumeAttachmentState.ATTACHING)
            .attachTime(world.kernel().now())
            .deleteOnTermination(false)
            .build();
    volumes.attach(attachment);
    later(
        Timing.VOLUME_ATTACH,
        volume.volumeId() + " is attached",
        () -> volumes.attached(attachment));
    return AttachVolumeResponse.builder()
        .volumeId(attachment.volumeId())
        .instanceId(attachment.instanceId())
        .device(attachment.device())
        .state(attachment.state())
        .attachTime(attachment.attachTime())
        .deleteOnTermination(attachment.deleteOnTermination())
        .build();
  }

  private DetachVolumeResponse detach(DetachVolumeRequest request) {
    Volume volume = volumes.one(request.volumeId());
    if (volume.attachments().isEmpty()) {
      throw VolumeErrors.notAttached(volume.volumeId(), volume.stateAsString());
    }
    VolumeAttachment attachment = volume.attachments().get(0);
    requireSaid(request.instanceId(), attachment.instanceId(), volume);
    requireSaid(request.device(), attachment.device(), volume);
    InstanceRecord instance = instances.one(attachment.instanceId());
    boolean isRoot = attachment.device().equals(instance.traits().rootDeviceName());
    InstanceStateName state = instances.describe(instance).state().name();
    if (isRoot && state != InstanceStateName.STOPPED) {
      throw VolumeErrors.rootVolume(volume.volumeId(), instance.id());
    }
    volumes.detach(attachment);
    later(
        Timing.VOLUME_ATTACH,
        volume.volumeId() + " is detached",
        () -> volumes.detached(attachment));
    return DetachVolumeResponse.builder()
        .volumeId(attachment.volumeId())
        .instanceId(attachment.instanceId())
        .device(attachment.device())
        .state(VolumeAttachmentState.DETACHING)
        .attachTime(attachment.attachTime())
        .deleteOnTermination(attachment.deleteOnTermination())
        .build();
  }

  private static void requireSaid(@Nullable String said, String its, Volume volume) {
    if (said != null && !said.equals(its)) {
      throw VolumeErrors.attachedElsewhere(volume.volumeId(), said);
    }
  }
}
