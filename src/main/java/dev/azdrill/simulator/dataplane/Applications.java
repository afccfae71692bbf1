package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Reachability.Answer;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
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
  private static final Answer SERVED = new Answer.Replied(OK);
  private static final Answer REFUSED = new Answer.Refused();
  private static final Answer SILENT = new Answer.TimedOut();

  private final World world;
  private final Compute compute;
  private final Set<String> hung = new HashSet<>();
  private final Map<String, Answer> failing = new HashMap<>();

  Applications(World world, Compute compute) {
    this.world = world;
    this.compute = compute;
    world.facts().watch(this::changed);
  }

  /** Whether the instance is there to take or refuse a connection. */
  boolean hostRuns(String instanceId) {
    return compute.runningSince(instanceId).isPresent();
  }

  /** What the application says by itself, without a look at its database. */
  Answer answer(String instanceId) {
    Optional<Instant> since = compute.runningSince(instanceId);
    if (since.isEmpty()) {
      return SILENT;
    }
    Instant booted = since.get().plus(world.timings().of(Timing.APPLICATION_BOOT));
    if (world.kernel().now().isBefore(booted)) {
      return REFUSED;
    }
    if (hung.contains(instanceId)) {
      return SILENT;
    }
    return failing.getOrDefault(instanceId, SERVED);
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
        failing.put(fails.instanceId(), new Answer.Replied(fails.status()));
      } else {
        failing.remove(fails.instanceId());
      }
    }
  }
}
