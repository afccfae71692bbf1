package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
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
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(context, new Impairment.ZoneCapacity(zone));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return Launches.refusedIn(context, zone, from);
  }
}
