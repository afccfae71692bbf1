package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AutoProvisionZonesState;
import software.amazon.awssdk.services.ec2.model.AvailabilityMode;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Production, with one regional NAT gateway in place of one in each zone. */
class RegionalNatTest {
  private static final String A = "eu-west-2a";
  private static final String B = "eu-west-2b";
  private static final String NAT = "nat-regional";
  private static final String TABLE = "rtb-of-nat";

  private final Inventory sound = SoundProduction.inventory();

  private static NatGateway gateway(AutoProvisionZonesState automatic, String... zones) {
    return NatGateway.builder()
        .natGatewayId(NAT)
        .vpcId(ProductionNetwork.VPC)
        .state("available")
        .connectivityType("public")
        .availabilityMode(AvailabilityMode.REGIONAL)
        .autoProvisionZones(automatic)
        .routeTableId(TABLE)
        .natGatewayAddresses(Stream.of(zones).map(RegionalNatTest::address).toList())
        .build();
  }

  private static NatGatewayAddress address(String zone) {
    return NatGatewayAddress.builder()
        .availabilityZone(zone)
        .publicIp("198.51.100." + (zone.charAt(zone.length() - 1) - 'a' + 1))
        .allocationId("eipalloc-" + zone)
        .status("succeeded")
        .build();
  }

  private RouteTable table(Route... routes) {
    return RouteTable.builder()
        .routeTableId(TABLE)
        .vpcId(ProductionNetwork.VPC)
        .routes(routes)
        .build();
  }

  private Route toInternet() {
    return TopologyMutations.defaultRoute().toBuilder()
        .gatewayId(sound.all(Kind.INTERNET_GATEWAY).get(0).internetGatewayId())
        .build();
  }

  private Inventory with(NatGateway gateway, List<RouteTable> its) {
    List<RouteTable> tables =
        sound.all(Kind.ROUTE_TABLE).stream()
            .map(
                each ->
                    each.copy(
                        table ->
                            table.routes(
                                each.routes().stream()
                                    .map(
                                        route ->
                                            route.natGatewayId() == null
                                                ? route
                                                : route.copy(to -> to.natGatewayId(NAT)))
                                    .toList())))
            .toList();
    return sound
        .with(Kind.NAT_GATEWAY, List.of(gateway))
        .with(Kind.ROUTE_TABLE, Stream.concat(tables.stream(), its.stream()).toList());
  }

  private Inventory with(NatGateway gateway) {
    return with(gateway, List.of(table(toInternet())));
  }

  private static Proof prove(Inventory inventory) {
    return Guarantees.named("outbound-through-own-zone").orElseThrow().prove(inventory);
  }

  @Test
  void one_that_is_in_each_zone_is_each_zones_own() {
    for (AutoProvisionZonesState each :
        List.of(AutoProvisionZonesState.ENABLED, AutoProvisionZonesState.DISABLED)) {
      Inventory regional = with(gateway(each, A, B));

      Proof proof = prove(regional);
      assertThat(proof.verdict()).as(proof.because()).isEqualTo(GuaranteeVerdict.PROVEN);
      assertThat(proof.note()).isEmpty();
      assertThat(SinglePoints.of(regional)).noneMatch(point -> point.contains("NAT gateway"));
      assertThat(WaysOut.byZone(regional)).allMatch(way -> way.endsWith("NAT gateway of its own"));
    }
  }

  @Test
  void where_aws_has_not_extended_it_yet_it_will_and_that_is_told() {
    Proof proof = prove(with(gateway(AutoProvisionZonesState.ENABLED, A)));

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(proof.note().orElseThrow())
        .contains(NAT + " was not extended to " + B + " yet", "up to an hour");
  }

  @Test
  void a_zone_for_which_it_was_given_no_address_has_no_way_out() {
    Proof proof = prove(with(gateway(AutoProvisionZonesState.DISABLED, A)));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(proof.because()).contains(NAT + " serves " + A + ", and not " + B);
  }

  @Test
  void it_goes_where_its_own_table_leads() {
    Route nowhere = toInternet().toBuilder().state("blackhole").build();
    NatGateway everywhere = gateway(AutoProvisionZonesState.ENABLED, A, B);

    assertThat(prove(with(everywhere, List.of(table(nowhere)))).verdict())
        .isEqualTo(GuaranteeVerdict.VIOLATED);
    Proof halved =
        prove(
            with(
                everywhere,
                List.of(
                    table(
                        toInternet(),
                        nowhere.toBuilder().destinationCidrBlock("128.0.0.0/1").build()))));
    assertThat(halved.verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(halved.because()).contains("128.0.0.0");
  }

  @Test
  void what_is_not_described_of_it_is_unknown() {
    NatGateway everywhere = gateway(AutoProvisionZonesState.ENABLED, A, B);

    Proof withoutTable = prove(with(everywhere, List.of()));
    assertThat(withoutTable.verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(withoutTable.because()).contains("no route table of its own that is described");
    Proof withoutAddresses = prove(with(gateway(AutoProvisionZonesState.ENABLED)));
    assertThat(withoutAddresses.verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(withoutAddresses.because()).contains("the addresses of " + NAT);
  }

  @Test
  void replies_pass_the_senders_network_acl() {
    Inventory denied =
        with(gateway(AutoProvisionZonesState.ENABLED, A, B))
            .map(
                Kind.NETWORK_ACL,
                acl ->
                    acl.copy(
                        to ->
                            to.entries(
                                Stream.concat(
                                        Stream.of(
                                            TopologyMutations.denyingHighPortsOut().toBuilder()
                                                .egress(false)
                                                .build()),
                                        acl.entries().stream())
                                    .toList())));

    assertThat(prove(denied).verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
  }
}
