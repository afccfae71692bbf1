package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
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
  public Injection inject(FaultContext context) {
    return Injection.reversible(
        this,
        context,
        () -> context.platform().faults().hangApplication(instanceId),
        () -> TargetStates.notHealthy(context, instanceId));
  }
}
