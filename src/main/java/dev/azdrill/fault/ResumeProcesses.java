package dev.azdrill.fault;

import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resumes exactly those processes of a group that a fault has suspended.
 *
 * @param group the Auto Scaling group's name
 * @param vpcId the stack's VPC, which bears the tags
 * @param processes by AWS's words
 */
public record ResumeProcesses(String group, String vpcId, List<String> processes)
    implements UndoAction {
  public ResumeProcesses {
    processes = List.copyOf(processes);
  }

  @Override
  public String words() {
    return "resume " + String.join(", ", processes) + " of Auto Scaling group " + group;
  }

  @Override
  public Optional<String> carrier() {
    return Optional.of(vpcId);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("autoscaling:ResumeProcesses");
  }

  @Override
  public void carryOut(Platform platform) {
    AwsSession aws = platform.session();
    List<String> held = held(aws);
    if (!held.isEmpty()) {
      aws.autoScaling().resumeProcesses(r -> r.autoScalingGroupName(group).scalingProcesses(held));
    }
    UndoTags.remove(aws, this);
  }

  @Override
  public Optional<String> gone(Platform platform) {
    return GroupStates.gone(platform.session(), group);
  }

  @Override
  public Optional<String> left(Platform platform) {
    List<String> held = held(platform.session());
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Auto Scaling group " + group + " has suspended " + String.join(", ", held) + " still");
  }

  private List<String> held(AwsSession aws) {
    return GroupStates.suspended(aws, group).stream().filter(processes::contains).toList();
  }
}
