package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Facts;
import dev.azdrill.simulator.world.Reachability.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with the application on an instance: all facts about it together. One that hangs
 * answers nothing, whatever else it does; of several statuses it answers with the one that it
 * answered with first; delays add up.
 *
 * @param answer what it says by itself
 * @param counted the facts that slow each of its answers down
 */
record ApplicationState(Answer answer, List<Fact> counted) {
  private static final int OK = 200;

  /** Nothing is wrong. */
  static final ApplicationState SOUND =
      new ApplicationState(new Answer.Replied(OK, Duration.ZERO), List.of());

  /** The instance that a fact is about, when it is about the application on one. */
  static Optional<String> instanceOf(Fact fact) {
    if (fact instanceof Fact.ApplicationHung hung) {
      return Optional.of(hung.instanceId());
    }
    if (fact instanceof Fact.ApplicationFailing failing) {
      return Optional.of(failing.instanceId());
    }
    return fact instanceof Fact.ApplicationSlow slow
        ? Optional.of(slow.instanceId())
        : Optional.empty();
  }

  /** What these facts make of the application on an instance. */
  static ApplicationState of(String instanceId, Facts facts) {
    List<Fact> all =
        facts
            .all()
            .filter(each -> instanceOf(each).filter(instanceId::equals).isPresent())
            .toList();
    if (all.isEmpty()) {
      return SOUND;
    }
    if (all.contains(new Fact.ApplicationHung(instanceId))) {
      return new ApplicationState(new Answer.TimedOut(), List.of());
    }
    int status = OK;
    Duration delay = Duration.ZERO;
    List<Fact> slow = new ArrayList<>();
    for (Fact each : all) {
      if (each instanceof Fact.ApplicationFailing failing && status == OK) {
        status = failing.status();
      } else if (each instanceof Fact.ApplicationSlow slower) {
        delay = delay.plus(slower.delay());
        slow.add(each);
      }
    }
    return new ApplicationState(new Answer.Replied(status, delay), slow);
  }
}
