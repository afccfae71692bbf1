package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * An instance is terminated behind its group's back. It cannot be taken back: the group is expected
 * to replace it.
 *
 * @param instances which
 */
public record InstanceTermination(InstanceSelection instances) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "an instance is terminated";

  /** The same of all of them. */
  public static final String SENTENCE_ALL = "all instances in zone {string} are terminated";

  /** Its kind. */
  public static final FaultKind<InstanceTermination> KIND =
      new FaultKind<>(
              "instance-termination",
              InstanceTermination.class,
              "Terminates instances behind their group's back.",
              "the group, which replaces them",
              ExpectedRecovery.EVICTION,
              InstanceSelection.PARAMETERS,
              InstanceSelection.RULES,
              given -> new InstanceTermination(InstanceSelection.of(given)),
              fault -> fault.instances().arguments())
          .leaving(
              "what took its place has another id and address, and what was on its disks is gone")
          .saidAs(
              FaultSentence.of(SENTENCE),
              FaultSentence.of(SENTENCE_ALL).saying("instances", "all").with("zone", "eu-west-2a"));

  public InstanceTermination(String instanceId) {
    this(new InstanceSelection.Named(instanceId));
  }

  @Override
  public String name() {
    return "instance termination";
  }

  @Override
  public String subject() {
    return instances.words();
  }

  @Override
  public InstanceTermination resolve(FaultContext context) {
    return new InstanceTermination(new InstanceSelection.Chosen(instances.in(context)));
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
    return PermittedCalls.actions("ec2:TerminateInstances");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.irreversible(
        () -> context.aws().ec2().terminateInstances(r -> r.instanceIds(targets())));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return gone(context);
  }

  private Optional<Witness> gone(FaultContext context) {
    return InstanceStates.each(
        context.aws(),
        targets(),
        state -> state == InstanceStateName.SHUTTING_DOWN || state == InstanceStateName.TERMINATED);
  }
}
