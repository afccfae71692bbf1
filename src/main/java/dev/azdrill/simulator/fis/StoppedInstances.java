package dev.azdrill.simulator.fis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * {@code aws:ec2:stop-instances}: those that ran are started again, where the action says so, after
 * its time or when the experiment is stopped.
 */
final class StoppedInstances implements Effect {
  private static final Set<InstanceStateName> STOPPED =
      Set.of(InstanceStateName.STOPPED, InstanceStateName.STOPPING);
  private static final Set<InstanceStateName> GONE =
      Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

  private final InstanceCalls calls;
  private final List<String> targets;
  private final Optional<Duration> startAfter;
  private final boolean completesWithoutTerminated;
  private List<String> stopped = List.of();

  /**
   * Stops instances.
   *
   * @param startAfter when they are started again; empty for never
   * @param completesWithoutTerminated whether it is all right that some were terminated meanwhile
   */
  StoppedInstances(
      InstanceCalls calls,
      List<String> targets,
      Optional<Duration> startAfter,
      boolean completesWithoutTerminated) {
    this.calls = calls;
    this.targets = targets;
    this.startAfter = startAfter;
    this.completesWithoutTerminated = completesWithoutTerminated;
  }

  @Override
  public Optional<Duration> begin() {
    Map<String, InstanceStateName> before = calls.states(targets);
    calls.stop(targets);
    stopped = targets.stream().filter(id -> !STOPPED.contains(state(id, before))).toList();
    return startAfter;
  }

  private static InstanceStateName state(String id, Map<String, InstanceStateName> states) {
    return states.getOrDefault(id, InstanceStateName.TERMINATED);
  }

  /** One that still stops cannot be started. */
  @Override
  public boolean end() {
    if (startAfter.isEmpty() || stopped.isEmpty()) {
      return true;
    }
    Map<String, InstanceStateName> now = calls.states(stopped);
    if (now.containsValue(InstanceStateName.STOPPING)) {
      return false;
    }
    List<String> startable =
        stopped.stream().filter(id -> state(id, now) == InstanceStateName.STOPPED).toList();
    List<String> gone = stopped.stream().filter(id -> GONE.contains(state(id, now))).toList();
    stopped = List.of();
    if (!startable.isEmpty()) {
      calls.start(startable);
    }
    if (!gone.isEmpty() && !completesWithoutTerminated) {
      throw new ActionFailure(
          "The instances "
              + String.join(", ", gone)
              + " were terminated and cannot be started: completeIfInstancesTerminated lets the"
              + " action complete nevertheless.");
    }
    return true;
  }
}
