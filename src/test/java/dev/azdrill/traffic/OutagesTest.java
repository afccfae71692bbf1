package dev.azdrill.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Outage;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import dev.azdrill.exchange.Outcome.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The one definition of how long clients saw errors. */
class OutagesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration QUIET = Duration.ofSeconds(30);

  /** No client waits longer for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static Exchange exchange(long second, long took, boolean isServed) {
    return new Exchange(
        START.plusSeconds(second),
        Duration.ofSeconds(took),
        Optional.empty(),
        isServed ? new Outcome.Answered(200) : Unanswered.TIMEOUT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Exchange failed(long second, long took) {
    return exchange(second, took, false);
  }

  /** Requests of seven minutes, in the order in which they were sent. */
  @Provide
  Arbitrary<List<Exchange>> exchanges() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 420),
            Arbitraries.longs().between(0, PATIENCE.toSeconds()),
            Arbitraries.of(true, true, false))
        .as(OutagesTest::exchange)
        .list()
        .ofMaxSize(40);
  }

  private static List<Outage> among(Exchange... exchanges) {
    return Outages.among(List.of(exchanges), QUIET);
  }

  /** Second by second, without looking at how it is computed: does an outage cover it? */
  private static List<List<Long>> covered(List<Exchange> exchanges) {
    TreeSet<Long> ill = new TreeSet<>();
    for (Exchange each : exchanges) {
      if (!each.isSuccess()) {
        long from = Duration.between(START, each.at()).toSeconds();
        for (long second = from; second <= from + each.took().toSeconds(); second++) {
          ill.add(second);
        }
      }
    }
    List<List<Long>> runs = new ArrayList<>();
    for (long second : ill) {
      List<Long> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
      if (last.isEmpty() || second - last.get(1) > QUIET.toSeconds()) {
        runs.add(new ArrayList<>(List.of(second, second)));
      } else {
        last.set(1, second);
      }
    }
    return runs;
  }

  @Property(tries = 500)
  void outages_are_the_runs_of_failures_without_a_whole_quiet_window_between_them(
      @ForAll("exchanges") List<Exchange> exchanges) {
    assertThat(Outages.among(exchanges, QUIET))
        .extracting(
            each ->
                List.of(
                    Duration.between(START, each.from()).toSeconds(),
                    Duration.between(START, each.to()).toSeconds()))
        .isEqualTo(covered(exchanges));
  }

  @Property(tries = 300)
  void an_outage_has_one_length_whenever_somebody_looks_and_in_whatever_order_requests_ended(
      @ForAll("exchanges") List<Exchange> exchanges, @ForAll Random random) {
    List<Outage> all = Outages.among(exchanges, QUIET);
    List<Exchange> shuffled = new ArrayList<>(exchanges);
    Collections.shuffle(shuffled, random);
    TrafficLog log = new TrafficLog();
    shuffled.forEach(log);

    for (Outage each : all) {
      Instant over = each.to().plus(QUIET).plusSeconds(random.nextInt(100));
      assertThat(log.outages(START, over, QUIET)).contains(each);
      assertThat(log.outages(each.from(), over, QUIET).get(0)).isEqualTo(each);
    }
  }

  @Property(tries = 300)
  void every_failure_belongs_to_exactly_one_outage(@ForAll("exchanges") List<Exchange> exchanges) {
    List<Outage> all = Outages.among(exchanges, QUIET);

    assertThat(all.stream().mapToInt(Outage::failed).sum())
        .isEqualTo(exchanges.stream().filter(each -> !each.isSuccess()).count());
    assertThat(all)
        .allSatisfy(
            each -> assertThat(each.outcomes()).isEqualTo(Map.of("timeout", each.failed())));
  }

  @Property(tries = 300)
  void requests_that_are_served_neither_make_an_outage_nor_end_one(
      @ForAll("exchanges") List<Exchange> exchanges) {
    assertThat(Outages.among(exchanges.stream().filter(each -> !each.isSuccess()).toList(), QUIET))
        .isEqualTo(Outages.among(exchanges, QUIET));
  }

  @Example
  void a_quiet_window_that_is_not_whole_joins_two_failures_to_one_outage() {
    assertThat(among(failed(0, 10), failed(40, 5)))
        .extracting(Outage::length)
        .containsExactly(Duration.ofSeconds(45));
    assertThat(among(failed(0, 10), failed(41, 5)))
        .extracting(Outage::length)
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(5));
  }

  @Example
  void the_failure_that_ended_last_ends_an_outage_although_another_was_sent_after_it() {
    assertThat(among(failed(0, 10), failed(1, 0)))
        .containsExactly(new Outage(START, START.plusSeconds(10), 2, Map.of("timeout", 2)));
  }

  @Example
  void nothing_failed_is_no_outage() {
    assertThat(among()).isEmpty();
    assertThat(among(exchange(0, 1, true))).isEmpty();
  }
}
