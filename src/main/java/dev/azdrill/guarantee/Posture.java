package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.RegionalNat;
import dev.azdrill.network.PacketWalker;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * What an inventory shows of an architecture, trait by trait, so that two can be laid beside each
 * other. A trait is computed from described state and from packets that are followed through it;
 * one that asks for a kind that was not read is unknown.
 */
public final class Posture {
  private final Inventory inventory;

  private Posture(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * One trait.
   *
   * @param name what it is about
   * @param values what is so, a line each, for people
   * @param compared what of it is compared; empty where it cannot be told
   */
  public record Trait(String name, List<String> values, Optional<List<String>> compared) {
    public Trait {
      values = List.copyOf(values);
      compared = compared.map(List::copyOf);
    }
  }

  /** All traits, in the order in which they are shown, and after them every guarantee. */
  public static List<Trait> of(Inventory inventory) {
    Posture posture = new Posture(inventory);
    List<Trait> traits = new ArrayList<>();
    traits.add(posture.trait("public addresses", Posture::publicAddresses));
    traits.add(posture.trait("subnets by route", Posture::subnets));
    traits.add(posture.trait("NAT gateways by zone", Posture::natGateways));
    traits.add(posture.trait("reached from the internet", Exposure::reached));
    traits.add(posture.trait("between internet and database", Exposure::settingsBeforeTheDatabase));
    traits.add(posture.trait("way out by zone", WaysOut::byZone));
    traits.add(posture.trait("health checks", Posture::healthChecks));
    traits.add(posture.trait("single points of failure", SinglePoints::of));
    Guarantees.prove(inventory).forEach(each -> traits.add(trait(each)));
    return List.copyOf(traits);
  }

  /** Of a guarantee the verdict is compared: its reason names things of this architecture. */
  private static Trait trait(Proof proof) {
    return new Trait(
        proof.guarantee().statement(),
        List.of(proof.proven() ? "proven" : proof.verdict().name() + ": " + proof.because()),
        Optional.of(List.of(proof.verdict().name())));
  }

  private Trait trait(String name, Function<Inventory, List<String>> values) {
    Set<Kind<?>> asked = new LinkedHashSet<>();
    List<String> found;
    try {
      found = values.apply(inventory.telling(asked::add));
    } catch (NullPointerException | IllegalArgumentException incomplete) {
      // As with a guarantee: a file that somebody changed may not say what AWS always says.
      return new Trait(
          name, List.of("unknown: something that AWS always says is lacking"), Optional.empty());
    }
    List<String> unread =
        asked.stream().filter(kind -> !inventory.knows(kind)).map(Kind::toString).sorted().toList();
    return unread.isEmpty()
        ? new Trait(name, found, Optional.of(found))
        : new Trait(
            name, List.of("unknown: not read were " + String.join(", ", unread)), Optional.empty());
  }

  private static List<String> publicAddresses(Inventory inventory) {
    PacketWalker walker = new PacketWalker(inventory);
    Map<String, Set<String>> owners = new TreeMap<>();
    for (NetworkInterface each : inventory.all(Kind.NETWORK_INTERFACE)) {
      for (String address : walker.publicAddresses(each.networkInterfaceId())) {
        owners
            .computeIfAbsent(Exposure.owner(inventory, each), owner -> new TreeSet<>())
            .add(address);
      }
    }
    int all = owners.values().stream().mapToInt(Set::size).sum();
    List<String> lines = new ArrayList<>(List.of(String.valueOf(all)));
    owners.forEach((owner, addresses) -> lines.add(addresses.size() + " of " + owner));
    return lines;
  }

  private static List<String> subnets(Inventory inventory) {
    PacketWalker walker = new PacketWalker(inventory);
    Map<WayOut, Integer> counts = new EnumMap<>(WayOut.class);
    for (WayOut way : WayOut.values()) {
      counts.put(way, 0);
    }
    for (Subnet each : inventory.all(Kind.SUBNET)) {
      counts.merge(way(inventory, walker, each), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .filter(each -> each.getValue() > 0 || each.getKey() != WayOut.UNROUTED)
        .map(each -> each.getValue() + " " + each.getKey().words)
        .toList();
  }

  /** How a subnet's default way leads out. */
  private enum WayOut {
    INTERNET_GATEWAY("public"),
    NAT_GATEWAY("through NAT"),
    NONE("isolated"),
    UNROUTED("without a route table");

    private final String words;

    WayOut(String words) {
      this.words = words;
    }
  }

  private static WayOut way(Inventory inventory, PacketWalker walker, Subnet subnet) {
    List<Route> routes =
        walker
            .routeTable(String.valueOf(subnet.subnetId()))
            .map(
                id ->
                    inventory.all(Kind.ROUTE_TABLE).stream()
                        .filter(table -> id.equals(table.routeTableId()))
                        .flatMap(table -> table.routes().stream())
                        .toList())
            .orElse(List.of());
    if (routes.isEmpty()) {
      return WayOut.UNROUTED;
    }
    if (routes.stream().anyMatch(each -> String.valueOf(each.gatewayId()).startsWith("igw-"))) {
      return WayOut.INTERNET_GATEWAY;
    }
    return routes.stream().anyMatch(each -> each.natGatewayId() != null)
        ? WayOut.NAT_GATEWAY
        : WayOut.NONE;
  }

  private static List<String> natGateways(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    Map<String, Integer> zones = new TreeMap<>();
    inventory.all(Kind.SUBNET).stream()
        .map(Subnet::availabilityZone)
        .filter(zone -> zone != null)
        .forEach(zone -> zones.put(zone, 0));
    inventory.all(Kind.NAT_GATEWAY).stream()
        .filter(each -> each.state() == null || each.state() == NatGatewayState.AVAILABLE)
        .flatMap(each -> zonesOf(each, architecture))
        .forEach(zone -> zones.merge(zone, 1, Integer::sum));
    return zones.isEmpty()
        ? List.of("no zone")
        : zones.entrySet().stream().map(each -> each.getValue() + " in " + each.getKey()).toList();
  }

  private static Stream<String> zonesOf(NatGateway gateway, Architecture architecture) {
    return RegionalNat.of(gateway)
        .map(regional -> regional.zones().stream())
        .orElseGet(
            () -> architecture.subnet(gateway.subnetId()).map(Subnet::availabilityZone).stream());
  }

  private static List<String> healthChecks(Inventory inventory) {
    List<AutoScalingGroup> groups = inventory.all(Kind.AUTO_SCALING_GROUP);
    List<TargetGroup> targets = inventory.all(Kind.TARGET_GROUP);
    List<String> lines =
        Stream.concat(
                groups.stream()
                    .map(each -> "a group listens to " + String.valueOf(each.healthCheckType())),
                targets.stream().map(Posture::healthCheck))
            .toList();
    return lines.isEmpty() ? List.of("none") : lines;
  }

  private static String healthCheck(TargetGroup group) {
    if (Boolean.FALSE.equals(group.healthCheckEnabled())) {
      return "a target group checks nothing";
    }
    String path = group.healthCheckPath() == null ? "" : " " + group.healthCheckPath();
    return group.healthCheckProtocolAsString()
        + path
        + " every "
        + group.healthCheckIntervalSeconds()
        + " s, unhealthy after "
        + group.unhealthyThresholdCount()
        + ", timeout "
        + group.healthCheckTimeoutSeconds()
        + " s";
  }
}
