package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Instances are rebooted: what runs on them begins anew. EC2 calls an instance {@code running} all
 * the while and reports no event, so what shows it is the load balancer, which does not find the
 * instance healthy; one whose application is back before two health checks leaves no witness.
 *
 * @param instances which
 */
public record InstanceReboot(InstanceSelection instances) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "an instance is rebooted";

  /** Its kind. */
  public static final FaultKind<InstanceReboot> KIND =
      new FaultKind<>(
              "instance-reboot",
              InstanceReboot.class,
              "Reboots instances.",
              "nothing",
              ExpectedRecovery.EVICTION,
              InstanceSelection.PARAMETERS,
              InstanceSelection.RULES,
              given -> new InstanceReboot(InstanceSelection.of(given)),
              fault -> fault.instances().arguments())
          .saidAs(FaultSentence.of(SENTENCE));

  @Override
  public String name() {
    return "instance reboot";
  }

  @Override
  public String subject() {
    return instances.words();
  }

  @Override
  public InstanceReboot resolve(FaultContext context) {
    return new InstanceReboot(new InstanceSelection.Chosen(instances.in(context)));
  }

  @Override
  public List<String> targets() {
    return instances.ids();
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:RebootInstances");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.irreversible(
        () -> context.aws().ec2().rebootInstances(r -> r.instanceIds(targets())));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return TargetStates.noneHealthy(context, targets());
  }
}
