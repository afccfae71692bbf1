package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Auto Scaling group no longer does by itself what it does otherwise. Clients notice nothing
 * until something else fails. What was launched while AddToLoadBalancer was suspended is not
 * registered by the undo. Source: Amazon EC2 Auto Scaling User Guide, "Suspend and resume Amazon
 * EC2 Auto Scaling processes".
 *
 * @param process one process by AWS's word, or {@code all}
 * @param suspended those that are suspended by it, once they were looked for
 * @param group the group's name, once it was looked for
 */
public record ScalingProcessesSuspended(
    String process, List<String> suspended, Optional<String> group) implements Fault {
  private static final String ALL = "all";
  private static final List<String> PROCESSES =
      List.of(
          "Launch",
          "Terminate",
          "HealthCheck",
          "ReplaceUnhealthy",
          "AZRebalance",
          "AlarmNotification",
          "ScheduledActions",
          "AddToLoadBalancer",
          "InstanceRefresh");

  /** How a step of a feature says it. */
  public static final String SENTENCE = "the Auto Scaling process {word} is suspended";

  /** The same of all of them. */
  public static final String SENTENCE_ALL = "all Auto Scaling processes are suspended";

  /** Its kind. */
  public static final FaultKind<ScalingProcessesSuspended> KIND =
      FaultKind.of(
              "scaling-processes-suspended",
              ScalingProcessesSuspended.class,
              "Suspends processes of the Auto Scaling group; clients notice when something else fails.",
              "resuming those that were not suspended before",
              ExpectedRecovery.WHILE_IT_HOLDS,
              FaultParameter.defaulted(
                  "process",
                  new ParameterType.Choice(allAnd(PROCESSES)),
                  "which process of the group",
                  ALL),
              ScalingProcessesSuspended::new,
              ScalingProcessesSuspended::process)
          .leaving("what the group left undone meanwhile is done late")
          .saidAs(
              FaultSentence.of(SENTENCE).with("process", "Launch"),
              FaultSentence.of(SENTENCE_ALL).saying("process", "all"));

  private static List<String> allAnd(List<String> processes) {
    List<String> options = new ArrayList<>(List.of(ALL));
    options.addAll(processes);
    return options;
  }

  public ScalingProcessesSuspended {
    suspended = List.copyOf(suspended);
  }

  public ScalingProcessesSuspended(String process) {
    this(process, List.of(), Optional.empty());
  }

  @Override
  public String name() {
    return process.equals(ALL)
        ? "scaling processes suspended"
        : "scaling process " + process + " suspended";
  }

  @Override
  public boolean isLatent() {
    return true;
  }

  @Override
  public String subject() {
    return group.orElse("the Auto Scaling group");
  }

  @Override
  public List<String> targets() {
    return group.stream().toList();
  }

  @Override
  public ScalingProcessesSuspended resolve(FaultContext context) {
    String name = context.group().autoScalingGroupName();
    List<String> already = GroupStates.suspended(context.aws(), name);
    List<String> wanted = process.equals(ALL) ? PROCESSES : List.of(process);
    List<String> active = wanted.stream().filter(each -> !already.contains(each)).toList();
    if (active.isEmpty()) {
      throw new FaultException(
          "expected "
              + (process.equals(ALL) ? "processes" : process)
              + " of Auto Scaling group "
              + name
              + " to be active, saw suspended: "
              + String.join(", ", already)
              + ": there is nothing to suspend");
    }
    return new ScalingProcessesSuspended(process, active, Optional.of(name));
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("autoscaling:SuspendProcesses");
  }

  /** What serves goes on; what would replace it is affected. */
  @Override
  public BlastRadius blastRadius(FaultContext context) {
    return BlastRadius.NONE;
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    String name = context.group().autoScalingGroupName();
    return FaultPlan.reversible(
        () ->
            context
                .aws()
                .autoScaling()
                .suspendProcesses(r -> r.autoScalingGroupName(name).scalingProcesses(suspended)),
        new ResumeProcesses(name, context.vpcId(), suspended));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    String name = context.group().autoScalingGroupName();
    return GroupStates.suspended(context.aws(), name).containsAll(suspended)
        ? Optional.of(
            Witness.found(
                "Auto Scaling describes group "
                    + name
                    + " with suspended: "
                    + String.join(", ", suspended)))
        : Optional.empty();
  }
}
