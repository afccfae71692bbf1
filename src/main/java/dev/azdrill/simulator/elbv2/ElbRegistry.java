package dev.azdrill.simulator.elbv2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What exists in the room, by ARN, and who uses whom. */
final class ElbRegistry {
  private static final Comparator<Rule> BY_PRIORITY =
      Comparator.comparingInt(
          rule -> rule.isDefault() ? Integer.MAX_VALUE : Integer.parseInt(rule.priority()));

  private final Map<String, Balancer> balancers = new LinkedHashMap<>();
  private final Map<String, TargetGroupRecord> groups = new LinkedHashMap<>();
  private final Map<String, Listener> listeners = new LinkedHashMap<>();

  /** By listener; the default rule is the last. No list of them ever changes. */
  private final Map<String, List<Rule>> rules = new LinkedHashMap<>();

  /** Who uses a target group, as far as somebody has asked since listeners or rules changed. */
  private final Map<String, Optional<Balancer>> users = new HashMap<>();

  // Load balancers

  Collection<Balancer> balancers() {
    return List.copyOf(balancers.values());
  }

  Optional<Balancer> findBalancer(String arn) {
    return Optional.ofNullable(balancers.get(arn));
  }

  Balancer balancer(String arn) {
    Arns.Type.LOAD_BALANCER.check(arn);
    return findBalancer(arn).orElseThrow(ElasticLoadBalancingErrors::loadBalancerNotFound);
  }

  Optional<Balancer> balancerNamed(String name) {
    return balancers.values().stream().filter(b -> b.name().equals(name)).findFirst();
  }

  /** The load balancer one of whose nodes has this network interface. */
  Optional<Balancer> balancerAt(String networkInterfaceId) {
    // For each request of each client: without the detours of a stream.
    for (Balancer each : balancers.values()) {
      if (each.hasNode(networkInterfaceId)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  void put(Balancer balancer) {
    users.clear();
    balancers.put(balancer.arn(), balancer);
  }

  void remove(Balancer balancer) {
    users.clear();
    balancers.remove(balancer.arn());
  }

  // Target groups

  Collection<TargetGroupRecord> groups() {
    return List.copyOf(groups.values());
  }

  Optional<TargetGroupRecord> findGroup(String arn) {
    return Optional.ofNullable(groups.get(arn));
  }

  TargetGroupRecord group(String arn) {
    Arns.Type.TARGET_GROUP.check(arn);
    return findGroup(arn).orElseThrow(TargetGroupErrors::targetGroupNotFound);
  }

  Optional<TargetGroupRecord> groupNamed(String name) {
    return groups.values().stream().filter(g -> g.name().equals(name)).findFirst();
  }

  void put(TargetGroupRecord group) {
    groups.put(group.arn(), group);
  }

  void remove(TargetGroupRecord group) {
    groups.remove(group.arn());
  }

  // Listeners and rules

  Listener listener(String arn) {
    Arns.Type.LISTENER.check(arn);
    Listener listener = listeners.get(arn);
    if (listener == null) {
      throw ListenerErrors.listenerNotFound();
    }
    return listener;
  }

  List<Listener> listeners() {
    return List.copyOf(listeners.values());
  }

  List<Listener> listenersOf(Balancer balancer) {
    return listeners.values().stream()
        .filter(l -> l.loadBalancerArn().equals(balancer.arn()))
        .toList();
  }

  /** The listener of a load balancer on this port. */
  Optional<Listener> listenerOn(Balancer balancer, int port) {
    // For each request of each client: without the detours of a stream.
    for (Listener each : listeners.values()) {
      if (each.port() == port && each.loadBalancerArn().equals(balancer.arn())) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** The rules of a listener in the order in which they are tried. */
  List<Rule> rulesOf(String listenerArn) {
    return rules.getOrDefault(listenerArn, List.of());
  }

  Rule rule(String arn) {
    Arns.Type.RULE.check(arn);
    return rules.values().stream()
        .flatMap(List::stream)
        .filter(rule -> rule.ruleArn().equals(arn))
        .findFirst()
        .orElseThrow(ListenerErrors::ruleNotFound);
  }

  /** The listener to which a rule belongs. */
  Listener listenerOf(Rule rule) {
    return rules.entrySet().stream()
        .filter(e -> e.getValue().contains(rule))
        .map(e -> listener(e.getKey()))
        .findFirst()
        .orElseThrow(ListenerErrors::ruleNotFound);
  }

  void put(Listener listener) {
    users.clear();
    listeners.put(listener.listenerArn(), listener);
  }

  /** Enters a rule, in place of the one of its ARN. */
  void put(String listenerArn, Rule rule) {
    users.clear();
    List<Rule> all = new ArrayList<>(rules.getOrDefault(listenerArn, List.of()));
    all.removeIf(each -> each.ruleArn().equals(rule.ruleArn()));
    all.add(rule);
    all.sort(BY_PRIORITY);
    rules.put(listenerArn, List.copyOf(all));
  }

  void remove(Rule rule) {
    users.clear();
    rules.replaceAll((listener, all) -> all.stream().filter(each -> !each.equals(rule)).toList());
  }

  /** Removes a listener with its rules. */
  void remove(Listener listener) {
    users.clear();
    listeners.remove(listener.listenerArn());
    rules.remove(listener.listenerArn());
  }

  // Who uses whom

  /**
   * The load balancer whose listeners and rules forward to a target group; there is at most one.
   */
  Optional<Balancer> userOf(String groupArn) {
    return users.computeIfAbsent(groupArn, this::findUserOf);
  }

  private Optional<Balancer> findUserOf(String groupArn) {
    return listeners.values().stream()
        .filter(listener -> forwardsOf(listener).contains(groupArn))
        .map(listener -> balancers.get(listener.loadBalancerArn()))
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  /** The target groups to which a load balancer forwards. */
  List<TargetGroupRecord> groupsOf(Balancer balancer) {
    Set<String> arns = new LinkedHashSet<>();
    listenersOf(balancer).forEach(listener -> arns.addAll(forwardsOf(listener)));
    return arns.stream().flatMap(arn -> findGroup(arn).stream()).toList();
  }

  private Set<String> forwardsOf(Listener listener) {
    Set<String> arns = new LinkedHashSet<>();
    for (Rule rule : rulesOf(listener.listenerArn())) {
      rule.actions().forEach(action -> arns.addAll(forwardsOf(action)));
    }
    return arns;
  }

  /** The target groups that an action forwards to; an action names a single one in two places. */
  static Set<String> forwardsOf(Action action) {
    Set<String> arns = new LinkedHashSet<>();
    if (action.targetGroupArn() != null) {
      arns.add(action.targetGroupArn());
    }
    if (action.forwardConfig() != null) {
      action.forwardConfig().targetGroups().stream()
          .map(TargetGroupTuple::targetGroupArn)
          .forEach(arns::add);
    }
    return arns;
  }

  /** The load balancers that serve with a certificate. */
  List<String> usersOfCertificate(String certificateArn) {
    return listeners.values().stream()
        .filter(
            listener ->
                listener.certificates().stream()
                    .anyMatch(c -> c.certificateArn().equals(certificateArn)))
        .map(Listener::loadBalancerArn)
        .distinct()
        .toList();
  }

  /** Refuses an ARN behind which there is nothing, as each type of resource does. */
  void checkExists(String arn) {
    if (Arns.Type.LOAD_BALANCER.fits(arn)) {
      balancer(arn);
    } else if (Arns.Type.TARGET_GROUP.fits(arn)) {
      group(arn);
    } else if (Arns.Type.LISTENER.fits(arn)) {
      listener(arn);
    } else if (Arns.Type.RULE.fits(arn)) {
      rule(arn);
    } else {
      throw Arns.Type.LOAD_BALANCER.invalid(arn);
    }
  }
}
