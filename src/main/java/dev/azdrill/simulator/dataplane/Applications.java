package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Reachability.Answer;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The application: one on every instance, listening on every port that somebody asks, some time
 * after the instance runs.
 */
final class Applications {
  private static final int OK = 200;
  private static final Answer SERVED = new Answer.Replied(OK, Duration.ZERO);
  private static final Answer REFUSED = new Answer.Refused();
  private static final Answer SILENT = new Answer.TimedOut();

  private final World world;
  private final Compute compute;
  private final Set<String> hung = new HashSet<>();
  private final Map<String, Answer> failing = new HashMap<>();
  private final Map<String, Start> starts = new HashMap<>();

  /** The last start of an instance, and when its application is ready. */
  private record Start(Instant since, Instant ready) {}

  Applications(World world, Compute compute) {
    this.world = world;
    this.compute = compute;
    world.facts().watch(this::changed);
  }

  /** Since when the instance is there to take or refuse a connection; empty while it is not. */
  Optional<Instant> runningSince(String instanceId) {
    return compute.runningSince(instanceId);
  }

  /**
   * What the application says by itself: without a look at its database, and as if it were not
   * busy.
   *
   * @param since when the instance started
   */
  Answer answer(String instanceId, Instant since) {
    if (world.kernel().now().isBefore(ready(instanceId, since))) {
      return REFUSED;
    }
    if (hung.contains(instanceId)) {
      return SILENT;
    }
    return failing.getOrDefault(instanceId, SERVED);
  }

  /** When the application answers; each start of an instance takes a time of its own. */
  private Instant ready(String instanceId, Instant since) {
    Start known = starts.get(instanceId);
    if (known == null || !known.since().equals(since)) {
      known = new Start(since, since.plus(world.timings().of(Timing.APPLICATION_BOOT)));
      starts.put(instanceId, known);
    }
    return known.ready();
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.ApplicationHung hangs) {
      if (holds) {
        hung.add(hangs.instanceId());
      } else {
        hung.remove(hangs.instanceId());
      }
    } else if (fact instanceof Fact.ApplicationFailing fails) {
      if (holds) {
        failing.put(fails.instanceId(), new Answer.Replied(fails.status(), Duration.ZERO));
      } else {
        failing.remove(fails.instanceId());
      }
    }
  }
}
