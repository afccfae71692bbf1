package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import dev.azdrill.network.PacketWalker;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.Tag;

class OutboundPerZoneTest {
  private static final Guarantee OUTBOUND =
      Guarantees.named("outbound-through-own-zone").orElseThrow();

  private final Inventory sound = SoundProduction.inventory();

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

  /** What is found of the next instance in the first zone. */
  private static List<String> seen(Inventory inventory) {
    return OUTBOUND.prove(inventory).findings().stream()
        .filter(each -> each.subject().endsWith("subnet-private-a"))
        .map(Finding::text)
        .toList();
  }

  @Test
  void one_finding_stands_for_a_table_with_one_way_out() {
    assertThat(seen(sound)).containsExactly("goes out through nat-a in eu-west-2a");
  }

  @Test
  void each_route_to_the_internet_is_followed_for_all_its_addresses() {
    assertThat(
            seen(
                routing(
                    through("nat-b", "0.0.0.0/2"),
                    through("nat-b", "64.0.0.0/2"),
                    through("nat-b", "8.0.0.0/8"),
                    through("nat-b", "198.51.100.0/24"))))
        .containsExactly(
            "goes out to 1.0.0.0 to 126.255.255.255, 198.51.100.0/24 through nat-b in eu-west-2b,"
                + " which is not its own zone eu-west-2a",
            "goes out to 128.0.0.0 to 198.51.99.255, 198.51.101.0 to 223.255.255.255 through nat-a"
                + " in eu-west-2a");
  }

  @Test
  void what_is_not_on_the_internet_or_reached_within_the_vpc_is_no_destination() {
    Route endpoint =
        Route.builder()
            .destinationPrefixListId("pl-s3")
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
        .containsExactly("goes out through nat-a in eu-west-2a");
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
    Kind.all().stream()
        .filter(kind -> routed.knows(kind) && kind != Kind.PREFIX_LIST_ENTRY)
        .forEach(kind -> copy(routed, kind, lists));
    lists.add(
        Kind.PREFIX_LIST_ENTRY,
        "pl-1",
        List.of(
            PrefixListEntry.builder().cidr("93.184.216.0/24").build(),
            PrefixListEntry.builder().cidr("10.7.0.0/16").build()));

    assertThat(seen(lists.build()))
        .contains(
            "goes out to 93.184.216.0/24 through nat-b in eu-west-2b, which is not its own zone"
                + " eu-west-2a");
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

    assertThat(seen(halved))
        .containsExactly(
            "does not reach 1.0.0.0 to 126.255.255.255 on port 443 from eu-west-2a: rtb-private-a"
                + " has no route to 1.0.0.0",
            "goes out to 128.0.0.0 to 223.255.255.255 through nat-a in eu-west-2a");
  }

  @Test
  void a_network_behind_another_zones_gateway_is_named() {
    Proof proof = OUTBOUND.prove(routing(through("nat-b", "8.0.0.0/8")));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(proof.because())
        .isEqualTo(
            "an instance of web in subnet-private-a goes out to 8.0.0.0/8 through nat-b in"
                + " eu-west-2b, which is not its own zone eu-west-2a");
  }

  @Test
  void a_gateway_load_balancer_on_the_way_is_not_followed() {
    Route inspected =
        Route.builder()
            .destinationCidrBlock("52.95.0.0/16")
            .gatewayId("vpce-1")
            .state("active")
            .build();

    Proof proof = OUTBOUND.prove(routing(inspected));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(proof.because()).contains("cannot be followed to 52.95.0.0/16 on port 443");
  }

  private Inventory leavingTo(IpPermission... rules) {
    return TopologyMutations.groups(
        sound, Set.of("sg-app"), group -> group.toBuilder().ipPermissionsEgress(rules).build());
  }

  private static IpPermission to(String block, int port) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(IpRange.builder().cidrIp(block).build())
        .build();
  }

  private static Inventory denying(Inventory inventory, NetworkAclEntry... entries) {
    return inventory.map(
        Kind.NETWORK_ACL,
        acl ->
            acl.toBuilder()
                .entries(Stream.concat(Stream.of(entries), acl.entries().stream()).toList())
                .build());
  }

  @Test
  void port_80_alone_does_not_reach_the_internet() {
    Proof proof = OUTBOUND.prove(leavingTo(to("0.0.0.0/0", 80)));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(proof.because())
        .startsWith(
            "an instance of web in subnet-private-a does not reach the internet on port 443 from"
                + " eu-west-2a: sg-app has no outbound rule for tcp 443");
    assertThat(OUTBOUND.prove(leavingTo(to("0.0.0.0/0", 443))).proven()).isTrue();
  }

  @Test
  void a_network_acl_that_denies_https_to_everybody_or_to_some_is_named_with_its_entry() {
    NetworkAclEntry everybody = ProductionNetwork.entry(true, 10, "deny", "0.0.0.0/0", 443, 443);
    NetworkAclEntry some = ProductionNetwork.entry(true, 10, "deny", "52.0.0.0/8", 443, 443);

    assertThat(seen(denying(sound, everybody)))
        .containsExactly(
            "does not reach the internet on port 443 from eu-west-2a: acl-default denies it outbound"
                + " by entry 10 (tcp 443, peer 203.0.113.80)");
    assertThat(seen(denying(sound, some)))
        .contains(
            "does not reach 52.0.0.0/8 on port 443 from eu-west-2a: acl-default denies it outbound"
                + " by entry 10 (tcp 443, peer 52.0.0.0)");
    assertThat(OUTBOUND.prove(denying(sound, some)).verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
  }

  @Test
  void replies_that_do_not_come_back_from_some_networks_are_found_wherever_those_are() {
    Inventory deaf =
        denying(
            sound,
            ProductionNetwork.entry(false, 10, "deny", "198.0.0.0/7", 1024, 65_535),
            ProductionNetwork.entry(false, 11, "deny", "0.0.0.0/5", 1024, 65_535));

    assertThat(seen(deaf))
        .anySatisfy(text -> assertThat(text).startsWith("does not reach 198.0.0.0/7 on port 443"))
        .anySatisfy(
            text ->
                assertThat(text).startsWith("does not reach 1.0.0.0 to 7.255.255.255 on port 443"));
  }

  @Test
  void the_network_acl_that_stops_replies_to_some_ports_is_named() {
    Inventory deaf =
        denying(sound, ProductionNetwork.entry(false, 10, "deny", "52.0.0.0/8", 32_768, 60_999));

    assertThat(OUTBOUND.prove(deaf).because())
        .contains("does not reach 52.0.0.0/8 on port 443")
        .contains("the reply does not pass: acl-default denies it to the ports [32768-60999");
  }

  @Test
  void what_the_network_of_the_nat_gateways_does_not_let_in_does_not_leave() {
    Inventory halved =
        denying(sound, ProductionNetwork.entry(false, 10, "deny", "0.0.0.0/1", 443, 443));

    assertThat(OUTBOUND.prove(halved).because())
        .contains("does not reach the internet on port 443")
        .contains("inbound by entry 10");
  }

  private static Inventory calling(Inventory inventory, String services) {
    return inventory.map(
        Kind.AUTO_SCALING_GROUP,
        group ->
            group.toBuilder()
                .tags(
                    TagDescription.builder()
                        .key("azdrill:outbound")
                        .value(services)
                        .propagateAtLaunch(true)
                        .build())
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          443  | payments.example.com:443                        | PROVEN
          443  | queue.example.com:5671                          | VIOLATED
          5671 | queue.example.com:5671                          | PROVEN
          443  | payments.example.com:443 queue.example.com:5671 | VIOLATED
          443  | 10.0.11.7:5671                                  | PROVEN
          443  | payments.example.com                            | UNKNOWN
          443  | payments.example.com:0                          | UNKNOWN
          """)
  void what_the_application_says_that_it_calls_is_what_it_must_reach(
      int open, String services, GuaranteeVerdict verdict) {
    Proof proof = OUTBOUND.prove(calling(leavingTo(to("0.0.0.0/0", open)), services));

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(verdict);
  }

  @Test
  void a_service_that_is_called_by_its_address_is_reached_there_and_nowhere_else() {
    Inventory one = leavingTo(to("198.51.100.7/32", 5671));

    assertThat(OUTBOUND.prove(calling(one, "198.51.100.7:5671")).proven()).isTrue();
    assertThat(OUTBOUND.prove(calling(one, "198.51.100.8:5671")).because())
        .contains("does not reach 198.51.100.8 on port 5671 from eu-west-2a");
    assertThat(OUTBOUND.prove(calling(one, "queue.example.com:5671")).verdict())
        .isEqualTo(GuaranteeVerdict.VIOLATED);
  }

  @Test
  void instances_say_themselves_what_they_call_where_their_group_does_not() {
    Inventory says =
        leavingTo(to("0.0.0.0/0", 443))
            .map(
                Kind.INSTANCE,
                each ->
                    each.toBuilder()
                        .tags(
                            Tag.builder()
                                .key("azdrill:outbound")
                                .value("queue.example.com:5671")
                                .build())
                        .build());

    assertThat(OUTBOUND.prove(says).because()).contains("on port 5671");
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
