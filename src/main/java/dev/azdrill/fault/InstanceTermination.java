package dev.azdrill.fault;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * An instance is terminated behind its group's back. It cannot be taken back: the group is expected
 * to replace it.
 *
 * @param instanceId which
 */
public record InstanceTermination(String instanceId) implements Fault {
  @Override
  public String name() {
    return "instance termination";
  }

  @Override
  public String subject() {
    return instanceId;
  }

  @Override
  public void resolve(FaultContext context) {
    context.requireInstance(instanceId);
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.irreversible(
        () -> context.aws().ec2().terminateInstances(r -> r.instanceIds(instanceId)));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return gone(context);
  }

  private Optional<Witness> gone(FaultContext context) {
    InstanceStateName state = InstanceStates.of(context.aws(), instanceId);
    return state == InstanceStateName.SHUTTING_DOWN || state == InstanceStateName.TERMINATED
        ? Optional.of(Witness.found("EC2 reports instance " + instanceId + " as " + state))
        : Optional.empty();
  }
}
