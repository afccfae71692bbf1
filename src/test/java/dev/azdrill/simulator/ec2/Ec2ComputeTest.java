package dev.azdrill.simulator.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.ec2.compute.InstancesTest;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Tag;

class Ec2ComputeTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final Fact DARK = new Fact.ZoneWithoutPower("eu-west-2a");

  private World world;
  private Ec2 ec2;
  private Compute compute;
  private String subnetId;

  @BeforeEach
  void start() {
    world =
        World.create(
            new Kernel(START, Seed.of("compute")), RegionLocation.london(), Timings.typical());
    ec2 = new Ec2(world, name -> Optional.empty());
    compute = ec2.compute();
    CreateVpcResponse vpc =
        call(
            CreateVpcResponse.class,
            "CreateVpc",
            CreateVpcRequest.builder().cidrBlock("10.0.0.0/16").build());
    CreateSubnetResponse subnet =
        call(
            CreateSubnetResponse.class,
            "CreateSubnet",
            CreateSubnetRequest.builder()
                .vpcId(vpc.vpc().vpcId())
                .cidrBlock("10.0.1.0/24")
                .availabilityZone("eu-west-2a")
                .build());
    subnetId = subnet.subnet().subnetId();
  }

  @Test
  void a_launch_goes_into_the_subnet_that_is_named_whatever_interfaces_the_template_has() {
    RequestLaunchTemplateData plain = data().build();
    RequestLaunchTemplateData plugged =
        data()
            .networkInterfaces(
                LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.builder()
                    .deviceIndex(0)
                    .associatePublicIpAddress(true)
                    .build())
            .build();

    for (RequestLaunchTemplateData data : List.of(plain, plugged)) {
      Instance instance = compute.describe(launch(data)).orElseThrow();
      assertThat(instance.subnetId()).isEqualTo(subnetId);
      assertThat(instance.publicIpAddress() != null).isEqualTo(data.hasNetworkInterfaces());
      assertThat(instance.tags())
          .contains(Tag.builder().key("aws:autoscaling:groupName").value("web").build());
    }
  }

  @Test
  void who_watches_sees_every_state_and_every_status() {
    List<String> seen = new ArrayList<>();
    compute.watch(
        instance ->
            seen.add(
                seconds()
                    + " "
                    + instance.state().nameAsString()
                    + compute
                        .status(instance.instanceId())
                        .map(status -> " " + status.instanceStatus().statusAsString())
                        .orElse("")));

    String id = launch(data().build());
    world.kernel().advance(Duration.ofSeconds(200));
    world.facts().establish(DARK);
    world.kernel().advance(Duration.ofSeconds(200));
    world.facts().clear(DARK);
    world.kernel().advance(Duration.ofSeconds(200));
    compute.terminate(id);
    compute.terminate(id);
    world.kernel().advance(Duration.ofSeconds(200));

    assertThat(seen)
        .containsExactly(
            "0 pending",
            "10 running initializing",
            "130 running ok",
            "320 running impaired",
            "520 running ok",
            "600 shutting-down",
            "635 terminated");
    world.kernel().advance(Duration.ofHours(1));
    assertThat(compute.describe(id)).isEmpty();
    compute.terminate(id);
  }

  @Test
  void nobody_hears_of_the_checks_of_an_instance_that_is_going() {
    String id = launch(data().build());
    world.kernel().advance(Duration.ofSeconds(100));
    List<String> seen = new ArrayList<>();
    compute.watch(instance -> seen.add(seconds() + " " + instance.state().nameAsString()));

    compute.terminate(id);
    world.kernel().advance(Duration.ofMinutes(10));

    assertThat(seen).containsExactly("100 shutting-down", "135 terminated");
  }

  @Test
  void it_runs_since_it_last_booted() {
    String id = launch(data().build());
    assertThat(compute.runningSince(id)).isEmpty();
    world.kernel().advance(Duration.ofMinutes(1));
    assertThat(compute.runningSince(id)).contains(START.plusSeconds(10));

    call(
        RebootInstancesResponse.class,
        "RebootInstances",
        RebootInstancesRequest.builder().instanceIds(id).build());
    assertThat(compute.runningSince(id)).contains(START.plusSeconds(60));

    world.facts().establish(DARK);
    assertThat(compute.runningSince(id)).isEmpty();
    world.kernel().advance(Duration.ofMinutes(1));
    world.facts().clear(DARK);
    assertThat(compute.runningSince(id)).contains(START.plusSeconds(120));

    compute.terminate(id);
    assertThat(compute.runningSince(id)).isEmpty();
  }

  @Test
  void a_launch_into_a_zone_without_power_is_refused_and_leaves_nothing_behind() {
    world.facts().establish(DARK);

    assertThatThrownBy(() -> launch(data().build()))
        .isInstanceOfSatisfying(
            AwsError.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("InsufficientInstanceCapacity");
              assertThat(refusal.status()).isEqualTo(500);
            });
    assertThat(ec2.source().describe().all(Kind.NETWORK_INTERFACE)).isEmpty();
    assertThat(ec2.source().describe().all(Kind.INSTANCE)).isEmpty();
  }

  private String launch(RequestLaunchTemplateData data) {
    CreateLaunchTemplateResponse template =
        call(
            CreateLaunchTemplateResponse.class,
            "CreateLaunchTemplate",
            CreateLaunchTemplateRequest.builder()
                .launchTemplateName("web" + world.kernel().happened() + data.hashCode())
                .launchTemplateData(data)
                .build());
    return compute.launch(
        new Compute.Launch(
            template.launchTemplate().launchTemplateId(),
            "1",
            Optional.empty(),
            false,
            subnetId,
            Map.of("aws:autoscaling:groupName", "web")));
  }

  private static RequestLaunchTemplateData.Builder data() {
    return RequestLaunchTemplateData.builder()
        .imageId(InstancesTest.AL2023)
        .instanceType("t3.micro");
  }

  private long seconds() {
    return Duration.between(START, world.kernel().now()).toSeconds();
  }

  private <R extends SdkPojo> R call(Class<R> response, String action, SdkPojo request) {
    return response.cast(world.operations().find(Service.EC2, action).orElseThrow().run(request));
  }
}
