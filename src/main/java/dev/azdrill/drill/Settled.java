package dev.azdrill.drill;

import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Outage;
import dev.azdrill.session.DrillClock;
import dev.azdrill.text.Trouble;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Until when what clients saw can be judged.
 *
 * @param until requests that were sent before have ended
 * @param goesOn whether an outage is still under way, as long as it was waited for
 */
record Settled(Instant until, boolean goesOn) {
  /** Less than this shows nothing of what a fault does to clients. */
  private static final Duration LEAST = Duration.ofMinutes(1);

  /**
   * Waits until requests since {@code from} can be judged.
   *
   * @param longest how long after {@code from} an outage is waited for
   */
  static Settled after(
      Instant from,
      StackMonitor monitor,
      Optional<Clients> clients,
      DrillClock clock,
      Duration longest) {
    if (clients.isEmpty()) {
      return new Settled(clock.now(), false);
    }
    Duration missing = Duration.between(clock.now(), from.plus(LEAST));
    if (!missing.isNegative()) {
      monitor.keepLooking("enough requests to judge", missing);
    }
    Instant until = settle(monitor, clock);
    while (isUnderWay(clients.get(), from, until)) {
      if (!until.isBefore(from.plus(longest))) {
        return new Settled(until, true);
      }
      monitor.keepLooking("clients to be served without errors", Expectation.ClientsServed.QUIET);
      until = settle(monitor, clock);
    }
    return new Settled(until, false);
  }

  /** Nobody waits for what was broken off, or for a platform that can no longer be looked at. */
  static Settled unless(
      VerdictReasons reasons,
      Instant from,
      StackMonitor monitor,
      Optional<Clients> clients,
      DrillClock clock,
      Duration longest) {
    if (!reasons.isBrokenOff()) {
      try {
        return after(from, monitor, clients, clock, longest);
      } catch (RuntimeException e) {
        reasons.brokenOff("what clients saw could not be awaited: " + Trouble.of(e));
      }
    }
    return now(from, clients, clock);
  }

  /** What can be told now, without waiting for anything. */
  static Settled now(Instant from, Optional<Clients> clients, DrillClock clock) {
    Instant until = clock.now();
    return new Settled(until, clients.filter(all -> isUnderWay(all, from, until)).isPresent());
  }

  /** Requests that are under way now may still fail: a client gives up after its patience. */
  private static Instant settle(StackMonitor monitor, DrillClock clock) {
    Instant until = clock.now();
    monitor.keepLooking(
        "the requests under way to end", Expectation.ClientsServed.PATIENCE.plusSeconds(1));
    return until;
  }

  /** An outage is over when requests were served for long enough; silence ends none. */
  private static boolean isUnderWay(Clients clients, Instant from, Instant until) {
    Duration quiet = Expectation.ClientsServed.QUIET;
    List<Outage> outages = clients.log().outages(from, until, quiet);
    if (outages.isEmpty()) {
      return false;
    }
    Instant end = outages.get(outages.size() - 1).to();
    return end.plus(quiet).isAfter(until)
        || clients.log().between(end, end.plus(quiet)).served() == 0;
  }

  /** The same result, unless an outage goes on: then nothing is met. */
  ObjectiveResult judged(ObjectiveResult result) {
    return goesOn
        ? new ObjectiveResult(
            result.kind(),
            result.wanted(),
            result.measured() + " so far, and errors go on",
            false,
            result.strength())
        : result;
  }
}
