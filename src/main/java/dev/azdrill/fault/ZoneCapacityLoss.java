package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * EC2 has no capacity left in a zone: launches there are refused with {@code
 * InsufficientInstanceCapacity} until the undo. What runs goes on.
 *
 * @param zone the zone's name
 */
public record ZoneCapacityLoss(String zone) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "EC2 has no capacity in zone {string}";

  /** Its kind. */
  public static final FaultKind<ZoneCapacityLoss> KIND =
      FaultKind.of(
              "zone-capacity-loss",
              ZoneCapacityLoss.class,
              "EC2 launches nothing more in the zone; what runs goes on.",
              "the platform",
              ExpectedRecovery.WHILE_IT_HOLDS,
              FaultParameter.subject("zone", SubjectKind.ZONE, "which"),
              ZoneCapacityLoss::new,
              ZoneCapacityLoss::zone)
          .saidAs(FaultSentence.of(SENTENCE).with("zone", "eu-west-2a"));

  @Override
  public String name() {
    return "zone capacity loss";
  }

  @Override
  public boolean isLatent() {
    return true;
  }

  @Override
  public String subject() {
    return zone;
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.ZONE_CAPACITY);
  }

  /** A database that runs needs no launch. */
  @Override
  public boolean mayAffect(DBInstance database) {
    return false;
  }

  @Override
  public ZoneCapacityLoss resolve(FaultContext context) {
    context.requireZone(zone);
    return this;
  }

  /** What runs there goes on. */
  @Override
  public BlastRadius blastRadius(FaultContext context) {
    return BlastRadius.ofZones(zone);
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(context, new Impairment.ZoneCapacity(zone));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return LaunchActivities.refusedIn(context, zone, from);
  }
}
