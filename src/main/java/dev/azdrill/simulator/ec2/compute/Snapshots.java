package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * Snapshots of EBS volumes. Those behind Amazon's images are not described.
 *
 * <p>Source: Amazon EC2 API Reference, "CreateSnapshot", "DescribeSnapshots".
 */
final class Snapshots {
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "snap",
          "snapshotId",
          "InvalidSnapshotID.Malformed",
          "InvalidSnapshot.NotFound",
          "The snapshot '%s' does not exist.");
  private static final DescribeFilters<Snapshot> FILTERS =
      new DescribeFilters<Snapshot>()
          .on("description", Snapshot::description)
          .on("encrypted", Snapshot::encrypted)
          .on("owner-id", Snapshot::ownerId)
          .on("progress", Snapshot::progress)
          .on("snapshot-id", Snapshot::snapshotId)
          .on("status", Snapshot::stateAsString)
          .on("volume-id", Snapshot::volumeId)
          .on("volume-size", Snapshot::volumeSize)
          .onTags(each -> ResourceTags.byKey(each.tags()));

  private static final String SELF = "self";

  private final World world;
  private final ResourceTags tags;
  private final Volumes volumes;
  private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();

  Snapshots(World world, ResourceTags tags, Volumes volumes) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.volumes = volumes;
  }

  void enter(Operations.Page page) {
    page.write("CreateSnapshot", CreateSnapshotRequest::builder, this::create);
    page.read("DescribeSnapshots", DescribeSnapshotsRequest::builder, this::describe);
    page.write("DeleteSnapshot", DeleteSnapshotRequest::builder, this::delete);
  }

  /** One from which a volume can be made, or AWS's refusal. */
  Snapshot completed(String id) {
    Snapshot snapshot = NOUN.one(id, snapshots);
    if (snapshot.state() != SnapshotState.COMPLETED) {
      throw VolumeErrors.snapshotPending(id);
    }
    return snapshot;
  }

  private CreateSnapshotResponse create(CreateSnapshotRequest request) {
    Volume volume = volumes.one(request.volumeId());
    String id = world.ids().next("snap");
    tags.create(ResourceType.SNAPSHOT, id, request.tagSpecifications());
    Snapshot snapshot =
        Snapshot.builder()
            .snapshotId(id)
            .volumeId(volume.volumeId())
            .volumeSize(volume.size())
            .description(request.description() == null ? "" : request.description())
            .encrypted(volume.encrypted())
            .kmsKeyId(volume.kmsKeyId())
            .ownerId(world.place().account())
            .startTime(world.kernel().now())
            .progress("0%")
            .state(SnapshotState.PENDING)
            .build();
    snapshots.put(id, snapshot);
    world
        .kernel()
        .after(
            world.timings().of(Timing.SNAPSHOT_CREATE), id + " is completed", () -> complete(id));
    return CreateSnapshotResponse.builder()
        .snapshotId(id)
        .volumeId(snapshot.volumeId())
        .volumeSize(snapshot.volumeSize())
        .description(snapshot.description())
        .encrypted(snapshot.encrypted())
        .kmsKeyId(snapshot.kmsKeyId())
        .ownerId(snapshot.ownerId())
        .startTime(snapshot.startTime())
        .progress(snapshot.progress())
        .state(snapshot.state())
        .tags(tags.list(id))
        .build();
  }

  private void complete(String id) {
    snapshots.computeIfPresent(
        id, (key, each) -> each.copy(it -> it.state(SnapshotState.COMPLETED).progress("100%")));
  }

  private DescribeSnapshotsResponse describe(DescribeSnapshotsRequest request) {
    String account = world.place().account();
    boolean areOurs =
        isSaid(request.ownerIds(), account) && isSaid(request.restorableByUserIds(), account);
    List<Snapshot> found =
        NOUN.all(request.snapshotIds(), snapshots).stream()
            .filter(each -> areOurs)
            .map(each -> each.copy(it -> it.tags(tags.list(each.snapshotId()))))
            .toList();
    Page<Snapshot> page =
        DescribeParameters.page(
            FILTERS.apply(found, DescribeParameters.by(request.filters())),
            request.snapshotIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeSnapshotsResponse.builder()
        .snapshots(page.items())
        .nextToken(page.next())
        .build();
  }

  private static boolean isSaid(List<String> owners, String account) {
    return owners.isEmpty() || owners.contains(SELF) || owners.contains(account);
  }

  private DeleteSnapshotResponse delete(DeleteSnapshotRequest request) {
    String id = NOUN.one(request.snapshotId(), snapshots).snapshotId();
    snapshots.remove(id);
    tags.forget(id);
    return DeleteSnapshotResponse.builder().build();
  }
}
