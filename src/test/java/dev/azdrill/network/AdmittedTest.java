package dev.azdrill.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import dev.azdrill.network.space.Space;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.PrefixListId;

/** What random networks do not have: ICMP, lists, groups that are not described. */
class AdmittedTest {
  private static final String CLIENT = "203.0.113.7";

  private static Inventory application(IpPermission... rules) {
    return ProductionNetwork.inventory()
        .build()
        .map(
            Kind.SECURITY_GROUP,
            group ->
                group.groupId().equals("sg-app")
                    ? group.toBuilder().ipPermissions(rules).build()
                    : group);
  }

  private static Admitted admitted(Inventory inventory) {
    return new PacketWalker(inventory).admittedFromOutside("eni-app-a");
  }

  private static Optional<List<String>> by(Space space, Protocol protocol, int port) {
    return space.at(Ipv4.of(CLIENT), 0, protocol.number(), port).map(Space.Piece::by);
  }

  private static IpPermission icmp(int type) {
    return IpPermission.builder()
        .ipProtocol("icmp")
        .fromPort(type)
        .toPort(-1)
        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
        .build();
  }

  @Test
  void a_rule_for_one_type_of_icmp_admits_no_other_and_one_for_all_admits_all() {
    for (int type : new int[] {0, 8, 13}) {
      assertThat(by(admitted(application(icmp(8))).certain(), Protocol.ICMP, type).isPresent())
          .isEqualTo(type == 8);
      assertThat(by(admitted(application(icmp(-1))).certain(), Protocol.ICMP, type)).isPresent();
    }
    assertThat(by(admitted(application(icmp(-1))).certain(), Protocol.TCP, 8)).isEmpty();
  }

  @Test
  void an_entry_for_one_type_of_icmp_denies_no_other_and_filters_say_the_same() {
    NetworkAclEntry deny =
        NetworkAclEntry.builder()
            .egress(false)
            .ruleNumber(1)
            .ruleAction("deny")
            .protocol("1")
            .cidrBlock("0.0.0.0/0")
            .icmpTypeCode(t -> t.type(8).code(-1))
            .build();
    Inventory inventory =
        application(icmp(-1))
            .map(
                Kind.NETWORK_ACL,
                acl ->
                    acl.toBuilder()
                        .entries(
                            java.util.stream.Stream.concat(
                                    acl.entries().stream(), java.util.stream.Stream.of(deny))
                                .toList())
                        .build());
    NetworkIndex index = new NetworkIndex(inventory);
    NetworkInterface at = index.networkInterface("eni-app-a").orElseThrow();
    for (int type : new int[] {0, 8, 13}) {
      boolean passes =
          new InterfaceFilters(index)
              .acl(
                  at.subnetId(),
                  ProductionNetwork.VPC,
                  Direction.INGRESS,
                  CLIENT,
                  Protocol.ICMP,
                  PortRange.of(type))
              .passes();
      assertThat(passes).isEqualTo(type != 8);
      assertThat(by(admitted(inventory).certain(), Protocol.ICMP, type).isPresent())
          .isEqualTo(passes);
    }
  }

  @Test
  void each_packet_has_the_rules_that_admit_it() {
    Admitted admitted = admitted(application(icmp(8)));

    assertThat(by(admitted.certain(), Protocol.ICMP, 8))
        .contains(List.of("acl-default 100", "sg-app icmp 8 0.0.0.0/0"));
  }

  @Test
  void of_a_list_whose_entries_are_not_known_everybody_may_be() {
    Admitted admitted =
        admitted(
            application(
                IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(22)
                    .toPort(22)
                    .prefixListIds(PrefixListId.builder().prefixListId("pl-1").build())
                    .build()));

    assertThat(by(admitted.certain(), Protocol.TCP, 22)).isEmpty();
    assertThat(by(admitted.possible(), Protocol.TCP, 22)).isPresent();
    assertThat(by(admitted.possible(), Protocol.TCP, 23)).isEmpty();
  }

  @Test
  void what_is_not_described_admits_nothing_for_certain_and_anything_perhaps() {
    for (Kind<?> kind : List.of(Kind.SECURITY_GROUP, Kind.NETWORK_ACL)) {
      Admitted admitted = admitted(application(icmp(8)).without(kind, "not allowed"));

      assertThat(by(admitted.certain(), Protocol.ICMP, 8)).as("%s", kind).isEmpty();
      assertThat(by(admitted.possible(), Protocol.ICMP, 8)).as("%s", kind).isPresent();
    }
  }

  @Test
  void a_group_that_is_named_but_not_described_may_admit_anything() {
    Inventory without =
        application(icmp(8))
            .with(
                Kind.SECURITY_GROUP,
                application().all(Kind.SECURITY_GROUP).stream()
                    .filter(group -> !group.groupId().equals("sg-app"))
                    .toList());

    assertThat(admitted(without).certain().isEmpty()).isTrue();
    assertThat(by(admitted(without).possible(), Protocol.UDP, 53)).isPresent();
  }
}
