package dev.azdrill.simulator.ec2.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.Matrix;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusEvent;

/**
 * What of instances that stand elsewhere cannot be taken over is told; nothing lacks in silence.
 */
class InstanceLeftOutTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private OriginalUnderTest stack;

  @BeforeEach
  void stack() {
    StandingProfiles.make(region.aws(), "/", "web");
    stack = new OriginalUnderTest(region.aws());
  }

  @Test
  void what_the_status_tells_and_nobody_simulates_is_told() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));
    Inventory described =
        stack
            .described()
            .map(
                Kind.INSTANCE_STATUS,
                status ->
                    status.toBuilder()
                        .events(
                            event("instance-retirement", ""),
                            event("system-reboot", "[Completed] "))
                        .attachedEbsStatus(e -> e.status("impaired"))
                        .build());

    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      assertThat(twin.leftOut())
          .containsExactly(
              "instanceStatuses "
                  + id
                  + ": its scheduled event instance-retirement is not simulated",
              "instanceStatuses "
                  + id
                  + ": that its attached EBS volumes are impaired is not simulated");
    }
  }

  private static InstanceStatusEvent event(String code, String before) {
    return InstanceStatusEvent.builder()
        .code(code)
        .description(before + "The instance is running on degraded hardware")
        .build();
  }

  @Test
  void what_cannot_be_taken_over_is_left_out_with_its_reason() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));
    String eni = stack.one(id).networkInterfaces().get(0).networkInterfaceId();
    String volume = stack.one(id).blockDeviceMappings().get(0).ebs().volumeId();
    Inventory sound = stack.described();
    Map<String, Inventory> broken = new TreeMap<>();
    broken.put(
        "its network interface " + eni + " was not taken over",
        sound.with(Kind.NETWORK_INTERFACE, List.of()));
    broken.put(
        "none of its network interfaces was taken over",
        stack
            .described(i -> i.toBuilder().networkInterfaces(List.of()).build())
            .with(Kind.NETWORK_INTERFACE, List.of()));
    broken.put(
        "its state hibernating is not simulated",
        stack.described(i -> i.toBuilder().state(s -> s.name("hibernating")).build()));
    broken.put(
        "its zone eu-west-2q is none of the region's",
        stack.described(
            i -> i.toBuilder().placement(p -> p.availabilityZone("eu-west-2q")).build()));
    broken.put(
        "its description lacks BlockDeviceMappings.Ebs",
        stack.described(
            i ->
                i.toBuilder()
                    .blockDeviceMappings(
                        InstanceBlockDeviceMapping.builder().deviceName("/dev/xvda").build())
                    .build()));
    broken.put(
        "its volume " + volume + " is detaching, which is not simulated",
        stack.described(
            i -> i.toBuilder().blockDeviceMappings(mapping(volume, "detaching")).build()));
    broken.put(
        "its volume " + volume + " is attached a second time, which is not simulated",
        stack.described(
            i ->
                i.toBuilder()
                    .blockDeviceMappings(mapping(volume, "attached"), mapping(volume, "attached"))
                    .build()));

    broken.forEach(
        (reason, described) -> {
          try (TwinUnderTest twin = new TwinUnderTest(described)) {
            assertThat(twin.leftOut())
                .contains(
                    "instances " + id + ": " + reason,
                    "instanceStatuses " + id + ": its instance was not taken over");
            assertThat(twin.ec2().describeInstances().reservations()).isEmpty();
            assertThat(twin.ec2().describeVolumes().volumes()).isEmpty();
          }
        });
  }

  private static InstanceBlockDeviceMapping mapping(String volume, String status) {
    return InstanceBlockDeviceMapping.builder()
        .deviceName("/dev/xvda")
        .ebs(e -> e.volumeId(volume).status(status))
        .build();
  }

  @Test
  void what_is_described_twice_is_taken_over_once() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));
    Inventory sound = stack.described();
    Instance one = sound.all(Kind.INSTANCE).get(0);

    try (TwinUnderTest twin = new TwinUnderTest(sound.with(Kind.INSTANCE, List.of(one, one)))) {
      assertThat(twin.leftOut())
          .containsExactly("instances " + id + ": it is described more than once");
      assertThat(twin.state(id)).isEqualTo(InstanceStateName.RUNNING);
    }
  }

  @Test
  void an_interruption_of_a_spot_instance_is_not_simulated() {
    String id = stack.run();
    region.pass(Duration.ofMinutes(5));

    try (TwinUnderTest twin =
        new TwinUnderTest(stack.described(i -> i.toBuilder().instanceLifecycle("spot").build()))) {
      assertThat(twin.leftOut())
          .containsExactly("instances " + id + ": that AWS may interrupt it is not simulated");
      assertThat(twin.state(id)).isEqualTo(InstanceStateName.RUNNING);
    }
  }

  /** Whatever lacks: it is left out or taken over, and can be described, filtered, stopped. */
  @TestFactory
  Stream<DynamicTest> a_description_may_lack_any_member() {
    String id = stack.run(r -> r.iamInstanceProfile(p -> p.name("web")));
    region.pass(Duration.ofMinutes(5));
    Inventory sound = stack.described();
    return Stream.concat(
        Matrix.sample(Instance.builder().sdkFields(), 4).stream()
            .map(
                field ->
                    DynamicTest.dynamicTest(
                        field.memberName(),
                        () -> usable(sound.map(Kind.INSTANCE, i -> lacking(field, i)), id))),
        Matrix.sample(InstanceStatus.builder().sdkFields(), 4).stream()
            .map(
                field ->
                    DynamicTest.dynamicTest(
                        "status " + field.memberName(),
                        () ->
                            usable(sound.map(Kind.INSTANCE_STATUS, i -> lacking(field, i)), id))));
  }

  private static Instance lacking(SdkField<?> field, Instance whole) {
    Instance.Builder builder = whole.toBuilder();
    field.set(builder, null);
    return builder.build();
  }

  private static InstanceStatus lacking(SdkField<?> field, InstanceStatus whole) {
    InstanceStatus.Builder builder = whole.toBuilder();
    field.set(builder, null);
    return builder.build();
  }

  private static void usable(Inventory described, String id) {
    try (TwinUnderTest twin = new TwinUnderTest(described)) {
      List<Instance> there =
          twin.ec2().describeInstances().reservations().stream()
              .flatMap(reservation -> reservation.instances().stream())
              .toList();
      if (there.isEmpty()) {
        assertThat(twin.leftOut()).anyMatch(each -> each.startsWith("instances "));
        return;
      }
      for (String filter :
          List.of(
              "monitoring-state",
              "metadata-options.http-tokens",
              "metadata-options.http-endpoint",
              "tenancy",
              "launch-time",
              "iam-instance-profile.arn",
              "block-device-mapping.volume-id")) {
        twin.ec2()
            .describeInstances(r -> r.filters(Filter.builder().name(filter).values("*").build()));
      }
      twin.ec2().modifyInstanceMetadataOptions(r -> r.instanceId(id).httpTokens("required"));
      twin.ec2().describeVolumes();
      twin.restart(id);
      assertThat(twin.state(id)).isEqualTo(InstanceStateName.RUNNING);
      twin.ec2().terminateInstances(r -> r.instanceIds(id));
      twin.pass(Duration.ofMinutes(1));
      assertThat(twin.state(id)).isEqualTo(InstanceStateName.TERMINATED);
    }
  }
}
