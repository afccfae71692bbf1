package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.AffectedCalls;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * AWS's API takes longer for a share of the calls, the drill's own among them.
 *
 * @param calls which
 * @param percent of a hundred calls, how many
 * @param milliseconds how much longer
 */
public record ApiLatency(AffectedCalls calls, int percent, int milliseconds) implements Fault {
  private static final String MILLISECONDS = "milliseconds";

  /** How a step of a feature says it. */
  public static final String SENTENCE =
      "calls to the {api} API take {int} milliseconds longer with probability {int} %";

  /** Its kind. */
  public static final FaultKind<ApiLatency> KIND =
      new FaultKind<>(
              "api-latency",
              ApiLatency.class,
              "AWS's API takes longer for a share of the calls.",
              "the platform",
              ExpectedRecovery.WHILE_IT_HOLDS,
              FaultParameter.and(
                  ApiScope.PARAMETERS,
                  FaultParameter.defaulted(
                      MILLISECONDS, new ParameterType.Whole(1, 60_000), "how much longer", "500")),
              List.of(),
              given ->
                  new ApiLatency(
                      ApiScope.of(given), given.whole(ApiScope.PERCENT), given.whole(MILLISECONDS)),
              fault ->
                  ApiScope.arguments(fault.calls(), fault.percent())
                      .and(MILLISECONDS, String.valueOf(fault.milliseconds())))
          .saidAs(
              FaultSentence.of(SENTENCE)
                  .with("service", "ec2", "EC2")
                  .with("milliseconds", "500")
                  .with("percent", "30"));

  @Override
  public String name() {
    return "API latency";
  }

  @Override
  public boolean isLatent() {
    return true;
  }

  @Override
  public String subject() {
    return percent + "% of the " + calls.words();
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.API_IMPAIRMENT);
  }

  @Override
  public ApiLatency resolve(FaultContext context) {
    return this;
  }

  private Impairment.ApiLatency impairment() {
    return new Impairment.ApiLatency(calls, percent, milliseconds);
  }

  /** What serves goes on; the control plane is affected. */
  @Override
  public BlastRadius blastRadius(FaultContext context) {
    return BlastRadius.NONE;
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(context, impairment());
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return ApiScope.hit(context, impairment(), calls, "took longer");
  }
}
