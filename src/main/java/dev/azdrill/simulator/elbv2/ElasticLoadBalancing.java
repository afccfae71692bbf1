package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Certificates;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.Network;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Reachability;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.TargetGroups;
import dev.azdrill.simulator.world.World;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;

/**
 * Elastic Load Balancing with application load balancers: puts its nouns together, enters their
 * operations, and stands behind the ports through which others see it.
 */
public final class ElasticLoadBalancing {
  private final Catalogue catalogue = new Catalogue();
  private final Tags tags = new Tags(catalogue);
  private final LoadBalancers loadBalancers;
  private final Groups groups;
  private final Targets targets;
  private final Listeners listeners;
  private final Rules rules;
  private final Routing routing;

  /**
   * @param network where nodes stand
   * @param compute what targets are
   * @param certificates what HTTPS listeners serve with
   * @param reachability whether a target answers a node
   * @param metrics where counts go
   */
  public ElasticLoadBalancing(
      World world,
      Network network,
      Compute compute,
      Certificates certificates,
      Reachability reachability,
      Metrics metrics) {
    Arns arns = new Arns(world.place(), world.ids());
    HealthChecks healthChecks = new HealthChecks(world, compute, reachability, catalogue);
    Counts counts = new Counts(world, metrics, catalogue, healthChecks);
    Nodes nodes = new Nodes(world, network, catalogue);
    loadBalancers =
        new LoadBalancers(world, catalogue, arns, tags, network, nodes, healthChecks, counts);
    targets = new Targets(world, compute, catalogue, healthChecks);
    groups = new Groups(catalogue, arns, tags, network, targets, healthChecks);
    listeners = new Listeners(catalogue, arns, tags, certificates, healthChecks);
    rules = new Rules(catalogue, arns, tags, healthChecks);
    routing = new Routing(catalogue, network, counts);
    Operations.Page page = world.operations().of(Service.ELASTIC_LOAD_BALANCING);
    enterLoadBalancers(page);
    enterGroups(page);
    enterListeners(page);
    enterRules(page);
    enterTheRest(page);
  }

  /** What load balancers decide, for the data plane. */
  public LoadBalancing loadBalancing() {
    return routing;
  }

  /** Target groups, for Auto Scaling. */
  public TargetGroups targetGroups() {
    return targets;
  }

  /** Whether there is a load balancer of this ARN, and it is active. */
  public boolean isActive(String loadBalancerArn) {
    return catalogue.findBalancer(loadBalancerArn).filter(Balancer::isActive).isPresent();
  }

  /** Whether there is a load balancer of this ARN. */
  public boolean exists(String loadBalancerArn) {
    return catalogue.findBalancer(loadBalancerArn).isPresent();
  }

  /** The ARNs of the load balancers that serve with a certificate. */
  public List<String> usersOfCertificate(String certificateArn) {
    return catalogue.usersOfCertificate(certificateArn);
  }

  private void enterLoadBalancers(Operations.Page page) {
    page.write("CreateLoadBalancer", CreateLoadBalancerRequest::builder, loadBalancers::create);
    page.read(
        "DescribeLoadBalancers", DescribeLoadBalancersRequest::builder, loadBalancers::describe);
    page.write("DeleteLoadBalancer", DeleteLoadBalancerRequest::builder, loadBalancers::delete);
    page.write(
        "ModifyLoadBalancerAttributes",
        ModifyLoadBalancerAttributesRequest::builder,
        loadBalancers::modifyAttributes);
    page.read(
        "DescribeLoadBalancerAttributes",
        DescribeLoadBalancerAttributesRequest::builder,
        loadBalancers::describeAttributes);
    page.write("SetSubnets", SetSubnetsRequest::builder, loadBalancers::setSubnets);
    page.write(
        "SetSecurityGroups", SetSecurityGroupsRequest::builder, loadBalancers::setSecurityGroups);
    page.write(
        "SetIpAddressType", SetIpAddressTypeRequest::builder, loadBalancers::setIpAddressType);
  }

  private void enterGroups(Operations.Page page) {
    page.write("CreateTargetGroup", CreateTargetGroupRequest::builder, groups::create);
    page.read("DescribeTargetGroups", DescribeTargetGroupsRequest::builder, groups::describe);
    page.write("ModifyTargetGroup", ModifyTargetGroupRequest::builder, groups::modify);
    page.write("DeleteTargetGroup", DeleteTargetGroupRequest::builder, groups::delete);
    page.write(
        "ModifyTargetGroupAttributes",
        ModifyTargetGroupAttributesRequest::builder,
        groups::modifyAttributes);
    page.read(
        "DescribeTargetGroupAttributes",
        DescribeTargetGroupAttributesRequest::builder,
        groups::describeAttributes);
    page.write("RegisterTargets", RegisterTargetsRequest::builder, targets::register);
    page.write("DeregisterTargets", DeregisterTargetsRequest::builder, targets::deregister);
    page.read("DescribeTargetHealth", DescribeTargetHealthRequest::builder, targets::describe);
  }

  private void enterListeners(Operations.Page page) {
    page.write("CreateListener", CreateListenerRequest::builder, listeners::create);
    page.read("DescribeListeners", DescribeListenersRequest::builder, listeners::describe);
    page.write("ModifyListener", ModifyListenerRequest::builder, listeners::modify);
    page.write("DeleteListener", DeleteListenerRequest::builder, listeners::delete);
    page.read(
        "DescribeListenerCertificates",
        DescribeListenerCertificatesRequest::builder,
        listeners::describeCertificates);
    page.read(
        "DescribeListenerAttributes",
        DescribeListenerAttributesRequest::builder,
        listeners::describeAttributes);
    page.write(
        "ModifyListenerAttributes",
        ModifyListenerAttributesRequest::builder,
        listeners::modifyAttributes);
  }

  private void enterRules(Operations.Page page) {
    page.write("CreateRule", CreateRuleRequest::builder, rules::create);
    page.read("DescribeRules", DescribeRulesRequest::builder, rules::describe);
    page.write("ModifyRule", ModifyRuleRequest::builder, rules::modify);
    page.write("DeleteRule", DeleteRuleRequest::builder, rules::delete);
    page.write("SetRulePriorities", SetRulePrioritiesRequest::builder, rules::setPriorities);
  }

  private void enterTheRest(Operations.Page page) {
    page.write("AddTags", AddTagsRequest::builder, tags::add);
    page.write("RemoveTags", RemoveTagsRequest::builder, tags::remove);
    page.read("DescribeTags", DescribeTagsRequest::builder, tags::describe);
    page.read("DescribeSSLPolicies", DescribeSslPoliciesRequest::builder, SslPolicies::describe);
    page.read("DescribeAccountLimits", DescribeAccountLimitsRequest::builder, Limits::describe);
  }
}
