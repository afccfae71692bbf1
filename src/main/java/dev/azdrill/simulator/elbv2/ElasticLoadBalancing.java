package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Certificates;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Reachability;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.TargetGroups;
import dev.azdrill.simulator.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Elastic Load Balancing with application and network load balancers: puts its nouns together,
 * enters their operations, and stands behind the ports through which others see it.
 */
public final class ElasticLoadBalancing {
  private final ElbRegistry catalogue = new ElbRegistry();
  private final AdoptedBalancers adoptedBalancers;
  private final TargetGroupOperations groups;
  private final Listeners listeners;
  private final Rules rules;
  private final RegisteredTargets targets;
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
      Networking network,
      Compute compute,
      Certificates certificates,
      Reachability reachability,
      Metrics metrics) {
    ElbTags tags = new ElbTags(catalogue);
    Arns arns = new Arns(world.place(), world.ids());
    TargetHealthChecks healthChecks =
        new TargetHealthChecks(world, compute, reachability, catalogue);
    Counts counts = new Counts(world, metrics, catalogue, healthChecks);
    Nodes nodes = new Nodes(world, network, catalogue);
    LoadBalancerSubnets subnets = new LoadBalancerSubnets(network);
    LoadBalancers loadBalancers =
        new LoadBalancers(world, catalogue, arns, tags, subnets, nodes, healthChecks, counts);
    targets = new RegisteredTargets(world, compute, catalogue, healthChecks);
    adoptedBalancers = new AdoptedBalancers(catalogue, network, nodes, loadBalancers);
    groups = new TargetGroupOperations(catalogue, arns, tags, network, targets, healthChecks);
    listeners = new Listeners(catalogue, arns, tags, certificates, healthChecks);
    rules = new Rules(catalogue, arns, tags, healthChecks);
    routing = new Routing(world, catalogue, network, counts);
    Operations.Page page = world.operations().of(Service.ELASTIC_LOAD_BALANCING);
    loadBalancers.enter(page);
    new LoadBalancerSettings(catalogue, network, subnets, nodes, healthChecks).enter(page);
    groups.enter(page);
    targets.enter(page);
    listeners.enter(page);
    rules.enter(page);
    tags.enter(page);
    SslPolicies.enter(page);
    ElbQuotas.enter(page);
  }

  /**
   * Takes over load balancers, listeners and target groups that stand elsewhere. Targets come last:
   * who checks them is told by the rules.
   */
  public void adopt(Adoption adoption) {
    adoptedBalancers.adopt(adoption);
    groups.adopt(adoption);
    listeners.adopt(adoption);
    rules.adopt(adoption);
    targets.adopt(adoption);
  }

  /** What load balancers decide, for the data plane. */
  public LoadBalancing loadBalancing() {
    return routing;
  }

  /** Target groups, for Auto Scaling. */
  public TargetGroups targetGroups() {
    return targets;
  }

  /** Whether there is an application load balancer of this ARN, and it is active. */
  public boolean isActive(String loadBalancerArn) {
    return application(loadBalancerArn).filter(Balancer::isActive).isPresent();
  }

  /** Whether there is an application load balancer of this ARN: web ACLs protect no others. */
  public boolean exists(String loadBalancerArn) {
    return application(loadBalancerArn).isPresent();
  }

  private Optional<Balancer> application(String arn) {
    return catalogue.findBalancer(arn).filter(each -> each.kind() == BalancerKind.APPLICATION);
  }

  /** The ARNs of the load balancers that serve with a certificate. */
  public List<String> usersOfCertificate(String certificateArn) {
    return catalogue.usersOfCertificate(certificateArn);
  }
}
