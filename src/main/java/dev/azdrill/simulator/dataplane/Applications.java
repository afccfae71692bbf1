package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Reachability.Answer;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The application: one on every instance, listening on every port that somebody asks, some time
 * after the instance runs.
 */
final class Applications {
  private static final Answer REFUSED = new Answer.Refused();

  private final World world;
  private final Compute compute;
  private final BootFailures bootFailures;
  private final Map<String, ApplicationState> disturbed = new HashMap<>();
  private final Map<String, Start> starts = new HashMap<>();

  /** The last start of an instance, and when its application is ready. */
  private record Start(Instant since, Instant ready) {}

  Applications(World world, Compute compute, Profiles profiles) {
    this.world = world;
    this.compute = compute;
    this.bootFailures = new BootFailures(world, profiles);
    world.facts().watch(this::changed);
  }

  /** Since when the instance is there to take or refuse a connection; empty while it is not. */
  Optional<Instant> runningSince(String instanceId) {
    return compute.runningSince(instanceId);
  }

  /**
   * What the application says by itself: without a look at its database, and as if it were not
   * busy. How long a reply took is how much longer than usual.
   *
   * @param since when the instance started
   */
  Answer answer(String instanceId, Instant since) {
    if (world.kernel().now().isBefore(ready(instanceId, since))) {
      return REFUSED;
    }
    if (bootFailures.holdsBack(instanceId, since)) {
      return REFUSED;
    }
    ApplicationState state = disturbed.get(instanceId);
    if (state == null) {
      return ApplicationState.SOUND.answer();
    }
    state.counted().forEach(world.facts()::tookEffect);
    return state.answer();
  }

  /** When the application answers; each start of an instance takes a time of its own. */
  private Instant ready(String instanceId, Instant since) {
    Start known = starts.get(instanceId);
    if (known == null || !known.since().equals(since)) {
      Instant begin = bootFailures.endedAfter(instanceId, since).orElse(since);
      known = new Start(since, begin.plus(world.timings().of(Timing.APPLICATION_BOOT)));
      starts.put(instanceId, known);
    }
    return known.ready();
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.BootFailing) {
      starts
          .entrySet()
          .removeIf(each -> bootFailures.concern(each.getKey(), each.getValue().since()));
      return;
    }
    ApplicationState.instanceOf(fact).ifPresent(this::disturb);
  }

  private void disturb(String instanceId) {
    ApplicationState now = ApplicationState.of(instanceId, world.facts());
    if (now.equals(ApplicationState.SOUND)) {
      disturbed.remove(instanceId);
    } else {
      disturbed.put(instanceId, now);
    }
  }
}
