package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Instances are rebooted: what runs on them begins anew. EC2 calls an instance {@code running} all
 * the while and reports no event. What shows it is the load balancer, which does not find the
 * instance healthy, unless its application is back before two health checks; or EC2, which posts
 * the console output of the new boot a few minutes later. An EC2 that does neither leaves no
 * witness.
 *
 * @param instances which
 * @param before what EC2 had posted of their consoles before
 */
public record InstanceReboot(InstanceSelection instances, PostedConsoleOutputs before)
    implements Fault {
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

  public InstanceReboot(InstanceSelection instances) {
    this(instances, PostedConsoleOutputs.UNKNOWN);
  }

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
    List<String> ids = instances.in(context);
    return new InstanceReboot(
        new InstanceSelection.Chosen(ids), PostedConsoleOutputs.of(context.aws(), ids));
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
    return TargetStates.noneHealthy(context, targets())
        .or(() -> before.renewed(context.aws(), targets()));
  }
}
