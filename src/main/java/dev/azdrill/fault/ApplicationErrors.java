package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The application on an instance answers every request with an error, its health checks included:
 * EC2 sees a healthy machine. Only a group that listens to its load balancer replaces it.
 *
 * @param instances which
 * @param status the HTTP status, 400 to 599
 */
public record ApplicationErrors(InstanceSelection instances, int status) implements Fault {
  private static final String STATUS = "status";

  /** How a step of a feature says it. */
  public static final String SENTENCE = "the application on an instance answers with status {int}";

  /** Its kind. */
  public static final FaultKind<ApplicationErrors> KIND =
      new FaultKind<>(
              "application-errors",
              ApplicationErrors.class,
              "The application answers every request with an error; EC2 sees a healthy machine.",
              "the platform",
              ExpectedRecovery.EVICTION,
              FaultParameter.and(
                  InstanceSelection.PARAMETERS,
                  FaultParameter.defaulted(
                      STATUS, new ParameterType.Whole(400, 599), "the HTTP status", "503")),
              InstanceSelection.RULES,
              given -> new ApplicationErrors(InstanceSelection.of(given), given.whole(STATUS)),
              fault -> fault.instances().arguments().and(STATUS, String.valueOf(fault.status())))
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE).with("status", "503"));

  @Override
  public String name() {
    return "application errors";
  }

  @Override
  public String subject() {
    return instances.words();
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.APPLICATION_HEALTH);
  }

  @Override
  public ApplicationErrors resolve(FaultContext context) {
    return new ApplicationErrors(new InstanceSelection.Chosen(instances.in(context)), status);
  }

  @Override
  public List<String> targets() {
    return instances.ids();
  }

  @Override
  public Set<String> takesAway() {
    return Set.copyOf(targets());
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(
        context,
        targets().stream().map(id -> new Impairment.ApplicationFailing(id, status)).toList());
  }

  @Override
  public OptionalInt answers() {
    return OptionalInt.of(status);
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return TargetStates.noneHealthy(context, targets());
  }
}
