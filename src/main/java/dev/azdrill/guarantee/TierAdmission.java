package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.NameResolution;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.PrefixListEntries;
import dev.azdrill.network.RoundTrip;
import dev.azdrill.network.model.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * One tier admits only the tier before it: every inbound rule of its security groups names a
 * security group of the other, nobody else bears those, and the other does get in, from and to
 * every subnet where either may be.
 */
final class TierAdmission {
  /** Says that health is checked on the port of requests. */
  private static final String TRAFFIC_PORT = "traffic-port";

  private final PacketWalker walker;
  private final Inventory inventory;
  private final List<Finding> findings = new ArrayList<>();

  private TierAdmission(Potential potential) {
    inventory = potential.inventory();
    walker = new PacketWalker(inventory);
    findings.addAll(potential.unknown());
  }

  private static Guarantee guarantee(
      String id,
      String statement,
      String conclusion,
      Advice advice,
      List<Kind<?>> restsOn,
      Function<Inventory, List<Finding>> check,
      List<Mutant> mutants) {
    return new Guarantee(
        id,
        statement,
        conclusion,
        advice,
        List.of(
            Framework.FSBP.control("EC2.18"),
            Framework.FSBP.control("EC2.19"),
            Framework.NIST.control("AC-4"),
            Framework.NIST.control("SC-7"),
            Framework.ISO.control("A.8.20-22"),
            Framework.SOC2.control("CC6.6"),
            Framework.WELL_ARCHITECTED.control("SEC05-BP02")),
        restsOn,
        check,
        mutants);
  }

  static Guarantee ofApplication() {
    return guarantee(
        "application-admits-only-load-balancer",
        "the application admits only the load balancer",
        "the load balancer gets in to the application, and nobody else does",
        new Advice(
            "Who reaches an instance past the load balancer is seen by none of its "
                + "rules, and what the load balancer cannot reach serves nobody.",
            "In the security groups of the launch template keep one rule that lets "
                + "in: the port of the target group and of its health check, from the "
                + "security group of the load balancer (UserIdGroupPairs) and from no block "
                + "of addresses; let network ACLs pass both ways."),
        with(Kind.TARGET_GROUP),
        TierAdmission::application,
        List.of(
            new Mutant(
                "somebody opens the application to the internet",
                sound ->
                    TopologyMutations.admitting(
                        sound, new Architecture(sound).applicationGroups(), "0.0.0.0/0", 22)),
            new Mutant(
                "the application admits its whole network",
                sound ->
                    TopologyMutations.admitting(
                        sound, new Architecture(sound).applicationGroups(), "10.0.0.0/16", 8080)),
            new Mutant(
                "the application admits the database",
                sound ->
                    TopologyMutations.admittingGroup(
                        sound,
                        new Architecture(sound).applicationGroups(),
                        new Architecture(sound).databaseGroups().iterator().next(),
                        8080)),
            new Mutant(
                "the rule that admits the load balancer is revoked",
                sound ->
                    TopologyMutations.admittingNobody(
                        sound, new Architecture(sound).applicationGroups())),
            new Mutant(
                "health is checked on a port that the application does not admit",
                sound ->
                    sound.map(
                        Kind.TARGET_GROUP,
                        each -> each.toBuilder().healthCheckPort("9999").build())),
            new Mutant(
                "an instance bears the load balancer's security group",
                sound ->
                    TopologyMutations.disguised(
                        sound,
                        new Architecture(sound).applicationInterfaces(),
                        new Architecture(sound).loadBalancerGroups()))));
  }

  static Guarantee ofDatabase() {
    return guarantee(
        "database-admits-only-the-application",
        "the database admits only the application",
        "the application gets in to the database, and nobody else does",
        new Advice(
            "Who reaches the database past the application is seen by none of its "
                + "rules, and an application that cannot reach it serves nobody.",
            "In the security groups of the database keep one rule that lets in: its "
                + "port, from the security group of the application (UserIdGroupPairs) and "
                + "from no block of addresses; let network ACLs pass both ways."),
        with(),
        TierAdmission::database,
        List.of(
            new Mutant(
                "the database admits an office",
                sound ->
                    TopologyMutations.admitting(
                        sound, new Architecture(sound).databaseGroups(), "203.0.113.0/24", 5432)),
            new Mutant(
                "the database admits the load balancer",
                sound ->
                    TopologyMutations.admittingGroup(
                        sound,
                        new Architecture(sound).databaseGroups(),
                        new Architecture(sound).loadBalancerGroups().iterator().next(),
                        5432)),
            new Mutant(
                "the rule that admits the application is revoked",
                sound ->
                    TopologyMutations.admittingNobody(
                        sound, new Architecture(sound).databaseGroups())),
            new Mutant(
                "a load balancer node bears the application's security group",
                sound ->
                    TopologyMutations.disguised(
                        sound, nodes(sound), new Architecture(sound).applicationGroups()))));
  }

  private static List<Kind<?>> with(Kind<?>... more) {
    return Stream.concat(OnlyTheLoadBalancer.PATHS.stream(), Stream.of(more)).toList();
  }

  private static List<NetworkInterface> nodes(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    return inventory.all(Kind.NETWORK_INTERFACE).stream()
        .filter(
            each ->
                architecture.loadBalancers().stream().anyMatch(d -> Architecture.isNodeOf(d, each)))
        .toList();
  }

  private static List<Finding> application(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    if (architecture.groups().isEmpty()) {
      return List.of();
    }
    Potential potential = new Potential(architecture);
    TierAdmission admission = new TierAdmission(potential);
    List<NetworkInterface> nodes = both(nodes(inventory), potential.loadBalancers());
    List<NetworkInterface> instances =
        both(architecture.applicationInterfaces(), potential.applications());
    admission.onlyRulesFor(
        architecture.applicationGroups(), architecture.loadBalancerGroups(), "the load balancer");
    admission.onlyBorneBy(architecture.loadBalancerGroups(), nodes, "the load balancer");
    List<TargetGroup> targetGroups = attached(inventory, architecture);
    admission.getsIn(nodes, instances, ports(targetGroups), "the load balancer");
    targetGroups.forEach(each -> unhealthy(inventory, each).ifPresent(admission.findings::add));
    return admission.findings;
  }

  private static List<Finding> database(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    if (architecture.databases().isEmpty()) {
      return List.of();
    }
    Potential potential = new Potential(architecture);
    TierAdmission admission = new TierAdmission(potential);
    List<NetworkInterface> instances =
        both(architecture.applicationInterfaces(), potential.applications());
    admission.onlyRulesFor(
        architecture.databaseGroups(), architecture.applicationGroups(), "the application");
    admission.onlyBorneBy(architecture.applicationGroups(), instances, "the application");
    for (DBInstance each : architecture.databases()) {
      Set<Integer> ports = Architecture.portOf(each).map(Set::of).orElse(Set.of());
      admission.getsIn(instances, potential.of(each), ports, "the application");
      unresolved(each, inventory).ifPresent(admission.findings::add);
    }
    return admission.findings;
  }

  /** Its address is behind a name, and changes with a failover. */
  private static Optional<Finding> unresolved(DBInstance database, Inventory inventory) {
    Set<String> nameless = NameResolution.lackingIn(inventory);
    return Optional.ofNullable(database.dbSubnetGroup())
        .filter(group -> nameless.contains(group.vpcId()))
        .map(
            group ->
                Finding.unknown(
                    database.dbInstanceIdentifier(),
                    "is found by its name, and its VPC resolves none (enableDnsSupport is false);"
                        + " whether other name servers do is not looked at"));
  }

  private static List<NetworkInterface> both(
      List<NetworkInterface> some, List<NetworkInterface> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** The target groups that some group is attached to. */
  private static List<TargetGroup> attached(Inventory inventory, Architecture architecture) {
    List<String> attached =
        architecture.groups().stream().flatMap(g -> g.targetGroupARNs().stream()).toList();
    return inventory.all(Kind.TARGET_GROUP).stream()
        .filter(each -> attached.contains(each.targetGroupArn()))
        .toList();
  }

  /** The ports on which the application takes requests and health checks. */
  private static Collection<Integer> ports(List<TargetGroup> targetGroups) {
    return targetGroups.stream()
        .flatMap(each -> Stream.concat(Stream.of(each.port()), checked(each).stream()))
        .distinct()
        .toList();
  }

  /** The port of health checks, where it is another than that of requests. */
  private static Optional<Integer> checked(TargetGroup targets) {
    return Optional.ofNullable(targets.healthCheckPort())
        .filter(port -> !TRAFFIC_PORT.equals(port))
        .map(Integer::valueOf);
  }

  /** That a path is there is not all: where no check of any target succeeds, something is amiss. */
  private static Optional<Finding> unhealthy(Inventory inventory, TargetGroup targets) {
    List<TargetHealth> all =
        inventory.of(Kind.TARGET_HEALTH, targets.targetGroupArn()).stream()
            .map(TargetHealthDescription::targetHealth)
            .toList();
    return !all.isEmpty()
            && all.stream().allMatch(each -> each.state() == TargetHealthStateEnum.UNHEALTHY)
        ? Optional.of(
            Finding.unknown(
                String.valueOf(targets.targetGroupName()),
                "has no healthy target of "
                    + all.size()
                    + ", so whether the load balancer gets in is not certain"))
        : Optional.empty();
  }

  private void onlyRulesFor(Set<String> guarded, Set<String> allowed, String whom) {
    for (String id : guarded) {
      Optional<SecurityGroup> group =
          inventory.all(Kind.SECURITY_GROUP).stream()
              .filter(each -> id.equals(each.groupId()))
              .findFirst();
      if (group.isEmpty()) {
        findings.add(Finding.unknown(id, "is named but not described"));
        continue;
      }
      for (IpPermission rule : group.get().ipPermissions()) {
        peers(rule).forEach(peer -> findings.add(judged(id, rule, peer, allowed, whom)));
        rule.prefixListIds()
            .forEach(list -> judgeList(id, rule, list.prefixListId(), allowed, whom));
      }
    }
  }

  private void judgeList(
      String id, IpPermission rule, String list, Set<String> allowed, String whom) {
    Optional<List<Cidr>> blocks = PrefixListEntries.of(inventory).blocks(list);
    if (blocks.isEmpty()) {
      findings.add(
          Finding.unknown(
              id, "admits the prefix list " + list + ", and whom that has is not known"));
    }
    blocks
        .orElseGet(List::of)
        .forEach(block -> findings.add(judged(id, rule, block.toString(), allowed, whom)));
  }

  private static List<String> peers(IpPermission rule) {
    List<String> peers = new ArrayList<>(rule.ipRanges().stream().map(IpRange::cidrIp).toList());
    rule.ipv6Ranges().forEach(range -> peers.add(range.cidrIpv6()));
    rule.userIdGroupPairs().forEach(pair -> peers.add(pair.groupId()));
    return peers;
  }

  private static Finding judged(
      String id, IpPermission rule, String peer, Set<String> allowed, String whom) {
    String ports =
        rule.fromPort() == null ? "on all ports" : "on port " + rule.fromPort() + upTo(rule);
    return Finding.of(
        id,
        allowed.contains(peer),
        "admits " + peer + ", which is " + whom + ", " + ports,
        "admits " + peer + ", which is not " + whom + ", " + ports);
  }

  private static String upTo(IpPermission rule) {
    return rule.fromPort().equals(rule.toPort()) ? "" : " to " + rule.toPort();
  }

  /** Who bears a group that is admitted gets in. */
  private void onlyBorneBy(Set<String> groups, List<NetworkInterface> allowed, String whom) {
    for (NetworkInterface each : inventory.all(Kind.NETWORK_INTERFACE)) {
      List<String> borne =
          each.groups().stream().map(g -> g.groupId()).filter(groups::contains).toList();
      if (!borne.isEmpty() && !allowed.contains(each)) {
        findings.add(
            Finding.violated(
                each.networkInterfaceId(),
                "bears " + String.join(", ", borne) + " and is not " + whom));
      }
    }
  }

  private void getsIn(
      List<NetworkInterface> from,
      List<NetworkInterface> to,
      Collection<Integer> ports,
      String whom) {
    if (from.isEmpty() || to.isEmpty() || ports.isEmpty()) {
      findings.add(
          Finding.unknown(whom, "cannot be followed: there is no sender, no receiver or no port"));
    }
    for (NetworkInterface sender : from) {
      for (NetworkInterface receiver : to) {
        for (int port : ports) {
          findings.add(connected(sender, receiver, port));
        }
      }
    }
  }

  private Finding connected(NetworkInterface sender, NetworkInterface receiver, int port) {
    String id = sender.networkInterfaceId();
    String there = receiver.networkInterfaceId() + " on port " + port;
    RoundTrip trip = walker.connect(id, receiver.privateIpAddress(), port);
    return switch (trip.outcome()) {
      case DELIVERED -> Finding.proven(id, "reaches " + there).shownBy(trip.forward());
      case DROPPED ->
          Finding.violated(id, "does not reach " + there + ": " + trip.because())
              .shownBy(trip.decisive());
      case UNKNOWN -> Finding.unknown(id, "may or may not reach " + there + ": " + trip.because());
    };
  }
}
