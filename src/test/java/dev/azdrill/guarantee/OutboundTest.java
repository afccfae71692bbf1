package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.PacketWalker;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.Route;

class OutboundTest {
  private static final Guarantee OUTBOUND =
      Guarantees.named("outbound-through-own-zone").orElseThrow();

  private final Inventory sound = SoundProduction.inventory();
  private final NetworkInterface sender =
      sound.all(Kind.NETWORK_INTERFACE).stream()
          .filter(each -> "eni-app-a".equals(each.networkInterfaceId()))
          .findFirst()
          .orElseThrow();

  /** The table of the application in the first zone has these as well. */
  private Inventory routing(Route... routes) {
    String table = new PacketWalker(sound).routeTable("subnet-private-a").orElseThrow();
    Inventory changed = sound;
    for (Route each : routes) {
      changed = TopologyMutations.routing(changed, Set.of(table), each);
    }
    return changed;
  }

  private static Route through(String gateway, String block) {
    return Route.builder()
        .destinationCidrBlock(block)
        .natGatewayId(gateway)
        .state("active")
        .build();
  }

  private List<String> seen(Inventory inventory) {
    return new PacketWalker(inventory)
        .destinationsOfRoutes(String.valueOf(sender.subnetId()), "203.0.113.80");
  }

  @Test
  void one_destination_stands_for_a_table_with_one_way_out() {
    assertThat(seen(sound)).containsExactly("203.0.113.80");
  }

  @Test
  void each_route_to_the_internet_has_a_destination_of_its_own() {
    assertThat(
            seen(
                routing(
                    through("nat-b", "0.0.0.0/2"),
                    through("nat-b", "64.0.0.0/2"),
                    through("nat-b", "8.0.0.0/8"),
                    through("nat-b", "198.51.100.0/24"))))
        .containsExactly("203.0.113.80", "1.0.0.0", "8.0.0.0", "64.0.0.0", "198.51.100.0");
  }

  @Test
  void what_is_not_on_the_internet_or_reached_within_the_vpc_is_no_destination() {
    Route endpoint =
        Route.builder()
            .destinationCidrBlock("52.95.0.0/16")
            .gatewayId("vpce-1")
            .state("active")
            .build();

    assertThat(
            seen(
                routing(
                    endpoint,
                    through("nat-b", "10.9.0.0/16"),
                    through("nat-b", "100.64.0.0/10"),
                    through("nat-b", "224.0.0.0/4"))))
        .containsExactly("203.0.113.80");
  }

  @Test
  void a_route_to_a_prefix_list_leads_to_its_blocks() {
    Route list =
        through("nat-b", "8.0.0.0/8").toBuilder()
            .destinationCidrBlock(null)
            .destinationPrefixListId("pl-1")
            .build();
    Inventory.Builder lists = Inventory.builder();
    Inventory routed = routing(list);
    List.of(Kind.ROUTE_TABLE, Kind.SUBNET, Kind.NETWORK_INTERFACE, Kind.SECURITY_GROUP)
        .forEach(kind -> copy(routed, kind, lists));
    lists.add(
        Kind.PREFIX_LIST_ENTRY,
        "pl-1",
        List.of(
            PrefixListEntry.builder().cidr("93.184.216.0/24").build(),
            PrefixListEntry.builder().cidr("10.7.0.0/16").build()));

    assertThat(seen(lists.build())).containsExactly("203.0.113.80", "93.184.216.0");
  }

  private static <T extends SdkPojo> void copy(Inventory from, Kind<T> kind, Inventory.Builder to) {
    to.add(kind, from.all(kind));
  }

  @Test
  void what_no_route_leads_to_is_a_destination_and_not_reached() {
    Inventory halved =
        sound.map(
            Kind.ROUTE_TABLE,
            table ->
                table.toBuilder()
                    .routes(
                        table.routes().stream()
                            .map(
                                each ->
                                    each.natGatewayId() == null
                                        ? each
                                        : each.toBuilder()
                                            .destinationCidrBlock("128.0.0.0/1")
                                            .build())
                            .toList())
                    .build());

    assertThat(seen(halved)).containsExactly("203.0.113.80", "1.0.0.0");
    assertThat(OUTBOUND.prove(halved).because()).contains("does not reach 1.0.0.0");
  }

  @Test
  void a_network_behind_another_zones_gateway_is_named() {
    Proof proof = OUTBOUND.prove(routing(through("nat-b", "8.0.0.0/8")));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(proof.because())
        .isEqualTo(
            "an instance of web in subnet-private-a goes out to 8.0.0.0 through nat-b in"
                + " eu-west-2b, which is not its own zone eu-west-2a");
  }

  @Test
  void a_comparison_shows_the_way_out_that_is_borrowed_for_a_part_of_the_internet() {
    Inventory borrowed = routing(through("nat-b", "8.0.0.0/8"));

    assertThat(WaysOut.byZone(borrowed))
        .contains("eu-west-2a: NAT gateway in eu-west-2b or NAT gateway of its own");
    assertThat(SinglePoints.of(borrowed))
        .containsExactly("a NAT gateway for eu-west-2a and eu-west-2b");
  }
}
