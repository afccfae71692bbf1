package dev.azdrill.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import dev.azdrill.exchange.Outcome.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrafficLogTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Cause NODE_WITHOUT_POWER =
      new Cause.Unreachable(Cause.Component.LOAD_BALANCER, "a", Cause.Obstacle.POWER);

  private final TrafficLog log = new TrafficLog();

  private void served(long second) {
    log.accept(
        exchange(second, Duration.ofMillis(20), new Outcome.Answered(200), Optional.empty()));
  }

  private void timedOut(long second) {
    log.accept(
        exchange(
            second, Duration.ofSeconds(10), Unanswered.TIMEOUT, Optional.of(NODE_WITHOUT_POWER)));
  }

  private static Exchange exchange(
      long second, Duration took, Outcome outcome, Optional<Cause> cause) {
    return new Exchange(
        START.plusSeconds(second),
        took,
        Optional.of("w-" + second),
        outcome,
        cause,
        Optional.of("a"),
        Optional.empty());
  }

  @Test
  void nothing_sent_is_told_from_nothing_failed() {
    assertThat(log.between(START, START.plusSeconds(60)).sent()).isZero();
  }

  @Test
  void an_outage_lasts_from_the_first_failure_until_the_last_one_ended() {
    served(0);
    timedOut(1);
    served(2);
    timedOut(5);
    served(20);

    TrafficLog.Counts seen = log.between(START, START.plusSeconds(60));

    assertThat(seen.sent()).isEqualTo(5);
    assertThat(seen.failed()).isEqualTo(2);
    assertThat(log.outages(START, START.plusSeconds(60), Duration.ofSeconds(30)))
        .singleElement()
        .extracting(Outage::length)
        .isEqualTo(Duration.ofSeconds(14));
    assertThat(seen.outcomes())
        .containsEntry(Unanswered.TIMEOUT, 2)
        .containsEntry(new Outcome.Answered(200), 3);
    assertThat(seen.outcomes()).hasToString("{200=3, timeout=2}");
    assertThat(seen.causes()).containsExactly(Map.entry(NODE_WITHOUT_POWER, 2));
  }

  @Test
  void what_ended_late_counts_when_it_was_sent() {
    served(4);
    served(8);
    timedOut(3);
    served(14);
    timedOut(9);

    assertThat(log.between(START.plusSeconds(4), START.plusSeconds(9)).sent()).isEqualTo(2);
    assertThat(log.between(START.plusSeconds(9), START.plusSeconds(60)).sent()).isEqualTo(2);
    assertThat(log.between(START.plusSeconds(3), START.plusSeconds(4)).failed()).isEqualTo(1);
    assertThat(log.between(START.plusSeconds(10), START.plusSeconds(60)).failed()).isZero();
    assertThat(log.between(START.plusSeconds(15), START.plusSeconds(60)).sent()).isZero();
    assertThat(log.between(Instant.MIN, Instant.MAX).sent()).isEqualTo(5);
  }

  @Test
  void a_write_is_acknowledged_by_success_alone() {
    served(1);
    timedOut(2);
    served(3);

    assertThat(log.acknowledgedWrites()).containsExactly("w-1", "w-3");
  }

  @Test
  void a_stretch_of_time_begins_with_its_first_instant_and_ends_before_its_last() {
    served(10);
    served(20);

    assertThat(log.between(START.plusSeconds(10), START.plusSeconds(20)).sent()).isEqualTo(1);
  }

  @Test
  void buckets_cover_the_time_without_gaps_and_count_every_exchange_once() {
    served(0);
    timedOut(9);
    served(10);
    served(24);

    List<TrafficBucket> buckets = log.buckets(edges(0, 10, 20, 25));

    assertThat(buckets).extracting(TrafficBucket::sent).containsExactly(2, 1, 1);
    assertThat(buckets).extracting(TrafficBucket::failed).containsExactly(1, 0, 0);
    assertThat(buckets.get(2).from()).isEqualTo(START.plusSeconds(20));
    assertThat(buckets.get(2).to()).isEqualTo(START.plusSeconds(25));
  }

  @Test
  void without_two_edges_there_is_no_bucket() {
    served(0);

    assertThat(log.buckets(List.of())).isEmpty();
    assertThat(log.buckets(edges(0))).isEmpty();
  }

  private static List<Instant> edges(long... seconds) {
    return LongStream.of(seconds).mapToObj(START::plusSeconds).toList();
  }
}
