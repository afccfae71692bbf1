package dev.azdrill.platform;

/**
 * Faults for which AWS has no API of its own: who breaks these reaches through the platform, never
 * into it.
 *
 * <p>Each method returns once the fault holds, and returns its undo.
 */
public interface FaultPort {
  /**
   * Takes the power from a zone: its instances, load balancer nodes, NAT gateways and databases do
   * nothing until the undo.
   */
  Undo cutZonePower(String zone);

  /** Leaves EC2 without capacity in a zone: launches there are refused until the undo. */
  Undo exhaustZoneCapacity(String zone);

  /** Hangs the application on an instance: it accepts connections and never answers. */
  Undo hangApplication(String instanceId);

  /** Lets the application on an instance answer every request with this HTTP status. */
  Undo failApplication(String instanceId, int status);
}
