package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.AffectedCalls;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * AWS's API answers a share of the calls with an internal error and does nothing for them, the
 * drill's own among them.
 *
 * @param calls which
 * @param percent of a hundred calls, how many
 */
public record ApiErrors(AffectedCalls calls, int percent) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "calls to the {api} API fail with probability {int} %";

  /** Its kind. */
  public static final FaultKind<ApiErrors> KIND =
      new FaultKind<>(
              "api-errors",
              ApiErrors.class,
              "AWS's API fails a share of the calls, and does nothing for them.",
              "the platform",
              ExpectedRecovery.WHILE_IT_HOLDS,
              ApiScope.PARAMETERS,
              List.of(),
              given -> new ApiErrors(ApiScope.of(given), given.whole(ApiScope.PERCENT)),
              fault -> ApiScope.arguments(fault.calls(), fault.percent()))
          .saidAs(FaultSentence.of(SENTENCE).with("service", "ec2", "EC2").with("percent", "30"));

  @Override
  public String name() {
    return "API errors";
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
  public ApiErrors resolve(FaultContext context) {
    return this;
  }

  private Impairment.ApiErrors impairment() {
    return new Impairment.ApiErrors(calls, percent);
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
    return ApiScope.hit(context, impairment(), calls, "failed");
  }
}
