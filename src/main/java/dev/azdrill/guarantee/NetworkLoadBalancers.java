package dev.azdrill.guarantee;

import dev.azdrill.inventory.ForwardedRequests;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Disposition.Outcome;
import dev.azdrill.network.Packet;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.Trace;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * What network load balancers that face the internet expose. Such a one answers nothing by itself:
 * what it takes it passes on, so whoever gets in to it, and on to a target, has reached the target.
 *
 * <p>Every packet of the internet is looked at: of the addresses that no rule on the way tells
 * apart, one. Where targets see the address of the client, their security groups must admit that,
 * or a security group of the load balancer; else the address of its node.
 */
final class NetworkLoadBalancers {
  private static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
  private static final String PRESERVES = "preserve_client_ip.enabled";
  private static final int CLIENT_PORT = 50_000;

  private final Architecture architecture;
  private final Potential potential;
  private final Inventory whole;
  private final PacketWalker walker;

  /**
   * @param potential what is not there but may be at any time
   */
  NetworkLoadBalancers(Architecture architecture, Potential potential, PacketWalker walker) {
    this.architecture = architecture;
    this.potential = potential;
    this.whole = potential.inventory();
    this.walker = walker;
  }

  /** Whether it is a node of one of them. */
  boolean haveNode(NetworkInterface one) {
    return architecture.networkLoadBalancers().stream()
        .anyMatch(each -> Architecture.isNodeOf(each, one));
  }

  /** What is found of each target of each. */
  List<Finding> findings() {
    return architecture.networkLoadBalancers().stream().flatMap(each -> of(each).stream()).toList();
  }

  private List<Finding> of(LoadBalancer balancer) {
    String name = balancer.loadBalancerName();
    List<NetworkInterface> nodes =
        whole.all(Kind.NETWORK_INTERFACE).stream()
            .filter(each -> Architecture.isNodeOf(balancer, each))
            .toList();
    List<Finding> findings = new ArrayList<>();
    for (AvailabilityZone zone : balancer.availabilityZones()) {
      if (nodes.stream().noneMatch(node -> Objects.equals(node.subnetId(), zone.subnetId()))) {
        findings.add(
            Finding.unknown(name, "has no node in " + zone.subnetId() + " that is described"));
      }
    }
    if (balancer.ipAddressType() != null && balancer.ipAddressType() != IpAddressType.IPV4) {
      findings.add(
          Finding.unknown(name, "has IPv6 addresses, and where those lead is not looked at"));
    }
    List<Listener> listeners =
        whole.all(Kind.LISTENER).stream()
            .filter(each -> balancer.loadBalancerArn().equals(each.loadBalancerArn()))
            .toList();
    if (listeners.isEmpty()) {
      findings.add(Finding.proven(name, "is a network load balancer that listens nowhere"));
    }
    for (Listener listener : listeners) {
      Set<String> groups = new LinkedHashSet<>();
      listener
          .defaultActions()
          .forEach(action -> groups.addAll(ForwardedRequests.targetGroups(action)));
      groups.forEach(arn -> findings.addAll(of(new Way(balancer, nodes, listener, arn))));
    }
    return findings;
  }

  /** From the internet to a target group. */
  private record Way(
      LoadBalancer balancer, List<NetworkInterface> nodes, Listener listener, String groupArn) {
    String name() {
      return balancer.loadBalancerName() + " on port " + listener.port();
    }

    Finding unknown(String because) {
      return Finding.unknown(name(), because);
    }
  }

  /** A port of somebody behind a network load balancer. */
  private record Receiver(NetworkInterface at, int port) {}

  private List<Finding> of(Way way) {
    Optional<TargetGroup> described =
        whole.all(Kind.TARGET_GROUP).stream()
            .filter(each -> way.groupArn().equals(each.targetGroupArn()))
            .findFirst();
    if (described.isEmpty()) {
      return List.of(way.unknown("passes on to " + way.groupArn() + ", which is not described"));
    }
    TargetGroup group = described.get();
    String to = "passes on to the target group " + group.targetGroupName();
    if (group.targetType() == TargetTypeEnum.ALB) {
      return List.of(
          way.unknown(to + ", a load balancer behind a load balancer, which is not followed"));
    }
    if (!whole.knows(Kind.TARGET_HEALTH)) {
      return List.of(way.unknown(to + ", and which targets that has was not read"));
    }
    List<Finding> findings = new ArrayList<>();
    Set<Receiver> receivers = new LinkedHashSet<>();
    whole
        .of(Kind.TARGET_HEALTH, way.groupArn())
        .forEach(
            each ->
                receiver(group, each.target())
                    .ifPresentOrElse(
                        receivers::add,
                        () ->
                            findings.add(
                                way.unknown(
                                    to
                                        + ", whose target "
                                        + each.target().id()
                                        + " is not described"))));
    for (AutoScalingGroup each : architecture.groups()) {
      if (each.targetGroupARNs().contains(way.groupArn())) {
        potential.of(each).forEach(next -> receivers.add(new Receiver(next, group.port())));
      }
    }
    receivers.forEach(receiver -> findings.add(of(way, group, receiver)));
    return findings.isEmpty()
        ? List.of(Finding.proven(way.name(), to + ", which has no targets"))
        : findings;
  }

  private Optional<Receiver> receiver(TargetGroup group, TargetDescription target) {
    int port = target.port() == null ? group.port() : target.port();
    return whole.all(Kind.NETWORK_INTERFACE).stream()
        .filter(each -> isTarget(group, target, each))
        .findFirst()
        .map(each -> new Receiver(each, port));
  }

  /** An instance gets what is meant for it at its first network interface. */
  private static boolean isTarget(
      TargetGroup group, TargetDescription target, NetworkInterface each) {
    if (group.targetType() == TargetTypeEnum.IP) {
      return Objects.equals(each.vpcId(), group.vpcId())
          && (target.id().equals(each.privateIpAddress())
              || each.privateIpAddresses().stream()
                  .anyMatch(address -> target.id().equals(address.privateIpAddress())));
    }
    return each.attachment() != null
        && target.id().equals(each.attachment().instanceId())
        && (each.attachment().deviceIndex() == null || each.attachment().deviceIndex() == 0);
  }

  private Finding of(Way way, TargetGroup group, Receiver receiver) {
    String id = receiver.at().networkInterfaceId();
    String through = "through the network load balancer " + way.name();
    Optional<String> open = Optional.empty();
    for (NetworkInterface node : way.nodes()) {
      Optional<Boolean> meets = meets(way, group, node, receiver.at());
      if (meets.equals(Optional.of(false))) {
        continue;
      }
      Optional<String> undescribed = undescribed(node, receiver.at());
      if (undescribed.isPresent()) {
        open = undescribed;
        continue;
      }
      for (Passage each : passages(way, group, node, receiver)) {
        if (each.outcome() == Outcome.DELIVERED && meets.isPresent()) {
          return Finding.violated(
                  id, "can be reached from the internet " + through + ": " + each.last().packet())
              .shownBy(each.last());
        }
        if (each.outcome() != Outcome.DROPPED && open.isEmpty()) {
          open =
              Optional.of(
                  meets.isEmpty()
                      ? "whether its nodes use targets of other zones was not read"
                      : each.last().because());
        }
      }
    }
    return open.map(because -> Finding.unknown(id, "cannot be told " + through + ": " + because))
        .orElseGet(() -> Finding.proven(id, "gets nothing from the internet " + through));
  }

  /** Which of the addresses on the way is not described. */
  private Optional<String> undescribed(NetworkInterface node, NetworkInterface target) {
    if (walker.publicAddresses(node.networkInterfaceId()).isEmpty()) {
      return Optional.of("no public address of " + node.networkInterfaceId() + " is described");
    }
    return Stream.of(node, target)
        .filter(each -> each.privateIpAddress() == null)
        .findFirst()
        .map(each -> "no private address of " + each.networkInterfaceId() + " is described");
  }

  /** A packet to a node, and what that makes of it. */
  private record Passage(Trace in, Optional<Trace> on) {
    Trace last() {
      return on.filter(trace -> in.delivered()).orElse(in);
    }

    /** What never gets in is never passed on, and what is dropped later never arrives. */
    Outcome outcome() {
      Outcome first = in.disposition().outcome();
      Outcome then = on.map(trace -> trace.disposition().outcome()).orElse(Outcome.UNKNOWN);
      if (first == Outcome.DROPPED || then == Outcome.DROPPED) {
        return Outcome.DROPPED;
      }
      return first == Outcome.DELIVERED ? then : first;
    }
  }

  private List<Passage> passages(
      Way way, TargetGroup group, NetworkInterface node, Receiver receiver) {
    List<Passage> passages = new ArrayList<>();
    for (String client : clients(node, receiver.at())) {
      for (Protocol protocol : protocols(way.listener().protocol())) {
        for (String address : walker.publicAddresses(node.networkInterfaceId())) {
          Trace in =
              walker.walkFromInternet(
                  new Packet(client, CLIENT_PORT, address, way.listener().port(), protocol));
          passages.add(new Passage(in, on(group, node, client, receiver, protocol)));
        }
      }
    }
    return passages;
  }

  /** Of all that the rules of either end tell apart, one. */
  private Set<String> clients(NetworkInterface node, NetworkInterface receiver) {
    Set<String> clients = new LinkedHashSet<>();
    for (NetworkInterface each : List.of(node, receiver)) {
      clients.addAll(walker.peersOnTheInternet(each.networkInterfaceId(), Outside.CLIENT));
    }
    return clients;
  }

  private static List<Protocol> protocols(@Nullable ProtocolEnum listener) {
    if (listener == ProtocolEnum.UDP) {
      return List.of(Protocol.UDP);
    }
    return listener == ProtocolEnum.TCP || listener == ProtocolEnum.TLS
        ? List.of(Protocol.TCP)
        : List.of(Protocol.TCP, Protocol.UDP);
  }

  /** What becomes of it behind the node; empty where it is not known whose address it has. */
  private Optional<Trace> on(
      TargetGroup group,
      NetworkInterface node,
      String client,
      Receiver receiver,
      Protocol protocol) {
    String id = node.networkInterfaceId();
    String to = receiver.at().privateIpAddress();
    int port = receiver.port();
    Trace asClient =
        walker
            .passOn(id, new Packet(client, CLIENT_PORT, to, port, protocol), PortRange.EPHEMERAL)
            .forward();
    Trace asNode =
        walker.walk(id, new Packet(node.privateIpAddress(), CLIENT_PORT, to, port, protocol));
    return preserves(group)
        .map(keeps -> Optional.of(keeps ? asClient : asNode))
        .orElseGet(
            () ->
                Optional.of(asClient).filter(trace -> trace.disposition() == asNode.disposition()));
  }

  /**
   * Whether targets see the address of the client: as the attribute says, or as AWS sets it where
   * none is described.
   */
  private Optional<Boolean> preserves(TargetGroup group) {
    Optional<String> said = said(group, PRESERVES);
    if (said.isPresent() || !whole.knows(Kind.TARGET_GROUP_ATTRIBUTE)) {
      return said.map(Boolean::valueOf);
    }
    boolean isStream = group.protocol() == ProtocolEnum.TCP || group.protocol() == ProtocolEnum.TLS;
    return Optional.of(group.targetType() != TargetTypeEnum.IP || !isStream);
  }

  /** Whether a node uses a target: one of its zone, or any; empty where that is not known. */
  private Optional<Boolean> meets(
      Way way, TargetGroup group, NetworkInterface node, NetworkInterface target) {
    if (node.availabilityZone() != null
        && node.availabilityZone().equals(target.availabilityZone())) {
      return Optional.of(true);
    }
    return said(group, CROSS_ZONE)
        .filter(value -> value.equals("true") || value.equals("false"))
        .or(
            () ->
                whole.of(Kind.LOAD_BALANCER_ATTRIBUTE, way.balancer().loadBalancerArn()).stream()
                    .filter(each -> CROSS_ZONE.equals(each.key()))
                    .flatMap(each -> Stream.ofNullable(each.value()))
                    .findFirst()
                    .filter(value -> whole.knows(Kind.TARGET_GROUP_ATTRIBUTE)))
        .map(Boolean::valueOf);
  }

  private Optional<String> said(TargetGroup group, String key) {
    return whole.of(Kind.TARGET_GROUP_ATTRIBUTE, group.targetGroupArn()).stream()
        .filter(each -> key.equals(each.key()))
        .flatMap(each -> Stream.ofNullable(each.value()))
        .findFirst();
  }
}
