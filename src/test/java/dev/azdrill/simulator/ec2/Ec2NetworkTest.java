package dev.azdrill.simulator.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Networking.OwnedInterface;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;

/** The port through which load balancers and databases stand in a network. */
class Ec2NetworkTest {
  private final World world =
      World.create(
          new Kernel(Instant.EPOCH, Seed.of("ports")), RegionLocation.london(), Timings.typical());
  private final Ec2 ec2 = new Ec2(world, name -> Optional.empty());
  private final Networking network = ec2.network();
  private String vpcId;
  private String subnetId;

  @BeforeEach
  void subnet() {
    vpcId =
        call(
                "CreateVpc",
                CreateVpcRequest.builder().cidrBlock("10.0.0.0/16").build(),
                CreateVpcResponse.class)
            .vpc()
            .vpcId();
    subnetId =
        call(
                "CreateSubnet",
                CreateSubnetRequest.builder().vpcId(vpcId).cidrBlock("10.0.1.0/28").build(),
                CreateSubnetResponse.class)
            .subnet()
            .subnetId();
  }

  private <T> T call(String action, SdkPojo request, Class<T> response) {
    return response.cast(world.operations().find(Service.EC2, action).orElseThrow().run(request));
  }

  private NetworkInterface node() {
    return network.create(
        new OwnedInterface(
            subnetId,
            List.of(network.defaultSecurityGroup(vpcId).orElseThrow().groupId()),
            "ELB app/web/0123456789abcdef",
            "amazon-elb",
            true,
            Map.of("stack", "test")));
  }

  @Test
  void an_interface_of_a_service_is_in_use_at_once_and_belongs_to_it() {
    NetworkInterface eni = node();

    assertThat(eni.status()).isEqualTo(NetworkInterfaceStatus.IN_USE);
    assertThat(eni.requesterId()).isEqualTo("amazon-elb");
    assertThat(eni.requesterManaged()).isTrue();
    assertThat(eni.attachment().instanceOwnerId()).isEqualTo("amazon-elb");
    assertThat(eni.association().ipOwnerId()).isEqualTo("amazon-elb");
    assertThat(eni.association().allocationId()).isNull();
    assertThat(eni.tagSet()).singleElement().satisfies(t -> assertThat(t.key()).isEqualTo("stack"));
  }

  @Test
  void every_interface_gets_a_public_address_of_its_own() {
    assertThat(node().association().publicIp()).isNotEqualTo(node().association().publicIp());
  }

  @Test
  void deleting_it_twice_gives_its_address_back_once() {
    NetworkInterface eni = node();
    network.delete(eni.networkInterfaceId());
    network.delete(eni.networkInterfaceId());

    assertThat(network.networkInterface(eni.networkInterfaceId())).isEmpty();
    assertThat(network.subnet(subnetId).orElseThrow().availableIpAddressCount()).isEqualTo(11);
  }

  @Test
  void a_full_subnet_refuses_another_as_aws_does() {
    for (int i = 0; i < 11; i++) {
      node();
    }
    assertThatThrownBy(this::node)
        .isInstanceOfSatisfying(
            AwsError.class,
            e -> assertThat(e.code()).isEqualTo("InsufficientFreeAddressesInSubnet"));
  }

  @Test
  void what_the_data_plane_sees_is_what_ec2_describes_and_grows_older_by_version() {
    long before = world.network().version();
    NetworkInterface eni = node();

    assertThat(world.network().version()).isGreaterThan(before);
    assertThat(ec2.source().describe().all(Kind.NETWORK_INTERFACE)).containsExactly(eni);
    assertThat(ec2.source().describe().all(Kind.ROUTE_TABLE)).hasSize(1);
    assertThat(ec2.source().describe().all(Kind.NETWORK_ACL)).hasSize(1);
    assertThat(ec2.source().describe().all(Kind.SUBNET)).hasSize(1);
  }
}
