package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;

/**
 * Load balancers come, are shown and go: application and network load balancers; there are no
 * others here. What is set of one that stands is in {@link LoadBalancerSettings}.
 */
final class LoadBalancers {
  private static final String NOUN = "load balancer";

  private final World world;
  private final ElbRegistry catalogue;
  private final Arns arns;
  private final ElbTags tags;
  private final LoadBalancerSubnets subnets;
  private final Nodes nodes;
  private final TargetHealthChecks healthChecks;
  private final Counts counts;

  LoadBalancers(
      World world,
      ElbRegistry catalogue,
      Arns arns,
      ElbTags tags,
      LoadBalancerSubnets subnets,
      Nodes nodes,
      TargetHealthChecks healthChecks,
      Counts counts) {
    this.world = world;
    this.catalogue = catalogue;
    this.arns = arns;
    this.tags = tags;
    this.subnets = subnets;
    this.nodes = nodes;
    this.healthChecks = healthChecks;
    this.counts = counts;
  }

  void enter(Operations.Page page) {
    page.write("CreateLoadBalancer", CreateLoadBalancerRequest::builder, this::create);
    page.read("DescribeLoadBalancers", DescribeLoadBalancersRequest::builder, this::describe);
    page.write("DeleteLoadBalancer", DeleteLoadBalancerRequest::builder, this::delete);
  }

  /** Asking again for what is there already gives what is there, as on AWS. */
  private CreateLoadBalancerResponse create(CreateLoadBalancerRequest request) {
    String name = ElbNames.checked(NOUN, request.name());
    if (name.startsWith("internal-")) {
      throw ElasticLoadBalancingErrors.loadBalancerNameInternal(name);
    }
    BalancerKind kind =
        BalancerKind.of(request.type())
            .orElseThrow(
                () ->
                    ElasticLoadBalancingErrors.loadBalancerTypeNotSimulated(
                        request.typeAsString()));
    Map<String, String> wantedTags = ElbTags.checked(request.tags());
    LoadBalancerSchemeEnum scheme = scheme(request);
    boolean internetFacing = scheme == LoadBalancerSchemeEnum.INTERNET_FACING;
    List<NodePlacement> where =
        subnets.checked(kind, request.subnets(), request.subnetMappings(), internetFacing);
    String vpcId = where.get(0).subnet().vpcId();
    List<String> groups = subnets.securityGroups(kind, request.securityGroups(), vpcId);
    Balancer balancer = catalogue.balancerNamed(name).orElse(null);
    if (balancer == null) {
      String arn = arns.loadBalancer(kind, name);
      LoadBalancer settings =
          LoadBalancer.builder()
              .loadBalancerArn(arn)
              .loadBalancerName(name)
              .dnsName(dnsName(kind, name, internetFacing, arn))
              .canonicalHostedZoneId(kind.hostedZone())
              .createdTime(world.kernel().now())
              .scheme(scheme)
              .vpcId(vpcId)
              .type(kind.type())
              .ipAddressType(addressType(request.ipAddressType()))
              .securityGroups(groups)
              .build();
      balancer = create(settings, where);
      tags.create(balancer.arn(), wantedTags);
    } else if (!isSame(balancer, kind, internetFacing, where, groups)) {
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

  private Balancer create(LoadBalancer settings, List<NodePlacement> where) {
    where.forEach(site -> LoadBalancerSubnets.checkRoom(site.subnet()));
    where.forEach(subnets::checkFree);
    Balancer balancer = new Balancer(settings, List.of(), Balancer.State.PROVISIONING);
    balancer.replaceNodes(nodes.create(balancer, where));
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
      Balancer balancer,
      BalancerKind kind,
      boolean internetFacing,
      List<NodePlacement> where,
      List<String> groups) {
    Map<String, FixedAddress> standing = new LinkedHashMap<>();
    balancer.nodes().forEach(node -> standing.put(node.subnetId(), node.address()));
    Map<String, FixedAddress> wanted = new LinkedHashMap<>();
    where.forEach(site -> wanted.put(site.subnet().subnetId(), site.address()));
    return balancer.kind() == kind
        && balancer.isInternetFacing() == internetFacing
        && standing.equals(wanted)
        && balancer.securityGroups().equals(groups);
  }

  /**
   * {@code web-1234567890.eu-west-2.elb.amazonaws.com}, or {@code
   * web-0123456789abcdef.elb.eu-west-2.amazonaws.com} of a network load balancer.
   */
  private String dnsName(BalancerKind kind, String name, boolean internetFacing, String arn) {
    String region = world.place().region();
    return switch (kind) {
      case APPLICATION -> {
        long number = 1_000_000_000L + Long.parseLong(world.ids().hex(8), 16) % 1_000_000_000L;
        String prefix = internetFacing ? "" : "internal-";
        yield prefix + name + "-" + number + "." + region + ".elb.amazonaws.com";
      }
      case NETWORK -> {
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        yield name + "-" + id + ".elb." + region + ".amazonaws.com";
      }
    };
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

  /**
   * With it go its listeners and rules; Elastic IP addresses that stood for its nodes are free
   * again. Without effect when there is none, as on AWS.
   */
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

  /** The simulator's networks speak IPv4. */
  static IpAddressType addressType(@Nullable IpAddressType type) {
    if (type != null && type != IpAddressType.IPV4) {
      throw ElasticLoadBalancingErrors.subnetsWithoutIpv6();
    }
    return IpAddressType.IPV4;
  }
}
