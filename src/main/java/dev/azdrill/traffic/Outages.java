package dev.azdrill.traffic;

import dev.azdrill.evidence.Outage;
import dev.azdrill.exchange.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The outages among exchanges: the one definition of how long clients saw errors. Two failures
 * belong to the same outage unless a whole quiet window without a failure lies between the end of
 * one and the sending of the next.
 */
final class Outages {
  private final Duration quiet;
  private final List<Outage> outages = new ArrayList<>();
  private Optional<Instant> from = Optional.empty();
  private Instant to = Instant.MIN;
  private Map<String, Integer> outcomes = new TreeMap<>();
  private int failed;

  private Outages(Duration quiet) {
    this.quiet = quiet;
  }

  /**
   * The outages among these exchanges, oldest first.
   *
   * @param quiet how long nothing may fail until an outage is over
   */
  static List<Outage> among(List<Exchange> exchanges, Duration quiet) {
    Outages found = new Outages(quiet);
    exchanges.stream()
        .filter(each -> !each.isSuccess())
        .sorted(Comparator.comparing(Exchange::at))
        .forEach(found::add);
    found.end();
    return found.outages;
  }

  private void add(Exchange failure) {
    if (from.isPresent() && failure.at().isAfter(to.plus(quiet))) {
      end();
    }
    if (from.isEmpty()) {
      from = Optional.of(failure.at());
    }
    Instant ended = failure.ended();
    to = ended.isAfter(to) ? ended : to;
    failed++;
    outcomes.merge(failure.outcome().toString(), 1, Integer::sum);
  }

  private void end() {
    from.ifPresent(begin -> outages.add(new Outage(begin, to, failed, outcomes)));
    from = Optional.empty();
    to = Instant.MIN;
    outcomes = new TreeMap<>();
    failed = 0;
  }
}
