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
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Notes what clients saw, bucket by bucket, once no request of a bucket can still be under way, and
 * the outages at the end. A bucket is as long as any other unless something happens within it, or
 * the drill ends: then it ends there, so that every request is in a bucket, and in none that begins
 * before what happened when it was sent after it. Not thread-safe.
 */
final class TrafficNotes {
  private static final Duration BUCKET = Duration.ofSeconds(10);

  /** A load balancer answers for a silent target after a minute at the latest. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(70);

  private final JournalScope notes;
  private final TrafficLog log;
  private final Strength strength;
  private final NavigableSet<Instant> events = new TreeSet<>();
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

  /** Something happened now: the bucket in which it happened ends here. */
  void happened(Instant now) {
    events.add(now);
  }

  /** Notes the buckets that are complete by now. */
  void catchUp(Instant now) {
    note(edges(now.minus(UNDER_WAY)));
  }

  /** Notes the rest, whole bucket or not, and the outages since {@code zero}. */
  void end(Instant zero, Instant now) {
    List<Instant> edges = edges(now);
    if (edges.get(edges.size() - 1).isBefore(now)) {
      edges.add(now);
    }
    note(edges);
    for (Outage each : log.outages(zero, now, Expectation.ClientsServed.QUIET)) {
      notes.note(each.to(), new Observation.OutageSeen(each), strength);
    }
  }

  /** Where buckets begin and end, up to the last that is over at {@code until}. */
  private List<Instant> edges(Instant until) {
    List<Instant> edges = new ArrayList<>();
    for (Instant each = next; edges.isEmpty() || !each.isAfter(until); each = after(each)) {
      edges.add(each);
    }
    return edges;
  }

  private Instant after(Instant edge) {
    Instant whole = edge.plus(BUCKET);
    Instant event = events.higher(edge);
    return event != null && event.isBefore(whole) ? event : whole;
  }

  private void note(List<Instant> edges) {
    for (TrafficBucket each : log.buckets(edges)) {
      notes.note(each.to(), new Observation.RequestsServed(each), strength);
      next = each.to();
    }
  }
}
