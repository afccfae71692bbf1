package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.kernel.Event;
import org.jspecify.annotations.Nullable;

/** A load balancer's node in one zone, with its network interface in that zone's subnet. */
final class LoadBalancerNode {
  private final String zone;
  private final String subnetId;
  private final String networkInterfaceId;
  private final FixedAddress address;
  private NodeState state;
  private @Nullable Event notice;

  LoadBalancerNode(
      String zone,
      String subnetId,
      String networkInterfaceId,
      FixedAddress address,
      NodeState state) {
    this.address = address;
    this.zone = zone;
    this.subnetId = subnetId;
    this.networkInterfaceId = networkInterfaceId;
    this.state = state;
  }

  String zone() {
    return zone;
  }

  String subnetId() {
    return subnetId;
  }

  String networkInterfaceId() {
    return networkInterfaceId;
  }

  /** The address that somebody chose for it. */
  FixedAddress address() {
    return address;
  }

  NodeState state() {
    return state;
  }

  /**
   * Moves to a state; {@code next} is what will be noticed about it, and replaces what was to be.
   */
  void move(NodeState to, @Nullable Event next) {
    Event before = notice;
    if (before != null) {
      before.cancel();
    }
    notice = next;
    state = to;
  }

  @Override
  public String toString() {
    return networkInterfaceId + " in " + zone;
  }
}
