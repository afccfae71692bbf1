package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * An instance is stopped. The undo starts it again, unless its group has replaced and terminated it
 * meanwhile.
 *
 * @param instances which
 */
public record InstanceStop(InstanceSelection instances) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "an instance is stopped";

  /** Its kind. */
  public static final FaultKind<InstanceStop> KIND =
      new FaultKind<>(
              "instance-stop",
              InstanceStop.class,
              "Stops instances.",
              "starting them, unless the group has replaced them",
              ExpectedRecovery.EVICTION,
              InstanceSelection.PARAMETERS,
              InstanceSelection.RULES,
              given -> new InstanceStop(InstanceSelection.of(given)),
              fault -> fault.instances().arguments())
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE));

  public InstanceStop(String instanceId) {
    this(new InstanceSelection.Named(instanceId));
  }

  @Override
  public String name() {
    return "instance stop";
  }

  @Override
  public String subject() {
    return instances.words();
  }

  @Override
  public InstanceStop resolve(FaultContext context) {
    return new InstanceStop(new InstanceSelection.Chosen(instances.in(context)));
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
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:StopInstances");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.reversible(
        () -> context.aws().ec2().stopInstances(r -> r.instanceIds(targets())),
        targets().stream().map(StartInstance::new).toArray(UndoAction[]::new));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return halted(context.aws());
  }

  private Optional<Witness> halted(AwsSession aws) {
    return InstanceStates.each(
        aws,
        targets(),
        state -> state != InstanceStateName.RUNNING && state != InstanceStateName.PENDING);
  }
}
