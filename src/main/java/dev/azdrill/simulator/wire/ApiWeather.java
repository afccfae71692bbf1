package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.ApiCalls;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the region's API does to its callers beside answering them: it throttles, fails or delays a
 * share of their calls, drawn from the region's seed. Called under the writer's lock.
 */
final class ApiWeather {
  private static final int HUNDRED = 100;

  private final World world;
  private final SplittableRandom random;
  private final List<Fact> holding = new ArrayList<>();

  ApiWeather(World world) {
    this.world = world;
    this.random = world.seed().derive("api weather").random();
    world.facts().watch(this::changed);
  }

  /** Whether it lets every call through at once. */
  boolean isFair() {
    return holding.isEmpty();
  }

  /**
   * Lets a call through, after a while or not at all.
   *
   * @throws AwsError when it is throttled, or fails; nothing was done for it then
   */
  void pass(Service service, String action) {
    if (!holding.isEmpty()) {
      List.copyOf(holding).forEach(each -> meet(each, service, action));
    }
  }

  private void meet(Fact fact, Service service, String action) {
    if (fact instanceof Fact.ApiThrottled it
        && isHit(it, it.calls(), it.percent(), service, action)) {
      throw ProtocolErrors.throttled(service);
    }
    if (fact instanceof Fact.ApiFailing it
        && isHit(it, it.calls(), it.percent(), service, action)) {
      throw ProtocolErrors.failed(service);
    }
    if (fact instanceof Fact.ApiErrorInjected it
        && isHit(it, it.percent(), it.service() == service && it.operations().contains(action))) {
      throw switch (it.error()) {
        case INTERNAL -> ProtocolErrors.failed(service);
        case THROTTLED -> ProtocolErrors.throttled(service);
        case UNAVAILABLE -> ProtocolErrors.unavailable(service);
      };
    }
    if (fact instanceof Fact.ApiSlow it && isHit(it, it.calls(), it.percent(), service, action)) {
      wait(it.delay());
    }
  }

  private boolean isHit(Fact fact, ApiCalls calls, int percent, Service service, String action) {
    return isHit(fact, percent, calls.include(service, action));
  }

  private boolean isHit(Fact fact, int percent, boolean isMeant) {
    boolean isHit = isMeant && random.nextInt(HUNDRED) < percent;
    if (isHit) {
      world.facts().tookEffect(fact);
    }
    return isHit;
  }

  /** The caller waits, and the region's time goes on; what is called by an event takes no time. */
  private void wait(Duration delay) {
    if (!world.kernel().isHappening()) {
      world.kernel().advance(delay);
    }
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.ApiThrottled
        || fact instanceof Fact.ApiFailing
        || fact instanceof Fact.ApiSlow
        || fact instanceof Fact.ApiErrorInjected) {
      if (holds) {
        holding.add(fact);
      } else {
        holding.remove(fact);
      }
    }
  }
}
