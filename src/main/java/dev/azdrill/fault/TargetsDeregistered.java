package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Instances are no targets of the load balancer any more; EC2 and Auto Scaling see nothing wrong.
 *
 * @param instances which
 */
public record TargetsDeregistered(InstanceSelection instances) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "an instance is deregistered from the load balancer";

  /** Its kind. */
  public static final FaultKind<TargetsDeregistered> KIND =
      new FaultKind<>(
              "targets-deregistered",
              TargetsDeregistered.class,
              "Deregisters instances from the load balancer's target groups.",
              "registering them, unless the group has replaced them",
              ExpectedRecovery.EVICTION,
              InstanceSelection.PARAMETERS,
              InstanceSelection.RULES,
              given -> new TargetsDeregistered(InstanceSelection.of(given)),
              fault -> fault.instances().arguments())
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE));

  @Override
  public String name() {
    return "targets deregistered";
  }

  @Override
  public String subject() {
    return instances.words();
  }

  @Override
  public TargetsDeregistered resolve(FaultContext context) {
    return new TargetsDeregistered(new InstanceSelection.Chosen(instances.in(context)));
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
    return PermittedCalls.actions("elasticloadbalancing:DeregisterTargets");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    List<RegisterTargets> undo = new ArrayList<>();
    for (TargetGroup each : TargetGroupStates.of(context)) {
      List<TargetDescription> registered = registered(context, each);
      if (!registered.isEmpty()) {
        undo.add(new RegisterTargets(each.targetGroupArn(), context.vpcId(), registered));
      }
    }
    if (undo.isEmpty()) {
      throw new FaultException(
          "expected targets of a load balancer, saw that "
              + subject()
              + " is registered nowhere: there is nothing to deregister");
    }
    return new FaultPlan(
        List.copyOf(undo),
        () ->
            undo.forEach(
                each ->
                    context
                        .aws()
                        .elasticLoadBalancing()
                        .deregisterTargets(
                            r -> r.targetGroupArn(each.targetGroupArn()).targets(each.targets()))));
  }

  private List<TargetDescription> registered(FaultContext context, TargetGroup group) {
    return TargetGroupStates.targets(context.aws(), group.targetGroupArn()).stream()
        .filter(each -> each.targetHealth().state() != TargetHealthStateEnum.DRAINING)
        .map(TargetHealthDescription::target)
        .filter(each -> targets().contains(each.id()))
        .toList();
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return TargetGroupStates.of(context).stream()
            .anyMatch(each -> !registered(context, each).isEmpty())
        ? Optional.empty()
        : Optional.of(
            Witness.found("Elastic Load Balancing describes no target that is " + subject()));
  }
}
