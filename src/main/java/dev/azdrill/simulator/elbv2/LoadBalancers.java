package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Network;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;

/** The operations on application load balancers; there are no others here. */
final class LoadBalancers {
  private static final String NOUN = "load balancer";

  /** Route 53's zone of the load balancers' names in Europe (London). */
  private static final String HOSTED_ZONE = "ZHURV8PSTC4K8";

  private final World world;
  private final Catalogue catalogue;
  private final Arns arns;
  private final Tags tags;
  private final Network network;
  private final Subnets subnets;
  private final Nodes nodes;
  private final HealthChecks healthChecks;
  private final Counts counts;

  LoadBalancers(
      World world,
      Catalogue catalogue,
      Arns arns,
      Tags tags,
      Network network,
      Nodes nodes,
      HealthChecks healthChecks,
      Counts counts) {
    this.world = world;
    this.catalogue = catalogue;
    this.arns = arns;
    this.tags = tags;
    this.network = network;
    this.subnets = new Subnets(network);
    this.nodes = nodes;
    this.healthChecks = healthChecks;
    this.counts = counts;
  }

  void enter(Operations.Page page) {
    page.write("CreateLoadBalancer", CreateLoadBalancerRequest::builder, this::create);
    page.read("DescribeLoadBalancers", DescribeLoadBalancersRequest::builder, this::describe);
    page.write("DeleteLoadBalancer", DeleteLoadBalancerRequest::builder, this::delete);
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

  /** Asking again for what is there already gives what is there, as on AWS. */
  private CreateLoadBalancerResponse create(CreateLoadBalancerRequest request) {
    String name = Names.checked(NOUN, request.name());
    if (name.startsWith("internal-")) {
      throw ElasticLoadBalancingErrors.loadBalancerNameInternal(name);
    }
    if (request.type() != null && request.type() != LoadBalancerTypeEnum.APPLICATION) {
      throw ElasticLoadBalancingErrors.loadBalancerTypeNotSimulated(request.typeAsString());
    }
    Map<String, String> wantedTags = Tags.checked(request.tags());
    LoadBalancerSchemeEnum scheme = scheme(request);
    boolean internetFacing = scheme == LoadBalancerSchemeEnum.INTERNET_FACING;
    List<Subnet> where =
        subnets.checked(request.subnets(), request.subnetMappings(), internetFacing);
    String vpcId = where.get(0).vpcId();
    List<String> groups = subnets.securityGroups(request.securityGroups(), vpcId);
    Balancer balancer = catalogue.balancerNamed(name).orElse(null);
    if (balancer == null) {
      LoadBalancer settings =
          LoadBalancer.builder()
              .loadBalancerArn(arns.loadBalancer(name))
              .loadBalancerName(name)
              .dnsName(dnsName(name, internetFacing))
              .canonicalHostedZoneId(HOSTED_ZONE)
              .createdTime(world.kernel().now())
              .scheme(scheme)
              .vpcId(vpcId)
              .type(LoadBalancerTypeEnum.APPLICATION)
              .ipAddressType(addressType(request.ipAddressType()))
              .securityGroups(groups)
              .build();
      balancer = create(settings, where);
      tags.create(balancer.arn(), wantedTags);
    } else if (!isSame(balancer, internetFacing, where, groups)) {
      throw ElasticLoadBalancingErrors.loadBalancerExists(name);
    }
    return CreateLoadBalancerResponse.builder().loadBalancers(balancer.describe()).build();
  }

  private static LoadBalancerSchemeEnum scheme(CreateLoadBalancerRequest request) {
    if (request.scheme() == LoadBalancerSchemeEnum.UNKNOWN_TO_SDK_VERSION) {
      throw ElasticLoadBalancingErrors.schemeInvalid(request.schemeAsString());
    }
    return request.scheme() == null ? LoadBalancerSchemeEnum.INTERNET_FACING : request.scheme();
  }

  private Balancer create(LoadBalancer settings, List<Subnet> where) {
    boolean internetFacing = settings.scheme() == LoadBalancerSchemeEnum.INTERNET_FACING;
    List<Node> created =
        nodes.create(settings.loadBalancerArn(), where, settings.securityGroups(), internetFacing);
    Balancer balancer = new Balancer(settings, created, Balancer.State.PROVISIONING);
    begin(balancer);
    return balancer;
  }

  /** Is there from now on; one that is being provisioned is active after a while. */
  void begin(Balancer balancer) {
    catalogue.put(balancer);
    counts.begin();
    if (!balancer.isActive()) {
      world
          .kernel()
          .after(
              world.timings().of(Timing.LOAD_BALANCER_CREATE),
              "load balancer " + balancer.name() + " is active",
              () -> {
                balancer.provisioned();
                healthChecks.look();
              });
    }
  }

  private static boolean isSame(
      Balancer balancer, boolean internetFacing, List<Subnet> where, List<String> groups) {
    Set<String> standing = new LinkedHashSet<>();
    balancer.nodes().forEach(node -> standing.add(node.subnetId()));
    Set<String> wanted = new LinkedHashSet<>();
    where.forEach(subnet -> wanted.add(subnet.subnetId()));
    return balancer.isInternetFacing() == internetFacing
        && standing.equals(wanted)
        && balancer.securityGroups().equals(groups);
  }

  /** {@code web-1234567890.eu-west-2.elb.amazonaws.com}, with a prefix where it is internal. */
  private String dnsName(String name, boolean internetFacing) {
    long number = 1_000_000_000L + Long.parseLong(world.ids().hex(8), 16) % 1_000_000_000L;
    return (internetFacing ? "" : "internal-")
        + name
        + "-"
        + number
        + "."
        + world.place().region()
        + ".elb.amazonaws.com";
  }

  private DescribeLoadBalancersResponse describe(DescribeLoadBalancersRequest request) {
    List<Balancer> wanted = new ArrayList<>();
    if (!request.loadBalancerArns().isEmpty()) {
      request.loadBalancerArns().forEach(arn -> wanted.add(catalogue.balancer(arn)));
    } else if (!request.names().isEmpty()) {
      request
          .names()
          .forEach(
              name ->
                  wanted.add(
                      catalogue
                          .balancerNamed(name)
                          .orElseThrow(
                              () ->
                                  ElasticLoadBalancingErrors.loadBalancersNotFound(
                                      request.names()))));
    } else {
      wanted.addAll(catalogue.balancers());
    }
    Page<LoadBalancer> page =
        Page.cut(
            wanted.stream().map(Balancer::describe).toList(),
            request.marker(),
            request.pageSize(),
            ElasticLoadBalancingErrors.INVALID_NEXT_TOKEN);
    return DescribeLoadBalancersResponse.builder()
        .loadBalancers(page.items())
        .nextMarker(page.next())
        .build();
  }

  /** With it go its listeners and rules. Without effect when there is none, as on AWS. */
  private DeleteLoadBalancerResponse delete(DeleteLoadBalancerRequest request) {
    String arn = request.loadBalancerArn();
    Arns.Type.LOAD_BALANCER.check(arn);
    catalogue.findBalancer(arn).ifPresent(this::delete);
    return DeleteLoadBalancerResponse.builder().build();
  }

  private void delete(Balancer balancer) {
    if (balancer.attributes().isTrue(AttributeKind.DELETION_PROTECTION)) {
      throw ElasticLoadBalancingErrors.loadBalancerProtected(balancer.arn());
    }
    for (Listener listener : catalogue.listenersOf(balancer)) {
      catalogue.rulesOf(listener.listenerArn()).forEach(rule -> tags.forget(rule.ruleArn()));
      tags.forget(listener.listenerArn());
      catalogue.remove(listener);
    }
    tags.forget(balancer.arn());
    catalogue.remove(balancer);
    nodes.release(balancer.nodes());
    healthChecks.look();
  }

  private SetSubnetsResponse setSubnets(SetSubnetsRequest request) {
    Balancer balancer = catalogue.balancer(request.loadBalancerArn());
    List<Subnet> where =
        subnets.checked(request.subnets(), request.subnetMappings(), balancer.isInternetFacing());
    if (!where.get(0).vpcId().equals(balancer.vpcId())) {
      throw ElasticLoadBalancingErrors.subnetsOfDifferentVpcs(balancer.vpcId());
    }
    Map<String, List<Node>> standing = new LinkedHashMap<>();
    balancer
        .nodes()
        .forEach(
            node -> standing.computeIfAbsent(node.subnetId(), s -> new ArrayList<>()).add(node));
    List<Subnet> fresh =
        where.stream().filter(subnet -> !standing.containsKey(subnet.subnetId())).toList();
    for (Node node :
        nodes.create(
            balancer.arn(), fresh, balancer.securityGroups(), balancer.isInternetFacing())) {
      standing.put(node.subnetId(), List.of(node));
    }
    List<Node> next = new ArrayList<>();
    where.forEach(
        subnet -> next.addAll(Objects.requireNonNull(standing.remove(subnet.subnetId()))));
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

  private SetSecurityGroupsResponse setSecurityGroups(SetSecurityGroupsRequest request) {
    Balancer balancer = catalogue.balancer(request.loadBalancerArn());
    List<String> groups = subnets.securityGroups(request.securityGroups(), balancer.vpcId());
    balancer.nodes().forEach(node -> network.secure(node.networkInterfaceId(), groups));
    balancer.secureWith(groups);
    return SetSecurityGroupsResponse.builder().securityGroupIds(groups).build();
  }

  private SetIpAddressTypeResponse setIpAddressType(SetIpAddressTypeRequest request) {
    Balancer balancer = catalogue.balancer(request.loadBalancerArn());
    balancer.address(addressType(request.ipAddressType()));
    return SetIpAddressTypeResponse.builder().ipAddressType(balancer.ipAddressType()).build();
  }

  /** The simulator's networks speak IPv4. */
  private static IpAddressType addressType(@Nullable IpAddressType type) {
    if (type != null && type != IpAddressType.IPV4) {
      throw ElasticLoadBalancingErrors.subnetsWithoutIpv6();
    }
    return IpAddressType.IPV4;
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
