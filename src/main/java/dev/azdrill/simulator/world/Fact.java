package dev.azdrill.simulator.world;

/**
 * Something about the world that AWS offers no API to change, and a fault may: power, capacity, an
 * application's health.
 *
 * <p>A fact either holds or does not. Clearing it is the undo of the fault that established it.
 */
public sealed interface Fact {
  /**
   * A zone without power: its instances, load balancer nodes, NAT gateways and databases do
   * nothing, and none starts there. EC2 goes on calling the instances {@code running}, their status
   * becomes {@code impaired}.
   */
  record ZoneWithoutPower(String zone) implements Fact {}

  /**
   * A zone in which EC2 has no capacity: launches get {@code InsufficientInstanceCapacity}; what
   * runs goes on.
   */
  record ZoneWithoutCapacity(String zone) implements Fact {}

  /** The application on an instance accepts connections and never answers. */
  record ApplicationHung(String instanceId) implements Fact {}

  /** The application on an instance answers every request with this HTTP status. */
  record ApplicationFailing(String instanceId, int status) implements Fact {}
}
