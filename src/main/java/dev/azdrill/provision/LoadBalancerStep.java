package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Part;
import dev.azdrill.topology.Tier;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/** The load balancer: begun here, awaited by the web ACL and at the end. */
final class LoadBalancerStep implements Step {
  static final String ROLE = "load-balancer";

  /** Where its DNS name is remembered. */
  static final String DNS_NAME = "load-balancer-dns-name";

  private static final String DROP_HEADERS = "routing.http.drop_invalid_header_fields.enabled";
  private static final Duration BUDGET = Duration.ofMinutes(10);

  @Override
  public String what() {
    return "the load balancer";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions(
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:ModifyLoadBalancerAttributes");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("elasticloadbalancing:DeleteLoadBalancer");
  }

  @Override
  public void ensure(Construction construction) {
    Work work = construction.work();
    Optional<LoadBalancer> known = find(work);
    LoadBalancer balancer = known.orElseGet(() -> create(construction));
    String arn = balancer.loadBalancerArn();
    if (known.isPresent()) {
      work.labels()
          .requireOwn(ElbLabels.of(work, arn), "load balancer " + balancer.loadBalancerName());
    }
    boolean drop = construction.blueprint().loadBalancer().dropInvalidHeaders();
    // AWS's own default is false.
    if (drop && (known.isEmpty() || !dropsHeaders(work, arn))) {
      work.aws()
          .elasticLoadBalancing()
          .modifyLoadBalancerAttributes(
              r ->
                  r.loadBalancerArn(arn)
                      .attributes(
                          LoadBalancerAttribute.builder().key(DROP_HEADERS).value("true").build()));
    }
    construction.found(ROLE, arn);
    construction.found(DNS_NAME, balancer.dnsName());
  }

  private static LoadBalancer create(Construction construction) {
    return construction
        .aws()
        .elasticLoadBalancing()
        .createLoadBalancer(
            r ->
                r.name(construction.name(ROLE))
                    .type(LoadBalancerTypeEnum.APPLICATION)
                    .scheme(LoadBalancerSchemeEnum.INTERNET_FACING)
                    .subnets(construction.subnets(Tier.PUBLIC))
                    .securityGroups(construction.id(SecurityGroupsStep.role(Part.LOAD_BALANCER)))
                    .tags(construction.tags(ROLE, ElbLabels::tag)))
        .loadBalancers()
        .get(0);
  }

  private static boolean dropsHeaders(Work work, String arn) {
    return work
        .aws()
        .elasticLoadBalancing()
        .describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn))
        .attributes()
        .stream()
        .anyMatch(a -> DROP_HEADERS.equals(a.key()) && "true".equals(a.value()));
  }

  /** Waits until its nodes stand. */
  static void awaitActive(Construction construction) {
    construction
        .work()
        .await(
            "the load balancer to be active",
            BUDGET,
            () ->
                find(construction.work()).stream()
                    .map(balancer -> balancer.state().code())
                    .findFirst()
                    .orElse(LoadBalancerStateEnum.UNKNOWN_TO_SDK_VERSION),
            LoadBalancerStep::isActive);
  }

  private static boolean isActive(LoadBalancerStateEnum state) {
    if (state == LoadBalancerStateEnum.FAILED) {
      throw new ProvisioningException(
          "AWS could not make the load balancer: tear the stack down and provision it again");
    }
    return state == LoadBalancerStateEnum.ACTIVE || state == LoadBalancerStateEnum.ACTIVE_IMPAIRED;
  }

  /** The stack's load balancer by its name. */
  static Optional<LoadBalancer> find(Work work) {
    String name = work.labels().name(ROLE);
    try {
      return work
          .aws()
          .elasticLoadBalancing()
          .describeLoadBalancers(r -> r.names(name))
          .loadBalancers()
          .stream()
          .findFirst();
    } catch (LoadBalancerNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The stack's load balancer, if there is one and it bears the stack's tag. */
  static Optional<LoadBalancer> findOwn(Work work) {
    return find(work)
        .filter(found -> work.labels().own(ElbLabels.of(work, found.loadBalancerArn())));
  }

  @Override
  public void remove(Work work) {
    findOwn(work)
        .ifPresent(
            own ->
                work.aws()
                    .elasticLoadBalancing()
                    .deleteLoadBalancer(r -> r.loadBalancerArn(own.loadBalancerArn())));
  }
}
