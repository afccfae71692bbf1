package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Hop;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.RoundTrip;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;

/**
 * Each zone reaches the internet through a NAT gateway of its own: a packet from every subnet into
 * which a group launches passes one in the same zone, and the reply finds its way back.
 *
 * <p>That a NAT gateway's state is {@code available} does not say that it works: see <a
 * href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html">NatGateway</a>.
 * That is why zones are compared, and not states.
 */
final class Outbound {
  private static final String SOMEWHERE = "203.0.113.80";
  private static final List<Integer> PORTS = List.of(443, 80);

  private Outbound() {}

  static Guarantee guarantee() {
    return new Guarantee(
        "outbound-through-own-zone",
        "each zone reaches the internet through its own NAT gateway",
        "every subnet of the application goes out through a NAT gateway in its own zone",
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
            Kind.AUTO_SCALING_GROUP,
            Kind.LAUNCH_TEMPLATE_VERSION),
        Outbound::findings,
        mutants());
  }

  private static List<Finding> findings(Inventory inventory) {
    Potential potential = new Potential(new Architecture(inventory));
    PacketWalker walker = new PacketWalker(potential.inventory());
    List<Finding> findings = new ArrayList<>();
    potential.applications().forEach(each -> findings.add(of(each, walker)));
    findings.addAll(potential.unknownApplications());
    return findings;
  }

  /** A connection to somewhere in the internet, on the first port of two on which one works. */
  static RoundTrip trip(NetworkInterface sender, PacketWalker walker) {
    List<RoundTrip> trips =
        PORTS.stream()
            .map(port -> walker.connect(sender.networkInterfaceId(), SOMEWHERE, port))
            .toList();
    return trips.stream().filter(RoundTrip::connects).findFirst().orElse(trips.get(0));
  }

  private static Finding of(NetworkInterface sender, PacketWalker walker) {
    String id = sender.networkInterfaceId();
    RoundTrip trip = trip(sender, walker);
    return switch (trip.outcome()) {
      case DELIVERED -> left(sender, trip);
      case DROPPED ->
          Finding.violated(id, "does not reach the internet: " + trip.because())
              .shownBy(trip.decisive());
      case UNKNOWN -> Finding.unknown(id, "cannot be followed: " + trip.because());
    };
  }

  private static Finding left(NetworkInterface sender, RoundTrip trip) {
    String id = sender.networkInterfaceId();
    Optional<String> zone = Optional.ofNullable(sender.availabilityZone());
    List<Hop> gateways = trip.forward().at(Hop.Component.NAT_GATEWAY);
    if (gateways.isEmpty()) {
      return Finding.violated(id, "goes out without a NAT gateway").shownBy(trip.forward());
    }
    Hop gateway = gateways.get(0);
    String there =
        "goes out through " + gateway.id() + gateway.zone().map(in -> " in " + in).orElse("");
    return Finding.of(
            id,
            zone.flatMap(own -> gateway.zone().map(own::equals)),
            there,
            there + ", which is not its own zone " + zone.orElse(""),
            there + ", and whether that is its own zone is not described")
        .shownBy(trip.forward());
  }

  private static List<Mutant> mutants() {
    return List.of(
        new Mutant(
            "all zones go out through one NAT gateway",
            sound -> {
              String one = sound.all(Kind.NAT_GATEWAY).get(0).natGatewayId();
              return routing(
                  sound, TopologyMutations.defaultRoute().toBuilder().natGatewayId(one).build());
            }),
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
            "the NAT gateways are private", sound -> sound.map(Kind.NAT_GATEWAY, Outbound::inside)),
        new Mutant(
            "instances have public addresses and go straight out",
            sound ->
                TopologyMutations.launchingWithPublicAddresses(
                    routing(
                        sound,
                        TopologyMutations.defaultRoute().toBuilder()
                            .gatewayId(sound.all(Kind.INTERNET_GATEWAY).get(0).internetGatewayId())
                            .build()))),
        new Mutant(
            "a network ACL stops the replies",
            sound ->
                sound.map(
                    Kind.NETWORK_ACL,
                    acl ->
                        acl.toBuilder()
                            .entries(
                                Stream.concat(
                                        acl.entries().stream(),
                                        Stream.of(
                                            TopologyMutations.denyingHighPortsOut().toBuilder()
                                                .egress(false)
                                                .build()))
                                    .toList())
                            .build())));
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
