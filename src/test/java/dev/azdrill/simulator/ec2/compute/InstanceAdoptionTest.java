package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatusDetails;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/** Instances that stand elsewhere behave in the twin as those that were launched in it. */
class InstanceAdoptionTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private OriginalUnderTest stack;

  @BeforeEach
  void stack() {
    StandingProfiles.make(region.aws(), "/", "web");
    stack = new OriginalUnderTest(region.aws());
  }

  @Test
  void every_state_is_kept_and_goes_on_from_there() {
    String runs = stack.run();
    String stopped = stack.run();
    String stopping = stack.run();
    String ending = stack.run();
    region.pass(Duration.ofMinutes(5));
    stack.ec2().stopInstances(r -> r.instanceIds(stopped));
    region.pass(Duration.ofMinutes(5));
    stack.ec2().stopInstances(r -> r.instanceIds(stopping));
    stack.ec2().terminateInstances(r -> r.instanceIds(ending));
    String pending = stack.run();
    Inventory described = stack.described();

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.leftOut()).isEmpty();
      Inventory again = new Discovery(twin.platform().session()).byVpc(stack.vpcId());
      assertThat(again.all(Kind.INSTANCE)).isEqualTo(described.all(Kind.INSTANCE));
      assertThat(again.all(Kind.INSTANCE_STATUS)).isEqualTo(described.all(Kind.INSTANCE_STATUS));

      twin.pass(Duration.ofMinutes(5));

      assertThat(twin.state(runs)).isEqualTo(InstanceStateName.RUNNING);
      assertThat(twin.state(stopped)).isEqualTo(InstanceStateName.STOPPED);
      assertThat(twin.state(stopping)).isEqualTo(InstanceStateName.STOPPED);
      assertThat(twin.state(ending)).isEqualTo(InstanceStateName.TERMINATED);
      assertThat(twin.state(pending)).isEqualTo(InstanceStateName.RUNNING);
      twin.pass(Duration.ofHours(1));
      assertThat(refused(() -> twin.instance(ending))).isEqualTo("InvalidInstanceID.NotFound");
    }
  }

  @Test
  void the_console_of_an_adopted_instance_shows_its_boot_and_that_of_a_reboot_later() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));

    try (TwinUnderTest twin = new TwinUnderTest(stack.described())) {
      String before = twin.ec2().getConsoleOutput(r -> r.instanceId(id)).output();
      assertThat(before).isNotEmpty();
      twin.ec2().rebootInstances(r -> r.instanceIds(id));
      twin.pass(Duration.ofMinutes(4));
      assertThat(twin.ec2().getConsoleOutput(r -> r.instanceId(id)).output()).isNotEqualTo(before);
    }
  }

  @Test
  void an_adopted_instance_is_stopped_and_started_and_lent_another_public_address() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));
    Instance before = stack.one(id);

    try (TwinUnderTest twin = new TwinUnderTest(stack.described())) {
      twin.ec2().stopInstances(r -> r.instanceIds(id));
      assertThat(twin.state(id)).isEqualTo(InstanceStateName.STOPPING);
      twin.pass(Duration.ofSeconds(30));
      assertThat(twin.state(id)).isEqualTo(InstanceStateName.STOPPED);
      assertThat(twin.instance(id).publicIpAddress()).isNull();
      assertThat(twin.instance(id).stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");

      twin.ec2().startInstances(r -> r.instanceIds(id));
      twin.pass(Duration.ofSeconds(10));
      Instance after = twin.instance(id);
      assertThat(after.state().name()).isEqualTo(InstanceStateName.RUNNING);
      assertThat(after.privateIpAddress()).isEqualTo(before.privateIpAddress());
      assertThat(after.publicIpAddress()).isNotNull().isNotEqualTo(before.publicIpAddress());
      assertThat(twin.status(id).systemStatus().status()).isEqualTo(SummaryStatus.INITIALIZING);
    }
  }

  @Test
  void who_had_no_public_address_while_it_ran_gets_none_at_its_next_start() {
    stack.publicAddresses(false);
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));
    stack.publicAddresses(true);

    try (TwinUnderTest twin = new TwinUnderTest(stack.described())) {
      twin.restart(id);
      assertThat(twin.instance(id).publicIpAddress()).isNull();
    }
  }

  @Test
  void one_that_is_stopped_gets_a_public_address_where_its_subnet_gives_one() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));
    stack.ec2().stopInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofMinutes(5));

    try (TwinUnderTest twin = new TwinUnderTest(stack.described())) {
      twin.restart(id);
      assertThat(twin.instance(id).publicIpAddress()).isNotNull();
    }
  }

  @Test
  void an_adopted_instance_takes_with_it_what_is_to_go_with_it() {
    String id =
        stack.run(
            r ->
                r.iamInstanceProfile(p -> p.name("web"))
                    .blockDeviceMappings(
                        BlockDeviceMapping.builder()
                            .deviceName("/dev/sdb")
                            .ebs(e -> e.volumeSize(20).deleteOnTermination(false))
                            .build()));
    region.pass(Duration.ofMinutes(5));
    List<String> volumes =
        stack.one(id).blockDeviceMappings().stream()
            .map(mapping -> mapping.ebs().volumeId())
            .toList();

    try (TwinUnderTest twin = new TwinUnderTest(stack.described())) {
      assertThat(twin.ec2().describeVolumes(r -> r.volumeIds(volumes)).volumes())
          .allSatisfy(
              volume -> {
                assertThat(volume.stateAsString()).isEqualTo("in-use");
                assertThat(volume.attachments().get(0).instanceId()).isEqualTo(id);
              });
      assertThat(refused(() -> twin.ec2().deleteVolume(r -> r.volumeId(volumes.get(0)))))
          .isEqualTo("VolumeInUse");
      assertThat(
              twin.ec2().describeIamInstanceProfileAssociations().iamInstanceProfileAssociations())
          .singleElement()
          .satisfies(each -> assertThat(each.instanceId()).isEqualTo(id));

      twin.ec2().terminateInstances(r -> r.instanceIds(id));
      twin.pass(Duration.ofSeconds(35));

      assertThat(twin.state(id)).isEqualTo(InstanceStateName.TERMINATED);
      assertThat(twin.ec2().describeNetworkInterfaces().networkInterfaces()).isEmpty();
      assertThat(twin.ec2().describeVolumes().volumes())
          .singleElement()
          .satisfies(
              volume -> {
                assertThat(volume.volumeId()).isEqualTo(volumes.get(1));
                assertThat(volume.stateAsString()).isEqualTo("available");
              });
      assertThat(
              twin.ec2().describeIamInstanceProfileAssociations().iamInstanceProfileAssociations())
          .isEmpty();
    }
  }

  @Test
  void a_loss_of_power_makes_it_impaired_and_it_recovers() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));

    try (TwinUnderTest twin = new TwinUnderTest(stack.described())) {
      Undo undo = Impaired.by(twin.platform()).cutZonePower("eu-west-2a");
      twin.pass(Duration.ofSeconds(119));
      assertThat(twin.status(id).systemStatus().status()).isEqualTo(SummaryStatus.OK);
      twin.pass(Duration.ofSeconds(1));
      assertThat(twin.status(id).systemStatus().status()).isEqualTo(SummaryStatus.IMPAIRED);
      undo.undo();
      twin.pass(Duration.ofMinutes(2));
      assertThat(twin.status(id).systemStatus().status()).isEqualTo(SummaryStatus.OK);
    }
  }

  @Test
  void checks_that_have_not_come_to_an_end_become_ok_in_their_time() {
    String id = stack.run();
    region.pass(Duration.ofSeconds(20));

    try (TwinUnderTest twin = new TwinUnderTest(stack.described())) {
      assertThat(twin.status(id).instanceStatus().status()).isEqualTo(SummaryStatus.INITIALIZING);
      twin.pass(Duration.ofMinutes(2));
      assertThat(twin.status(id).instanceStatus().status()).isEqualTo(SummaryStatus.OK);
    }
  }

  @Test
  void one_check_may_fail_alone_until_the_instance_starts_anew() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));
    Instant since = region.aws().clock().now().minusSeconds(60);
    Inventory described =
        stack
            .described()
            .map(
                Kind.INSTANCE_STATUS,
                status -> status.toBuilder().instanceStatus(impaired(since)).build());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.status(id)).isEqualTo(described.all(Kind.INSTANCE_STATUS).get(0));
      twin.pass(Duration.ofMinutes(10));
      assertThat(twin.status(id)).isEqualTo(described.all(Kind.INSTANCE_STATUS).get(0));

      twin.restart(id);
      twin.pass(Duration.ofMinutes(2));
      assertThat(twin.status(id).instanceStatus().status()).isEqualTo(SummaryStatus.OK);
    }
  }

  private static InstanceStatusSummary impaired(Instant since) {
    return InstanceStatusSummary.builder()
        .status("impaired")
        .details(
            InstanceStatusDetails.builder()
                .name("reachability")
                .status("failed")
                .impairedSince(since)
                .build())
        .build();
  }

  @Test
  void where_nobody_read_the_status_a_running_instance_is_ok() {
    String id = stack.run();
    region.pass(Duration.ofSeconds(20));
    Inventory described = stack.described().without(Kind.INSTANCE_STATUS, "not allowed");

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.leftOut())
          .containsExactly("instanceStatuses each: they could not be read: not allowed");
      assertThat(twin.status(id).instanceStatus().status()).isEqualTo(SummaryStatus.OK);
    }
  }

  @Test
  void an_instance_of_a_type_and_image_that_the_region_lacks_is_adopted_as_it_is() {
    String id = stack.run(r -> r.iamInstanceProfile(p -> p.name("web")));
    region.pass(Duration.ofMinutes(5));
    Inventory described =
        stack.described(
            instance ->
                instance.toBuilder()
                    .instanceType("z9.huge")
                    .imageId("ami-0123456789abcdef0")
                    .keyName("ours")
                    .iamInstanceProfile(
                        p ->
                            p.arn("arn:aws:iam::123456789012:instance-profile/team/web")
                                .id("AIPAEXAMPLE"))
                    .build());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.leftOut()).isEmpty();
      assertThat(twin.instance(id)).isEqualTo(described.all(Kind.INSTANCE).get(0));
      assertThat(twin.ec2().describeInstanceCreditSpecifications().instanceCreditSpecifications())
          .isEmpty();
      twin.restart(id);
      assertThat(twin.state(id)).isEqualTo(InstanceStateName.RUNNING);

      Instance launched =
          twin.ec2()
              .runInstances(
                  r ->
                      r.imageId("ami-0123456789abcdef0")
                          .instanceType("t3.micro")
                          .keyName("ours")
                          .iamInstanceProfile(p -> p.name("web"))
                          .subnetId(stack.subnetId())
                          .minCount(1)
                          .maxCount(1))
              .instances()
              .get(0);
      assertThat(launched.iamInstanceProfile().arn())
          .isEqualTo("arn:aws:iam::123456789012:instance-profile/team/web");
      assertThat(launched.iamInstanceProfile().id()).isEqualTo("AIPAEXAMPLE");
      assertThat(launched.metadataOptions().httpTokensAsString()).isEqualTo("required");
      assertThat(launched.blockDeviceMappings())
          .extracting("deviceName")
          .containsExactly("/dev/xvda");
    }
  }

  @Test
  void a_private_name_that_is_not_of_the_address_is_kept() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));
    String name = id + ".eu-west-2.compute.internal";
    Inventory described =
        stack.described(instance -> instance.toBuilder().privateDnsName(name).build());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      twin.restart(id);
      assertThat(twin.instance(id).privateDnsName()).isEqualTo(name);
    }
  }

  @Test
  void a_terminated_instance_is_described_for_a_while() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));
    Inventory described =
        stack
            .described(
                instance ->
                    instance.toBuilder()
                        .state(InstanceState.builder().code(48).name("terminated").build())
                        .networkInterfaces(List.of())
                        .build())
            .with(Kind.NETWORK_INTERFACE, List.of());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.leftOut()).isEmpty();
      assertThat(twin.state(id)).isEqualTo(InstanceStateName.TERMINATED);
      assertThat(twin.instance(id).blockDeviceMappings()).isEmpty();
      twin.pass(Duration.ofHours(1));
      assertThat(refused(() -> twin.instance(id))).isEqualTo("InvalidInstanceID.NotFound");
    }
  }
}
