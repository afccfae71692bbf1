package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Cause.Trouble;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the application does for a request that it has accepted: it reads and writes its database,
 * and calls the outside services that it depends on. Only if both succeed, the request does.
 */
final class Handling {
  private static final int REFUSED = 400;
  private static final int INTERNAL_ERROR = 500;
  private static final int BAD_GATEWAY = 502;

  private final World world;
  private final Connections connections;
  private final OutboundCalls outbound;

  Handling(World world, Connections connections, OutboundCalls outbound) {
    this.world = world;
    this.connections = connections;
    this.outbound = outbound;
  }

  /**
   * What the application answers.
   *
   * @param took since the request came
   * @param cause why it failed; present exactly for a status of 400 and above
   * @param isStored whether the record that the request brought is in the database
   * @param found the records that it returns; empty when it returns none because it failed, or
   *     because there is no database
   */
  record Reply(
      int status,
      Duration took,
      Optional<Cause> cause,
      boolean isStored,
      Optional<Set<String>> found) {
    static Reply failed(int status, Duration took, Cause cause) {
      return new Reply(status, took, Optional.of(cause), false, Optional.empty());
    }

    /** The same, so much later. */
    Reply later(Duration delay) {
      return delay.isZero() ? this : new Reply(status, took.plus(delay), cause, isStored, found);
    }
  }

  /**
   * Serves a request.
   *
   * @param status what the application answers unless something else fails
   * @param queued how long the request took by itself, waiting included
   */
  Reply handle(String instanceId, int status, Duration queued, Call call) {
    if (status >= REFUSED) {
      return Reply.failed(
          status,
          queued,
          new Cause.Unavailable(Component.APPLICATION, instanceId, Trouble.FAILING));
    }
    OutboundCalls.Result called = outbound.call(instanceId);
    Duration took = queued.plus(called.took());
    if (called.failure().isPresent()) {
      return Reply.failed(BAD_GATEWAY, took, called.failure().get());
    }
    Connections.Result result = connections.use(instanceId, call);
    Duration used = took.plus(result.delay());
    return result
        .failure()
        .map(failure -> Reply.failed(INTERNAL_ERROR, used.plus(waited(failure)), failure.cause()))
        .orElseGet(
            () -> new Reply(status, used, Optional.empty(), result.isStored(), result.found()));
  }

  private Duration waited(Connections.Failure failure) {
    return failure.isSilent()
        ? world.timings().of(Timing.APPLICATION_DATABASE_TIMEOUT)
        : Duration.ZERO;
  }
}
