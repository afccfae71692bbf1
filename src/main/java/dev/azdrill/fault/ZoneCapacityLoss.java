package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import java.time.Instant;
import java.util.Optional;

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
  public Optional<Ability> needs() {
    return Optional.of(Ability.ZONE_CAPACITY);
  }

  @Override
  public void resolve(FaultContext context) {
    context.requireZone(zone);
  }

  @Override
  public Injection inject(FaultContext context) {
    Instant from = context.now();
    return Injection.reversible(
        this,
        context,
        () -> context.platform().faults().exhaustZoneCapacity(zone),
        () -> Launches.refusedIn(context, zone, from));
  }
}
