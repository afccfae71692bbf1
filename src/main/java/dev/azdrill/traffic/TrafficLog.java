package dev.azdrill.traffic;

import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.platform.TrafficPort.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What clients saw, exchange by exchange, in the order in which the exchanges ended. Safe for use
 * by several threads.
 */
public final class TrafficLog implements Consumer<Exchange> {
  private final List<Exchange> exchanges = new ArrayList<>();

  @Override
  public synchronized void accept(Exchange exchange) {
    exchanges.add(exchange);
  }

  /** What became of the requests that were sent from {@code from} on and before {@code to}. */
  public synchronized Seen between(Instant from, Instant to) {
    return Seen.of(within(from, to));
  }

  /**
   * The outages of which the first request was sent from {@code from} on and before {@code to}.
   *
   * @param quiet how long nothing may fail until an outage is over
   */
  public synchronized List<Outage> outages(Instant from, Instant to, Duration quiet) {
    return Outages.among(within(from, to), quiet);
  }

  private List<Exchange> within(Instant from, Instant to) {
    return exchanges.stream()
        .filter(each -> !each.at().isBefore(from) && each.at().isBefore(to))
        .toList();
  }

  /**
   * What became of the requests of a stretch of time, bucket by bucket.
   *
   * @param to the end of the last whole bucket is not after it
   * @param length of a bucket
   */
  public synchronized List<TrafficBucket> buckets(Instant from, Instant to, Duration length) {
    List<List<Exchange>> parts = new ArrayList<>();
    for (Instant at = from; !at.plus(length).isAfter(to); at = at.plus(length)) {
      parts.add(new ArrayList<>());
    }
    for (Exchange each : within(from, to)) {
      int index = (int) (Duration.between(from, each.at()).toNanos() / length.toNanos());
      if (index < parts.size()) {
        parts.get(index).add(each);
      }
    }
    List<TrafficBucket> buckets = new ArrayList<>();
    for (List<Exchange> part : parts) {
      Seen seen = Seen.of(part);
      Instant at = from.plus(length.multipliedBy(buckets.size()));
      buckets.add(new TrafficBucket(at, length, seen.sent(), seen.failed(), seen.outcomes()));
    }
    return buckets;
  }

  /**
   * What became of the requests of a stretch of time.
   *
   * @param sent how many requests
   * @param failed how many of them the application did not serve
   * @param outcomes how many of each outcome, by its name
   */
  public record Seen(int sent, int failed, Map<String, Integer> outcomes) {
    static Seen of(List<Exchange> exchanges) {
      int failed = 0;
      Map<String, Integer> outcomes = new TreeMap<>();
      for (Exchange each : exchanges) {
        failed += each.success() ? 0 : 1;
        outcomes.merge(each.outcome(), 1, Integer::sum);
      }
      return new Seen(exchanges.size(), failed, outcomes);
    }

    @Override
    public String toString() {
      return sent + " requests, " + failed + " failed " + outcomes;
    }
  }
}
