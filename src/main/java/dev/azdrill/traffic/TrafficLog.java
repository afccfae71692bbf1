package dev.azdrill.traffic;

import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** What clients saw of requests that they sent from {@code from} on and before {@code to}. */
  public synchronized Seen between(Instant from, Instant to) {
    int sent = 0;
    int failed = 0;
    Instant first = null;
    Instant last = null;
    Map<Outcome, Integer> outcomes = new TreeMap<>(Comparator.comparing(Outcome::toString));
    Map<Cause, Integer> causes = new LinkedHashMap<>();
    for (Exchange each : exchanges) {
      if (each.at().isBefore(from) || !each.at().isBefore(to)) {
        continue;
      }
      sent++;
      outcomes.merge(each.outcome(), 1, Integer::sum);
      if (!each.isSuccess()) {
        failed++;
        each.cause().ifPresent(cause -> causes.merge(cause, 1, Integer::sum));
        first = first == null || each.at().isBefore(first) ? each.at() : first;
        last = last == null || each.ended().isAfter(last) ? each.ended() : last;
      }
    }
    return new Seen(
        sent, failed, Optional.ofNullable(first), Optional.ofNullable(last), outcomes, causes);
  }

  /**
   * What clients saw, stretch by stretch, the last one maybe shorter.
   *
   * @param length of a stretch
   */
  public synchronized List<TrafficBucket> slices(Instant from, Instant to, Duration length) {
    int count =
        (int)
            Math.max(
                0,
                (Duration.between(from, to).toMillis() + length.toMillis() - 1)
                    / length.toMillis());
    int[] sent = new int[count];
    int[] failed = new int[count];
    for (Exchange each : exchanges) {
      if (!each.at().isBefore(from) && each.at().isBefore(to)) {
        int slice = (int) (Duration.between(from, each.at()).toMillis() / length.toMillis());
        sent[slice]++;
        failed[slice] += each.isSuccess() ? 0 : 1;
      }
    }
    List<TrafficBucket> slices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slices.add(new TrafficBucket(from.plus(length.multipliedBy(i)), length, sent[i], failed[i]));
    }
    return slices;
  }

  /**
   * What clients saw in a stretch of time.
   *
   * @param sent how many requests
   * @param failed how many of them the application did not serve
   * @param firstFailure when the first of those was sent
   * @param lastFailure when the last of those ended
   * @param outcomes how many of each outcome, ordered by its word
   * @param causes how many requests failed for each cause, as far as causes are known; ordered by
   *     when each was first seen
   */
  public record Seen(
      int sent,
      int failed,
      Optional<Instant> firstFailure,
      Optional<Instant> lastFailure,
      Map<Outcome, Integer> outcomes,
      Map<Cause, Integer> causes) {

    /** From the first failure to the end of the last; zero when none failed. */
    public Duration disturbed() {
      return firstFailure.isPresent() && lastFailure.isPresent()
          ? Duration.between(firstFailure.get(), lastFailure.get())
          : Duration.ZERO;
    }

    @Override
    public String toString() {
      return sent + " requests, " + failed + " failed " + outcomes;
    }
  }
}
