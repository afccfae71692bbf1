package dev.azdrill.drill;

import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.traffic.Clients;
import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import java.time.Instant;

/**
 * Notes what clients saw, bucket by bucket, once no request of a bucket can still be under way, and
 * the outages at the end.
 */
final class TrafficNotes {
  private static final Duration BUCKET = Duration.ofSeconds(10);

  /** A load balancer answers for a silent target after a minute at the latest. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(70);

  private final JournalScope notes;
  private final TrafficLog log;
  private final Strength strength;
  private Instant next;

  private TrafficNotes(JournalScope notes, TrafficLog log, Strength strength, Instant from) {
    this.notes = notes;
    this.log = log;
    this.strength = strength;
    this.next = from;
  }

  /** Listens to these clients from here on. */
  static TrafficNotes begin(JournalScope notes, Clients clients, Instant from) {
    return new TrafficNotes(notes, clients.log(), clients.strength(), from);
  }

  /** Notes the buckets that are complete by now. */
  void catchUp(Instant now) {
    note(now.minus(UNDER_WAY));
  }

  /** Notes the rest, and the outages since {@code zero}. */
  void end(Instant zero, Instant now) {
    note(now);
    for (Outage each : log.outages(zero, now, Expectation.ClientsServed.QUIET)) {
      notes.note(each.to(), new Observation.OutageSeen(each), strength);
    }
  }

  private void note(Instant until) {
    if (!next.isBefore(until)) {
      return;
    }
    for (TrafficBucket each : log.buckets(next, until, BUCKET)) {
      notes.note(each.to(), new Observation.RequestsServed(each), strength);
      next = each.to();
    }
  }
}
