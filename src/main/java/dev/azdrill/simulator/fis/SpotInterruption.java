package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * {@code aws:ec2:send-spot-instance-interruptions}: instances that were told so are terminated
 * after their notice, whatever becomes of the experiment. Nothing on an instance of the region
 * could hear of the notice.
 */
record SpotInterruption(Kernel kernel, InstanceCalls calls, List<String> targets, Duration notice)
    implements Effect {
  @Override
  public Optional<Duration> begin() {
    kernel.after(notice, "spot instances are interrupted", this::interrupt);
    return Optional.of(notice);
  }

  private void interrupt() {
    Map<String, InstanceStateName> states = calls.states(targets);
    List<String> left =
        targets.stream().filter(id -> states.get(id) != InstanceStateName.TERMINATED).toList();
    if (!left.isEmpty()) {
      calls.terminate(left);
    }
  }
}
