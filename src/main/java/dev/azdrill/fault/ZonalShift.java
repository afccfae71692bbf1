package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The load balancers are shifted away from a zone, as Amazon Application Recovery Controller does:
 * their addresses there leave DNS, and their other nodes send nothing there. It is a recovery
 * action and must hurt nobody. Whether the load balancer is enabled for zonal shift is not looked
 * at.
 *
 * @param zone the zone's name
 */
public record ZonalShift(String zone) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "the load balancer is shifted away from zone {string}";

  /** Its kind. */
  public static final FaultKind<ZonalShift> KIND =
      FaultKind.of(
              "zonal-shift",
              ZonalShift.class,
              "The load balancer's addresses in the zone leave DNS, and nothing is sent to its targets"
                  + " there.",
              "the platform",
              ExpectedRecovery.EVICTION,
              FaultParameter.subject("zone", SubjectKind.ZONE, "away from which"),
              ZonalShift::new,
              ZonalShift::zone)
          .saidAs(FaultSentence.of(SENTENCE).with("zone", "eu-west-2a"));

  @Override
  public String name() {
    return "zonal shift";
  }

  @Override
  public String subject() {
    return zone;
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.ZONAL_SHIFT);
  }

  /** It concerns the load balancer alone. */
  @Override
  public boolean mayAffect(DBInstance database) {
    return false;
  }

  @Override
  public ZonalShift resolve(FaultContext context) {
    context.requireZone(zone);
    return this;
  }

  private Impairment.ZonalShift impairment() {
    return new Impairment.ZonalShift(zone);
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(context, impairment());
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return ImpairmentEffects.each(
        context,
        List.of(impairment()),
        (each, count) ->
            count + " answers of DNS were without the load balancer's address in " + each.zone());
  }
}
