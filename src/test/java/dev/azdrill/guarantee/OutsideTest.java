package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Disposition;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.PrefixListId;

class OutsideTest {
  private static Trace knock(Inventory inventory) {
    NetworkInterface at =
        inventory.all(Kind.NETWORK_INTERFACE).stream()
            .filter(each -> each.networkInterfaceId().equals("eni-app-a"))
            .findFirst()
            .orElseThrow();
    return new Outside(inventory, new PacketWalker(inventory)).knock(at).orElseThrow();
  }

  @Test
  void who_is_in_a_list_is_not_known_also_on_one_odd_port() {
    Inventory listed =
        TopologyMutations.groups(
            TopologyMutations.withPublicAddresses(SoundProduction.inventory()),
            List.of("sg-app"),
            group ->
                group.toBuilder()
                    .ipPermissions(
                        IpPermission.builder()
                            .ipProtocol("udp")
                            .fromPort(9000)
                            .toPort(9001)
                            .prefixListIds(PrefixListId.builder().prefixListId("pl-1").build())
                            .build())
                    .build());

    assertThat(knock(listed).disposition().outcome()).isEqualTo(Disposition.Outcome.UNKNOWN);
    assertThat(knock(listed).packet().destinationPort()).isEqualTo(9000);
  }

  @Test
  void one_address_and_one_port_of_all_are_found() {
    Inventory narrow =
        TopologyMutations.admitting(
            TopologyMutations.withPublicAddresses(SoundProduction.inventory()),
            List.of("sg-app"),
            "8.8.4.4/32",
            50_001);

    assertThat(knock(narrow).delivered()).isTrue();
    assertThat(knock(narrow).packet().toString())
        .isEqualTo("tcp 8.8.4.4:50000 -> " + knock(narrow).packet().destination() + ":50001");
  }

  @Test
  void what_is_shut_is_shown_with_a_packet_that_was_dropped() {
    Trace shut = knock(TopologyMutations.withPublicAddresses(SoundProduction.inventory()));

    assertThat(shut.disposition()).isEqualTo(Disposition.ENI_SG_RULES_MISMATCH);
    assertThat(shut.packet().source()).isEqualTo(Outside.CLIENT);
  }
}
