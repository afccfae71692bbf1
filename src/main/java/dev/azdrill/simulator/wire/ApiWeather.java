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
 *
 * <p>Source of the codes: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API"; "Common
 * Errors" of the other services' references.
 */
final class ApiWeather {
  private static final int HUNDRED = 100;
  private static final int UNAVAILABLE = 503;
  private static final int INTERNAL = 500;

  private final World world;
  private final SplittableRandom random;
  private final List<Fact> holding = new ArrayList<>();

  ApiWeather(World world) {
    this.world = world;
    this.random = world.seed().derive("api weather").random();
    world.facts().watch(this::changed);
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
      throw throttled(service);
    }
    if (fact instanceof Fact.ApiFailing it
        && isHit(it, it.calls(), it.percent(), service, action)) {
      throw failed(service);
    }
    if (fact instanceof Fact.ApiSlow it && isHit(it, it.calls(), it.percent(), service, action)) {
      wait(it.delay());
    }
  }

  private boolean isHit(Fact fact, ApiCalls calls, int percent, Service service, String action) {
    boolean isHit = calls.include(service, action) && random.nextInt(HUNDRED) < percent;
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

  private static AwsError throttled(Service service) {
    return switch (service.protocol()) {
      case EC2_QUERY ->
          new AwsError("RequestLimitExceeded", UNAVAILABLE, "Request limit exceeded.");
      case AWS_QUERY -> AwsError.of("Throttling", "Rate exceeded");
      case AWS_JSON -> AwsError.of("ThrottlingException", "Rate exceeded");
    };
  }

  private static AwsError failed(Service service) {
    return switch (service.protocol()) {
      case EC2_QUERY -> new AwsError("InternalError", INTERNAL, "An internal error has occurred");
      case AWS_QUERY, AWS_JSON ->
          new AwsError("InternalFailure", INTERNAL, "An internal error has occurred");
    };
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.ApiThrottled
        || fact instanceof Fact.ApiFailing
        || fact instanceof Fact.ApiSlow) {
      if (holds) {
        holding.add(fact);
      } else {
        holding.remove(fact);
      }
    }
  }
}
