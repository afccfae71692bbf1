package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** EBS volumes that are made by themselves, and their snapshots. */
class VolumesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String instanceId = "";

  @BeforeEach
  void an_instance_in_zone_a() {
    ec2 = region.aws().ec2();
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    String subnet =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.0.0/24").availabilityZone("eu-west-2a"))
            .subnet()
            .subnetId();
    String image = ec2.describeImages(r -> r.owners("amazon")).images().get(0).imageId();
    instanceId =
        ec2.runInstances(
                r ->
                    r.imageId(image)
                        .instanceType("t3.micro")
                        .subnetId(subnet)
                        .minCount(1)
                        .maxCount(1))
            .instances()
            .get(0)
            .instanceId();
    region.pass(Duration.ofMinutes(2));
  }

  private String created(Consumer<CreateVolumeRequest.Builder> wanted) {
    String id = create(wanted).volumeId();
    region.pass(Duration.ofMinutes(1));
    return id;
  }

  private CreateVolumeResponse create(Consumer<CreateVolumeRequest.Builder> wanted) {
    return ec2.createVolume(
        r -> {
          r.availabilityZone("eu-west-2a").size(20);
          wanted.accept(r);
        });
  }

  private Volume volume(String id) {
    return ec2.describeVolumes(r -> r.volumeIds(id)).volumes().get(0);
  }

  private Instance instance() {
    return ec2.describeInstances(r -> r.instanceIds(instanceId))
        .reservations()
        .get(0)
        .instances()
        .get(0);
  }

  private void attach(String id, String device) {
    ec2.attachVolume(r -> r.volumeId(id).instanceId(instanceId).device(device));
  }

  @Test
  void one_is_available_within_seconds() {
    CreateVolumeResponse made =
        create(
            r ->
                r.volumeType("gp3")
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType("volume")
                            .tags(Tag.builder().key("Name").value("data").build())
                            .build()));

    assertThat(made.state()).isEqualTo(VolumeState.CREATING);
    assertThat(made.iops()).isEqualTo(3000);
    assertThat(made.throughput()).isEqualTo(125);
    assertThat(made.tags()).hasSize(1);

    region.aws().ec2Waiter().waitUntilVolumeAvailable(r -> r.volumeIds(made.volumeId()));
    assertThat(volume(made.volumeId()).availabilityZoneId()).isEqualTo("euw2-az2");
    assertThat(
            ec2.describeVolumes(
                    r -> r.filters(Filter.builder().name("tag:Name").values("data").build()))
                .volumes())
        .hasSize(1);
  }

  @Test
  void without_a_type_it_is_a_gp2_whose_iops_follow_from_its_size() {
    assertThat(create(r -> {}).iops()).isEqualTo(100);
    assertThat(create(r -> r.size(500)).iops()).isEqualTo(1500);
    assertThat(create(r -> r.size(16_000)).iops()).isEqualTo(16_000);
    assertThat(volume(created(r -> {})).volumeTypeAsString()).isEqualTo("gp2");
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-2x, gp3, 20, , , InvalidZone.NotFound",
    "eu-west-2a, gp9, 20, , , UnknownVolumeType",
    "eu-west-2a, gp3, , , , MissingParameter",
    "eu-west-2a, gp2, 16385, , , InvalidParameterValue",
    "eu-west-2a, st1, 100, , , InvalidParameterValue",
    "eu-west-2a, io1, 20, , , MissingParameter",
    "eu-west-2a, gp2, 20, 3000, , InvalidParameterCombination",
    "eu-west-2a, gp3, 20, 2999, , InvalidParameterValue",
    "eu-west-2a, gp2, 20, , 125, InvalidParameterCombination",
    "eu-west-2a, gp3, 20, , 2001, InvalidParameterValue"
  })
  void what_no_volume_can_be_is_refused(
      String zone,
      String type,
      @Nullable Integer size,
      @Nullable Integer iops,
      @Nullable Integer throughput,
      String code) {
    assertThat(
            refused(
                () ->
                    create(
                        r ->
                            r.availabilityZone(zone)
                                .volumeType(type)
                                .size(size)
                                .iops(iops)
                                .throughput(throughput))))
        .isEqualTo(code);
  }

  @Test
  void one_is_attached_to_an_instance_and_described_by_both_until_it_is_detached() {
    String id = created(r -> {});
    attach(id, "/dev/sdf");

    assertThat(volume(id).state()).isEqualTo(VolumeState.IN_USE);
    assertThat(volume(id).attachments().get(0).state()).isEqualTo(VolumeAttachmentState.ATTACHING);
    region.pass(Duration.ofMinutes(1));
    assertThat(volume(id).attachments().get(0).state()).isEqualTo(VolumeAttachmentState.ATTACHED);
    assertThat(instance().blockDeviceMappings())
        .extracting(InstanceBlockDeviceMapping::deviceName, each -> each.ebs().statusAsString())
        .containsExactly(tuple("/dev/xvda", "attached"), tuple("/dev/sdf", "attached"));
    assertThat(refused(() -> ec2.deleteVolume(r -> r.volumeId(id)))).isEqualTo("VolumeInUse");

    assertThat(ec2.detachVolume(r -> r.volumeId(id)).state())
        .isEqualTo(VolumeAttachmentState.DETACHING);
    region.aws().ec2Waiter().waitUntilVolumeAvailable(r -> r.volumeIds(id));
    assertThat(volume(id).attachments()).isEmpty();
    assertThat(instance().blockDeviceMappings()).hasSize(1);
    ec2.deleteVolume(r -> r.volumeId(id));
    assertThat(refused(() -> volume(id))).isEqualTo("InvalidVolume.NotFound");
  }

  @Test
  void what_cannot_be_attached_or_detached_is_refused() {
    String id = created(r -> {});
    String elsewhere = created(r -> r.availabilityZone("eu-west-2b"));
    String young = create(r -> {}).volumeId();

    assertThat(refused(() -> attach(elsewhere, "/dev/sdf")))
        .isEqualTo("InvalidVolume.ZoneMismatch");
    assertThat(refused(() -> attach(young, "/dev/sdf"))).isEqualTo("IncorrectState");
    assertThat(refused(() -> attach(id, "/dev/xvda"))).isEqualTo("InvalidParameterValue");
    assertThat(refused(() -> ec2.detachVolume(r -> r.volumeId(id)))).isEqualTo("IncorrectState");
    attach(id, "/dev/sdf");
    assertThat(refused(() -> attach(id, "/dev/sdg"))).isEqualTo("VolumeInUse");
    assertThat(refused(() -> ec2.detachVolume(r -> r.volumeId(id).device("/dev/sdg"))))
        .isEqualTo("InvalidAttachment.NotFound");
    String root = instance().blockDeviceMappings().get(0).ebs().volumeId();
    assertThat(refused(() -> ec2.detachVolume(r -> r.volumeId(root))))
        .isEqualTo("OperationNotPermitted");
  }

  @Test
  void one_that_was_attached_later_stays_when_its_instance_is_terminated() {
    String id = created(r -> {});
    attach(id, "/dev/sdf");
    region.pass(Duration.ofMinutes(1));
    ec2.terminateInstances(r -> r.instanceIds(instanceId));
    region.pass(Duration.ofMinutes(5));

    assertThat(volume(id).state()).isEqualTo(VolumeState.AVAILABLE);
    assertThat(ec2.describeVolumes().volumes()).hasSize(1);
  }

  @Test
  void one_that_is_detached_while_its_instance_goes_is_available_once() {
    String id = created(r -> {});
    attach(id, "/dev/sdf");
    ec2.terminateInstances(r -> r.instanceIds(instanceId));
    ec2.detachVolume(r -> r.volumeId(id));
    region.pass(Duration.ofMinutes(5));

    assertThat(volume(id).state()).isEqualTo(VolumeState.AVAILABLE);
    assertThat(volume(id).attachments()).isEmpty();
  }

  @Test
  void a_snapshot_is_completed_after_a_while_and_a_volume_can_be_made_from_it() {
    String id = created(r -> r.encrypted(true));
    String snapshot = ec2.createSnapshot(r -> r.volumeId(id).description("before")).snapshotId();

    assertThat(refused(() -> create(r -> r.size(null).snapshotId(snapshot))))
        .isEqualTo("IncorrectState");
    region.pass(Duration.ofMinutes(15));

    Snapshot described =
        ec2.describeSnapshots(r -> r.ownerIds("self").snapshotIds(snapshot)).snapshots().get(0);
    assertThat(described.state()).isEqualTo(SnapshotState.COMPLETED);
    assertThat(described.progress()).isEqualTo("100%");
    assertThat(described.volumeSize()).isEqualTo(20);
    assertThat(ec2.describeSnapshots(r -> r.ownerIds("amazon")).snapshots()).isEmpty();
    assertThat(refused(() -> create(r -> r.size(8).snapshotId(snapshot))))
        .isEqualTo("InvalidParameterValue");
    Volume copy = volume(created(r -> r.size(null).snapshotId(snapshot)));
    assertThat(copy.size()).isEqualTo(20);
    assertThat(copy.encrypted()).isTrue();
    assertThat(copy.snapshotId()).isEqualTo(snapshot);

    ec2.deleteSnapshot(r -> r.snapshotId(snapshot));
    assertThat(refused(() -> ec2.describeSnapshots(r -> r.snapshotIds(snapshot))))
        .isEqualTo("InvalidSnapshot.NotFound");
  }
}
