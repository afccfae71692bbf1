package dev.azdrill.fault;

import dev.azdrill.platform.Platform;
import dev.azdrill.platform.UndoTag;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Starts an instance that was stopped, as long as it bears the {@linkplain UndoTag tag} that it got
 * before: one that its group has replaced and terminated stays so, and one that somebody stops
 * later on purpose, too.
 */
public record StartInstance(String instanceId) implements UndoAction {
  private static final Duration STOPPING_MAX = Duration.ofMinutes(10);

  @Override
  public String words() {
    return "start instance " + instanceId + " again";
  }

  @Override
  public Optional<String> carrier() {
    return Optional.of(instanceId);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:StartInstances");
  }

  @Override
  public void carryOut(Platform platform) {
    AwsSession aws = platform.session();
    if (stopped(aws).isEmpty()) {
      return;
    }
    aws.eventually()
        .expecting("instance " + instanceId + " to have stopped")
        .within(STOPPING_MAX)
        .until(() -> state(aws), seen -> seen != InstanceStateName.STOPPING);
    if (state(aws) == InstanceStateName.STOPPED) {
      aws.ec2().startInstances(r -> r.instanceIds(instanceId));
    }
    if (stopped(aws).isPresent()) {
      UndoTags.remove(aws, this);
    }
  }

  private InstanceStateName state(AwsSession aws) {
    return InstanceStates.of(aws, instanceId);
  }

  @Override
  public Optional<String> gone(Platform platform) {
    return InstanceStates.isGone(platform.session(), instanceId)
        ? Optional.of("instance " + instanceId)
        : Optional.empty();
  }

  @Override
  public Optional<String> left(Platform platform) {
    return stopped(platform.session())
        .map(each -> "instance " + instanceId + " is " + each.state().nameAsString() + " still");
  }

  private Optional<Instance> stopped(AwsSession aws) {
    return InstanceStates.find(aws, instanceId)
        .filter(each -> each.state().name() != InstanceStateName.TERMINATED)
        .filter(each -> each.tags().stream().anyMatch(tag -> tag.key().equals(UndoTag.KEY)));
  }
}
