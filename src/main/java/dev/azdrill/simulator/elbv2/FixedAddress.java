package dev.azdrill.simulator.elbv2;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAddress;

/**
 * The address that a network load balancer's node has because somebody chose it.
 *
 * <p>Source: API Reference, "SubnetMapping" and "LoadBalancerAddress".
 */
sealed interface FixedAddress {
  /** As DescribeLoadBalancers shows it. */
  List<LoadBalancerAddress> describe();

  /** The Elastic IP address that it is. */
  default Optional<String> allocationId() {
    return Optional.empty();
  }

  /** The private address that it is. */
  default Optional<String> privateAddress() {
    return Optional.empty();
  }

  /** AWS gives the node its addresses. */
  record None() implements FixedAddress {
    @Override
    public List<LoadBalancerAddress> describe() {
      return List.of();
    }
  }

  /** An Elastic IP address of the account, of a node that faces the internet. */
  record Elastic(String id, String publicIp) implements FixedAddress {
    @Override
    public List<LoadBalancerAddress> describe() {
      return List.of(LoadBalancerAddress.builder().ipAddress(publicIp).allocationId(id).build());
    }

    @Override
    public Optional<String> allocationId() {
      return Optional.of(id);
    }
  }

  /** A private address of the subnet, of a node that does not. */
  record Private(String address) implements FixedAddress {
    @Override
    public List<LoadBalancerAddress> describe() {
      return List.of(LoadBalancerAddress.builder().privateIPv4Address(address).build());
    }

    @Override
    public Optional<String> privateAddress() {
      return Optional.of(address);
    }
  }

  /** The one that is described of a node. */
  static FixedAddress of(List<LoadBalancerAddress> described) {
    for (LoadBalancerAddress each : described) {
      if (each.allocationId() != null && each.ipAddress() != null) {
        return new Elastic(each.allocationId(), each.ipAddress());
      }
      if (each.privateIPv4Address() != null) {
        return new Private(each.privateIPv4Address());
      }
    }
    return new None();
  }
}
