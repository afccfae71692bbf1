package dev.azdrill.drill;

import static dev.azdrill.drill.Histories.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Recovery of clients is computed from their requests. */
class ClientExpectationTest {
  private static final Expectation SERVED = new Expectation.ClientsServed();
  private static final Expectation ERRORS = new Expectation.ClientsSeeErrors();

  /** A request a second; those of an outage are given up after ten seconds. */
  private static List<Exchange> requests(long seconds, long from, long to) {
    return LongStream.range(0, seconds)
        .mapToObj(
            each ->
                each >= from && each < to
                    ? ScriptedTraffic.failed(at(each), Duration.ofSeconds(10))
                    : ScriptedTraffic.served(at(each)))
        .toList();
  }

  /** What is known at this second: requests that are under way then are not. */
  private static Optional<Instant> met(
      Expectation expectation, List<Exchange> exchanges, long second) {
    return expectation.met(
        new Histories()
            .serving("a1", "b1")
            .exchanges(
                exchanges.stream().filter(each -> !each.ended().isAfter(at(second))).toList())
            .seen(0)
            .historyAt(second),
        at(0));
  }

  @Property(tries = 200)
  void the_recovery_time_is_the_same_whenever_somebody_looks(
      @ForAll @IntRange(min = 0, max = 60) int from,
      @ForAll @IntRange(min = 1, max = 60) int length,
      @ForAll @IntRange(min = 0, max = 200) int later) {
    List<Exchange> exchanges = requests(400, from, from + length);
    long over = from + length - 1L + 10;

    assertThat(met(SERVED, exchanges, over + 40 + later)).contains(at(over));
  }

  @Example
  void errors_that_begin_again_after_a_quiet_window_belong_to_the_same_disturbance() {
    List<Exchange> twice = new ArrayList<>(requests(120, 5, 20));
    LongStream.range(120, 140)
        .forEach(each -> twice.add(ScriptedTraffic.failed(at(each), Duration.ofSeconds(10))));
    LongStream.range(140, 300).forEach(each -> twice.add(ScriptedTraffic.served(at(each))));

    assertThat(met(SERVED, twice, 100)).as("nothing is known of the second yet").contains(at(29));
    assertThat(met(SERVED, twice, 149 + 39)).as("the second is not over").isEmpty();
    assertThat(met(SERVED, twice, 149 + 40)).contains(at(149));
    assertThat(met(ERRORS, twice, 300)).as("errors are felt at the first").contains(at(5));
  }

  /** An undo does not serve whoever asked before it: that is part of the same outage. */
  @Example
  void requests_that_were_under_way_at_the_disturbance_and_fail_after_it_count() {
    List<Exchange> exchanges =
        Stream.concat(
                Stream.of(
                    ScriptedTraffic.failed(at(-12), Duration.ofSeconds(10)),
                    ScriptedTraffic.failed(at(-23), Duration.ofSeconds(30))),
                requests(100, 0, 0).stream())
            .toList();

    assertThat(met(SERVED, exchanges, 100)).contains(at(7));
    assertThat(met(SERVED, exchanges.subList(0, 1), 100)).as("nobody was served").isEmpty();
  }

  @Example
  void it_is_not_believed_before_it_is_confirmed() {
    List<Exchange> exchanges = requests(200, 5, 20);

    assertThat(met(SERVED, exchanges, 29 + 39)).isEmpty();
    assertThat(met(SERVED, exchanges, 29 + 40)).contains(at(29));
  }

  @Example
  void the_confirmation_is_part_neither_of_the_recovery_time_nor_of_the_limit() {
    assertThat(met(SERVED, requests(200, 200, 200), 40)).contains(at(0));
    assertThat(SERVED.confirmation()).isEqualTo(Duration.ofSeconds(40));
    assertThat(SERVED.isTimedByEvents()).isTrue();
  }

  @Example
  void traffic_that_was_never_sent_confirms_nothing() {
    List<Exchange> untilItFailed = requests(20, 5, 20);

    assertThat(met(SERVED, List.of(), 1_000)).isEmpty();
    assertThat(met(SERVED, untilItFailed, 1_000)).as("silence after the outage").isEmpty();
    assertThat(
            met(
                SERVED,
                Stream.concat(untilItFailed.stream(), Stream.of(ScriptedTraffic.served(at(500))))
                    .toList(),
                1_000))
        .as("silence in the whole quiet window")
        .isEmpty();
    assertThat(met(SERVED, List.of(ScriptedTraffic.failed(at(5), Duration.ZERO)), 1_000))
        .as("a connection that is refused at once ends in the instant in which it was sent")
        .isEmpty();
  }

  @Example
  void without_clients_nobody_is_served_and_nobody_sees_errors() {
    StackHistory nobody = new Histories().serving("a1", "b1").seen(0).historyAt(1_000);

    assertThat(SERVED.met(nobody, at(0))).isEmpty();
    assertThat(ERRORS.met(nobody, at(0))).isEmpty();
    assertThat(SERVED.isObservable(nobody, at(0))).isFalse();
    assertThat(ERRORS.isObservable(nobody, at(0))).isFalse();
  }

  @Example
  void clients_whose_requests_ended_before_are_not_using_it() {
    StackHistory history =
        new Histories().serving("a1").exchanges(requests(10, 0, 0)).seen(0).historyAt(100);

    assertThat(SERVED.isObservable(history, at(9))).isTrue();
    assertThat(SERVED.isObservable(history, at(10))).isFalse();
  }

  @Example
  void errors_are_felt_when_the_first_request_that_fails_was_sent() {
    List<Exchange> exchanges = requests(200, 5, 20);

    assertThat(met(ERRORS, exchanges, 14)).as("under way").isEmpty();
    assertThat(met(ERRORS, exchanges, 15)).contains(at(5));
    assertThat(met(ERRORS, requests(200, 200, 200), 300)).isEmpty();
  }

  @Example
  void a_request_that_is_under_way_at_the_limit_is_waited_for() {
    assertThat(ERRORS.confirmation()).isEqualTo(Duration.ofSeconds(10));
  }
}
