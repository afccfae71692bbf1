package dev.azdrill.fault;

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
  public Injected inject(FaultContext site) {
    return Injected.by(
        this,
        site,
        () -> {
          site.platform().session().ec2().terminateInstances(r -> r.instanceIds(instanceId));
          return () -> {};
        },
        () -> gone(site));
  }

  private Optional<String> gone(FaultContext site) {
    InstanceStateName state = InstanceStates.of(site.platform().session(), instanceId);
    return state == InstanceStateName.SHUTTING_DOWN || state == InstanceStateName.TERMINATED
        ? Optional.of("EC2 reports instance " + instanceId + " as " + state)
        : Optional.empty();
  }
}
