package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A zone loses a share of the packets into, out of and within it. What is lost is sent again, so
 * that connections take longer, and some longer than their timeout.
 *
 * <p>Models the packet loss of AWS FIS's scenario "Cross-AZ: Traffic Slowdown", for all packets of
 * a zone.
 *
 * @param zone the zone's name
 * @param percent of a hundred packets, how many are lost
 */
public record ZonePacketLoss(String zone, int percent) implements Fault {
  private static final String ZONE = "zone";
  private static final String PERCENT = "percent";

  /** How a step of a feature says it. */
  public static final String SENTENCE = "zone {string} loses {int} % of its packets";

  /** Its kind. */
  public static final FaultKind<ZonePacketLoss> KIND =
      new FaultKind<>(
              "zone-packet-loss",
              ZonePacketLoss.class,
              "The zone loses a share of the packets into, out of and within it.",
              "the platform",
              ExpectedRecovery.AFTER_ITS_UNDO,
              List.of(
                  FaultParameter.subject(ZONE, SubjectKind.ZONE, "which"),
                  FaultParameter.defaulted(
                      PERCENT,
                      new ParameterType.Whole(1, 100),
                      "of a hundred packets, how many are lost",
                      "15")),
              List.of(),
              given -> new ZonePacketLoss(given.text(ZONE), given.whole(PERCENT)),
              fault ->
                  FaultArguments.of(ZONE, fault.zone())
                      .and(PERCENT, String.valueOf(fault.percent())))
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE).with("zone", "eu-west-2a").with("percent", "15"));

  @Override
  public String name() {
    return "zone packet loss";
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
  public ZonePacketLoss resolve(FaultContext context) {
    context.requireZone(zone);
    return this;
  }

  private Impairment.ZonePacketLoss impairment() {
    return new Impairment.ZonePacketLoss(zone, percent);
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
            "packets of " + count + " connections through " + each.zone() + " were lost");
  }
}
