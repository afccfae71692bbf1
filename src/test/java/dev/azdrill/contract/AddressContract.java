package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Address;

@Contract
class AddressContract {
  private static Address described(Subject s, String allocation) {
    return s.ec2().describeAddresses(r -> r.allocationIds(allocation)).addresses().get(0);
  }

  private static String map(Subject s, String allocation, String networkInterface) {
    return s.ec2()
        .associateAddress(r -> r.allocationId(allocation).networkInterfaceId(networkInterface))
        .associationId();
  }

  @Test
  void an_address_stands_for_an_interface_and_both_say_so(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String networkInterface = ground.networkInterface(ground.subnet());
    String allocation = ground.allocation();

    String association = map(s, allocation, networkInterface);

    assertThat(described(s, allocation).networkInterfaceId()).isEqualTo(networkInterface);
    assertThat(described(s, allocation).associationId()).isEqualTo(association);
    assertThat(ground.describe(networkInterface).association().publicIp())
        .isEqualTo(described(s, allocation).publicIp());
  }

  @Test
  void an_address_moves_unless_that_is_forbidden(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String subnet = ground.subnet();
    String first = ground.networkInterface(subnet);
    String second = ground.networkInterface(subnet);
    String allocation = ground.allocation();
    map(s, allocation, first);

    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .associateAddress(
                            r ->
                                r.allocationId(allocation)
                                    .networkInterfaceId(second)
                                    .allowReassociation(false))))
        .isEqualTo("Resource.AlreadyAssociated");
  }

  @Test
  void an_address_that_moved_stands_for_the_new_interface_alone(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String subnet = ground.subnet();
    String first = ground.networkInterface(subnet);
    String second = ground.networkInterface(subnet);
    String allocation = ground.allocation();
    map(s, allocation, first);

    s.ec2()
        .associateAddress(
            r -> r.allocationId(allocation).networkInterfaceId(second).allowReassociation(true));

    assertThat(ground.describe(first).association()).isNull();
    assertThat(described(s, allocation).networkInterfaceId()).isEqualTo(second);
  }

  @Test
  void an_address_that_is_mapped_cannot_be_released(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String networkInterface = ground.networkInterface(ground.subnet());
    String allocation = ground.allocation();
    map(s, allocation, networkInterface);

    assertThat(Refusal.of(() -> s.ec2().releaseAddress(r -> r.allocationId(allocation))))
        .isEqualTo("InvalidIPAddress.InUse");
  }

  @Test
  void an_interface_that_goes_lets_its_address_go(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String networkInterface = ground.networkInterface(ground.subnet());
    String allocation = ground.allocation();
    map(s, allocation, networkInterface);

    s.ec2().deleteNetworkInterface(r -> r.networkInterfaceId(networkInterface));

    assertThat(described(s, allocation).associationId()).isNull();
  }

  @Test
  void an_address_in_a_vpc_without_an_internet_gateway_cannot_be_mapped(Subject s) {
    NetworkFixture ground = s.ground();
    String networkInterface = ground.networkInterface(ground.subnet());
    String allocation = ground.allocation();

    assertThat(Refusal.of(() -> map(s, allocation, networkInterface)))
        .isEqualTo("Gateway.NotAttached");
  }

  @Test
  void an_address_that_is_released_is_not_found(Subject s) {
    String allocation = s.ground().allocation();

    s.ec2().releaseAddress(r -> r.allocationId(allocation));

    assertThat(Refusal.of(() -> described(s, allocation)))
        .isEqualTo("InvalidAllocationID.NotFound");
    assertThat(Refusal.of(() -> s.ec2().releaseAddress(r -> r.allocationId(allocation))))
        .isEqualTo("InvalidAllocationID.NotFound");
  }

  @Test
  void an_association_that_is_not_there_is_not_found(Subject s) {
    assertThat(
            Refusal.of(
                () ->
                    s.ec2()
                        .disassociateAddress(r -> r.associationId("eipassoc-00000000000000000"))))
        .isEqualTo("InvalidAssociationID.NotFound");
  }
}
