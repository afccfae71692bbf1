package dev.azdrill.fault;

import java.time.Instant;

/**
 * EC2 has no capacity left in a zone: launches there are refused with {@code
 * InsufficientInstanceCapacity} until the undo. What runs goes on.
 *
 * @param zone the zone's name
 */
public record ZoneCapacityLoss(String zone) implements Fault {
  @Override
  public String name() {
    return "zone capacity loss";
  }

  @Override
  public String subject() {
    return zone;
  }

  @Override
  public Injected inject(FaultContext site) {
    Instant from = site.platform().session().clock().now();
    return Injected.by(
        this,
        site,
        () -> site.platform().faults().exhaustZoneCapacity(zone),
        () -> Launches.refusedIn(site, zone, from));
  }
}
