package dev.azdrill.network;

import static dev.azdrill.inventory.ProductionNetwork.entry;
import static dev.azdrill.inventory.ProductionNetwork.fromAnywhere;
import static dev.azdrill.inventory.ProductionNetwork.networkInterface;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import dev.azdrill.network.model.PortRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

class PacketWalkerTest {
  private static final String CLIENT = "203.0.113.7";
  private static final String DOOR = "198.51.100.11";
  private static final String OUTSIDE = "203.0.113.80";

  private final Inventory sound = ProductionNetwork.inventory().build();

  private static PacketWalker in(Inventory inventory) {
    return new PacketWalker(inventory);
  }

  // The sound network.

  @Test
  void a_client_reaches_the_load_balancer_and_its_reply_goes_back() {
    RoundTrip trip = in(sound).connectFromInternet(CLIENT, DOOR, 443);

    assertThat(trip.disposition()).isEqualTo(Disposition.DELIVERED);
    assertThat(trip.forward().receiver()).contains("eni-alb-a");
    assertThat(trip.forward().arrived().destination()).isEqualTo("10.0.1.10");
    assertThat(trip.back().orElseThrow().arrived().source()).isEqualTo(DOOR);
  }

  @Test
  void every_hop_says_what_decided() {
    Trace trace = in(sound).walkFromInternet(Packet.tcp(CLIENT, DOOR, 443));

    assertThat(trace.hops())
        .extracting(Hop::component)
        .containsExactly(
            Hop.Component.INTERNET,
            Hop.Component.INTERNET_GATEWAY,
            Hop.Component.NETWORK_ACL,
            Hop.Component.SECURITY_GROUP,
            Hop.Component.NETWORK_INTERFACE);
    assertThat(trace.explain())
        .contains("acl-default admits it inbound by entry 100 (tcp 443, peer 203.0.113.7)")
        .contains("sg-alb admits it by the rule 'tcp 443 0.0.0.0/0'");
  }

  @Test
  void the_load_balancer_reaches_the_application_in_both_zones() {
    assertThat(in(sound).connect("eni-alb-a", "10.0.11.20", 8080).connects()).isTrue();
    assertThat(in(sound).connect("eni-alb-a", "10.0.12.20", 8080).connects()).isTrue();
  }

  @Test
  void a_group_admits_only_who_carries_the_group_that_it_names() {
    RoundTrip past = in(sound).connect("eni-alb-a", "10.0.21.30", 5432);

    assertThat(in(sound).connect("eni-app-b", "10.0.21.30", 5432).connects()).isTrue();
    assertThat(past.disposition()).isEqualTo(Disposition.ENI_SG_RULES_MISMATCH);
    assertThat(past.because()).isEqualTo("sg-db has no inbound rule for tcp 5432, peer 10.0.1.10");
  }

  @Test
  void a_private_subnet_goes_out_through_the_nat_gateway_and_gets_its_reply() {
    RoundTrip trip = in(sound).connect("eni-app-b", OUTSIDE, 443);

    assertThat(trip.connects()).as(trip.explain()).isTrue();
    assertThat(trip.forward().arrived().source()).isEqualTo("198.51.100.2");
    assertThat(trip.forward().at(Hop.Component.NAT_GATEWAY))
        .singleElement()
        .satisfies(hop -> assertThat(hop.zone()).contains("eu-west-2b"));
    assertThat(trip.back().orElseThrow().receiver()).contains("eni-app-b");
  }

  @Test
  void a_database_subnet_has_no_way_out() {
    assertThat(in(sound).connect("eni-db", OUTSIDE, 443).disposition())
        .isEqualTo(Disposition.NO_ROUTE_TO_DESTINATION);
  }

  @Test
  void nobody_enters_by_the_address_of_a_nat_gateway() {
    assertThat(in(sound).connectFromInternet(CLIENT, "198.51.100.1", 443).disposition())
        .isEqualTo(Disposition.NGW_UNSOLICITED_INGRESS);
    assertThat(in(sound).connect("eni-app-a", "10.0.1.4", 443).disposition())
        .isEqualTo(Disposition.NGW_UNSOLICITED_INGRESS);
  }

  @Test
  void an_address_that_nobody_has_is_not_reached() {
    assertThat(in(sound).connectFromInternet(CLIENT, "198.51.100.99", 443).disposition())
        .isEqualTo(Disposition.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS);
    assertThat(in(sound).connect("eni-app-a", "10.0.12.99", 8080).disposition())
        .isEqualTo(Disposition.NO_POSSIBLE_DESTINATION);
    assertThat(in(sound).connectFromInternet("192.168.0.1", DOOR, 443).disposition())
        .isEqualTo(Disposition.IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS);
  }

  // Network ACLs.

  private Inventory withAcl(NetworkAclEntry... entries) {
    return sound.map(
        Kind.NETWORK_ACL,
        acl -> {
          List<NetworkAclEntry> all = new ArrayList<>(acl.entries());
          all.addAll(Arrays.asList(entries));
          return acl.toBuilder().entries(all).build();
        });
  }

  /** The same, but only for these subnets. */
  private Inventory withOwnAcl(List<String> subnets, NetworkAclEntry... entries) {
    List<NetworkAcl> acls = new ArrayList<>();
    for (NetworkAcl acl : sound.all(Kind.NETWORK_ACL)) {
      acls.add(
          acl.toBuilder()
              .associations(
                  acl.associations().stream().filter(a -> !subnets.contains(a.subnetId())).toList())
              .build());
    }
    NetworkAcl.Builder own = NetworkAcl.builder().networkAclId("acl-own").vpcId("vpc-1");
    acls.add(
        own.entries(entries)
            .associations(
                subnets.stream()
                    .map(id -> NetworkAclAssociation.builder().subnetId(id).build())
                    .toList())
            .build());
    return sound.with(Kind.NETWORK_ACL, acls);
  }

  @Test
  void entries_of_an_acl_count_by_number_however_they_are_listed() {
    Inventory denied = withAcl(entry(false, 50, "deny", "203.0.113.0/24", 443, 443));
    Inventory reversed =
        denied.map(
            Kind.NETWORK_ACL,
            acl -> {
              List<NetworkAclEntry> entries = new ArrayList<>(acl.entries());
              Collections.reverse(entries);
              return acl.toBuilder().entries(entries).build();
            });

    for (Inventory each : List.of(denied, reversed)) {
      RoundTrip trip = in(each).connectFromInternet(CLIENT, DOOR, 443);
      assertThat(trip.disposition()).isEqualTo(Disposition.SUBNET_ACL_RESTRICTION);
      assertThat(trip.because()).contains("by entry 50");
      assertThat(in(each).connectFromInternet(CLIENT, DOOR, 80).connects()).isTrue();
    }
  }

  @Test
  void an_acl_without_a_matching_entry_denies() {
    Inventory empty = withOwnAcl(List.of("subnet-public-a"));

    assertThat(in(empty).connectFromInternet(CLIENT, DOOR, 443).disposition())
        .isEqualTo(Disposition.SUBNET_ACL_RESTRICTION);
  }

  @Test
  void inside_a_subnet_no_acl_is_asked() {
    Inventory closed = withOwnAcl(List.of("subnet-public-a"));
    NetworkInterface neighbour =
        networkInterface("eni-neighbour", "public", "a", "10.0.1.50", "sg-app");
    List<NetworkInterface> all = new ArrayList<>(closed.all(Kind.NETWORK_INTERFACE));
    all.add(neighbour);

    RoundTrip trip =
        in(closed.with(Kind.NETWORK_INTERFACE, all)).connect("eni-alb-a", "10.0.1.50", 8080);

    assertThat(trip.connects()).as(trip.explain()).isTrue();
    assertThat(trip.forward().at(Hop.Component.NETWORK_ACL)).isEmpty();
    assertThat(trip.forward().at(Hop.Component.ROUTE_TABLE)).isEmpty();
  }

  @Test
  void an_acl_forgets_and_so_stops_the_reply() {
    Inventory noReply =
        withOwnAcl(
            List.of("subnet-public-a"),
            entry(false, 100, "allow", "0.0.0.0/0"),
            entry(true, 100, "allow", "10.0.0.0/16"));

    RoundTrip trip = in(noReply).connectFromInternet(CLIENT, DOOR, 443);

    assertThat(trip.forward().delivered()).isTrue();
    assertThat(trip.disposition()).isEqualTo(Disposition.SUBNET_ACL_RESTRICTION);
    assertThat(trip.because()).startsWith("the reply does not pass");
  }

  @Test
  void a_reply_that_passes_to_some_ports_only_is_partial_and_says_to_which_it_does_not() {
    Inventory windows =
        withOwnAcl(
            List.of("subnet-public-a"),
            entry(false, 100, "allow", "0.0.0.0/0"),
            entry(true, 100, "allow", "0.0.0.0/0", 32768, 65535),
            entry(true, 90, "deny", "0.0.0.0/0", 40000, 40010));

    RoundTrip trip = in(windows).connectFromInternet(CLIENT, DOOR, 443);

    assertThat(trip.disposition()).isEqualTo(Disposition.RETURN_EPHEMERAL_PARTIAL);
    assertThat(trip.connects()).isFalse();
    assertThat(trip.back().orElseThrow().refusedPorts())
        .containsExactlyInAnyOrder(new PortRange(1024, 32767), new PortRange(40000, 40010));
    assertThat(
            in(windows)
                .connectFromInternet(Packet.tcp(CLIENT, DOOR, 443), new PortRange(50000, 60999))
                .connects())
        .isTrue();
  }

  @Test
  void the_acl_of_the_nat_gateways_subnet_counts_on_the_way_out_and_back() {
    List<String> there = List.of("subnet-public-a");
    NetworkAclEntry in = entry(false, 100, "allow", "0.0.0.0/0");
    NetworkAclEntry out = entry(true, 100, "allow", "0.0.0.0/0");
    NetworkAclEntry notFromApp = entry(false, 50, "deny", "10.0.11.0/24");
    NetworkAclEntry noReplies = entry(false, 50, "deny", "203.0.113.0/24", 1024, 65535);
    NetworkAclEntry notToApp = entry(true, 50, "deny", "10.0.11.0/24");

    assertThat(in(withOwnAcl(there, in, out)).connect("eni-app-a", OUTSIDE, 443).connects())
        .isTrue();
    for (NetworkAclEntry each : List.of(notFromApp, noReplies, notToApp)) {
      RoundTrip trip = in(withOwnAcl(there, in, out, each)).connect("eni-app-a", OUTSIDE, 443);
      assertThat(trip.disposition())
          .as("with %s:%n%s", each, trip.explain())
          .isEqualTo(Disposition.SUBNET_ACL_RESTRICTION);
    }
  }

  // Security groups.

  private Inventory withGroup(String id, List<IpPermission> in, List<IpPermission> out) {
    return sound.map(
        Kind.SECURITY_GROUP,
        group ->
            group.groupId().equals(id)
                ? group.toBuilder().ipPermissions(in).ipPermissionsEgress(out).build()
                : group);
  }

  @Test
  void a_group_without_outbound_rules_lets_nothing_out_but_replies() {
    Inventory silent = withGroup("sg-alb", List.of(fromAnywhere(443)), List.of());

    assertThat(in(silent).connectFromInternet(CLIENT, DOOR, 443).connects()).isTrue();
    assertThat(in(silent).connect("eni-alb-a", "10.0.11.20", 8080).disposition())
        .isEqualTo(Disposition.SG_HAS_NO_RULES);
  }

  @Test
  void a_group_is_named_by_private_addresses_not_by_public_ones() {
    Inventory fromApp =
        withGroup("sg-alb", List.of(ProductionNetwork.fromGroup(443, "sg-app")), List.of());

    assertThat(in(fromApp).connectFromInternet("198.51.100.1", DOOR, 443).disposition())
        .isEqualTo(Disposition.ENI_SG_RULES_MISMATCH);
    assertThat(in(fromApp).connect("eni-app-a", "10.0.1.10", 443).connects()).isTrue();
  }

  @Test
  void a_prefix_list_that_nobody_can_resolve_is_unknown_never_a_mismatch() {
    IpPermission list =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(443)
            .toPort(443)
            .prefixListIds(PrefixListId.builder().prefixListId("pl-1").build())
            .build();
    PacketWalker walker = in(withGroup("sg-alb", List.of(list), List.of()));

    assertThat(walker.connectFromInternet(CLIENT, DOOR, 443).disposition())
        .isEqualTo(Disposition.UNKNOWN);
    assertThat(walker.connectFromInternet(CLIENT, DOOR, 80).disposition())
        .isEqualTo(Disposition.ENI_SG_RULES_MISMATCH);
  }

  @Test
  void a_group_that_is_named_but_not_described_is_unknown() {
    Inventory lost =
        sound.with(
            Kind.SECURITY_GROUP,
            sound.all(Kind.SECURITY_GROUP).stream()
                .filter(g -> !g.groupId().equals("sg-alb"))
                .toList());

    assertThat(in(lost).connectFromInternet(CLIENT, DOOR, 443).disposition())
        .isEqualTo(Disposition.UNKNOWN_RESOURCE);
  }

  // Routes and gateways.

  private Inventory withRoutes(String table, UnaryOperator<Route> change, Route... more) {
    return sound.map(
        Kind.ROUTE_TABLE,
        each -> {
          if (!each.routeTableId().equals(table)) {
            return each;
          }
          List<Route> routes = new ArrayList<>();
          each.routes().forEach(route -> routes.add(change.apply(route)));
          routes.addAll(Arrays.asList(more));
          return each.toBuilder().routes(routes).build();
        });
  }

  @Test
  void a_blackhole_route_with_the_longer_prefix_drops_packets() {
    Route hole =
        Route.builder()
            .destinationCidrBlock("203.0.113.0/24")
            .natGatewayId("nat-gone")
            .state("blackhole")
            .build();
    PacketWalker walker = in(withRoutes("rtb-private-a", UnaryOperator.identity(), hole));

    assertThat(walker.connect("eni-app-a", OUTSIDE, 443).disposition())
        .isEqualTo(Disposition.BAD_STATE_ROUTE);
    assertThat(walker.connect("eni-app-a", "192.0.2.1", 443).connects()).isTrue();
  }

  @Test
  void a_subnet_without_a_table_of_its_own_has_the_main_table_of_its_own_vpc() {
    RouteTable foreignMain =
        RouteTable.builder()
            .routeTableId("rtb-foreign")
            .vpcId("vpc-2")
            .associations(RouteTableAssociation.builder().main(true).build())
            .routes(Route.builder().destinationCidrBlock("0.0.0.0/0").gatewayId("igw-1").build())
            .build();
    List<RouteTable> tables = new ArrayList<>(List.of(foreignMain));
    for (RouteTable each : sound.all(Kind.ROUTE_TABLE)) {
      if (!each.routeTableId().equals("rtb-private-a")) {
        tables.add(each);
      }
    }
    Collections.reverse(tables);
    PacketWalker walker = in(sound.with(Kind.ROUTE_TABLE, tables));

    assertThat(walker.connect("eni-app-a", OUTSIDE, 443).disposition())
        .isEqualTo(Disposition.NO_ROUTE_TO_DESTINATION);
    assertThat(walker.connect("eni-app-a", "10.0.21.30", 5432).connects()).isTrue();
  }

  @Test
  void without_a_public_address_the_internet_gateway_lets_nobody_out() {
    Inventory straight =
        withRoutes(
            "rtb-private-a",
            route ->
                route.natGatewayId() == null
                    ? route
                    : route.toBuilder().natGatewayId(null).gatewayId("igw-1").build());

    assertThat(in(straight).connect("eni-app-a", OUTSIDE, 443).disposition())
        .isEqualTo(Disposition.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS);
  }

  @Test
  void a_public_address_behind_a_nat_route_is_dead_because_the_reply_goes_astray() {
    Inventory exposed =
        sound
            .map(
                Kind.NETWORK_INTERFACE,
                eni ->
                    eni.networkInterfaceId().equals("eni-app-a")
                        ? eni.toBuilder().association(a -> a.publicIp("198.51.100.77")).build()
                        : eni)
            .map(
                Kind.SECURITY_GROUP,
                group -> group.toBuilder().ipPermissions(fromAnywhere(8080)).build());

    RoundTrip trip = in(exposed).connectFromInternet(CLIENT, "198.51.100.77", 8080);

    assertThat(trip.forward().delivered()).isTrue();
    assertThat(trip.disposition()).isEqualTo(Disposition.RETURN_ROUTE_ASYMMETRIC);
  }

  @Test
  void a_nat_gateway_must_be_available_and_have_a_way_to_the_internet_itself() {
    Inventory pending =
        sound.map(Kind.NAT_GATEWAY, nat -> nat.toBuilder().state("pending").build());
    Inventory inward =
        sound.map(Kind.NAT_GATEWAY, nat -> nat.toBuilder().subnetId("subnet-private-a").build());
    Inventory unpaired =
        sound.map(
            Kind.NAT_GATEWAY,
            nat ->
                nat.toBuilder()
                    .natGatewayAddresses(NatGatewayAddress.builder().privateIp("10.0.1.4").build())
                    .build());

    assertThat(in(pending).connect("eni-app-a", OUTSIDE, 443).disposition())
        .isEqualTo(Disposition.BAD_STATE);
    assertThat(in(inward).connect("eni-app-a", OUTSIDE, 443).disposition())
        .isEqualTo(Disposition.CANNOT_ROUTE);
    assertThat(in(unpaired).connect("eni-app-a", OUTSIDE, 443).disposition())
        .isEqualTo(Disposition.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS);
  }

  @Test
  void a_detached_internet_gateway_carries_nothing() {
    Inventory detached =
        sound.map(Kind.INTERNET_GATEWAY, igw -> igw.toBuilder().attachments(List.of()).build());

    assertThat(in(detached).connectFromInternet(CLIENT, DOOR, 443).disposition())
        .isEqualTo(Disposition.NO_PATH);
    assertThat(in(detached).connect("eni-app-a", OUTSIDE, 443).disposition())
        .isEqualTo(Disposition.BAD_STATE_ATTACHMENT);
  }

  @Test
  void who_sends_in_anothers_name_is_checked_unless_it_is_a_router() {
    Packet forged = Packet.tcp("10.0.12.20", "10.0.21.30", 5432);
    Inventory router =
        sound.map(Kind.NETWORK_INTERFACE, e -> e.toBuilder().sourceDestCheck(false).build());

    assertThat(in(sound).walk("eni-app-a", forged).disposition())
        .isEqualTo(Disposition.ENI_SOURCE_DEST_CHECK_RESTRICTION);
    assertThat(in(router).walk("eni-app-a", forged).delivered()).isTrue();
  }

  @Test
  void a_prefix_list_route_is_unknown_except_that_of_a_gateway_endpoint_to_an_example_address() {
    Route endpoint = Route.builder().destinationPrefixListId("pl-s3").gatewayId("vpce-1").build();
    Route transit =
        Route.builder().destinationPrefixListId("pl-1").transitGatewayId("tgw-1").build();
    PacketWalker endpointed = in(withRoutes("rtb-private-a", UnaryOperator.identity(), endpoint));
    PacketWalker transited = in(withRoutes("rtb-private-a", UnaryOperator.identity(), transit));

    assertThat(endpointed.connect("eni-app-a", OUTSIDE, 443).connects()).isTrue();
    assertThat(endpointed.connect("eni-app-a", "52.95.148.1", 443).disposition())
        .isEqualTo(Disposition.UNKNOWN);
    assertThat(transited.connect("eni-app-a", OUTSIDE, 443).disposition())
        .isEqualTo(Disposition.UNKNOWN);
  }

  // What is not known.

  @Test
  void what_was_not_read_is_unknown_and_never_delivered() {
    for (Kind<?> kind :
        List.of(
            Kind.SECURITY_GROUP,
            Kind.NETWORK_ACL,
            Kind.ROUTE_TABLE,
            Kind.NETWORK_INTERFACE,
            Kind.NAT_GATEWAY,
            Kind.INTERNET_GATEWAY)) {
      RoundTrip trip = in(sound.without(kind, "access denied")).connect("eni-app-a", OUTSIDE, 443);
      assertThat(trip.outcome())
          .as(kind + ": " + trip.because())
          .isEqualTo(Disposition.Outcome.UNKNOWN);
      assertThat(trip.because()).contains(kind + " were not read: access denied");
    }
    assertThat(in(Inventory.empty()).connectFromInternet(CLIENT, DOOR, 443).outcome())
        .isEqualTo(Disposition.Outcome.UNKNOWN);
  }

  @Test
  void a_route_to_what_the_walker_does_not_follow_is_unsupported() {
    Route peering =
        Route.builder()
            .destinationCidrBlock("203.0.113.0/24")
            .vpcPeeringConnectionId("pcx-1")
            .state("active")
            .build();

    assertThat(
            in(withRoutes("rtb-private-a", UnaryOperator.identity(), peering))
                .connect("eni-app-a", OUTSIDE, 443)
                .outcome())
        .isEqualTo(Disposition.Outcome.UNKNOWN);
    assertThat(in(sound).connect("eni-app-a", DOOR, 443).disposition())
        .isEqualTo(Disposition.UNSUPPORTED_COMPONENT);
  }
}
