package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The application on an instance takes longer for every answer, to health checks as well: one that
 * is slower than their timeout is no healthy target, one that is not goes on being sent requests.
 *
 * @param instances which
 * @param milliseconds how much longer, above zero
 */
public record ApplicationSlowness(InstanceSelection instances, int milliseconds) implements Fault {
  private static final String MILLISECONDS = "milliseconds";

  /** How a step of a feature says it. */
  public static final String SENTENCE =
      "the application on an instance takes {int} milliseconds longer";

  /** Its kind. */
  public static final FaultKind<ApplicationSlowness> KIND =
      new FaultKind<>(
              "application-slow",
              ApplicationSlowness.class,
              "The application takes longer for every answer, to health checks as well.",
              "the platform",
              ExpectedRecovery.EVICTION,
              FaultParameter.and(
                  InstanceSelection.PARAMETERS,
                  FaultParameter.defaulted(
                      MILLISECONDS, new ParameterType.Whole(1, 60_000), "how much longer", "2000")),
              InstanceSelection.RULES,
              given ->
                  new ApplicationSlowness(InstanceSelection.of(given), given.whole(MILLISECONDS)),
              fault ->
                  fault
                      .instances()
                      .arguments()
                      .and(MILLISECONDS, String.valueOf(fault.milliseconds())))
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE).with("milliseconds", "2000"));

  @Override
  public String name() {
    return "application slowness";
  }

  @Override
  public String subject() {
    return instances.words();
  }

  @Override
  public boolean isMatterOfDegree() {
    return true;
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.APPLICATION_HEALTH);
  }

  @Override
  public ApplicationSlowness resolve(FaultContext context) {
    return new ApplicationSlowness(
        new InstanceSelection.Chosen(instances.in(context)), milliseconds);
  }

  @Override
  public List<String> targets() {
    return instances.ids();
  }

  private List<Impairment.ApplicationSlow> impairments() {
    return targets().stream().map(id -> new Impairment.ApplicationSlow(id, milliseconds)).toList();
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(context, impairments());
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return ImpairmentEffects.each(
        context,
        impairments(),
        (each, count) -> count + " answers of " + each.instanceId() + " took longer");
  }
}
