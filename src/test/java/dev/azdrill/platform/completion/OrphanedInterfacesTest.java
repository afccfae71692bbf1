package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

class OrphanedInterfacesTest {
  private final Kernel kernel = new Kernel(CompletedRegion.START, Seed.of("leftovers"));
  private final List<String> deleted = new ArrayList<>();
  private final OrphanedInterfaces leftovers = new OrphanedInterfaces(kernel, deleted::add);

  private void compare(Inventory before, Inventory after) {
    leftovers.compare(before, after);
    kernel.advance(Duration.ZERO);
  }

  private static Inventory with(List<Instance> instances, String... interfaces) {
    return with(instances, List.of(), interfaces);
  }

  private static Inventory with(
      List<Instance> instances, List<NatGateway> gateways, String... interfaces) {
    return Inventory.builder()
        .add(Kind.INSTANCE, instances)
        .add(Kind.NAT_GATEWAY, gateways)
        .add(
            Kind.NETWORK_INTERFACE,
            Stream.of(interfaces)
                .map(id -> NetworkInterface.builder().networkInterfaceId(id).build())
                .toList())
        .build();
  }

  private static Instance instance(String state, InstanceNetworkInterface... interfaces) {
    return Instance.builder()
        .instanceId("i-1")
        .state(s -> s.name(state))
        .networkInterfaces(interfaces)
        .build();
  }

  /** As LocalStack describes one that RunInstances made. */
  private static InstanceNetworkInterface primary(String id) {
    return attached(id, 0, false).toBuilder().description("Primary network interface").build();
  }

  private static InstanceNetworkInterface attached(String id, int index, boolean goesWithIt) {
    return InstanceNetworkInterface.builder()
        .networkInterfaceId(id)
        .description("somebody's")
        .attachment(a -> a.deviceIndex(index).deleteOnTermination(goesWithIt))
        .build();
  }

  private static NatGateway gateway(String state) {
    return NatGateway.builder()
        .natGatewayId("nat-1")
        .state(state)
        .natGatewayAddresses(NatGatewayAddress.builder().networkInterfaceId("eni-nat").build())
        .build();
  }

  @Test
  void the_primary_interface_of_a_terminated_instance_is_removed() {
    compare(
        with(List.of(instance("running", primary("eni-1"))), "eni-1"),
        with(List.of(instance("terminated", primary("eni-1"))), "eni-1", "eni-other"));

    assertThat(deleted).containsExactly("eni-1");
  }

  @Test
  void also_when_the_instance_is_described_no_more() {
    compare(
        with(List.of(instance("running", primary("eni-1"))), "eni-1"), with(List.of(), "eni-1"));

    assertThat(deleted).containsExactly("eni-1");
  }

  @Test
  void an_interface_that_somebody_attached_outlives_the_instance_unless_it_was_to_go_with_it() {
    InstanceNetworkInterface stays = attached("eni-stays", 1, false);
    InstanceNetworkInterface goes = attached("eni-goes", 2, true);

    compare(
        with(List.of(instance("running", stays, goes)), "eni-stays", "eni-goes"),
        with(List.of(instance("terminated", stays, goes)), "eni-stays", "eni-goes"));

    assertThat(deleted).containsExactly("eni-goes");
  }

  @Test
  void an_interface_that_somebody_brought_as_the_primary_one_outlives_the_instance() {
    InstanceNetworkInterface brought = attached("eni-brought", 0, false);

    compare(
        with(List.of(instance("running", brought)), "eni-brought"),
        with(List.of(instance("terminated", brought)), "eni-brought"));

    assertThat(deleted).isEmpty();
  }

  @Test
  void an_interface_detached_from_an_instance_that_lives_is_nobodys_leftover() {
    compare(
        with(List.of(instance("running", attached("eni-1", 1, true))), "eni-1"),
        with(List.of(instance("running")), "eni-1"));

    assertThat(deleted).isEmpty();
  }

  @Test
  void an_interface_that_moved_to_another_instance_stays() {
    Instance heir =
        instance("running", attached("eni-1", 1, true)).toBuilder().instanceId("i-2").build();

    compare(
        with(List.of(instance("running", attached("eni-1", 1, true))), "eni-1"),
        with(List.of(instance("terminated"), heir), "eni-1"));

    assertThat(deleted).isEmpty();
  }

  @Test
  void the_interface_of_a_deleted_nat_gateway_is_removed_and_that_of_a_living_one_is_not() {
    compare(
        with(List.of(), List.of(gateway("available")), "eni-nat"),
        with(List.of(), List.of(gateway("deleting")), "eni-nat"));
    assertThat(deleted).isEmpty();

    compare(
        with(List.of(), List.of(gateway("deleting")), "eni-nat"),
        with(List.of(), List.of(gateway("deleted")), "eni-nat", "eni-other"));
    assertThat(deleted).containsExactly("eni-nat");
  }

  @Test
  void an_interface_of_somebody_else_is_never_touched() {
    compare(with(List.of(), "eni-1"), with(List.of(), "eni-1"));
    compare(with(List.of(), "eni-1"), with(List.of()));
    compare(with(List.of()), with(List.of(), "eni-1"));

    assertThat(deleted).isEmpty();
  }

  @Test
  void it_is_removed_once_and_forgotten_when_it_is_gone() {
    Inventory left = with(List.of(instance("terminated", primary("eni-1"))), "eni-1");
    compare(left, left);
    compare(left, left);
    assertThat(deleted).containsExactly("eni-1");

    compare(left, with(List.of()));
    compare(with(List.of()), left);
    assertThat(deleted).as("were its id given again").containsExactly("eni-1", "eni-1");
  }
}
