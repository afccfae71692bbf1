package dev.azdrill.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An architecture as it is wanted, before any of it exists.
 *
 * <p>Immutable, and consistent: what AWS would refuse is refused here, before anything is created.
 *
 * @param name for people and tags, lower case with hyphens
 * @param region such as {@code eu-west-2}
 * @param zones two or three zones of the region, by name: {@code eu-west-2a}
 * @param network the VPC; each of its tiers has one subnet in each zone
 * @param securityGroups whom each part admits; parts that are missing here do not exist
 * @param loadBalancer the door
 * @param group the application's instances
 * @param application what the application is like, as far as AWS does not tell it
 * @param database the database, if there is one
 */
public record Blueprint(
    String name,
    String region,
    List<String> zones,
    Network network,
    Map<Part, List<Admission>> securityGroups,
    LoadBalancer loadBalancer,
    Group group,
    Application application,
    Optional<Database> database) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
  private static final int ZONES_MIN = 2;
  private static final int ZONES_MAX = 3;

  /**
   * @throws BlueprintException when its parts contradict each other
   */
  public Blueprint {
    Group.requireText("name", NAME, name, "a name in lower case", "production");
    Group.requireText("region", REGION, region, "a region", "eu-west-2");
    zones = List.copyOf(zones);
    requireZones(region, zones);
    requireSubnets(zones.size(), network);
    EnumMap<Part, List<Admission>> copy = new EnumMap<>(Part.class);
    securityGroups.forEach((part, admissions) -> copy.put(part, List.copyOf(admissions)));
    securityGroups = Collections.unmodifiableMap(copy);
    requireGroups(securityGroups, database.isPresent());
    if (!network.has(group.tier())) {
      throw missingTier("group.tier", group.tier());
    }
    if (database.isPresent() && !network.has(Tier.DATABASE)) {
      throw missingTier("database", Tier.DATABASE);
    }
    requireWayOut(network, group, application);
  }

  /** An application that calls services outside must be able to reach the internet at all. */
  private static void requireWayOut(Network network, Group group, Application application) {
    boolean hasWayOut =
        group.tier() == Tier.PUBLIC
            ? group.publicAddresses()
            : group.tier() == Tier.PRIVATE && network.nat() != Nat.NONE;
    if (!application.outbound().isEmpty() && !hasWayOut) {
      throw new BlueprintException(
          "application.outbound",
          "no outside services, because instances in "
              + group.tier().word()
              + " subnets have no way to the internet here",
          application.outboundText(),
          group.tier() == Tier.PUBLIC
              ? "set group.public-addresses to true, or remove the services"
              : "give the network NAT gateways and put the group into private subnets, or remove"
                  + " the services");
    }
  }

  private static void requireZones(String region, List<String> zones) {
    if (zones.size() < ZONES_MIN || zones.size() > ZONES_MAX) {
      throw new BlueprintException(
          "zones",
          "2 or 3 zones, because a load balancer needs subnets in at least two",
          String.valueOf(zones.size()),
          "write 2 or 3, or the names of the zones");
    }
    for (int i = 0; i < zones.size(); i++) {
      String zone = zones.get(i);
      if (!zone.matches(Pattern.quote(region) + "[a-z]")) {
        throw new BlueprintException(
            "zones[" + i + "]",
            "a zone of " + region,
            "'" + zone + "'",
            "write one such as " + region + "a");
      }
      if (zones.indexOf(zone) < i) {
        throw new BlueprintException(
            "zones[" + i + "]", "zones that differ", zone + " twice", "name each zone once");
      }
    }
  }

  private static void requireSubnets(int zones, Network network) {
    network
        .subnets()
        .forEach(
            (tier, cidrs) -> {
              if (cidrs.size() != zones) {
                throw new BlueprintException(
                    "network.subnets." + tier.word(),
                    zones + " subnets, one for each zone",
                    String.valueOf(cidrs.size()),
                    cidrs.size() > zones
                        ? "remove one, or name more zones"
                        : cidrs.isEmpty()
                            ? "add them"
                            : "add one such as " + cidrs.get(cidrs.size() - 1).next());
              }
            });
  }

  private static void requireGroups(Map<Part, List<Admission>> groups, boolean database) {
    List<Part> needed = new ArrayList<>(List.of(Part.LOAD_BALANCER, Part.APPLICATION));
    if (database) {
      needed.add(Part.DATABASE);
    }
    for (Part part : needed) {
      if (!groups.containsKey(part)) {
        throw new BlueprintException(
            "security-groups",
            "a security group for the " + part.word(),
            "none",
            "say whom it admits, or write [] for nobody");
      }
    }
    groups.forEach(
        (part, admissions) -> {
          for (int i = 0; i < admissions.size(); i++) {
            Optional<Part> sender = admissions.get(i).from().part();
            if (sender.isPresent() && !groups.containsKey(sender.get())) {
              throw new BlueprintException(
                  "security-groups." + part.word() + "[" + i + "].from",
                  "a security group that there is",
                  sender.get().word(),
                  "add it, or admit another sender");
            }
          }
        });
  }

  private static BlueprintException missingTier(String path, Tier tier) {
    return new BlueprintException(
        path,
        tier.word() + " subnets to stand in",
        "none",
        "add network.subnets." + tier.word() + ", one for each zone");
  }

  /** The zones of a region by their number: 2 are {@code a} and {@code b}. */
  static List<String> zonesOf(String region, int count) {
    List<String> zones = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      zones.add(region + (char) ('a' + i));
    }
    return zones;
  }

  /**
   * The same architecture over the first zones of its region. Tiers get or lose subnets (a new one
   * is the network that follows the last), and a group that had an instance for each zone still
   * does.
   *
   * @param count 2 or 3
   * @throws BlueprintException when a new subnet finds no place
   */
  public Blueprint withZones(int count) {
    List<String> changed = zonesOf(region, count);
    requireZones(region, changed);
    return new Blueprint(
        name,
        region,
        changed,
        network.withSubnetsPerTier(count),
        securityGroups,
        loadBalancer,
        group.withSize(group.size().spread(zones.size(), count)),
        application,
        database);
  }

  /** The same architecture, served with this certificate: for one that another account owns. */
  public Blueprint withCertificate(Certificate certificate) {
    return new Blueprint(
        name,
        region,
        zones,
        network,
        securityGroups,
        loadBalancer.withCertificate(certificate),
        group,
        application,
        database);
  }

  /** The same architecture with its NAT gateways elsewhere. */
  public Blueprint withNat(Nat nat) {
    return new Blueprint(
        name,
        region,
        zones,
        network.withNat(nat),
        securityGroups,
        loadBalancer,
        group,
        application,
        database);
  }

  /** The same architecture with another group. */
  public Blueprint withGroup(Group other) {
    return new Blueprint(
        name, region, zones, network, securityGroups, loadBalancer, other, application, database);
  }

  /** The same architecture with another database. */
  public Blueprint withDatabase(Database other) {
    return new Blueprint(
        name,
        region,
        zones,
        network,
        securityGroups,
        loadBalancer,
        group,
        application,
        Optional.of(other));
  }

  /** The AWS services that it takes, by the names that requests are signed for. */
  public List<String> services() {
    List<String> names =
        new ArrayList<>(List.of("ec2", "ssm", "autoscaling", "elasticloadbalancing"));
    if (loadBalancer.certificate().isPresent()) {
      names.add("acm");
    }
    if (loadBalancer.rateLimit().isPresent()) {
      names.add("wafv2");
    }
    if (group.cpuTarget().isPresent()) {
      names.add("monitoring");
    }
    if (database.isPresent()) {
      names.add("rds");
    }
    return List.copyOf(names);
  }
}
