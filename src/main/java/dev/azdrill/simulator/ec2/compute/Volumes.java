package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.ec2.resource.ShapeCopier;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import dev.azdrill.simulator.world.Zone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.EbsInstanceBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/**
 * The EBS volumes that launches bring: the image's, with what the launch changes about them, and
 * more where it asks for more.
 */
final class Volumes {
  private static final int DEFAULT_GIB = 8;
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "vol",
          "volumeId",
          Ec2Errors.INVALID_PARAMETER_VALUE,
          "InvalidVolume.NotFound",
          "The volume '%s' does not exist.");
  private static final DescribeFilters<Volume> FILTERS =
      new DescribeFilters<Volume>()
          .on("availability-zone", Volume::availabilityZone)
          .on("encrypted", Volume::encrypted)
          .on("size", Volume::size)
          .on("snapshot-id", Volume::snapshotId)
          .on("status", Volume::stateAsString)
          .on("volume-id", Volume::volumeId)
          .on("volume-type", Volume::volumeTypeAsString)
          .onMany(
              "attachment.instance-id",
              v -> v.attachments().stream().map(VolumeAttachment::instanceId).toList())
          .onMany(
              "attachment.device",
              v -> v.attachments().stream().map(VolumeAttachment::device).toList())
          .onMany(
              "attachment.delete-on-termination",
              v ->
                  v.attachments().stream()
                      .map(a -> String.valueOf(a.deleteOnTermination()))
                      .toList())
          .onTags(v -> ResourceTags.byKey(v.tags()));

  private final World world;
  private final ResourceTags tags;
  private final Map<String, Volume> volumes = new LinkedHashMap<>();
  private final Map<String, List<InstanceBlockDeviceMapping>> attached = new LinkedHashMap<>();

  Volumes(World world, ResourceTags tags) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
  }

  void enter(Operations.Page page) {
    page.read("DescribeVolumes", DescribeVolumesRequest::builder, this::describe);
    page.write("DeleteVolume", DeleteVolumeRequest::builder, this::delete);
  }

  /** Creates and attaches the volumes of a new instance. */
  void create(Launch launch, String instanceId) {
    devices(launch.image(), launch.asked())
        .forEach((device, ebs) -> create(launch, instanceId, device, ebs));
  }

  /** The image's devices by name, and over them the launch's. */
  private static Map<String, EbsBlockDevice> devices(Image image, RunInstancesRequest launch) {
    Map<String, EbsBlockDevice> devices = new LinkedHashMap<>();
    image.blockDeviceMappings().stream()
        .filter(m -> m.ebs() != null) // no type has the instance store that others ask for
        .forEach(m -> devices.put(m.deviceName(), m.ebs()));
    for (BlockDeviceMapping asked : launch.blockDeviceMappings()) {
      if (asked.noDevice() != null) {
        devices.remove(asked.deviceName());
      } else if (asked.ebs() != null) {
        EbsBlockDevice below = devices.getOrDefault(asked.deviceName(), fresh());
        devices.put(asked.deviceName(), over(below, asked.ebs()));
      }
    }
    return devices;
  }

  /** What a volume is of which nothing is said. */
  static EbsBlockDevice fresh() {
    return EbsBlockDevice.builder()
        .volumeSize(DEFAULT_GIB)
        .volumeType(VolumeType.GP2)
        .deleteOnTermination(false)
        .encrypted(false)
        .build();
  }

  /** Another type of volume does not keep the performance of the image's. */
  private static EbsBlockDevice over(EbsBlockDevice below, EbsBlockDevice asked) {
    EbsBlockDevice.Builder device = below.toBuilder();
    if (asked.volumeType() != null && asked.volumeType() != below.volumeType()) {
      device.iops(null).throughput(null);
    }
    return ShapeCopier.into(asked, device).build();
  }

  private void create(Launch launch, String instanceId, String device, EbsBlockDevice ebs) {
    String id = world.ids().next("vol");
    tags.create(ResourceType.VOLUME, id, launch.asked().tagSpecifications());
    VolumeAttachment attachment =
        VolumeAttachment.builder()
            .volumeId(id)
            .instanceId(instanceId)
            .device(device)
            .state(VolumeAttachmentState.ATTACHED)
            .attachTime(world.kernel().now())
            .deleteOnTermination(!Boolean.FALSE.equals(ebs.deleteOnTermination()))
            .build();
    keep(attachment, mapping(attachment), launch.subnet().availabilityZone(), ebs);
  }

  private void keep(
      VolumeAttachment attachment,
      InstanceBlockDeviceMapping shown,
      String zone,
      EbsBlockDevice ebs) {
    attached.computeIfAbsent(attachment.instanceId(), i -> new ArrayList<>()).add(shown);
    volumes.put(
        attachment.volumeId(),
        Volume.builder()
            .volumeId(attachment.volumeId())
            .availabilityZone(zone)
            .availabilityZoneId(world.place().zone(zone).map(Zone::id).orElse(null))
            .createTime(attachment.attachTime())
            .size(ebs.volumeSize())
            .volumeType(ebs.volumeTypeAsString())
            .iops(ebs.iops())
            .throughput(ebs.throughput())
            .snapshotId(ebs.snapshotId() == null ? "" : ebs.snapshotId())
            .encrypted(Boolean.TRUE.equals(ebs.encrypted()))
            .kmsKeyId(ebs.kmsKeyId())
            .multiAttachEnabled(false)
            .state(VolumeState.IN_USE)
            .attachments(attachment)
            .build());
  }

  /**
   * Passes an instance whose volumes can be taken over.
   *
   * @throws Adoption.NotAdopted for any other
   */
  void checkAdoptable(Instance described) {
    Set<String> ids = new HashSet<>(volumes.keySet());
    for (InstanceBlockDeviceMapping mapping : described.blockDeviceMappings()) {
      Adoption.required(mapping.deviceName(), "BlockDeviceMappings.DeviceName");
      EbsInstanceBlockDevice ebs = Adoption.required(mapping.ebs(), "BlockDeviceMappings.Ebs");
      String id = Adoption.required(ebs.volumeId(), "BlockDeviceMappings.Ebs.VolumeId");
      if (!ids.add(id)) {
        throw new Adoption.NotAdopted(
            "its volume " + id + " is attached a second time, which is not simulated");
      }
      if (ebs.status() == AttachmentStatus.DETACHING || ebs.status() == AttachmentStatus.DETACHED) {
        throw new Adoption.NotAdopted(
            "its volume " + id + " is " + ebs.statusAsString() + ", which is not simulated");
      }
    }
  }

  /**
   * Takes over the volumes of an instance as its description shows them. What it does not show, as
   * their sizes, is what a launch from the same image and with the same request would give them.
   */
  void adopt(Instance described, Image image, RunInstancesRequest launch) {
    Map<String, EbsBlockDevice> devices = devices(image, launch);
    for (InstanceBlockDeviceMapping mapping : described.blockDeviceMappings()) {
      String id = mapping.ebs().volumeId();
      tags.create(ResourceType.VOLUME, id, List.of());
      VolumeAttachment attachment =
          VolumeAttachment.builder()
              .volumeId(id)
              .instanceId(described.instanceId())
              .device(mapping.deviceName())
              .state(VolumeAttachmentState.ATTACHED)
              .attachTime(mapping.ebs().attachTime())
              .deleteOnTermination(Boolean.TRUE.equals(mapping.ebs().deleteOnTermination()))
              .build();
      keep(
          attachment,
          mapping,
          described.placement().availabilityZone(),
          devices.getOrDefault(mapping.deviceName(), fresh()));
    }
  }

  /** The volume with this id with its tags, or AWS's refusal. */
  Volume one(@Nullable String id) {
    Volume volume = NOUN.one(id, volumes);
    return volume.copy(it -> it.tags(tags.list(volume.volumeId())));
  }

  /** Keeps a volume that is attached to nothing, under an id that it is given. */
  Volume add(Volume made, List<TagSpecification> specifications) {
    String id = world.ids().next("vol");
    tags.create(ResourceType.VOLUME, id, specifications);
    volumes.put(id, made.copy(it -> it.volumeId(id)));
    return one(id);
  }

  /** Changes one, where it is still there. */
  void change(String id, Consumer<Volume.Builder> change) {
    volumes.computeIfPresent(id, (key, each) -> each.copy(change));
  }

  /** Begins to attach one. */
  void attach(VolumeAttachment attachment) {
    show(attachment, VolumeAttachmentState.ATTACHING);
    change(attachment.volumeId(), it -> it.state(VolumeState.IN_USE).attachments(attachment));
  }

  /** Ends to attach one, unless it goes, or has gone, meanwhile. */
  void attached(VolumeAttachment attachment) {
    if (isIn(attachment, VolumeAttachmentState.ATTACHING)) {
      show(attachment, VolumeAttachmentState.ATTACHED);
    }
  }

  /** Begins to detach one. */
  void detach(VolumeAttachment attachment) {
    show(attachment, VolumeAttachmentState.DETACHING);
  }

  /** Ends to detach one, unless it has gone with its instance. */
  void detached(VolumeAttachment attachment) {
    if (isIn(attachment, VolumeAttachmentState.DETACHING)) {
      attached
          .getOrDefault(attachment.instanceId(), new ArrayList<>())
          .removeIf(each -> each.ebs().volumeId().equals(attachment.volumeId()));
      change(attachment.volumeId(), it -> it.state(VolumeState.AVAILABLE).attachments(List.of()));
    }
  }

  private boolean isIn(VolumeAttachment attachment, VolumeAttachmentState state) {
    Volume volume = volumes.get(attachment.volumeId());
    return volume != null
        && volume.attachments().stream()
            .anyMatch(
                each -> each.instanceId().equals(attachment.instanceId()) && each.state() == state);
  }

  /** Describes an attachment in a state, at the volume and at the instance. */
  private void show(VolumeAttachment attachment, VolumeAttachmentState state) {
    VolumeAttachment now = attachment.copy(it -> it.state(state));
    List<InstanceBlockDeviceMapping> shown =
        attached.computeIfAbsent(attachment.instanceId(), i -> new ArrayList<>());
    shown.removeIf(each -> each.ebs().volumeId().equals(attachment.volumeId()));
    shown.add(mapping(now).copy(it -> it.ebs(ebs(now).copy(e -> e.status(state.toString())))));
    change(attachment.volumeId(), it -> it.attachments(now));
  }

  private static EbsInstanceBlockDevice ebs(VolumeAttachment attachment) {
    return mapping(attachment).ebs();
  }

  /** An instance's volumes as its description shows them. */
  List<InstanceBlockDeviceMapping> of(String instanceId) {
    return List.copyOf(attached.getOrDefault(instanceId, List.of()));
  }

  private static InstanceBlockDeviceMapping mapping(VolumeAttachment attachment) {
    return InstanceBlockDeviceMapping.builder()
        .deviceName(attachment.device())
        .ebs(
            ebs ->
                ebs.volumeId(attachment.volumeId())
                    .attachTime(attachment.attachTime())
                    .deleteOnTermination(attachment.deleteOnTermination())
                    .status(AttachmentStatus.ATTACHED))
        .build();
  }

  /** Lets go of a terminated instance: its volumes are deleted or detached, as each says. */
  void release(String instanceId) {
    for (InstanceBlockDeviceMapping mapping : of(instanceId)) {
      String id = mapping.ebs().volumeId();
      if (Boolean.TRUE.equals(mapping.ebs().deleteOnTermination())) {
        forget(id);
      } else {
        Volume volume = NOUN.one(id, volumes);
        volumes.put(
            id, volume.toBuilder().state(VolumeState.AVAILABLE).attachments(List.of()).build());
      }
    }
    attached.remove(instanceId);
  }

  private void forget(String id) {
    volumes.remove(id);
    tags.forget(id);
  }

  private DescribeVolumesResponse describe(DescribeVolumesRequest request) {
    List<Volume> found =
        NOUN.all(request.volumeIds(), volumes).stream()
            .map(volume -> volume.toBuilder().tags(tags.list(volume.volumeId())).build())
            .toList();
    Page<Volume> page =
        DescribeParameters.page(
            FILTERS.apply(found, DescribeParameters.by(request.filters())),
            request.volumeIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeVolumesResponse.builder().volumes(page.items()).nextToken(page.next()).build();
  }

  private DeleteVolumeResponse delete(DeleteVolumeRequest request) {
    Volume volume = NOUN.one(request.volumeId(), volumes);
    if (volume.state() != VolumeState.AVAILABLE) {
      throw ComputeErrors.volumeInUse(volume.volumeId(), volume.attachments().get(0).instanceId());
    }
    forget(volume.volumeId());
    return DeleteVolumeResponse.builder().build();
  }
}
