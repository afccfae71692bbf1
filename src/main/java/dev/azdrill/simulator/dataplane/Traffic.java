package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.simulator.kernel.Repetition;
import dev.azdrill.simulator.world.ClientTraffic;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Clients that were started together. Each sends its requests at its own pace, whether or not those
 * before have ended. An exchange is news only when it begins a disturbance, or shows that one is
 * over: while some fail and others do not, nobody who waits is woken.
 */
final class Traffic {
  /** How the clients fare together. */
  private enum State {
    UNTRIED,
    SERVED,
    DISTURBED
  }

  /** Without a failure for this long, a disturbance is over. */
  private static final Duration CALM = Duration.ofSeconds(10);

  private static final Duration TOLD_AT_ONCE = Duration.ofSeconds(1);
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final World world;
  private final RequestPath path;
  private final LoadBalancing loadBalancing;
  private final ClientTraffic.Plan plan;
  private final Consumer<Exchange> sink;
  private final LoadBalancing.Request request;
  private final List<Repetition> running = new ArrayList<>();
  private final double weight;
  private boolean stopped;
  private State state = State.UNTRIED;
  private Instant lastFailure = Instant.MIN;

  Traffic(
      World world,
      RequestPath path,
      LoadBalancing loadBalancing,
      ClientTraffic.Plan plan,
      Consumer<Exchange> sink) {
    this.world = world;
    this.path = path;
    this.loadBalancing = loadBalancing;
    this.plan = plan;
    this.sink = sink;
    this.request = new LoadBalancing.Request("GET", plan.host(), plan.path(), plan.tls());
    double exchangesPerSecond = plan.clients() * 1e9 / plan.interval().toNanos();
    this.weight = plan.requestsPerSecond() / exchangesPerSecond;
  }

  /** Lets the clients begin, spread evenly over one interval. */
  void start(SplittableRandom random) {
    int first = random.nextInt(1 << 16);
    for (int i = 0; i < plan.clients(); i++) {
      Client client = new Client(address(i), first + i);
      Duration offset = plan.interval().multipliedBy(i).dividedBy(plan.clients());
      running.add(
          world
              .kernel()
              .every(offset, plan.interval(), "a client sends a request", () -> send(client)));
    }
  }

  /** Lets them go; what they still wait for, nobody sees. */
  void stop() {
    stopped = true;
    running.forEach(Repetition::stop);
    running.clear();
  }

  private boolean send(Client client) {
    Instant now = world.kernel().now();
    Exchange exchange = outcome(client, now).at(now, Optional.empty());
    // Nobody can look within an answer's milliseconds; what takes longer ends when it ends.
    if (exchange.took().compareTo(TOLD_AT_ONCE) < 0) {
      return tell(exchange);
    }
    world
        .kernel()
        .quietly(exchange.took(), "a request ends late", () -> !stopped && tell(exchange));
    return false;
  }

  private RequestOutcome outcome(Client client, Instant now) {
    Duration ttl = world.timings().of(Timing.LOAD_BALANCER_DNS_TTL);
    int port = plan.tls() ? HTTPS : HTTP;
    return client
        .next(now, ttl, () -> loadBalancing.resolve(plan.host()))
        .map(address -> path.send(client.address(), address, port, request, weight))
        .orElseGet(() -> unresolved(plan.host()));
  }

  private static RequestOutcome unresolved(String host) {
    return RequestOutcome.failed(
        Duration.ZERO,
        Unanswered.UNRESOLVED,
        new Cause.Missing(Component.LOAD_BALANCER, host),
        Optional.empty());
  }

  private boolean isNews(boolean success) {
    Instant now = world.kernel().now();
    State before = state;
    if (!success) {
      lastFailure = now;
      state = State.DISTURBED;
    } else if (before != State.DISTURBED || !now.isBefore(lastFailure.plus(CALM))) {
      state = State.SERVED;
    }
    return state != before;
  }

  private boolean tell(Exchange exchange) {
    sink.accept(exchange);
    return isNews(exchange.isSuccess());
  }

  /** From TEST-NET-3, which nobody has. */
  private static String address(int client) {
    return "203.0.113." + (1 + client % 254);
  }
}
