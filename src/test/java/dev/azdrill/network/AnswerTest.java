package dev.azdrill.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import dev.azdrill.network.model.PortRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;

/** What counts as one setting. */
class AnswerTest {
  private static List<Obstacle> settings(Inventory inventory, String to, int port) {
    PacketWalker walker = new PacketWalker(inventory);
    Answer answer =
        walker.ask("eni-app-a", Packet.tcp("10.0.11.20", to, port), PortRange.EPHEMERAL);
    assertThat(answer).isInstanceOf(Answer.Unreachable.class);
    return ((Answer.Unreachable) answer).settings();
  }

  private static final String DATABASE = "10.0.21.30";

  private static Inventory with(NetworkAclEntry entry) {
    return ProductionNetwork.inventory()
        .build()
        .map(
            Kind.NETWORK_ACL,
            acl -> {
              List<NetworkAclEntry> all = new ArrayList<>(acl.entries());
              all.add(entry);
              return acl.toBuilder().entries(all).build();
            });
  }

  @Test
  void one_entry_that_denies_the_packet_and_its_reply_is_one_setting() {
    Inventory denying = with(ProductionNetwork.entry(true, 1, "deny", "0.0.0.0/0"));

    assertThat(settings(denying, DATABASE, 5432))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.disposition()).isEqualTo(Disposition.SUBNET_ACL_RESTRICTION);
              assertThat(one.at().decidedBy()).contains("1");
            });
    assertThat(settings(denying, "8.8.8.8", 443)).hasSize(1);
  }

  @Test
  void what_an_acl_lacks_for_the_packet_and_for_its_reply_are_two_settings() {
    Inventory silent =
        ProductionNetwork.inventory()
            .build()
            .map(
                Kind.NETWORK_ACL,
                acl ->
                    acl.toBuilder()
                        .entries(acl.entries().stream().filter(each -> !each.egress()).toList())
                        .build());

    assertThat(settings(silent, DATABASE, 5432))
        .extracting(Obstacle::onReply)
        .containsExactly(false, true);
  }

  @Test
  void each_direction_is_a_setting_of_its_own() {
    Inventory denying =
        ProductionNetwork.inventory()
            .build()
            .map(
                Kind.NETWORK_ACL,
                acl ->
                    acl.toBuilder()
                        .entries(
                            List.of(
                                ProductionNetwork.entry(true, 1, "deny", "0.0.0.0/0"),
                                ProductionNetwork.entry(false, 1, "deny", "0.0.0.0/0")))
                        .build());

    assertThat(settings(denying, DATABASE, 5432))
        .extracting(one -> one.at().direction())
        .containsExactly(Hop.Direction.EGRESS, Hop.Direction.INGRESS);
  }

  @Test
  void a_block_that_begins_with_an_address_of_ours_has_others_too() {
    Inventory narrow = with(ProductionNetwork.entry(false, 1, "allow", "198.51.100.2/31"));

    assertThat(narrow.all(Kind.ADDRESS)).anyMatch(each -> each.publicIp().equals("198.51.100.2"));
    assertThat(new PacketWalker(narrow).peersOnTheInternet("eni-app-a", "203.0.113.7"))
        .startsWith("203.0.113.7")
        .contains("198.51.100.3", "192.0.2.0")
        .doesNotContain("198.51.100.2", "10.0.0.0", "100.64.0.0");
  }

  @Test
  void behind_a_route_that_is_not_known_nothing_is_certain() {
    Inventory unread =
        ProductionNetwork.inventory()
            .build()
            .with(Kind.NAT_GATEWAY, List.of())
            .without(Kind.ROUTE_TABLE, "not allowed");

    assertThat(
            new PacketWalker(unread)
                .ask("eni-app-a", Packet.tcp("10.0.11.20", "8.8.8.8", 443), PortRange.EPHEMERAL))
        .isInstanceOf(Answer.Unknown.class);
  }
}
