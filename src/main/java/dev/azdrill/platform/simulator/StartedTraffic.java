package dev.azdrill.platform.simulator;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.platform.TrafficPort;
import java.util.Map;
import java.util.TreeMap;

/** Clients that were started, and what they have seen so far. Safe for use by several threads. */
final class StartedTraffic {
  private final TrafficPort.Plan plan;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int sent;
  private int failed;
  private TrafficPort.Clients running = () -> {};

  private StartedTraffic(TrafficPort.Plan plan) {
    this.plan = plan;
  }

  static StartedTraffic start(TrafficPort port, TrafficPort.Plan plan) {
    StartedTraffic started = new StartedTraffic(plan);
    started.running = port.start(plan, started::seen);
    return started;
  }

  private synchronized void seen(Exchange exchange) {
    sent++;
    failed += exchange.isSuccess() ? 0 : 1;
    outcomes.merge(exchange.outcome().toString(), 1, Integer::sum);
  }

  TrafficPort.Plan plan() {
    return plan;
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

  void stop() {
    running.stop();
  }
}
