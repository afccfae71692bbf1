package dev.azdrill.simulator.dataplane;

import java.time.Duration;
import java.time.Instant;

/**
 * How busy the application on one instance is.
 *
 * <p>A fluid queue: requests come in at a rate that is averaged over the last seconds, because one
 * exchange stands for many requests that come evenly; work leaves at the instance's capacity, and
 * what is not done yet waits. Below capacity an answer takes longer the busier the instance is, as
 * in a queue with one server (M/M/1). Above it the queue grows, and everybody waits for it. When it
 * is full, the excess is turned away with 503; beyond twice the capacity the application does not
 * even get to that, and connections are not accepted.
 *
 * <p>Constant time and memory; without chance: which of several requests is turned away follows
 * from their shares.
 */
final class Workload {
  /** The rate of requests is averaged over about this many seconds. */
  private static final double MEMORY_SECONDS = 10;

  /** How long an answer takes when nobody else is served. */
  private static final double ALONE_MILLIS = 20;

  /** Up to here an answer is slowed down by others; what is above shows in the queue. */
  private static final double BUSY_MAX = 0.98;

  /** How many times its capacity an application turns away before it accepts no more. */
  private static final double ACCEPTED_MAX = 2;

  private double capacity;
  private Instant last;
  private double rate;
  private double waitSeconds;
  private double excess;
  private double unaccepted;

  /**
   * @param capacity requests per second, above zero
   * @param now when it begins, idle
   */
  Workload(double capacity, Instant now) {
    this.capacity = capacity;
    this.last = now;
  }

  /**
   * A request has reached the instance.
   *
   * @param weight how many requests it stands for; zero for one that is no load, such as a health
   *     check
   * @param queueMax for how long a request may have to wait
   */
  RequestAdmission arrive(Instant now, double weight, Duration queueMax) {
    pass(now, queueMax.toNanos() / 1e9);
    double share = weight / MEMORY_SECONDS;
    // Just before an arrival the average is too low, just after it too high; between is right.
    double utilisation = (rate + share / 2) / capacity;
    rate += share;
    return isFull(queueMax) && utilisation > 1 ? shed(utilisation) : served(utilisation);
  }

  /** From now on it serves so many requests per second, those that wait already included. */
  void capacity(Instant now, double changed, Duration queueMax) {
    double queueMaxSeconds = queueMax.toNanos() / 1e9;
    pass(now, queueMaxSeconds);
    waitSeconds = Math.min(queueMaxSeconds, waitSeconds * capacity / changed);
    capacity = changed;
  }

  /** Lets the queue fill and drain since the last arrival. */
  private void pass(Instant now, double queueMaxSeconds) {
    double seconds = Duration.between(last, now).toNanos() / 1e9;
    if (seconds <= 0) {
      return;
    }
    double left = rate * StrictMath.exp(-seconds / MEMORY_SECONDS);
    double cameIn = (rate - left) * MEMORY_SECONDS / capacity;
    waitSeconds = Math.min(queueMaxSeconds, Math.max(0, waitSeconds + cameIn - seconds));
    rate = left;
    last = now;
  }

  private boolean isFull(Duration queueMax) {
    return waitSeconds >= queueMax.toNanos() / 1e9;
  }

  private RequestAdmission shed(double utilisation) {
    excess += 1 - 1 / utilisation;
    if (excess < 1) {
      return served(utilisation);
    }
    excess -= 1;
    unaccepted += Math.max(0, (utilisation - ACCEPTED_MAX) / (utilisation - 1));
    if (unaccepted < 1) {
      return RequestAdmission.Shed.TURNED_AWAY;
    }
    unaccepted -= 1;
    return RequestAdmission.Shed.NOT_ACCEPTED;
  }

  private RequestAdmission served(double utilisation) {
    double millis = ALONE_MILLIS / (1 - Math.min(BUSY_MAX, utilisation)) + waitSeconds * 1_000;
    return new RequestAdmission.Served(Duration.ofMillis(Math.round(millis)));
  }
}
