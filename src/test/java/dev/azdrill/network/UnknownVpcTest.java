package dev.azdrill.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownVpcTest {
  /** Interfaces of VPCs that nobody names do not stand in one VPC for that. */
  @Test
  void an_interface_whose_vpc_is_not_described_reaches_nobody_that_is_known() {
    Inventory nowhere =
        ProductionNetwork.inventory()
            .build()
            .with(Kind.SUBNET, List.of())
            .map(Kind.NETWORK_INTERFACE, each -> each.toBuilder().vpcId(null).build());
    PacketWalker walker = new PacketWalker(nowhere);

    assertThat(walker.connect("eni-alb-a", "10.0.11.20", 8080).disposition())
        .isEqualTo(Disposition.UNKNOWN_RESOURCE);
    assertThat(walker.connectFromInternet("203.0.113.7", "198.51.100.11", 443).disposition())
        .isEqualTo(Disposition.UNKNOWN_RESOURCE);
  }
}
