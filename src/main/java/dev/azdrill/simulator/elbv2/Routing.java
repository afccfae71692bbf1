package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Facts;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * Which nodes DNS leads to, and what a node does with a request.
 *
 * <p>Source: Elastic Load Balancing User Guide, "Target group health", "Cross-zone load balancing
 * for target groups" and "Troubleshoot your Application Load Balancers"; User Guide for Network
 * Load Balancers, "Health checks for Network Load Balancer target groups"; Amazon Application
 * Recovery Controller Developer Guide, "Zonal shift", for a zone that is shifted away.
 */
final class Routing implements LoadBalancing {
  private static final int BAD_REQUEST = 400;

  private final Facts facts;
  private final Set<String> expired = new HashSet<>();
  private final Set<String> shifted = new HashSet<>();
  private final ElbRegistry catalogue;
  private final Networking network;
  private final Counts counts;

  /** How many requests a node has spread by an action, or over a target group. */
  private final Map<Spread, Integer> turns = new HashMap<>();

  /**
   * Who spreads requests over what. Hashed by hand: asked twice for each request.
   *
   * @param by a node's network interface
   * @param over the ARN of a rule, or of a target group
   */
  private record Spread(String by, String over) {
    @Override
    public int hashCode() {
      return 31 * by.hashCode() + over.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Spread that && by.equals(that.by) && over.equals(that.over);
    }
  }

  Routing(World world, ElbRegistry catalogue, Networking network, Counts counts) {
    this.facts = world.facts();
    this.catalogue = catalogue;
    this.network = network;
    this.counts = counts;
    facts.watch(this::changed);
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.CertificateExpired certificate) {
      change(expired, certificate.certificateArn(), holds);
    } else if (fact instanceof Fact.ZoneShiftedAway shift) {
      change(shifted, shift.zone(), holds);
    }
  }

  private static void change(Set<String> all, String one, boolean holds) {
    if (holds) {
      all.add(one);
    } else {
      all.remove(one);
    }
  }

  /** When no node is in service, DNS leads to all of them. */
  @Override
  public List<String> resolve(String dnsName) {
    Optional<Balancer> named =
        catalogue.balancers().stream()
            .filter(balancer -> balancer.dnsName().equalsIgnoreCase(dnsName))
            .filter(Balancer::isActive)
            .findFirst();
    if (named.isEmpty()) {
      return List.of();
    }
    Balancer balancer = named.get();
    List<LoadBalancerNode> serving =
        balancer.nodes().stream()
            .filter(node -> node.state().inDns() && hasEnoughHealthy(balancer, node))
            .toList();
    return notShifted(serving.isEmpty() ? balancer.nodes() : serving).stream()
        .flatMap(node -> address(balancer, node))
        .toList();
  }

  /** Without the nodes of zones that are shifted away, unless none would be left. */
  private List<LoadBalancerNode> notShifted(List<LoadBalancerNode> nodes) {
    if (shifted.isEmpty()) {
      return nodes;
    }
    List<LoadBalancerNode> others =
        nodes.stream().filter(node -> !shifted.contains(node.zone())).toList();
    if (others.isEmpty()) {
      return nodes;
    }
    nodes.stream()
        .map(LoadBalancerNode::zone)
        .filter(shifted::contains)
        .forEach(zone -> facts.tookEffect(new Fact.ZoneShiftedAway(zone)));
    return others;
  }

  private Stream<String> address(Balancer balancer, LoadBalancerNode node) {
    Optional<NetworkInterface> found = network.networkInterface(node.networkInterfaceId());
    if (!balancer.isInternetFacing()) {
      return found.map(NetworkInterface::privateIpAddress).stream();
    }
    return found
        .map(NetworkInterface::association)
        .map(NetworkInterfaceAssociation::publicIp)
        .stream();
  }

  /** One target group with too few healthy targets takes the node out of DNS. */
  private boolean hasEnoughHealthy(Balancer balancer, LoadBalancerNode node) {
    return catalogue.groupsOf(balancer).stream()
        .allMatch(
            group -> {
              List<Use> usable = usable(balancer, group, node);
              return isNeedless(balancer, group, usable)
                  || !group.isBelow(HealthyTargets.DNS_FAILOVER, healthy(usable), usable.size());
            });
  }

  /**
   * Whether that there are no targets keeps no node out of DNS: of an application load balancer
   * none that the node may use, of a network load balancer none at all.
   */
  private static boolean isNeedless(Balancer balancer, TargetGroupRecord group, List<Use> usable) {
    return switch (balancer.kind()) {
      case APPLICATION -> usable.isEmpty();
      case NETWORK -> group.targets().isEmpty();
    };
  }

  @Override
  public Optional<String> loadBalancerOf(String networkInterfaceId) {
    return catalogue.balancerAt(networkInterfaceId).map(Balancer::arn);
  }

  @Override
  public Decision decide(String networkInterfaceId, int port, Request request) {
    Optional<Balancer> balancer =
        catalogue.balancerAt(networkInterfaceId).filter(Balancer::isActive);
    Optional<Listener> listener = balancer.flatMap(b -> catalogue.listenerOn(b, port));
    if (balancer.isEmpty() || listener.isEmpty()) {
      return new Decision.NoListener();
    }
    LoadBalancerNode node = balancer.get().node(networkInterfaceId).orElseThrow();
    return switch (balancer.get().kind()) {
      case APPLICATION -> answer(balancer.get(), listener.get(), node, request);
      case NETWORK -> pass(balancer.get(), listener.get(), node, request);
    };
  }

  private Decision answer(
      Balancer balancer, Listener listener, LoadBalancerNode node, Request request) {
    if (request.tls() != (listener.protocol() == ProtocolEnum.HTTPS)) {
      return new Decision.Answer(BAD_REQUEST, Optional.empty());
    }
    if (!expired.isEmpty() && request.tls()) {
      Optional<Decision> refused = refusedByClient(listener);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    for (Rule rule : catalogue.rulesOf(listener.listenerArn())) {
      if (Conditions.hold(rule.conditions(), request)) {
        return act(balancer, rule, node, listener.port(), request);
      }
    }
    throw new IllegalStateException("expected a default rule of " + listener.listenerArn());
  }

  /**
   * A network load balancer takes the connection, and looks at nothing that comes by it but TLS
   * where it ends that itself. What it does without a target is not documented: here it resets the
   * connection.
   */
  private Decision pass(
      Balancer balancer, Listener listener, LoadBalancerNode node, Request request) {
    boolean endsTls = listener.protocol() == ProtocolEnum.TLS;
    if (listener.protocol() == ProtocolEnum.UDP || (endsTls && !request.tls())) {
      return new Decision.NoListener();
    }
    if (endsTls && !expired.isEmpty()) {
      Optional<Decision> refused = refusedByClient(listener);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    Optional<TargetGroupRecord> group =
        listener.defaultActions().stream()
            .flatMap(action -> ElbRegistry.forwardsOf(action).stream())
            .findFirst()
            .flatMap(catalogue::findGroup);
    return group
        .flatMap(to -> use(balancer, to, node, request))
        .<Decision>map(
            use ->
                new Decision.Pass(
                    group.get().arn(),
                    use.address(),
                    use.target().key().port(),
                    group.get().preservesClientAddress() ? request.client() : Optional.empty()))
        .orElseGet(Decision.NoConnection::new);
  }

  private Optional<Decision> refusedByClient(Listener listener) {
    Optional<String> refused = expired(listener);
    refused.ifPresent(arn -> facts.tookEffect(new Fact.CertificateExpired(arn)));
    return refused.map(Decision.CertificateExpired::new);
  }

  private Optional<String> expired(Listener listener) {
    return listener.certificates().stream()
        .map(Certificate::certificateArn)
        .filter(expired::contains)
        .findFirst();
  }

  private Decision act(
      Balancer balancer, Rule rule, LoadBalancerNode node, int port, Request request) {
    Action action = rule.actions().get(0);
    if (action.type() == ActionTypeEnum.REDIRECT) {
      return Redirect.answer(action.redirectConfig(), request, port);
    }
    if (action.type() == ActionTypeEnum.FIXED_RESPONSE) {
      return new Decision.Answer(
          Integer.parseInt(action.fixedResponseConfig().statusCode()), Optional.empty());
    }
    return chosen(action, node, rule.ruleArn())
        .flatMap(group -> forward(balancer, group, node, request))
        .orElseGet(Decision.NoTarget::new);
  }

  /** Target groups take turns by their weights. */
  private Optional<TargetGroupRecord> chosen(Action action, LoadBalancerNode node, String ruleArn) {
    List<TargetGroupTuple> groups = action.forwardConfig().targetGroups();
    int total = 0;
    for (TargetGroupTuple each : groups) {
      total += each.weight();
    }
    if (total == 0) {
      return Optional.empty();
    }
    int turn = turn(node, ruleArn, total);
    for (TargetGroupTuple each : groups) {
      turn -= each.weight();
      if (turn < 0) {
        return catalogue.findGroup(each.targetGroupArn());
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> forward(
      Balancer balancer, TargetGroupRecord group, LoadBalancerNode node, Request request) {
    return use(balancer, group, node, request)
        .map(use -> new Decision.Forward(group.arn(), use.address(), use.target().key().port()));
  }

  /** The target whose turn it is: a healthy one unless there are too few of those. */
  private Optional<Use> use(
      Balancer balancer, TargetGroupRecord group, LoadBalancerNode node, Request request) {
    List<Use> usable = usable(balancer, group, node);
    List<Use> healthy = new ArrayList<>(usable.size());
    for (Use each : usable) {
      if (each.healthy()) {
        healthy.add(each);
      }
    }
    List<Use> chosenFrom =
        group.isBelow(HealthyTargets.UNHEALTHY_ROUTING, healthy.size(), usable.size())
            ? usable
            : healthy;
    if (!shifted.isEmpty()) {
      chosenFrom = notShiftedTargets(chosenFrom);
    }
    if (chosenFrom.isEmpty()) {
      return Optional.empty();
    }
    int turn =
        group.isStickyByAddress() && request.client().isPresent()
            ? Math.floorMod(request.client().get().hashCode(), chosenFrom.size())
            : turn(node, group.arn(), chosenFrom.size());
    return Optional.of(chosenFrom.get(turn));
  }

  private List<Use> notShiftedTargets(List<Use> all) {
    List<Use> others = all.stream().filter(use -> !isShifted(use)).toList();
    return others.isEmpty() ? all : others;
  }

  private boolean isShifted(Use use) {
    return use.target().state() instanceof TargetState.Checked checked
        && checked.zone().filter(shifted::contains).isPresent();
  }

  private int turn(LoadBalancerNode node, String over, int among) {
    return (turns.merge(new Spread(node.networkInterfaceId(), over), 1, Integer::sum) - 1) % among;
  }

  /** A target that a node may use, and whether it thinks well of it. */
  private record Use(Target target, String address, boolean healthy) {}

  /** The targets that a node checks: those of its own zone, or of all. */
  private static List<Use> usable(
      Balancer balancer, TargetGroupRecord group, LoadBalancerNode node) {
    List<Use> usable = new ArrayList<>();
    boolean isCrossZone = group.isCrossZone(balancer);
    for (Target target : group.targets()) {
      if (target.state() instanceof TargetState.Checked checked) {
        Optional<Check> check = checked.by(node);
        if (check.isPresent() && (isCrossZone || isInReach(checked, node))) {
          usable.add(new Use(target, checked.address(), check.get().sawHealthy()));
        }
      }
    }
    return usable;
  }

  private static boolean isInReach(TargetState.Checked checked, LoadBalancerNode node) {
    return checked.zone().isEmpty() || checked.zone().get().equals(node.zone());
  }

  private static int healthy(List<Use> usable) {
    int healthy = 0;
    for (Use each : usable) {
      healthy += each.healthy() ? 1 : 0;
    }
    return healthy;
  }

  @Override
  public void answered(
      String networkInterfaceId,
      Optional<String> targetGroupArn,
      int status,
      boolean byTarget,
      double requests) {
    catalogue
        .balancerAt(networkInterfaceId)
        .ifPresent(
            balancer ->
                counts.count(
                    balancer,
                    targetGroupArn.flatMap(catalogue::findGroup),
                    status,
                    byTarget,
                    requests));
  }

  @Override
  public void passed(String networkInterfaceId, double connections) {
    catalogue
        .balancerAt(networkInterfaceId)
        .ifPresent(balancer -> counts.countFlows(balancer, connections));
  }
}
