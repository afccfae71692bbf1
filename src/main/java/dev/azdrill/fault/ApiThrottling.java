package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.AffectedCalls;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * AWS's API throttles a share of the calls, the drill's own among them.
 *
 * @param calls which
 * @param percent of a hundred calls, how many
 */
public record ApiThrottling(AffectedCalls calls, int percent) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE =
      "calls to the {api} API are throttled with probability {int} %";

  /** Its kind. */
  public static final FaultKind<ApiThrottling> KIND =
      new FaultKind<>(
              "api-throttling",
              ApiThrottling.class,
              "AWS's API throttles a share of the calls.",
              "the platform",
              ExpectedRecovery.WHILE_IT_HOLDS,
              ApiScope.PARAMETERS,
              List.of(),
              given -> new ApiThrottling(ApiScope.of(given), given.whole(ApiScope.PERCENT)),
              fault -> ApiScope.arguments(fault.calls(), fault.percent()))
          .saidAs(FaultSentence.of(SENTENCE).with("service", "ec2", "EC2").with("percent", "30"));

  @Override
  public String name() {
    return "API throttling";
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
  public ApiThrottling resolve(FaultContext context) {
    return this;
  }

  private Impairment.ApiThrottling impairment() {
    return new Impairment.ApiThrottling(calls, percent);
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
    return ApiScope.hit(context, impairment(), calls, "were throttled");
  }
}
