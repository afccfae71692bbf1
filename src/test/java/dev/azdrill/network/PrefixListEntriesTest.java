package dev.azdrill.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.PrefixListId;

class PrefixListEntriesTest {
  @Test
  void a_prefix_list_is_its_blocks_where_they_are_described() {
    IpPermission list =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(443)
            .toPort(443)
            .prefixListIds(PrefixListId.builder().prefixListId("pl-1").build())
            .build();
    Inventory described =
        ProductionNetwork.inventory()
            .add(
                Kind.PREFIX_LIST_ENTRY,
                "pl-1",
                List.of(
                    PrefixListEntry.builder().cidr("192.0.2.0/24").build(),
                    PrefixListEntry.builder().cidr("203.0.113.0/29").build()))
            .build();
    PacketWalker walker =
        new PacketWalker(
            described.map(
                Kind.SECURITY_GROUP,
                group ->
                    group.groupId().equals("sg-alb")
                        ? group.toBuilder().ipPermissions(list).build()
                        : group));

    assertThat(walker.connectFromInternet("203.0.113.7", "198.51.100.11", 443).disposition())
        .isEqualTo(Disposition.DELIVERED);
    assertThat(walker.connectFromInternet("203.0.113.8", "198.51.100.11", 443).disposition())
        .isEqualTo(Disposition.ENI_SG_RULES_MISMATCH);
  }
}
