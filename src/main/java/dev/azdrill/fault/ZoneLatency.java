package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Every connection into, out of or within a zone takes longer: of clients, health checks, calls to
 * the database and to services outside.
 *
 * <p>Models AWS FIS's scenario "AZ Availability: Application Slowdown".
 *
 * @param zone the zone's name
 * @param milliseconds how much longer each connection takes
 */
public record ZoneLatency(String zone, int milliseconds) implements Fault {
  private static final String ZONE = "zone";
  private static final String MILLISECONDS = "milliseconds";

  /** How a step of a feature says it. */
  public static final String SENTENCE =
      "connections of zone {string} take {int} milliseconds longer";

  /** Its kind. */
  public static final FaultKind<ZoneLatency> KIND =
      new FaultKind<>(
              "zone-latency",
              ZoneLatency.class,
              "Every connection into, out of or within the zone takes longer.",
              "the platform",
              ExpectedRecovery.WHILE_IT_HOLDS,
              List.of(
                  FaultParameter.subject(ZONE, SubjectKind.ZONE, "which"),
                  FaultParameter.defaulted(
                      MILLISECONDS,
                      new ParameterType.Whole(1, 60_000),
                      "how much longer each connection takes",
                      "200")),
              List.of(),
              given -> new ZoneLatency(given.text(ZONE), given.whole(MILLISECONDS)),
              fault ->
                  FaultArguments.of(ZONE, fault.zone())
                      .and(MILLISECONDS, String.valueOf(fault.milliseconds())))
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(
              FaultSentence.of(SENTENCE).with("zone", "eu-west-2a").with("milliseconds", "200"));

  @Override
  public String name() {
    return "zone latency";
  }

  @Override
  public String subject() {
    return zone;
  }

  @Override
  public boolean isMatterOfDegree() {
    return true;
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.ZONE_NETWORK);
  }

  @Override
  public ZoneLatency resolve(FaultContext context) {
    context.requireZone(zone);
    return this;
  }

  private Impairment.ZoneLatency impairment() {
    return new Impairment.ZoneLatency(zone, milliseconds);
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
        (each, count) -> count + " connections through " + each.zone() + " took longer");
  }
}
