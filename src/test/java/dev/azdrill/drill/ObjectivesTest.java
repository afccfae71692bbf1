package dev.azdrill.drill;

import static dev.azdrill.drill.ScriptedTraffic.failed;
import static dev.azdrill.drill.ScriptedTraffic.served;
import static dev.azdrill.drill.ScriptedTraffic.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Strength;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.traffic.Clients;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectivesTest {
  private static final Instant FAULT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = FAULT.plusSeconds(10_000);

  private static final Objectives WRITES =
      new Objectives(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);

  private final SimulatorPlatform simulator = SimulatorPlatform.create("objectives");

  @AfterEach
  void close() {
    simulator.close();
  }

  private static Objectives recoveryTime(Duration most) {
    return new Objectives(
        Optional.of(most), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  private static Objectives failedRequests(int most) {
    return new Objectives(
        Optional.empty(), Optional.of(most), Optional.empty(), Optional.empty(), false);
  }

  private static Objectives availability(String least) {
    return new Objectives(
        Optional.empty(),
        Optional.empty(),
        Optional.of(new BigDecimal(least)),
        Optional.empty(),
        false);
  }

  private static Objectives longestOutage(Duration most) {
    return new Objectives(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(most), false);
  }

  private Clients clients(ScriptedTraffic traffic) {
    return Clients.of(Sabotaged.none(simulator).with(traffic), "orders.example", true, 60);
  }

  private ObjectiveResult judge(Objectives wanted, ScriptedTraffic traffic) {
    return wanted.judge(Optional.of(clients(traffic)), FAULT, END).get(0);
  }

  private ObjectiveResult judge(Objectives wanted, List<Exchange> exchanges) {
    return judge(wanted, new ScriptedTraffic(exchanges));
  }

  /** So many requests, a millisecond apart, of which the first fail at once. */
  private static List<Exchange> requests(int sent, int failed) {
    return IntStream.range(0, sent)
        .mapToObj(
            each -> {
              Instant at = FAULT.plusMillis(each);
              return each < failed ? failed(at, Duration.ZERO) : served(at);
            })
        .toList();
  }

  /** An outage from one second to another: two requests that are given up at once. */
  private static List<Exchange> outage(long from, Duration to) {
    return List.of(
        served(FAULT),
        failed(FAULT.plusSeconds(from), Duration.ZERO),
        failed(FAULT.plus(to), Duration.ZERO));
  }

  @Test
  void as_many_failed_requests_as_allowed_meet_the_objective_and_one_more_does_not() {
    assertThat(judge(failedRequests(3), requests(10, 3)).met()).isTrue();
    assertThat(judge(failedRequests(3), requests(10, 4)).met()).isFalse();
    assertThat(judge(failedRequests(0), requests(10, 0)).met()).isTrue();
    assertThat(judge(failedRequests(3), requests(10, 4)))
        .extracting(ObjectiveResult::wanted, ObjectiveResult::measured, ObjectiveResult::strength)
        .containsExactly("at most 3", "4 of 10", Strength.MEASURED_TRAFFIC);
  }

  @Test
  void availability_is_met_exactly_and_missed_by_one_request() {
    assertThat(judge(availability("99.9"), requests(1000, 1)).met()).isTrue();
    assertThat(judge(availability("99.9"), requests(1000, 2)).met()).isFalse();
    assertThat(judge(availability("99.9"), requests(999, 1)).met()).isFalse();
    assertThat(judge(availability("100"), requests(1000, 0)).met()).isTrue();
    assertThat(judge(availability("100"), requests(1000, 1)).met()).isFalse();
  }

  @Test
  void availability_is_shown_rounded_down_and_judged_exactly() {
    ObjectiveResult nearly = judge(availability("99.9"), requests(999, 1));

    assertThat(nearly.wanted()).isEqualTo("at least 99.9 %");
    assertThat(nearly.measured()).isEqualTo("99.8998 % of 999 requests");
    assertThat(judge(availability("66.66666"), requests(3, 1)).met())
        .as("two thirds are more than 66.66666 %% although 66.6666 is shown")
        .isTrue();
    assertThat(judge(availability("66.66667"), requests(3, 1)).met()).isFalse();
  }

  @Test
  void the_recovery_time_runs_from_the_fault_to_the_end_of_the_last_failure() {
    Objectives wanted = recoveryTime(Duration.ofSeconds(41));

    assertThat(judge(wanted, outage(30, Duration.ofSeconds(41))).met()).isTrue();
    assertThat(judge(wanted, outage(30, Duration.ofMillis(41_001))))
        .extracting(ObjectiveResult::met, ObjectiveResult::wanted, ObjectiveResult::measured)
        .containsExactly(false, "at most 41 s", "41.001 s");
    assertThat(
            judge(
                wanted,
                List.of(
                    failed(FAULT.plusSeconds(35), Duration.ofSeconds(10)),
                    failed(FAULT.plusSeconds(36), Duration.ZERO))))
        .as("the request that was given up last counts, not the one that was sent last")
        .extracting(ObjectiveResult::measured)
        .isEqualTo("45 s");
  }

  @Test
  void the_last_of_several_outages_ends_the_recovery_and_the_longest_is_judged_as_such() {
    List<Exchange> twice = new ArrayList<>(outage(0, Duration.ofSeconds(20)));
    twice.addAll(outage(100, Duration.ofSeconds(110)));

    assertThat(judge(recoveryTime(Duration.ofSeconds(109)), twice).met()).isFalse();
    assertThat(judge(recoveryTime(Duration.ofSeconds(110)), twice).met()).isTrue();
    assertThat(judge(longestOutage(Duration.ofSeconds(20)), twice).met()).isTrue();
    assertThat(judge(longestOutage(Duration.ofSeconds(19)), twice))
        .extracting(ObjectiveResult::met, ObjectiveResult::measured)
        .containsExactly(false, "20 s");
  }

  @Test
  void without_a_failure_recovery_takes_no_time() {
    assertThat(judge(recoveryTime(Duration.ZERO), requests(10, 0)))
        .extracting(ObjectiveResult::met, ObjectiveResult::measured)
        .containsExactly(true, "0 s");
    assertThat(judge(longestOutage(Duration.ZERO), requests(10, 0)).met()).isTrue();
  }

  @Test
  void where_nothing_was_sent_nothing_is_met() {
    Objectives all =
        new Objectives(
            Optional.of(Duration.ofHours(1)),
            Optional.of(1_000),
            Optional.of(BigDecimal.ONE),
            Optional.of(Duration.ofHours(1)),
            true);

    List<ObjectiveResult> silent =
        all.judge(Optional.of(clients(new ScriptedTraffic(List.of()))), FAULT, END);
    List<ObjectiveResult> nobody = all.judge(Optional.empty(), FAULT, END);
    List<ObjectiveResult> before =
        all.judge(
            Optional.of(clients(new ScriptedTraffic(List.of(served(FAULT.minusMillis(1)))))),
            FAULT,
            END);

    assertThat(List.of(silent, nobody, before))
        .allSatisfy(
            results ->
                assertThat(results)
                    .hasSize(5)
                    .noneMatch(ObjectiveResult::met)
                    .allMatch(each -> each.measured().equals("no requests were sent")));
  }

  @Test
  void every_acknowledged_write_must_be_there() {
    List<Exchange> writes = List.of(stored(FAULT, "w-1"), stored(FAULT.plusSeconds(1), "w-2"));

    assertThat(judge(WRITES, new ScriptedTraffic(writes, Optional.of(Set.of("w-1", "w-2")))))
        .extracting(ObjectiveResult::met, ObjectiveResult::measured)
        .containsExactly(true, "2 of 2");
    assertThat(judge(WRITES, new ScriptedTraffic(writes, Optional.of(Set.of("w-2")))))
        .extracting(ObjectiveResult::met, ObjectiveResult::measured)
        .containsExactly(false, "1 of 2");
    assertThat(judge(WRITES, new ScriptedTraffic(writes, Optional.empty())))
        .extracting(ObjectiveResult::met, ObjectiveResult::measured)
        .containsExactly(false, "they could not be read: 500");
    assertThat(judge(WRITES, requests(10, 0)))
        .extracting(ObjectiveResult::met, ObjectiveResult::measured)
        .containsExactly(false, "0 of 0");
  }

  @Test
  void what_is_set_stays_and_what_is_open_is_filled_in() {
    Objectives both =
        recoveryTime(Duration.ofSeconds(30))
            .or(recoveryTime(Duration.ofSeconds(60)))
            .or(failedRequests(5))
            .or(WRITES);

    assertThat(both)
        .isEqualTo(
            new Objectives(
                Optional.of(Duration.ofSeconds(30)),
                Optional.of(5),
                Optional.empty(),
                Optional.empty(),
                true));
    assertThat(both.isEmpty()).isFalse();
    assertThat(Objectives.NONE.isEmpty()).isTrue();
  }

  @Test
  void what_cannot_be_wanted_is_refused() {
    assertThatThrownBy(() -> failedRequests(-1))
        .hasMessage("expected 0 or more failed requests, saw -1");
    assertThatThrownBy(() -> availability("100.01"))
        .hasMessage("expected an availability above 0 and up to 100 percent, saw 100.01");
    assertThatThrownBy(() -> availability("-0.1")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> recoveryTime(Duration.ofSeconds(-1)))
        .hasMessage("expected a recovery time of 0 seconds or more, saw -1 s");
    assertThatThrownBy(() -> longestOutage(Duration.ofSeconds(-2)))
        .hasMessage("expected a longest outage of 0 seconds or more, saw -2 s");
  }

  @Test
  void an_outage_is_waited_for_as_long_as_the_most_generous_of_limit_and_objectives() {
    Budgets budgets = new Budgets(Inventory.builder().build(), Budgets.CEILING);

    assertThat(Objectives.NONE.longest(budgets)).isEqualTo(budgets.clients().duration());
    assertThat(recoveryTime(Duration.ofHours(1)).longest(budgets)).isEqualTo(Duration.ofHours(1));
    assertThat(longestOutage(Duration.ofHours(2)).longest(budgets)).isEqualTo(Duration.ofHours(2));
    assertThat(recoveryTime(Duration.ofSeconds(1)).longest(budgets))
        .isEqualTo(budgets.clients().duration());
  }
}
