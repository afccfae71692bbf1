package dev.azdrill.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import dev.azdrill.network.model.PortRange;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** What a node of a network load balancer passes on with the address of its client. */
class PassedOnTest {
  private static final String CLIENT = "203.0.113.7";
  private static final Packet TO_APP = Packet.tcp(CLIENT, "10.0.11.20", 8080);

  private static Inventory network(String... groupsOfNode) {
    Inventory sound = ProductionNetwork.inventory().build();
    NetworkInterface node =
        ProductionNetwork.networkInterface("eni-door", "public", "a", "10.0.1.50", groupsOfNode)
            .toBuilder()
            .interfaceType("network_load_balancer")
            .description("ELB net/door/0123456789abcdef")
            .build();
    return sound
        .with(
            Kind.NETWORK_INTERFACE,
            Stream.concat(sound.all(Kind.NETWORK_INTERFACE).stream(), Stream.of(node)).toList())
        .with(
            Kind.SECURITY_GROUP,
            Stream.concat(
                    sound.all(Kind.SECURITY_GROUP).stream(),
                    Stream.of(ProductionNetwork.group("sg-door")))
                .toList());
  }

  private static Inventory admitting(Inventory to, String block) {
    return to.map(
        Kind.SECURITY_GROUP,
        each -> each.groupId().equals("sg-app") ? admitting(each, block) : each);
  }

  private static SecurityGroup admitting(SecurityGroup group, String block) {
    return ProductionNetwork.group(
        group.groupId(),
        ProductionNetwork.fromAnywhere(8080).toBuilder()
            .ipRanges(IpRange.builder().cidrIp(block).build())
            .build());
  }

  private static Inventory with(Inventory all, NetworkAclEntry entry) {
    return all.map(
        Kind.NETWORK_ACL,
        acl ->
            acl.toBuilder()
                .entries(Stream.concat(acl.entries().stream(), Stream.of(entry)).toList())
                .build());
  }

  private static RoundTrip passed(Inventory in) {
    return new PacketWalker(in).passOn("eni-door", TO_APP, PortRange.EPHEMERAL);
  }

  @Test
  void a_target_that_admits_the_client_gets_it_and_the_reply_comes_back_by_the_node() {
    RoundTrip trip = passed(admitting(network(), "203.0.113.0/24"));

    assertThat(trip.connects()).as(trip.explain()).isTrue();
    assertThat(trip.forward().arrived().source()).isEqualTo(CLIENT);
    assertThat(trip.back().orElseThrow().receiver())
        .as("the route of the target to the client leads to a NAT gateway")
        .contains("eni-door");
  }

  @Test
  void that_a_target_admits_the_node_does_not_help_the_client() {
    RoundTrip trip = passed(admitting(network(), "10.0.0.0/16"));

    assertThat(trip.disposition()).isEqualTo(Disposition.ENI_SG_RULES_MISMATCH);
    assertThat(trip.because()).contains(CLIENT);
    assertThat(
            new PacketWalker(admitting(network(), "10.0.0.0/16"))
                .connect("eni-door", "10.0.11.20", 8080)
                .connects())
        .as("a health check")
        .isTrue();
  }

  @Test
  void a_rule_that_names_a_security_group_of_the_node_admits_what_it_passes_on() {
    Inventory referring =
        network("sg-door")
            .map(
                Kind.SECURITY_GROUP,
                each ->
                    each.groupId().equals("sg-app")
                        ? ProductionNetwork.group(
                            "sg-app", ProductionNetwork.fromGroup(8080, "sg-door"))
                        : each);

    assertThat(passed(referring).connects()).isTrue();
    assertThat(passed(network("sg-db")).disposition()).isEqualTo(Disposition.ENI_SG_RULES_MISMATCH);
  }

  @Test
  void the_node_s_security_groups_must_let_it_out() {
    Inventory shut =
        admitting(network("sg-door"), "0.0.0.0/0")
            .map(
                Kind.SECURITY_GROUP,
                each ->
                    each.groupId().equals("sg-door")
                        ? each.toBuilder().ipPermissionsEgress(List.of()).build()
                        : each);

    assertThat(passed(shut).disposition()).isEqualTo(Disposition.SG_HAS_NO_RULES);
  }

  @Test
  void network_acls_see_the_client_s_address_on_both_ways() {
    Inventory open = admitting(network(), "0.0.0.0/0");

    assertThat(
            passed(with(open, ProductionNetwork.entry(false, 50, "deny", "203.0.113.0/24")))
                .disposition())
        .isEqualTo(Disposition.SUBNET_ACL_RESTRICTION);
    RoundTrip unanswered =
        passed(with(open, ProductionNetwork.entry(true, 50, "deny", "203.0.113.0/24")));
    assertThat(unanswered.forward().delivered()).isTrue();
    assertThat(unanswered.disposition()).isEqualTo(Disposition.SUBNET_ACL_RESTRICTION);
  }

  @Test
  void only_a_network_load_balancer_without_security_groups_is_filtered_by_none() {
    Inventory all = admitting(network(), "0.0.0.0/0");
    Inventory another =
        all.map(
            Kind.NETWORK_INTERFACE,
            each ->
                each.networkInterfaceId().equals("eni-door")
                    ? each.toBuilder().interfaceType("interface").description("ours").build()
                    : each);

    assertThat(new PacketWalker(all).admittedFromOutside("eni-door").certain().isEmpty()).isFalse();
    assertThat(new PacketWalker(another).admittedFromOutside("eni-door").certain().isEmpty())
        .isTrue();
    assertThat(passed(another).disposition()).isEqualTo(Disposition.UNSUPPORTED_COMPONENT);
  }

  @Test
  void of_a_node_that_is_not_described_nothing_is_known() {
    RoundTrip trip = new PacketWalker(network()).passOn("eni-nobody", TO_APP, PortRange.EPHEMERAL);

    assertThat(trip.disposition()).isEqualTo(Disposition.UNKNOWN_RESOURCE);
  }
}
