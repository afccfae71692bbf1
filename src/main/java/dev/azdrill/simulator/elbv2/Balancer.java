package dev.azdrill.simulator.elbv2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;

/** One load balancer: its kind, its settings, its nodes, how far it is. */
final class Balancer {
  /** How far a load balancer is. */
  enum State {
    PROVISIONING(LoadBalancerStateEnum.PROVISIONING) {
      @Override
      State provisioned() {
        return ACTIVE;
      }
    },
    ACTIVE(LoadBalancerStateEnum.ACTIVE);

    private final LoadBalancerStateEnum code;

    State(LoadBalancerStateEnum code) {
      this.code = code;
    }

    /** The state that AWS calls so; empty where there is no such one here. */
    static Optional<State> of(LoadBalancerStateEnum code) {
      return Arrays.stream(values()).filter(state -> state.code == code).findFirst();
    }

    State provisioned() {
      return this;
    }
  }

  private final BalancerKind kind;
  private final Attributes attributes;
  private final List<LoadBalancerNode> nodes = new ArrayList<>();
  private LoadBalancer settings;
  private State state;

  /**
   * A load balancer.
   *
   * @param settings its type is one of those that there are here, its zones are those of its nodes,
   *     and its state is the one given
   */
  Balancer(LoadBalancer settings, List<LoadBalancerNode> nodes, State state) {
    this.kind = BalancerKind.of(settings.type()).orElseThrow();
    this.attributes = new Attributes(kind.attributes());
    this.settings = settings;
    this.state = state;
    this.nodes.addAll(nodes);
  }

  String arn() {
    return settings.loadBalancerArn();
  }

  String name() {
    return settings.loadBalancerName();
  }

  String dnsName() {
    return settings.dnsName();
  }

  BalancerKind kind() {
    return kind;
  }

  String vpcId() {
    return settings.vpcId();
  }

  List<String> securityGroups() {
    return settings.securityGroups();
  }

  boolean isInternetFacing() {
    return settings.scheme() == LoadBalancerSchemeEnum.INTERNET_FACING;
  }

  IpAddressType ipAddressType() {
    return settings.ipAddressType();
  }

  Attributes attributes() {
    return attributes;
  }

  List<LoadBalancerNode> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  Optional<LoadBalancerNode> node(String networkInterfaceId) {
    for (LoadBalancerNode each : nodes) {
      if (each.networkInterfaceId().equals(networkInterfaceId)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  boolean hasNode(String networkInterfaceId) {
    return node(networkInterfaceId).isPresent();
  }

  boolean serves(String zone) {
    return nodes.stream().anyMatch(node -> node.zone().equals(zone));
  }

  boolean isActive() {
    return state == State.ACTIVE;
  }

  void provisioned() {
    state = state.provisioned();
  }

  void replaceNodes(List<LoadBalancerNode> by) {
    nodes.clear();
    nodes.addAll(by);
  }

  void secureWith(List<String> securityGroups) {
    settings = settings.toBuilder().securityGroups(securityGroups).build();
  }

  void address(IpAddressType type) {
    settings = settings.toBuilder().ipAddressType(type).build();
  }

  /** As DescribeLoadBalancers shows it. */
  LoadBalancer describe() {
    LoadBalancer.Builder described =
        settings.toBuilder()
            .availabilityZones(zones())
            .state(LoadBalancerState.builder().code(state.code).build());
    return kind == BalancerKind.NETWORK && !securityGroups().isEmpty()
        ? described.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic("on").build()
        : described.build();
  }

  /** Whether every node uses the targets of all zones, where their target group leaves it open. */
  boolean isCrossZone() {
    return attributes.isTrue(AttributeKind.CROSS_ZONE);
  }

  /** A zone may have several nodes. */
  List<AvailabilityZone> zones() {
    return nodes.stream()
        .map(
            node ->
                AvailabilityZone.builder()
                    .zoneName(node.zone())
                    .subnetId(node.subnetId())
                    .loadBalancerAddresses(node.address().describe())
                    .build())
        .distinct()
        .toList();
  }
}
