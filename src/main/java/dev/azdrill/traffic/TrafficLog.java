package dev.azdrill.traffic;

import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What clients saw, exchange by exchange, in the order in which the exchanges ended. Safe for use
 * by several threads.
 */
public final class TrafficLog implements Consumer<Exchange> {
  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<Exchange> failures = new ArrayList<>();

  /** When the latest was sent of those that ended up to each of them. */
  private final List<Instant> latest = new ArrayList<>();

  @Override
  public synchronized void accept(Exchange exchange) {
    exchanges.add(exchange);
    if (!exchange.isSuccess()) {
      failures.add(exchange);
    }
    Instant before = latest.isEmpty() ? Instant.MIN : latest.get(latest.size() - 1);
    latest.add(exchange.at().isAfter(before) ? exchange.at() : before);
  }

  /** Every exchange so far, in the order in which they ended. */
  public synchronized List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** The ids of the writes that were acknowledged so far, in the order of the acknowledgements. */
  public synchronized List<String> acknowledgedWrites() {
    return exchanges.stream()
        .filter(Exchange::isSuccess)
        .flatMap(each -> each.write().stream())
        .toList();
  }

  /** What became of the requests that were sent from {@code from} on and before {@code to}. */
  public synchronized Counts between(Instant from, Instant to) {
    return Counts.of(within(from, to));
  }

  /**
   * The outages of which the first request was sent from {@code from} on and before {@code to},
   * oldest first.
   *
   * @param quiet how long nothing may fail until an outage is over
   */
  public synchronized List<Outage> outages(Instant from, Instant to, Duration quiet) {
    return Outages.among(sent(failures, from, to), quiet);
  }

  /** For how long clients saw errors: the lengths of all {@link #outages} together. */
  public Duration errors(Instant from, Instant to, Duration quiet) {
    return outages(from, to, quiet).stream()
        .map(Outage::length)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** How much slower answers came while requests failed; empty where that cannot be told. */
  public synchronized Optional<Slowdown> slowdown(Instant from, Instant to) {
    return Slowdown.among(within(from, to));
  }

  private List<Exchange> within(Instant from, Instant to) {
    return sent(exchanges.subList(first(from), exchanges.size()), from, to);
  }

  private static List<Exchange> sent(List<Exchange> all, Instant from, Instant to) {
    List<Exchange> sent = new ArrayList<>();
    for (Exchange each : all) {
      if (!each.at().isBefore(from) && each.at().isBefore(to)) {
        sent.add(each);
      }
    }
    return sent;
  }

  /** Of those that ended before this one, none was sent from {@code from} on. */
  private int first(Instant from) {
    int low = 0;
    int high = latest.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (latest.get(middle).isBefore(from)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * What became of the requests between each two neighbours of {@code edges}, bucket by bucket. A
   * bucket begins with its edge; the one that was sent at the last edge is in none.
   *
   * @param edges ascending, no two alike
   */
  public synchronized List<TrafficBucket> buckets(List<Instant> edges) {
    List<TrafficBucket> buckets = new ArrayList<>();
    if (edges.isEmpty()) {
      return buckets;
    }
    NavigableMap<Instant, List<Exchange>> parts = parts(edges);
    for (int i = 0; i + 1 < edges.size(); i++) {
      Instant from = edges.get(i);
      Counts seen = Counts.of(parts.getOrDefault(from, List.of()));
      Duration length = Duration.between(from, edges.get(i + 1));
      buckets.add(new TrafficBucket(from, length, seen.sent(), seen.failed(), seen.outcomeWords()));
    }
    return buckets;
  }

  /**
   * What became of the requests that were sent from {@code from} on and before {@code to}, stretch
   * by stretch, oldest first. The last one may be shorter.
   *
   * @param length of each stretch, more than nothing
   */
  public synchronized List<Counts> stretches(Instant from, Instant to, Duration length) {
    List<Instant> edges = new ArrayList<>();
    for (Instant edge = from; edge.isBefore(to); edge = edge.plus(length)) {
      edges.add(edge);
    }
    if (edges.isEmpty()) {
      return List.of();
    }
    edges.add(to);
    return parts(edges).headMap(to, false).values().stream().map(Counts::of).toList();
  }

  private NavigableMap<Instant, List<Exchange>> parts(List<Instant> edges) {
    TreeMap<Instant, List<Exchange>> parts = new TreeMap<>();
    edges.forEach(each -> parts.put(each, new ArrayList<>()));
    for (Exchange each : within(edges.get(0), edges.get(edges.size() - 1))) {
      parts.floorEntry(each.at()).getValue().add(each);
    }
    return parts;
  }

  /**
   * What became of the requests of a stretch of time.
   *
   * @param sent how many requests
   * @param failed how many of them the application did not serve
   * @param outcomes how many of each outcome, ordered by its word
   * @param causes how many requests failed for each cause, as far as causes are known; ordered by
   *     when each was first seen
   */
  public record Counts(
      int sent, int failed, Map<Outcome, Integer> outcomes, Map<Cause, Integer> causes) {

    static Counts of(List<Exchange> exchanges) {
      int failed = 0;
      Map<Outcome, Integer> counted = new HashMap<>();
      Map<Cause, Integer> causes = new LinkedHashMap<>();
      for (Exchange each : exchanges) {
        failed += each.isSuccess() ? 0 : 1;
        counted.merge(each.outcome(), 1, Integer::sum);
        each.cause().ifPresent(cause -> causes.merge(cause, 1, Integer::sum));
      }
      Map<Outcome, Integer> outcomes = new TreeMap<>(Comparator.comparing(Outcome::toString));
      counted.forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
      return new Counts(exchanges.size(), failed, outcomes, causes);
    }

    /** How many requests the application served. */
    public int served() {
      return sent - failed;
    }

    private Map<String, Integer> outcomeWords() {
      Map<String, Integer> words = new TreeMap<>();
      outcomes.forEach((outcome, count) -> words.merge(outcome.toString(), count, Integer::sum));
      return words;
    }

    @Override
    public String toString() {
      return sent + " requests, " + failed + " failed " + outcomes;
    }
  }
}
