package dev.azdrill.platform.simulator;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.platform.TrafficPort;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Clients that were started, and what they have seen so far. Safe for use by several threads. */
final class StartedTraffic {
  /** Six clients send so many in three hours of the region's time. */
  private static final int KEPT_MAX = 65_000;

  /** Whoever fetches nothing for so long has gone, and left its clients behind. */
  private static final Duration FETCHED_WITHIN = Duration.ofMinutes(5);

  private final TrafficPort.Plan plan;
  private final InstantSource wall;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int sent;
  private int failed;
  private final boolean isKept;
  private final Deque<Exchange> kept = new ArrayDeque<>();
  private int fetched;
  private Instant fetchedAt;
  private boolean isAbandoned;
  private TrafficPort.Clients running = () -> {};

  private StartedTraffic(TrafficPort.Plan plan, boolean isKept, InstantSource wall) {
    this.plan = plan;
    this.isKept = isKept;
    this.wall = wall;
    this.fetchedAt = wall.instant();
  }

  /**
   * Starts them.
   *
   * @param isKept whether each exchange is kept until it was fetched
   * @param wall the wall clock, by which who fetches them is taken to have gone
   */
  static StartedTraffic start(
      TrafficPort port, TrafficPort.Plan plan, boolean isKept, InstantSource wall) {
    StartedTraffic started = new StartedTraffic(plan, isKept, wall);
    started.running = port.start(plan, started::seen);
    return started;
  }

  private synchronized void seen(Exchange exchange) {
    if (isAbandoned) {
      return;
    }
    if (isKept) {
      kept.add(exchange);
      if (kept.size() > KEPT_MAX || wall.instant().isAfter(fetchedAt.plus(FETCHED_WITHIN))) {
        isAbandoned = true;
        kept.clear();
        running.stop();
      }
    }
    sent++;
    failed += exchange.isSuccess() ? 0 : 1;
    outcomes.merge(exchange.outcome().toString(), 1, Integer::sum);
  }

  TrafficPort.Plan plan() {
    return plan;
  }

  /** Whether each exchange is kept until it was fetched. */
  boolean isKept() {
    return isKept;
  }

  /** How many requests ended. */
  synchronized int sent() {
    return sent;
  }

  /** How many of them were not served. */
  synchronized int failed() {
    return failed;
  }

  /** How many ended in which way. */
  synchronized Map<String, Integer> outcomes() {
    return new TreeMap<>(outcomes);
  }

  /**
   * Exchanges that ended, in that order, and that were not fetched yet; those before are forgotten.
   * An answer that is lost is asked for again.
   *
   * @param from how many were fetched so far
   * @param most how many at most
   * @return empty when nothing can be fetched: they are not kept, were abandoned, or those are gone
   */
  synchronized Optional<List<Exchange>> fetch(int from, int most) {
    if (!isKept || isAbandoned || from < fetched || from > fetched + kept.size()) {
      return Optional.empty();
    }
    fetchedAt = wall.instant();
    for (; fetched < from; fetched++) {
      kept.remove();
    }
    return Optional.of(kept.stream().limit(most).toList());
  }

  void stop() {
    running.stop();
  }
}
