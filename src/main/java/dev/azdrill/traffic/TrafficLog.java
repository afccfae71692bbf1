package dev.azdrill.traffic;

import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.platform.TrafficPort.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /** What clients saw of requests that they sent from {@code from} on and before {@code to}. */
  public synchronized Seen between(Instant from, Instant to) {
    int sent = 0;
    int failed = 0;
    Instant first = null;
    Instant last = null;
    Map<String, Integer> outcomes = new TreeMap<>();
    for (Exchange each : exchanges) {
      if (each.at().isBefore(from) || !each.at().isBefore(to)) {
        continue;
      }
      sent++;
      outcomes.merge(each.outcome(), 1, Integer::sum);
      if (!each.success()) {
        failed++;
        first = first == null || each.at().isBefore(first) ? each.at() : first;
        Instant end = each.at().plus(each.took());
        last = last == null || end.isAfter(last) ? end : last;
      }
    }
    return new Seen(sent, failed, Optional.ofNullable(first), Optional.ofNullable(last), outcomes);
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
        failed[slice] += each.success() ? 0 : 1;
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
   * @param outcomes how many of each outcome, by its name
   */
  public record Seen(
      int sent,
      int failed,
      Optional<Instant> firstFailure,
      Optional<Instant> lastFailure,
      Map<String, Integer> outcomes) {

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
