package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;

/** What is set of a load balancer that stands: where, guarded by what, and its attributes. */
final class LoadBalancerSettings {
  private final ElbRegistry catalogue;
  private final Networking network;
  private final LoadBalancerSubnets subnets;
  private final Nodes nodes;
  private final TargetHealthChecks healthChecks;

  LoadBalancerSettings(
      ElbRegistry catalogue,
      Networking network,
      LoadBalancerSubnets subnets,
      Nodes nodes,
      TargetHealthChecks healthChecks) {
    this.catalogue = catalogue;
    this.network = network;
    this.subnets = subnets;
    this.nodes = nodes;
    this.healthChecks = healthChecks;
  }

  void enter(Operations.Page page) {
    page.write(
        "ModifyLoadBalancerAttributes",
        ModifyLoadBalancerAttributesRequest::builder,
        this::modifyAttributes);
    page.read(
        "DescribeLoadBalancerAttributes",
        DescribeLoadBalancerAttributesRequest::builder,
        this::describeAttributes);
    page.write("SetSubnets", SetSubnetsRequest::builder, this::setSubnets);
    page.write("SetSecurityGroups", SetSecurityGroupsRequest::builder, this::setSecurityGroups);
    page.write("SetIpAddressType", SetIpAddressTypeRequest::builder, this::setIpAddressType);
  }

  private SetSubnetsResponse setSubnets(SetSubnetsRequest request) {
    Balancer balancer = catalogue.balancer(request.loadBalancerArn());
    List<NodePlacement> where =
        subnets.checked(
            balancer.kind(),
            request.subnets(),
            request.subnetMappings(),
            balancer.isInternetFacing());
    if (!where.get(0).subnet().vpcId().equals(balancer.vpcId())) {
      throw ElasticLoadBalancingErrors.subnetsOfDifferentVpcs(balancer.vpcId());
    }
    Map<String, List<LoadBalancerNode>> standing = new LinkedHashMap<>();
    balancer
        .nodes()
        .forEach(
            node -> standing.computeIfAbsent(node.subnetId(), s -> new ArrayList<>()).add(node));
    List<NodePlacement> fresh = new ArrayList<>();
    for (NodePlacement site : where) {
      List<LoadBalancerNode> there = standing.get(site.subnet().subnetId());
      if (there == null) {
        fresh.add(site);
      } else {
        checkAddress(site, there);
      }
    }
    fresh.forEach(site -> checkFresh(balancer, site));
    for (LoadBalancerNode node : nodes.create(balancer, fresh)) {
      standing.put(node.subnetId(), List.of(node));
    }
    List<LoadBalancerNode> next = new ArrayList<>();
    where.forEach(
        site -> next.addAll(Objects.requireNonNull(standing.remove(site.subnet().subnetId()))));
    balancer.replaceNodes(next);
    if (!standing.isEmpty()) {
      nodes.release(standing.values().stream().flatMap(List::stream).toList());
    }
    healthChecks.look();
    return SetSubnetsResponse.builder()
        .availabilityZones(balancer.zones())
        .ipAddressType(balancer.ipAddressType())
        .build();
  }

  /** A node keeps its address as long as it stands. */
  private static void checkAddress(NodePlacement site, List<LoadBalancerNode> there) {
    boolean isOther =
        !(site.address() instanceof FixedAddress.None)
            && there.stream().noneMatch(node -> node.address().equals(site.address()));
    if (isOther) {
      throw ElasticLoadBalancingErrors.addressNotChangeable(site.subnet().subnetId());
    }
  }

  private void checkFresh(Balancer balancer, NodePlacement site) {
    LoadBalancerSubnets.checkRoom(site.subnet());
    subnets.checkFree(site);
    String zone = site.subnet().availabilityZone();
    if (balancer.kind() == BalancerKind.NETWORK && balancer.serves(zone)) {
      throw ElasticLoadBalancingErrors.zoneAlreadyAssociated(zone, site.subnet().subnetId());
    }
  }

  /** A network load balancer that was created without any never gets one, as on AWS. */
  private SetSecurityGroupsResponse setSecurityGroups(SetSecurityGroupsRequest request) {
    Balancer balancer = catalogue.balancer(request.loadBalancerArn());
    boolean isNetwork = balancer.kind() == BalancerKind.NETWORK;
    if (isNetwork && balancer.securityGroups().isEmpty()) {
      throw ElasticLoadBalancingErrors.securityGroupsNotAssociated(balancer.arn());
    }
    if (isNetwork && request.securityGroups().isEmpty()) {
      throw ElasticLoadBalancingErrors.securityGroupMissing();
    }
    List<String> groups =
        subnets.securityGroups(balancer.kind(), request.securityGroups(), balancer.vpcId());
    balancer.nodes().forEach(node -> network.secure(node.networkInterfaceId(), groups));
    balancer.secureWith(groups);
    SetSecurityGroupsResponse.Builder response =
        SetSecurityGroupsResponse.builder().securityGroupIds(groups);
    return isNetwork
        ? response
            .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(
                EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum.ON)
            .build()
        : response.build();
  }

  private SetIpAddressTypeResponse setIpAddressType(SetIpAddressTypeRequest request) {
    Balancer balancer = catalogue.balancer(request.loadBalancerArn());
    balancer.address(LoadBalancers.addressType(request.ipAddressType()));
    return SetIpAddressTypeResponse.builder().ipAddressType(balancer.ipAddressType()).build();
  }

  private ModifyLoadBalancerAttributesResponse modifyAttributes(
      ModifyLoadBalancerAttributesRequest request) {
    Balancer balancer = catalogue.balancer(request.loadBalancerArn());
    Map<String, String> wanted = new LinkedHashMap<>();
    request.attributes().forEach(a -> wanted.put(a.key(), a.value() == null ? "" : a.value()));
    balancer.attributes().set(wanted);
    return ModifyLoadBalancerAttributesResponse.builder().attributes(attributes(balancer)).build();
  }

  private DescribeLoadBalancerAttributesResponse describeAttributes(
      DescribeLoadBalancerAttributesRequest request) {
    return DescribeLoadBalancerAttributesResponse.builder()
        .attributes(attributes(catalogue.balancer(request.loadBalancerArn())))
        .build();
  }

  private static List<LoadBalancerAttribute> attributes(Balancer balancer) {
    return balancer
        .attributes()
        .list((key, value) -> LoadBalancerAttribute.builder().key(key).value(value).build());
  }
}
