package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Networking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Tag;

class ForeignNetworkTest {
  private final CompletedRegion completed = new CompletedRegion();
  private final Ground ground = new Ground(completed);
  private final Networking network = completed.ports().ec2().network();

  @AfterEach
  void close() {
    completed.close();
  }

  private <T> T write(Supplier<T> action) {
    return completed.region().kernel().write(action);
  }

  private NetworkInterface create() {
    return write(() -> network.create(ground.node()));
  }

  private void delete(String id) {
    completed.write(() -> network.delete(id));
  }

  private List<Address> addresses() {
    return completed.foreign().ec2().describeAddresses().addresses();
  }

  private List<NetworkInterface> interfaces() {
    return completed.foreign().ec2().describeNetworkInterfaces().networkInterfaces();
  }

  @Test
  void a_nodes_interface_is_marked_by_its_owner_and_has_a_public_address() {
    NetworkInterface made = create();

    assertThat(made.association().publicIp()).isNotBlank();
    assertThat(interfaces())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.tagSet())
                    .contains(
                        Tag.builder().key(ForeignNetwork.OWNER_TAG).value("amazon-elb").build()));
    assertThat(addresses()).hasSize(1);
  }

  @Test
  void what_the_ports_made_is_seen_before_the_next_reading_and_gone_when_they_deleted_it() {
    NetworkInterface made = create();
    assertThat(network.networkInterface(made.networkInterfaceId())).contains(made);
    assertThat(completed.view().networkInterfaces()).contains(made);

    delete(made.networkInterfaceId());
    assertThat(network.networkInterface(made.networkInterfaceId())).isEmpty();
    assertThat(completed.view().networkInterfaces()).isEmpty();
  }

  @Test
  void a_nodes_public_address_is_released_with_its_interface() {
    NetworkInterface made = create();

    delete(made.networkInterfaceId());

    assertThat(interfaces()).isEmpty();
    assertThat(addresses()).isEmpty();
  }

  @Test
  void an_elastic_ip_of_somebody_else_on_it_is_given_back_to_them() {
    NetworkInterface made =
        write(
            () ->
                network.create(
                    new Networking.OwnedInterface(
                        ground.subnets().get(0),
                        List.of(ground.securityGroup()),
                        "RDSNetworkInterface",
                        "amazon-rds",
                        false,
                        java.util.Map.of())));
    String theirs =
        completed.foreign().ec2().allocateAddress(r -> r.domain(DomainType.VPC)).allocationId();
    completed
        .foreign()
        .ec2()
        .associateAddress(
            r -> r.allocationId(theirs).networkInterfaceId(made.networkInterfaceId()));

    delete(made.networkInterfaceId());

    assertThat(interfaces()).isEmpty();
    assertThat(addresses())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.allocationId()).isEqualTo(theirs);
              assertThat(each.associationId()).isNull();
            });
  }

  @Test
  void an_elastic_ip_that_a_network_load_balancer_was_given_stays_its_owner_s() {
    String theirs =
        completed.foreign().ec2().allocateAddress(r -> r.domain(DomainType.VPC)).allocationId();
    NetworkInterface made =
        write(
            () ->
                network.create(
                    ground.node().ofNetworkLoadBalancer(Optional.of(theirs), Optional.empty())));
    assertThat(made.association().allocationId()).isEqualTo(theirs);
    assertThat(write(() -> network.address(theirs)).orElseThrow().networkInterfaceId())
        .isEqualTo(made.networkInterfaceId());

    completed.write(() -> network.giveBack(made.networkInterfaceId()));

    assertThat(interfaces()).hasSize(1);
    assertThat(addresses())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.allocationId()).isEqualTo(theirs);
              assertThat(each.associationId()).isNull();
            });
  }

  @Test
  void a_network_load_balancer_without_security_groups_cannot_stand_there() {
    Networking.OwnedInterface unguarded =
        new Networking.OwnedInterface(
                ground.subnets().get(0),
                List.of(),
                "ELB net/door/1",
                "amazon-elb",
                false,
                java.util.Map.of())
            .ofNetworkLoadBalancer(Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> write(() -> network.create(unguarded)))
        .hasMessageContaining("must have security groups");
    assertThat(interfaces()).isEmpty();
  }

  @Test
  void an_interface_without_an_address_to_be_had_is_not_left_behind() {
    completed.line().refuse("AllocateAddress", 400, "AddressLimitExceeded");

    assertThatThrownBy(this::create)
        .isInstanceOfSatisfying(
            AwsError.class,
            refusal -> assertThat(refusal.code()).isEqualTo("AddressLimitExceeded"));
    assertThat(interfaces()).isEmpty();
  }

  @Test
  void an_address_that_cannot_be_associated_is_not_left_behind() {
    completed.line().refuse("AssociateAddress", 400, "Gateway.NotAttached");

    assertThatThrownBy(this::create).isInstanceOf(AwsError.class);
    assertThat(interfaces()).isEmpty();
    assertThat(addresses()).isEmpty();
  }

  @Test
  void an_interface_that_nobody_would_ever_delete_is_deleted_when_ec2_answers_again() {
    completed.line().after("AssociateAddress", completed.line()::cut);
    assertThatThrownBy(this::create).isInstanceOf(AwsError.class);
    assertThat(interfaces()).hasSize(1);

    completed.line().mend();
    completed.passHere(Duration.ofMinutes(1));

    assertThat(interfaces()).isEmpty();
    assertThat(addresses()).isEmpty();
  }

  @Test
  void an_interface_goes_also_when_its_address_went_while_it_was_being_deleted() {
    NetworkInterface made = create();
    Address address = addresses().get(0);
    completed
        .line()
        .after(
            "DescribeAddresses",
            () ->
                completed
                    .foreign()
                    .ec2()
                    .disassociateAddress(r -> r.associationId(address.associationId())));

    delete(made.networkInterfaceId());

    assertThat(interfaces()).isEmpty();
    assertThat(addresses()).isEmpty();
  }

  @Test
  void what_is_given_up_in_the_end_is_said() {
    String id = create().networkInterfaceId();
    completed.line().cut();
    delete(id);

    completed.passHere(Retries.PAUSE.multipliedBy(Retries.TRIES + 5));

    assertThat(completed.ports().residue().sentences())
        .singleElement()
        .satisfies(each -> assertThat(each).contains("could not delete " + id, "does not answer"));
    int calls = completed.line().count();
    completed.passHere(Duration.ofHours(1));
    assertThat(completed.line().count()).as("calls after it was given up").isEqualTo(calls);
  }

  @Test
  void an_interface_that_ec2_does_not_let_go_yet_is_deleted_later() {
    NetworkInterface made = create();
    completed.line().refuse("DeleteNetworkInterface", 400, "InvalidParameterValue");
    delete(made.networkInterfaceId());
    assertThat(interfaces()).hasSize(1);

    completed.line().mend();
    completed.passHere(Retries.PAUSE);

    assertThat(interfaces()).isEmpty();
  }

  @Test
  void a_nodes_security_groups_are_replaced_there_and_seen_here() {
    NetworkInterface made = create();
    String other = ground.securityGroup("other");

    completed.write(() -> network.secure(made.networkInterfaceId(), List.of(other)));

    assertThat(interfaces().get(0).groups())
        .extracting(GroupIdentifier::groupId)
        .containsExactly(other);
    assertThat(network.networkInterface(made.networkInterfaceId()).orElseThrow().groups())
        .extracting(GroupIdentifier::groupId)
        .containsExactly(other);
  }

  @Test
  void what_was_made_after_the_last_reading_is_asked_for() {
    String late = ground.securityGroup("late");

    assertThat(network.securityGroup(late)).isPresent();
    assertThat(network.securityGroup("sg-00000000000000000")).isEmpty();
    assertThat(network.defaultSecurityGroup(ground.vpcId())).isPresent();
    assertThat(network.hasInternetGateway(ground.vpcId())).isTrue();
  }

  @Test
  void an_internet_gateway_that_was_attached_after_the_last_reading_counts() {
    String vpc = completed.foreign().ec2().createVpc(r -> r.cidrBlock("10.8.0.0/16")).vpc().vpcId();
    assertThat(network.hasInternetGateway(vpc)).isFalse();
    assertThat(network.defaultSecurityGroup(vpc)).isPresent();
    String gateway =
        completed.foreign().ec2().createInternetGateway().internetGateway().internetGatewayId();
    completed.foreign().ec2().attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));

    assertThat(network.hasInternetGateway(vpc)).isTrue();
  }
}
