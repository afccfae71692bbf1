package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.PacketWalker;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;

/**
 * No packet of IPv6 is followed: nothing that hangs on one is proven, and the rest stays as it is.
 */
class Ipv6Test {
  private static final Guarantee OUTBOUND =
      Guarantees.named("outbound-through-own-zone").orElseThrow();
  private static final Guarantee NO_PUBLIC = Guarantees.named("no-public-addresses").orElseThrow();
  private static final Guarantee ONLY =
      Guarantees.named("only-load-balancer-is-reachable").orElseThrow();

  private final Inventory sound = SoundProduction.inventory();

  private static Inventory routing(Inventory inventory, Route route) {
    PacketWalker walker = new PacketWalker(inventory);
    Set<String> tables =
        inventory.all(Kind.AUTO_SCALING_GROUP).stream()
            .flatMap(group -> Architecture.subnetsOf(group).stream())
            .flatMap(subnet -> walker.routeTable(subnet).stream())
            .collect(Collectors.toSet());
    return TopologyMutations.routing(inventory, tables, route);
  }

  private static Route route(String block) {
    return Route.builder().destinationIpv6CidrBlock(block).state("active").build();
  }

  private Inventory withAddress(String address) {
    return sound.map(
        Kind.NETWORK_INTERFACE,
        (NetworkInterface each) ->
            each.attachment() != null && each.attachment().instanceId() != null
                ? each.toBuilder()
                    .ipv6Addresses(
                        NetworkInterfaceIpv6Address.builder().ipv6Address(address).build())
                    .build()
                : each);
  }

  @ParameterizedTest
  @CsvSource({
    "2a05:d01c::10, VIOLATED",
    "2001:db8::10, VIOLATED",
    "FD00:1::10, PROVEN",
    "fcff::10, PROVEN",
    "fc::10, VIOLATED",
  })
  void an_instance_has_a_public_address_unless_it_is_a_unique_local_one(
      String address, GuaranteeVerdict verdict) {
    assertThat(NO_PUBLIC.prove(withAddress(address)).verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"2a05:d01c::/64, VIOLATED", "fd00:1::/64, PROVEN"})
  void a_subnet_gives_public_addresses_unless_its_block_is_unique_local(
      String block, GuaranteeVerdict verdict) {
    Inventory giving =
        sound.map(
            Kind.SUBNET,
            (Subnet each) ->
                each.toBuilder()
                    .ipv6CidrBlockAssociationSet(
                        SubnetIpv6CidrBlockAssociation.builder().ipv6CidrBlock(block).build())
                    .assignIpv6AddressOnCreation(true)
                    .build());

    assertThat(NO_PUBLIC.prove(giving).verdict()).isEqualTo(verdict);
  }

  @Test
  void a_template_that_gives_such_addresses_gives_public_ones() {
    Inventory giving =
        TopologyMutations.launchingWith(sound, it -> it.toBuilder().ipv6AddressCount(2).build());
    Inventory none =
        TopologyMutations.launchingWith(sound, it -> it.toBuilder().ipv6AddressCount(0).build());

    assertThat(NO_PUBLIC.prove(giving).verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(NO_PUBLIC.prove(none).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void where_the_next_instance_gets_such_an_address_who_reaches_it_is_unknown() {
    assertThat(ONLY.prove(TopologyMutations.givingIpv6Addresses(sound)).verdict())
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
  }

  @Test
  void a_route_for_ipv6_is_no_way_out_for_who_has_no_such_address() {
    Inventory routed = routing(sound, route("::/0").toBuilder().gatewayId("igw-1").build());

    assertThat(OUTBOUND.prove(routed).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @ParameterizedTest
  @CsvSource({
    "::/0, igw-1, VIOLATED",
    "2000::/3, igw-1, VIOLATED",
    "::/0, eigw-1, VIOLATED",
    "::/0, tgw-1, UNKNOWN",
    "2001:db8::/56, local, PROVEN",
    "64:ff9b::/96, nat-a, PROVEN",
  })
  void what_goes_out_over_ipv6_passes_no_nat_gateway(
      String block, String to, GuaranteeVerdict verdict) {
    Inventory addressed = withAddress("2001:db8::10");
    Route.Builder route = route(block).toBuilder();
    if (to.startsWith("eigw-")) {
      route.egressOnlyInternetGatewayId(to);
    } else if (to.startsWith("tgw-")) {
      route.transitGatewayId(to);
    } else if (to.startsWith("nat-")) {
      route.natGatewayId(to);
    } else {
      route.gatewayId(to);
    }

    assertThat(OUTBOUND.prove(routing(addressed, route.build())).verdict()).isEqualTo(verdict);
  }

  @Test
  void such_addresses_without_a_route_for_them_lead_nowhere() {
    assertThat(OUTBOUND.prove(withAddress("2001:db8::10")).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
  }
}
