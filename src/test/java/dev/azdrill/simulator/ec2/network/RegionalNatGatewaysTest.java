package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.Refused.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Disposition;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.RoundTrip;
import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AutoProvisionZonesState;
import software.amazon.awssdk.services.ec2.model.AvailabilityMode;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneAddress;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.ServiceManaged;

class RegionalNatGatewaysTest {
  private static final String A = "eu-west-2a";
  private static final String B = "eu-west-2b";
  private static final String SOMEWHERE = "203.0.113.7";

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;
  private String igwId;
  private String subnetA;
  private String subnetB;

  @BeforeEach
  void vpc() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnetA = subnet("10.0.1.0/24", A);
    subnetB = subnet("10.0.2.0/24", B);
    igwId = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId));
  }

  private String subnet(String block, String zone) {
    return ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock(block).availabilityZone(zone))
        .subnet()
        .subnetId();
  }

  private String eni(String subnet) {
    return ec2.createNetworkInterface(r -> r.subnetId(subnet))
        .networkInterface()
        .networkInterfaceId();
  }

  private NatGateway automatic() {
    return settled(
        ec2.createNatGateway(r -> r.vpcId(vpcId).availabilityMode(AvailabilityMode.REGIONAL))
            .natGateway());
  }

  private NatGateway manual(AvailabilityZoneAddress... addresses) {
    return settled(
        ec2.createNatGateway(
                r ->
                    r.vpcId(vpcId)
                        .availabilityMode(AvailabilityMode.REGIONAL)
                        .availabilityZoneAddresses(addresses))
            .natGateway());
  }

  private static AvailabilityZoneAddress in(String zone, String allocation) {
    return AvailabilityZoneAddress.builder()
        .availabilityZone(zone)
        .allocationIds(allocation)
        .build();
  }

  private NatGateway settled(NatGateway created) {
    assertThat(created.state()).isEqualTo(NatGatewayState.PENDING);
    region.pass(Duration.ofMinutes(3));
    return described(created.natGatewayId());
  }

  private NatGateway described(String id) {
    return ec2.describeNatGateways(r -> r.natGatewayIds(id)).natGateways().get(0);
  }

  private static List<String> zones(NatGateway gateway) {
    return gateway.natGatewayAddresses().stream().map(NatGatewayAddress::availabilityZone).toList();
  }

  private void routeEverythingTo(String natGatewayId) {
    String main =
        ec2.describeRouteTables().routeTables().stream()
            .filter(each -> vpcId.equals(each.vpcId()))
            .filter(each -> each.associations().stream().anyMatch(its -> its.main()))
            .map(RouteTable::routeTableId)
            .findFirst()
            .orElseThrow();
    ec2.createRoute(
        r -> r.routeTableId(main).destinationCidrBlock("0.0.0.0/0").natGatewayId(natGatewayId));
  }

  private RoundTrip out(String from) {
    return new PacketWalker(new Discovery(region.aws()).byVpc(vpcId)).connect(from, SOMEWHERE, 443);
  }

  @Test
  void an_automatic_one_is_where_interfaces_are_with_addresses_that_aws_manages() {
    eni(subnetB);

    NatGateway gateway = automatic();

    assertThat(gateway.state()).isEqualTo(NatGatewayState.AVAILABLE);
    assertThat(gateway.subnetId()).isNull();
    assertThat(gateway.autoProvisionZones()).isEqualTo(AutoProvisionZonesState.ENABLED);
    assertThat(zones(gateway)).containsExactly(B);
    Address managed = ec2.describeAddresses().addresses().get(0);
    assertThat(managed.serviceManaged()).isEqualTo(ServiceManaged.RNAT);
    assertThat(managed.publicIp()).isEqualTo(gateway.natGatewayAddresses().get(0).publicIp());
    assertThat(refused(() -> ec2.releaseAddress(r -> r.allocationId(managed.allocationId()))))
        .isEqualTo("AuthFailure");
  }

  @Test
  void it_is_extended_to_a_zone_in_which_an_interface_appears_and_serves_it_until_then() {
    eni(subnetB);
    String id = automatic().natGatewayId();
    routeEverythingTo(id);

    String late = eni(subnetA);
    region.pass(Duration.ofMinutes(10));
    assertThat(zones(described(id))).containsExactly(B);
    assertThat(out(late).connects()).isTrue();
    assertThat(out(late).forward().hops())
        .anyMatch(hop -> hop.zone().filter(B::equals).isPresent());

    region.pass(Duration.ofMinutes(10));
    assertThat(zones(described(id))).containsExactly(B, A);
    assertThat(out(late).connects()).isTrue();
    assertThat(out(late).forward().hops())
        .noneMatch(hop -> hop.zone().filter(B::equals).isPresent());
  }

  @Test
  void a_manual_one_serves_the_zones_alone_for_which_it_has_addresses() {
    String first = ec2.allocateAddress(r -> {}).allocationId();
    NatGateway gateway = manual(in(A, first));
    routeEverythingTo(gateway.natGatewayId());
    String here = eni(subnetA);
    String elsewhere = eni(subnetB);
    region.pass(Duration.ofHours(2));

    assertThat(gateway.autoProvisionZones()).isEqualTo(AutoProvisionZonesState.DISABLED);
    assertThat(zones(described(gateway.natGatewayId()))).containsExactly(A);
    assertThat(out(here).connects()).isTrue();
    assertThat(out(elsewhere).disposition())
        .isEqualTo(Disposition.REGIONAL_NGW_ROUTE_AZ_RESTRICTION);
    assertThat(refused(() -> ec2.releaseAddress(r -> r.allocationId(first))))
        .isEqualTo("InvalidIPAddress.InUse");
    assertThat(
            refused(
                () -> ec2.associateAddress(r -> r.allocationId(first).networkInterfaceId(here))))
        .isEqualTo("Resource.AlreadyAssociated");
  }

  @Test
  void it_holds_the_internet_gateway_and_its_table_and_gives_back_all_when_it_goes() {
    String own = ec2.allocateAddress(r -> {}).allocationId();
    NatGateway manual = manual(in(A, own));
    NatGateway automatic = automatic();
    String table = automatic.routeTableId();

    assertThat(refused(() -> detach())).isEqualTo("DependencyViolation");
    assertThat(refused(() -> ec2.deleteRouteTable(r -> r.routeTableId(table))))
        .isEqualTo("DependencyViolation");
    for (NatGateway each : List.of(manual, automatic)) {
      ec2.deleteNatGateway(r -> r.natGatewayId(each.natGatewayId()));
    }
    region.pass(Duration.ofMinutes(2));

    detach();
    assertThat(ec2.describeAddresses().addresses())
        .extracting(Address::allocationId, Address::associationId)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(own, null));
    ec2.releaseAddress(r -> r.allocationId(own));
    assertThat(refused(() -> ec2.describeRouteTables(r -> r.routeTableIds(table))))
        .isEqualTo("InvalidRouteTableID.NotFound");
    ec2.deleteSubnet(r -> r.subnetId(subnetA));
    ec2.deleteSubnet(r -> r.subnetId(subnetB));
    ec2.deleteVpc(r -> r.vpcId(vpcId));
  }

  private void detach() {
    ec2.detachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igwId));
  }

  @Test
  void without_an_internet_gateway_it_fails_and_takes_nothing() {
    detach();
    String own = ec2.allocateAddress(r -> {}).allocationId();

    NatGateway failed = manual(in(A, own));

    assertThat(failed.state()).isEqualTo(NatGatewayState.FAILED);
    assertThat(failed.failureCode()).isEqualTo("Gateway.NotAttached");
    ec2.releaseAddress(r -> r.allocationId(own));
  }

  @Test
  void what_a_zonal_one_has_is_refused_and_the_other_way_round() {
    assertThat(
            words(
                () ->
                    ec2.createNatGateway(
                        r ->
                            r.vpcId(vpcId)
                                .subnetId(subnetA)
                                .availabilityMode(AvailabilityMode.REGIONAL))))
        .contains("SubnetId cannot be used with AvailabilityMode regional");
    assertThat(
            words(
                () ->
                    ec2.createNatGateway(
                        r ->
                            r.vpcId(vpcId)
                                .connectivityType(ConnectivityType.PRIVATE)
                                .availabilityMode(AvailabilityMode.REGIONAL))))
        .contains("private cannot be used with AvailabilityMode regional");
    String own = ec2.allocateAddress(r -> {}).allocationId();
    assertThat(
            words(
                () ->
                    ec2.createNatGateway(
                        r -> r.subnetId(subnetA).availabilityZoneAddresses(in(A, own)))))
        .contains("AvailabilityZoneAddresses can be used with AvailabilityMode regional only");
    assertThat(refused(() -> manual(in(A, own), in(B, own)))).isEqualTo("InvalidParameterValue");
    assertThat(refused(() -> manual(in("eu-west-2z", own)))).isEqualTo("InvalidParameterValue");
    assertThat(ec2.describeNatGateways().natGateways()).isEmpty();
  }

  @Test
  void a_twin_has_it_too() {
    eni(subnetA);
    NatGateway gateway = automatic();
    routeEverythingTo(gateway.natGatewayId());
    eni(subnetB);
    try (AdoptedRegion twin = AdoptedRegion.of(new Discovery(region.aws()).byVpc(vpcId))) {
      for (Kind<?> each : List.of(Kind.NAT_GATEWAY, Kind.ADDRESS, Kind.ROUTE_TABLE)) {
        assertThat(twin.leftOut(each)).isEmpty();
      }
      assertThat(twin.discovered(vpcId).all(Kind.NAT_GATEWAY)).containsExactly(gateway);
      twin.aws().clock().pass(Duration.ofMinutes(30));
      assertThat(zones(twin.discovered(vpcId).all(Kind.NAT_GATEWAY).get(0))).containsExactly(A, B);
      twin.ec2().deleteNatGateway(r -> r.natGatewayId(gateway.natGatewayId()));
      twin.aws().clock().pass(Duration.ofMinutes(2));
      assertThat(twin.ec2().describeAddresses().addresses()).isEmpty();
    }
  }
}
