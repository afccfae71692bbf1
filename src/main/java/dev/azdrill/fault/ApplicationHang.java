package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The application on an instance hangs: EC2 sees a healthy machine, the load balancer gets no
 * answer. Only a group that listens to its load balancer replaces it.
 *
 * @param instances which
 */
public record ApplicationHang(InstanceSelection instances) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "the application on an instance hangs";

  /** Its kind. */
  public static final FaultKind<ApplicationHang> KIND =
      new FaultKind<>(
              "application-hang",
              ApplicationHang.class,
              "The application no longer answers; EC2 sees a healthy machine.",
              "the platform",
              ExpectedRecovery.EVICTION,
              InstanceSelection.PARAMETERS,
              InstanceSelection.RULES,
              given -> new ApplicationHang(InstanceSelection.of(given)),
              fault -> fault.instances().arguments())
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE));

  public ApplicationHang(String instanceId) {
    this(new InstanceSelection.Named(instanceId));
  }

  @Override
  public String name() {
    return "application hang";
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
  public ApplicationHang resolve(FaultContext context) {
    return new ApplicationHang(new InstanceSelection.Chosen(instances.in(context)));
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
        context, targets().stream().map(Impairment.ApplicationHung::new).toList());
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return TargetStates.noneHealthy(context, targets());
  }
}
