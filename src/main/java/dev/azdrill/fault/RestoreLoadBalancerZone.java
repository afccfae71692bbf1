package dev.azdrill.fault;

import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;

/**
 * Gives a load balancer back a subnet that was taken from it, beside those that it has by then.
 *
 * @param loadBalancerArn the load balancer
 * @param vpcId the stack's VPC, which bears the tags
 * @param zone the zone's name
 * @param subnetId the subnet in it
 */
public record RestoreLoadBalancerZone(
    String loadBalancerArn, String vpcId, String zone, String subnetId) implements UndoAction {
  @Override
  public String words() {
    return "give load balancer " + loadBalancerArn + " back its subnet in " + zone;
  }

  @Override
  public Optional<String> carrier() {
    return Optional.of(vpcId);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("elasticloadbalancing:SetSubnets");
  }

  @Override
  public void carryOut(Platform platform) {
    AwsSession aws = platform.session();
    Optional<LoadBalancer> lacking = described(aws).filter(each -> !has(each));
    if (lacking.isPresent()) {
      List<String> subnets = new ArrayList<>();
      for (AvailabilityZone each : lacking.get().availabilityZones()) {
        if (!zone.equals(each.zoneName())) {
          subnets.add(each.subnetId());
        }
      }
      subnets.add(subnetId);
      aws.elasticLoadBalancing()
          .setSubnets(r -> r.loadBalancerArn(loadBalancerArn).subnets(subnets));
    }
    UndoTags.remove(aws, this);
  }

  @Override
  public Optional<String> gone(Platform platform) {
    return described(platform.session()).isPresent()
        ? Optional.empty()
        : Optional.of("load balancer " + loadBalancerArn);
  }

  @Override
  public Optional<String> left(Platform platform) {
    return described(platform.session())
        .filter(each -> !has(each))
        .map(each -> "load balancer " + loadBalancerArn + " has no subnet in " + zone);
  }

  private boolean has(LoadBalancer described) {
    return described.availabilityZones().stream()
        .anyMatch(each -> subnetId.equals(each.subnetId()));
  }

  /** Empty when it went with its stack. */
  private Optional<LoadBalancer> described(AwsSession aws) {
    try {
      return aws
          .elasticLoadBalancing()
          .describeLoadBalancers(r -> r.loadBalancerArns(loadBalancerArn))
          .loadBalancers()
          .stream()
          .findFirst();
    } catch (LoadBalancerNotFoundException gone) {
      return Optional.empty();
    }
  }
}
