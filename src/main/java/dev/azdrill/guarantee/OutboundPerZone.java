package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.RegionalNat;
import dev.azdrill.network.Hop;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.RoundTrip;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;

/**
 * Each zone reaches the internet through a NAT gateway of its own: what is {@linkplain OutsideCalls
 * called} from every subnet into which a group launches passes one in the same zone, and the reply
 * finds its way back, whichever address on the internet it is.
 *
 * <p>That a NAT gateway's state is {@code available} does not say that it works: see <a
 * href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html">NatGateway</a>.
 * That is why zones are compared, and not states.
 */
final class OutboundPerZone {
  private OutboundPerZone() {}

  static Guarantee guarantee() {
    return new Guarantee(
        "outbound-through-own-zone",
        "each zone reaches the internet through its own NAT gateway",
        "every subnet of the application goes out through a NAT gateway in its own zone",
        new Advice(
            "With one NAT gateway for all zones, the loss of its zone cuts off the "
                + "application in the others, too.",
            "Put a NAT gateway into a public subnet of each zone, and give the "
                + "private subnets of each zone a route table whose route 0.0.0.0/0 has the "
                + "NatGatewayId of their own zone, or use one regional NAT gateway that AWS "
                + "extends to each zone; let security groups and network ACLs "
                + "pass what the application calls, and its replies."),
        List.of(
            Framework.ISO.control("A.8.14"),
            Framework.WELL_ARCHITECTED.control("REL10-BP01"),
            Framework.WELL_ARCHITECTED.control("SEC05-BP02")),
        List.of(
            Kind.SUBNET,
            Kind.ROUTE_TABLE,
            Kind.INTERNET_GATEWAY,
            Kind.NAT_GATEWAY,
            Kind.SECURITY_GROUP,
            Kind.NETWORK_ACL,
            Kind.NETWORK_INTERFACE,
            Kind.INSTANCE,
            Kind.AUTO_SCALING_GROUP,
            Kind.LAUNCH_TEMPLATE_VERSION),
        OutboundPerZone::findings,
        mutants());
  }

  private static List<Finding> findings(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    Potential potential = new Potential(architecture);
    List<Finding> findings = new ArrayList<>();
    PacketWalker walker = new PacketWalker(inventory);
    Outgoing.all(architecture, potential).forEach(each -> findings.add(of(each, inventory)));
    Stream.concat(potential.applications().stream(), architecture.applicationInterfaces().stream())
        .forEach(each -> Ipv6.pastNatGateways(each, walker, inventory).ifPresent(findings::add));
    for (AutoScalingGroup group : architecture.groups()) {
      List<String> unread = OutsideCalls.of(architecture, group).unread();
      if (!unread.isEmpty()) {
        findings.add(
            Finding.unknown(
                group.autoScalingGroupName(),
                "says in the tag "
                    + OutsideCalls.TAG
                    + " what it calls, but this is no host:port: "
                    + String.join(" ", unread)));
      }
    }
    findings.addAll(potential.unknownApplications());
    return findings;
  }

  private static Finding of(Outgoing way, Inventory inventory) {
    NetworkInterface sender = way.sender();
    RoundTrip trip = way.trip();
    String id = sender.networkInterfaceId();
    String there =
        way.part().orElse("the internet")
            + " on port "
            + way.port()
            + Optional.ofNullable(sender.availabilityZone()).map(in -> " from " + in).orElse("");
    return switch (trip.outcome()) {
      case DELIVERED -> left(way, inventory);
      case DROPPED ->
          Finding.violated(id, "does not reach " + there + ": " + trip.because())
              .shownBy(trip.decisive());
      case UNKNOWN -> Finding.unknown(id, "cannot be followed to " + there + ": " + trip.because());
    };
  }

  private static Finding left(Outgoing way, Inventory inventory) {
    NetworkInterface sender = way.sender();
    RoundTrip trip = way.trip();
    String id = sender.networkInterfaceId();
    String out = "goes out" + way.part().map(part -> " to " + part).orElse("");
    Optional<String> zone = Optional.ofNullable(sender.availabilityZone());
    List<Hop> gateways = trip.forward().at(Hop.Component.NAT_GATEWAY);
    if (gateways.isEmpty()) {
      return Finding.violated(id, out + " without a NAT gateway").shownBy(trip.forward());
    }
    Hop gateway = gateways.get(0);
    String there =
        out + " through " + gateway.id() + gateway.zone().map(in -> " in " + in).orElse("");
    if (!gateway.zone().equals(zone) && isExtendedByAws(gateway.id(), inventory)) {
      return Finding.proven(id, there + ", which AWS extends to each zone")
          .noting(
              List.of(
                  gateway.id()
                      + " was not extended to "
                      + zone.orElse("its zone")
                      + " yet: for up to an hour from the first interface there what leaves it"
                      + " passes another zone"))
          .shownBy(trip.forward());
    }
    return Finding.of(
            id,
            zone.flatMap(own -> gateway.zone().map(own::equals)),
            there,
            there + ", which is not its own zone " + zone.orElse(""),
            there + ", and whether that is its own zone is not described")
        .shownBy(trip.forward());
  }

  private static boolean isExtendedByAws(String gateway, Inventory inventory) {
    return inventory.all(Kind.NAT_GATEWAY).stream()
        .filter(each -> gateway.equals(each.natGatewayId()))
        .flatMap(each -> RegionalNat.of(each).stream())
        .anyMatch(RegionalNat::isExtendedByAws);
  }

  private static List<Mutant> mutants() {
    return Stream.concat(ofRoutes(), ofRules()).toList();
  }

  private static Stream<Mutant> ofRoutes() {
    return Stream.of(
        new Mutant(
            "all zones go out through one NAT gateway",
            sound -> {
              String one = sound.all(Kind.NAT_GATEWAY).get(0).natGatewayId();
              return routing(
                  sound, TopologyMutations.defaultRoute().toBuilder().natGatewayId(one).build());
            }),
        new Mutant(
            "three quarters of the internet are reached through one NAT gateway",
            sound -> bypassing(sound, "0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2")),
        new Mutant(
            "one network is reached through one NAT gateway",
            sound -> bypassing(sound, "8.0.0.0/8")),
        new Mutant(
            "a small network is reached through one NAT gateway",
            sound -> bypassing(sound, "198.51.100.0/24")),
        new Mutant(
            "the route leads to a NAT gateway that is gone",
            sound ->
                routing(
                    sound,
                    TopologyMutations.defaultRoute().toBuilder()
                        .natGatewayId("nat-gone")
                        .state("blackhole")
                        .build())),
        new Mutant(
            "a NAT gateway stands in a private subnet",
            sound ->
                sound.map(
                    Kind.NAT_GATEWAY, each -> inSubnet(each, subnets(sound).iterator().next()))),
        new Mutant(
            "the NAT gateways are private",
            sound -> sound.map(Kind.NAT_GATEWAY, OutboundPerZone::inside)),
        new Mutant(
            "what goes out over IPv6 passes no NAT gateway",
            sound -> routing(TopologyMutations.givingIpv6Addresses(sound), overIpv6(sound))),
        new Mutant(
            "instances that run go out over IPv6 past the NAT gateways",
            sound -> routing(TopologyMutations.withIpv6Addresses(sound), overIpv6(sound))),
        new Mutant(
            "instances have public addresses and go straight out",
            sound ->
                TopologyMutations.launchingWithPublicAddresses(
                    routing(
                        sound,
                        TopologyMutations.defaultRoute().toBuilder()
                            .gatewayId(sound.all(Kind.INTERNET_GATEWAY).get(0).internetGatewayId())
                            .build()))));
  }

  private static Stream<Mutant> ofRules() {
    return Stream.of(
        new Mutant(
            "the application may leave on port 80 alone",
            sound ->
                TopologyMutations.groups(
                    sound,
                    new Architecture(sound).applicationGroups(),
                    group -> group.toBuilder().ipPermissionsEgress(onPort(80)).build())),
        new Mutant(
            "a network ACL denies HTTPS on its way out",
            sound -> denying(sound, true, "0.0.0.0/0", 443, 443)),
        new Mutant(
            "the NAT gateways' network ACL denies HTTPS from half of all addresses",
            sound -> denying(sound, false, "0.0.0.0/1", 443, 443)),
        new Mutant(
            "a network ACL stops the replies of some networks",
            sound -> denying(sound, false, "198.0.0.0/7", 1024, 65_535)),
        new Mutant(
            "the application calls a port that its security group does not let out",
            sound ->
                calling(
                    TopologyMutations.groups(
                        sound,
                        new Architecture(sound).applicationGroups(),
                        group -> group.toBuilder().ipPermissionsEgress(onPort(443)).build()),
                    "queue.example.com:5671")),
        new Mutant(
            "a network ACL stops the replies",
            sound -> denying(sound, false, "0.0.0.0/0", 1024, 65_535)));
  }

  private static IpPermission onPort(int port) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
        .build();
  }

  /** All network ACLs deny this before they admit anything. */
  private static Inventory denying(Inventory sound, boolean out, String peers, int from, int to) {
    NetworkAclEntry entry =
        TopologyMutations.denyingHighPortsOut().toBuilder()
            .egress(out)
            .cidrBlock(peers)
            .portRange(ports -> ports.from(from).to(to))
            .build();
    return sound.map(
        Kind.NETWORK_ACL,
        acl ->
            acl.toBuilder()
                .entries(Stream.concat(Stream.of(entry), acl.entries().stream()).toList())
                .build());
  }

  /** The groups give their instances a tag that says what they call. */
  private static Inventory calling(Inventory sound, String services) {
    TagDescription tag =
        TagDescription.builder()
            .key(OutsideCalls.TAG)
            .value(services)
            .propagateAtLaunch(true)
            .build();
    return sound.map(
        Kind.AUTO_SCALING_GROUP,
        group ->
            group.toBuilder()
                .tags(Stream.concat(group.tags().stream(), Stream.of(tag)).toList())
                .build());
  }

  /** All zones reach these blocks through one NAT gateway, and the rest through their own. */
  private static Inventory bypassing(Inventory sound, String... blocks) {
    Inventory changed = sound;
    for (String block : blocks) {
      Route route =
          TopologyMutations.defaultRoute().toBuilder()
              .destinationCidrBlock(block)
              .natGatewayId(sound.all(Kind.NAT_GATEWAY).get(0).natGatewayId())
              .build();
      changed = routing(changed, route);
    }
    return changed;
  }

  private static Route overIpv6(Inventory sound) {
    return Route.builder()
        .destinationIpv6CidrBlock("::/0")
        .gatewayId(sound.all(Kind.INTERNET_GATEWAY).get(0).internetGatewayId())
        .state("active")
        .build();
  }

  private static NatGateway inside(NatGateway gateway) {
    return gateway.toBuilder()
        .connectivityType(ConnectivityType.PRIVATE)
        .natGatewayAddresses(
            gateway.natGatewayAddresses().stream()
                .map(
                    each ->
                        each.toBuilder()
                            .allocationId(null)
                            .associationId(null)
                            .publicIp(null)
                            .build())
                .toList())
        .build();
  }

  private static NatGateway inSubnet(NatGateway gateway, String subnet) {
    return gateway.toBuilder().subnetId(subnet).build();
  }

  private static Set<String> subnets(Inventory inventory) {
    Set<String> subnets = new LinkedHashSet<>();
    inventory
        .all(Kind.AUTO_SCALING_GROUP)
        .forEach(group -> subnets.addAll(Architecture.subnetsOf(group)));
    return subnets;
  }

  private static Inventory routing(Inventory sound, Route route) {
    PacketWalker walker = new PacketWalker(sound);
    Set<String> tables = new LinkedHashSet<>();
    subnets(sound).forEach(subnet -> walker.routeTable(subnet).ifPresent(tables::add));
    return TopologyMutations.routing(sound, tables, route);
  }
}
