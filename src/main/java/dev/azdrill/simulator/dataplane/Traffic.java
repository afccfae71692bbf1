package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.simulator.kernel.Repetition;
import dev.azdrill.simulator.world.ClientTraffic;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Clients that were started together. Each sends its requests at its own pace, whether or not those
 * before have ended; one in ten stores a record. An exchange is news only when it begins a
 * disturbance, or shows that one is over: while some fail and others do not, nobody who waits is
 * woken.
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
  private static final int REQUESTS_PER_WRITE = 10;

  private final World world;
  private final Frontend frontend;
  private final WriteIds writeIds;
  private final ClientTraffic.Plan plan;
  private final Consumer<Exchange> sink;
  private final Call read;
  private final List<Repetition> running = new ArrayList<>();
  private int sent;
  private boolean stopped;
  private State state = State.UNTRIED;
  private Instant lastFailure = Instant.MIN;

  Traffic(
      World world,
      Frontend frontend,
      WriteIds writeIds,
      ClientTraffic.Plan plan,
      Consumer<Exchange> sink) {
    this.world = world;
    this.frontend = frontend;
    this.writeIds = writeIds;
    this.plan = plan;
    this.sink = sink;
    double exchangesPerSecond = plan.clients() * 1e9 / plan.interval().toNanos();
    this.read =
        new Call(
            Frontend.request(plan, "GET"),
            plan.requestsPerSecond() / exchangesPerSecond,
            Optional.empty(),
            Set.of());
  }

  /**
   * Lets the clients begin: each has an equal part of the interval, and begins somewhere in it.
   *
   * @param random decides where, how old each client's first DNS answer is and which of its
   *     addresses they take first
   */
  void start(SplittableRandom random) {
    sent = random.nextInt(REQUESTS_PER_WRITE);
    int first = random.nextInt(1 << 16);
    long part = Math.max(1, plan.interval().toMillis() / plan.clients());
    for (int i = 0; i < plan.clients(); i++) {
      Client client = new Client(address(i), first + i, random.nextDouble());
      Duration offset = Duration.ofMillis(part * i + random.nextLong(part));
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
    Call call = next();
    Exchange exchange = frontend.send(client, plan, call).at(world.kernel().now(), call.write());
    // Nobody can look within an answer's milliseconds; what takes longer ends when it ends.
    if (exchange.took().compareTo(TOLD_AT_ONCE) < 0) {
      return tell(exchange);
    }
    world
        .kernel()
        .quietly(exchange.took(), "a request ends late", () -> !stopped && tell(exchange));
    return false;
  }

  private Call next() {
    return ++sent % REQUESTS_PER_WRITE == 0
        ? new Call(
            Frontend.request(plan, "POST"), read.weight(), Optional.of(writeIds.next()), Set.of())
        : read;
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
