package dev.azdrill.simulator.elbv2;

import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/** One target of a target group: an instance, or an address, and a port. */
final class Target {
  /**
   * What tells the targets of one group apart.
   *
   * @param id an instance's id, or an IPv4 address
   * @param port TCP
   */
  record Key(String id, int port) {
    @Override
    public String toString() {
      return id + ":" + port;
    }
  }

  private final Key key;
  private final Optional<String> namedZone;
  private TargetState state = new TargetState.Unused(TargetState.NOT_IN_USE);

  /**
   * A target that is registered, and not in use until somebody looks.
   *
   * @param namedZone the zone that the registration named
   */
  Target(Key key, Optional<String> namedZone) {
    this.key = key;
    this.namedZone = namedZone;
  }

  Key key() {
    return key;
  }

  Optional<String> namedZone() {
    return namedZone;
  }

  TargetState state() {
    return state;
  }

  /** Moves to a state that the present one allowed. */
  void move(TargetState to) {
    state = to;
  }

  boolean isDraining() {
    return state instanceof TargetState.Draining;
  }

  TargetDescription describe() {
    return TargetDescription.builder()
        .id(key.id())
        .port(key.port())
        .availabilityZone(namedZone.orElse(null))
        .build();
  }
}
