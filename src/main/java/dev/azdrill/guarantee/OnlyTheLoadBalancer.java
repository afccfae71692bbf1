package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Disposition;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.RoundTrip;
import dev.azdrill.network.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/**
 * Only the load balancer can be reached from the internet: the internet knocks at every network
 * interface that is there or may be, and gets in at the load balancer's nodes alone. One packet
 * that gets in elsewhere is enough to violate it, whether a reply finds its way back or not: also
 * by a network load balancer, which passes what it takes on to its targets. A load balancer that
 * gets everybody's requests and has nobody to send them to is not open either.
 */
final class OnlyTheLoadBalancer {
  static final List<Kind<?>> PATHS =
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
          Kind.LAUNCH_TEMPLATE_VERSION,
          Kind.LOAD_BALANCER,
          Kind.LISTENER,
          Kind.DB_INSTANCE,
          Kind.DB_SUBNET_GROUP);

  private final Architecture architecture;
  private final Potential potential;
  private final PacketWalker walker;
  private final Outside internet;
  private final List<NetworkInterface> all;
  private final Requests requests;
  private final NetworkLoadBalancers networkLoadBalancers;

  private OnlyTheLoadBalancer(Inventory inventory) {
    architecture = new Architecture(inventory);
    potential = new Potential(architecture);
    Inventory whole = potential.inventory();
    walker = new PacketWalker(whole);
    internet = new Outside(whole, walker);
    all = whole.all(Kind.NETWORK_INTERFACE);
    requests = new Requests(whole);
    networkLoadBalancers = new NetworkLoadBalancers(architecture, potential, walker);
  }

  static Guarantee guarantee() {
    return new Guarantee(
        "only-load-balancer-is-reachable",
        "only the load balancer can be reached from the internet",
        "the internet gets in at the load balancer alone",
        new Advice(
            "What else the internet reaches is attacked past TLS, the web ACL and the "
                + "access logs of the load balancer.",
            "Give the launch template AssociatePublicIpAddress=false, its subnets "
                + "MapPublicIpOnLaunch=false and a default route to a NAT gateway, the "
                + "database PubliclyAccessible=false; let the security group of the load "
                + "balancer admit 0.0.0.0/0 on the ports of its listeners, and forward "
                + "those to a target group with targets."),
        List.of(
            Framework.FSBP.control("EC2.18"),
            Framework.FSBP.control("EC2.19"),
            Framework.NIST.control("AC-4"),
            Framework.NIST.control("SC-7"),
            Framework.ISO.control("A.8.20-22"),
            Framework.SOC2.control("CC6.6"),
            Framework.WELL_ARCHITECTED.control("SEC05-BP01")),
        PATHS,
        inventory -> new OnlyTheLoadBalancer(inventory).findings(),
        mutants());
  }

  private List<Finding> findings() {
    List<LoadBalancer> loadBalancers = architecture.loadBalancers();
    if (loadBalancers.isEmpty()) {
      return withoutLoadBalancer();
    }
    List<Finding> findings = new ArrayList<>(potential.unknown());
    for (LoadBalancer loadBalancer : loadBalancers) {
      List<NetworkInterface> nodes = nodes(loadBalancer);
      if (nodes.isEmpty()) {
        findings.add(
            Finding.unknown(loadBalancer.loadBalancerName(), "has no nodes that are described"));
      }
      nodes.forEach(node -> findings.add(open(loadBalancer, node)));
      findings.addAll(requests.refusals(loadBalancer));
      List<String> notes = new HostRules(architecture.inventory()).notes(loadBalancer);
      if (!notes.isEmpty()) {
        findings.add(
            Finding.proven(loadBalancer.loadBalancerName(), "refuses some hosts").noting(notes));
      }
    }
    findings.addAll(networkLoadBalancers.findings());
    for (NetworkInterface each : all) {
      if (!networkLoadBalancers.haveNode(each)
          && loadBalancers.stream().noneMatch(loadBalancer -> isNode(loadBalancer, each))) {
        findings.add(shut(each));
      }
    }
    return findings;
  }

  /**
   * Without a load balancer something else may still be open; if nothing is, there is nothing to
   * claim.
   */
  private List<Finding> withoutLoadBalancer() {
    Stream<Finding> shut =
        all.stream()
            .filter(each -> !networkLoadBalancers.haveNode(each))
            .map(this::shut)
            .filter(finding -> finding.verdict() == GuaranteeVerdict.VIOLATED);
    return Stream.concat(
            shut,
            networkLoadBalancers.findings().stream()
                .filter(finding -> finding.verdict() != GuaranteeVerdict.PROVEN))
        .toList();
  }

  private List<NetworkInterface> nodes(LoadBalancer loadBalancer) {
    return all.stream().filter(each -> isNode(loadBalancer, each)).toList();
  }

  private boolean isNode(LoadBalancer loadBalancer, NetworkInterface networkInterface) {
    return Architecture.isNodeOf(loadBalancer, networkInterface)
        || potential.of(loadBalancer).contains(networkInterface);
  }

  /** Open means: anybody gets in to one listener, and somebody to each. */
  private Finding open(LoadBalancer loadBalancer, NetworkInterface node) {
    String id = node.networkInterfaceId();
    List<Integer> ports =
        architecture.inventory().all(Kind.LISTENER).stream()
            .filter(each -> loadBalancer.loadBalancerArn().equals(each.loadBalancerArn()))
            .map(Listener::port)
            .toList();
    List<RoundTrip> knocks =
        ports.stream()
            .flatMap(
                port ->
                    walker.publicAddresses(id).stream()
                        .map(at -> walker.connectFromInternet(Outside.CLIENT, at, port)))
            .toList();
    Optional<RoundTrip> in = knocks.stream().filter(RoundTrip::connects).findFirst();
    if (in.isEmpty()) {
      return closed(id, knocks);
    }
    return ports.stream()
        .flatMap(port -> unanswered(id, port, internet.connect(node, port)).stream())
        .findFirst()
        .orElseGet(
            () -> Finding.proven(id, "is the load balancer, and open").noting(few(node, ports)))
        .shownBy(in.get().forward());
  }

  private List<String> few(NetworkInterface node, List<Integer> ports) {
    return ports.stream()
        .map(port -> Map.entry(port, internet.clients(node, port)))
        .filter(each -> each.getValue().areFew())
        .map(each -> each.getValue().words() + " get in on port " + each.getKey())
        .toList();
  }

  private static Optional<Finding> unanswered(String id, int port, Disposition.Outcome outcome) {
    String listens = "is the load balancer and listens on port " + port;
    return switch (outcome) {
      case DELIVERED -> Optional.empty();
      case DROPPED ->
          Optional.of(Finding.violated(id, listens + ", but nobody in the internet gets in there"));
      case UNKNOWN ->
          Optional.of(
              Finding.unknown(id, listens + ", and whether anybody gets in cannot be told"));
    };
  }

  private static Finding closed(String id, List<RoundTrip> knocks) {
    Optional<RoundTrip> open =
        knocks.stream().filter(each -> each.outcome() == Disposition.Outcome.UNKNOWN).findFirst();
    if (open.isPresent()) {
      return Finding.unknown(
              id, "is the load balancer, and cannot be told: " + open.get().because())
          .shownBy(open.get().decisive());
    }
    String why = knocks.stream().findFirst().map(RoundTrip::because).orElse("nobody listens there");
    Finding closed =
        Finding.violated(id, "is the load balancer, but clients do not get in: " + why);
    return knocks.isEmpty() ? closed : closed.shownBy(knocks.get(0).decisive());
  }

  private Finding shut(NetworkInterface each) {
    String id = each.networkInterfaceId();
    if (!each.ipv6Addresses().isEmpty()) {
      return Finding.unknown(id, "has IPv6 addresses, and where those lead is not looked at");
    }
    Optional<Trace> knock = internet.knock(each);
    if (knock.isEmpty()) {
      return Finding.proven(id, "has no public address");
    }
    List<String> unheard = internet.unheard(each);
    if (!knock.get().delivered() && !unheard.isEmpty()) {
      return Finding.unknown(id, "admits protocols that are not looked at: " + unheard);
    }
    Trace trace = knock.get();
    Finding finding =
        switch (trace.disposition().outcome()) {
          case DELIVERED ->
              Finding.violated(id, "can be reached from the internet: " + trace.packet());
          case DROPPED -> Finding.proven(id, "lets nothing in: " + trace.because());
          case UNKNOWN -> Finding.unknown(id, "cannot be told: " + trace.because());
        };
    return finding.shownBy(trace);
  }

  private static List<Mutant> mutants() {
    return Stream.concat(reaching().stream(), Requests.mutants().stream()).toList();
  }

  private static List<Mutant> reaching() {
    return List.of(
        new Mutant(
            "the database is published and admits everybody",
            sound ->
                TopologyMutations.admitting(
                        sound, new Architecture(sound).databaseGroups(), "0.0.0.0/0", 5432)
                    .map(
                        Kind.DB_INSTANCE,
                        each -> each.toBuilder().publiclyAccessible(true).build())),
        new Mutant(
            "new instances get public addresses and admit everybody",
            sound ->
                TopologyMutations.launchingWithPublicAddresses(
                    TopologyMutations.admitting(
                        sound, new Architecture(sound).applicationGroups(), "0.0.0.0/0", 22))),
        new Mutant(
            "an instance has an Elastic IP and admits one network on one odd port",
            sound ->
                TopologyMutations.withPublicAddresses(
                    TopologyMutations.admitting(
                        sound,
                        new Architecture(sound).applicationGroups(),
                        "198.51.100.128/25",
                        2222))),
        new Mutant(
            "the load balancer admits nobody",
            sound ->
                TopologyMutations.groups(
                    sound,
                    new Architecture(sound).loadBalancerGroups(),
                    group -> group.toBuilder().ipPermissions(List.of()).build())),
        new Mutant(
            "the load balancer admits everybody to another port than the one of a listener",
            sound ->
                sound.map(
                    Kind.LISTENER,
                    each -> each.port() == 443 ? each : each.toBuilder().port(8443).build())),
        new Mutant(
            "a network ACL stops the replies of the load balancer",
            sound ->
                sound.map(
                    Kind.NETWORK_ACL,
                    acl ->
                        acl.toBuilder()
                            .entries(
                                Stream.concat(
                                        acl.entries().stream(),
                                        Stream.of(TopologyMutations.denyingHighPortsOut()))
                                    .toList())
                            .build())));
  }
}
