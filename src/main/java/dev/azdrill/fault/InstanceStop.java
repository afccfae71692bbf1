package dev.azdrill.fault;

import dev.azdrill.session.AwsSession;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * An instance is stopped. The undo starts it again, unless its group has replaced and terminated it
 * meanwhile.
 *
 * @param instanceId which
 */
public record InstanceStop(String instanceId) implements Fault {
  @Override
  public String name() {
    return "instance stop";
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
    return FaultPlan.reversible(
        () -> context.aws().ec2().stopInstances(r -> r.instanceIds(instanceId)),
        new UndoAction.StartInstance(instanceId));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return halted(context.aws());
  }

  private Optional<Witness> halted(AwsSession aws) {
    InstanceStateName state = InstanceStates.of(aws, instanceId);
    return state == InstanceStateName.RUNNING || state == InstanceStateName.PENDING
        ? Optional.empty()
        : Optional.of(Witness.found("EC2 reports instance " + instanceId + " as " + state));
  }
}
