package dev.azdrill.traffic;

import dev.azdrill.exchange.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long answers took that clients got, before any request failed and while requests failed:
 * medians of the requests that were served.
 *
 * @param before any request failed
 * @param during from the first request that failed to the last
 */
public record Slowdown(Duration before, Duration during) {
  /** Fewer requests than these say nothing of all. */
  private static final int LEAST = 10;

  /** What clients measured; empty where too little was served before or meanwhile. */
  static Optional<Slowdown> among(List<Exchange> exchanges) {
    List<Instant> failures =
        exchanges.stream().filter(each -> !each.isSuccess()).map(Exchange::at).sorted().toList();
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    Instant first = failures.get(0);
    Instant last = failures.get(failures.size() - 1);
    Optional<Duration> before =
        median(exchanges.stream().filter(each -> each.at().isBefore(first)).toList());
    Optional<Duration> during =
        median(
            exchanges.stream()
                .filter(each -> !each.at().isBefore(first) && !each.at().isAfter(last))
                .toList());
    return before.flatMap(usual -> during.map(then -> new Slowdown(usual, then)));
  }

  private static Optional<Duration> median(List<Exchange> exchanges) {
    List<Duration> took =
        exchanges.stream()
            .filter(Exchange::isSuccess)
            .map(Exchange::took)
            .sorted(Comparator.naturalOrder())
            .toList();
    return took.size() < LEAST ? Optional.empty() : Optional.of(took.get(took.size() / 2));
  }
}
