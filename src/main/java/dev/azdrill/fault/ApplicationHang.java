package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.Optional;

/**
 * The application on an instance hangs: EC2 sees a healthy machine, the load balancer gets no
 * answer. Only a group that listens to its load balancer replaces it.
 *
 * @param instanceId which
 */
public record ApplicationHang(String instanceId) implements Fault {
  @Override
  public String name() {
    return "application hang";
  }

  @Override
  public String subject() {
    return instanceId;
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.APPLICATION_HEALTH);
  }

  @Override
  public void resolve(FaultContext context) {
    context.requireInstance(instanceId);
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(context, new Impairment.ApplicationHung(instanceId));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return TargetStates.notHealthy(context, instanceId);
  }
}
