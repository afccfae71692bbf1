package dev.azdrill.topology;

import dev.azdrill.catalogue.Regions;
import dev.azdrill.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An architecture as it is wanted, before any of it exists.
 *
 * <p>Immutable and consistent: what AWS would refuse, what azdrill does not simulate and what could
 * not serve a request is refused here, before anything is created.
 *
 * <p>The stack that is made of it gives its resources names that begin with the blueprint's or the
 * stack's name. Source of the rules for names: Elastic Load Balancing API Reference (version
 * 2015-12-01), "CreateLoadBalancer": Name (at most 32 characters, of which {@code -load-balancer}
 * takes 14; no hyphen at either end, no beginning {@code internal-}); Amazon RDS API Reference,
 * "CreateDBInstance": DBInstanceIdentifier (a letter first, no two hyphens in a row); Amazon EC2
 * API Reference, "CreateSecurityGroup": GroupName (no beginning {@code sg-}). Of the number of
 * rules in security groups: Amazon VPC User Guide, "Amazon VPC quotas" (60 inbound rules).
 *
 * @param name for people, tags and names: at most 18 lower-case letters, digits and single hyphens
 * @param region {@code eu-west-2}, the one region in which azdrill's platforms can provision
 * @param zones two or three zones of the region, by name: {@code eu-west-2a}
 * @param network the VPC; each of its tiers has one subnet in each zone
 * @param securityGroups whom each part admits; parts that are missing here do not exist
 * @param loadBalancer what clients connect to
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
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int NAME_LENGTH_MAX = 18;

  /** Load balancers' and security groups' names cannot begin with these. */
  private static final List<String> KEPT_BY_AWS = List.of("internal", "sg");

  private static final int ZONES_MIN = 2;
  private static final int ZONES_MAX = 3;
  private static final int RULES_MAX = 60;

  /**
   * @throws BlueprintException when its parts contradict each other
   */
  public Blueprint {
    requireName(name);
    requireRegion(region);
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
    requireCertificate(region, loadBalancer.certificate());
    requireWayOut(network, group, application);
    AddressPlan.require(network, group, database.isPresent());
    ServingPath.require(network, securityGroups, loadBalancer, group, database);
  }

  private static void requireName(String name) {
    Require.text(
        "name",
        NAME,
        NAME_LENGTH_MAX,
        name,
        "a name of lower-case letters, digits and single hyphens that begins with a letter",
        "production");
    for (String kept : KEPT_BY_AWS) {
      if (name.equals(kept) || name.startsWith(kept + "-")) {
        throw new BlueprintException(
            "name",
            "a name that does not begin with " + kept + "-, which AWS keeps for itself",
            name,
            "choose another one");
      }
    }
  }

  private static void requireRegion(String region) {
    if (!Regions.names().contains(region)) {
      String known = String.join(", ", Regions.names());
      throw new BlueprintException(
          "region",
          known + ", the one region in which azdrill's platforms can provision today",
          Printable.quoted(region),
          "write " + known);
    }
  }

  /** A load balancer uses certificates of its own region alone. */
  private static void requireCertificate(String region, Optional<Certificate> certificate) {
    if (certificate.isPresent()
        && certificate.get() instanceof Certificate.Existing existing
        && !existing.region().equals(region)) {
      throw new BlueprintException(
          "load-balancer.certificate.arn",
          "a certificate in " + region + ", where the load balancer is",
          "one in " + existing.region(),
          "request or import it in " + region);
    }
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
    requireZoneCount(zones.size());
    List<String> known = Regions.zones(region);
    for (int i = 0; i < zones.size(); i++) {
      String zone = zones.get(i);
      if (!known.contains(zone)) {
        throw new BlueprintException(
            "zones[" + i + "]",
            "a zone of " + region,
            Printable.quoted(zone),
            "write one of " + String.join(", ", known));
      }
      if (zones.indexOf(zone) < i) {
        throw new BlueprintException(
            "zones[" + i + "]", "zones that differ", zone + " twice", "name each zone once");
      }
    }
  }

  private static void requireZoneCount(int count) {
    if (count < ZONES_MIN || count > ZONES_MAX) {
      throw new BlueprintException(
          "zones",
          "2 or 3 zones, because a load balancer needs subnets in at least two",
          String.valueOf(count),
          "write 2 or 3, or the names of the zones");
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
                            : "add one such as "
                                + BlueprintCidr.after(cidrs.get(cidrs.size() - 1)));
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
            "say whom it admits");
      }
    }
    groups.forEach(
        (part, admissions) -> {
          requireRules(part, admissions);
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

  /** AWS refuses a rule that is there already, and more rules than its quota. */
  private static void requireRules(Part part, List<Admission> admissions) {
    Set<String> rules = new HashSet<>();
    for (int i = 0; i < admissions.size(); i++) {
      for (int port : admissions.get(i).ports()) {
        if (!rules.add(admissions.get(i).from().word() + " " + port)) {
          throw new BlueprintException(
              "security-groups." + part.word() + "[" + i + "]",
              "each admission once",
              admissions.get(i).from().word() + " to port " + port + " again",
              "remove one of the two");
        }
      }
    }
    if (rules.size() > RULES_MAX) {
      throw new BlueprintException(
          "security-groups." + part.word(),
          "at most " + RULES_MAX + " rules, one for each sender and port, as AWS allows",
          String.valueOf(rules.size()),
          "remove some");
    }
  }

  private static BlueprintException missingTier(String path, Tier tier) {
    return new BlueprintException(
        path,
        tier.word() + " subnets for it",
        "none",
        "add network.subnets." + tier.word() + ", one for each zone");
  }

  /**
   * The first zones of a region: 2 are {@code a} and {@code b}.
   *
   * @throws BlueprintException unless there are 2 or 3
   */
  static List<String> zonesOf(String region, int count) {
    requireZoneCount(count);
    requireRegion(region);
    return Regions.zones(region).subList(0, count);
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
    Network wider;
    try {
      wider = network.withSubnetsPerTier(count);
    } catch (BlueprintException e) {
      throw e.under("network");
    }
    return new Blueprint(
        name,
        region,
        changed,
        wider,
        securityGroups,
        loadBalancer,
        group.withSize(group.size().spread(zones.size(), count)),
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
