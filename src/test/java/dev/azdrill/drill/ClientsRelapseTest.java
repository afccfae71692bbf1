package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.fault.InstanceTermination;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that recovered and see errors again. */
class ClientsRelapseTest {
  private static final TimedExpectation SERVED =
      TimedExpectation.within(new Expectation.ClientsServed(), Duration.ofSeconds(90));

  private final DrilledStack stack = new DrilledStack();
  private final Sabotaged platform = Sabotaged.none(stack.simulator);

  @AfterEach
  void close() {
    stack.close();
  }

  /** From now on, a request a second; these seconds of it fail at once. */
  private DrillSession session(long from, long to, long again, long until) {
    Instant now = stack.now();
    List<Exchange> exchanges =
        LongStream.range(0, 2_000)
            .mapToObj(
                each ->
                    (each >= from && each < to) || (each >= again && each < until)
                        ? ScriptedTraffic.failed(now.plusSeconds(each), Duration.ZERO)
                        : ScriptedTraffic.served(now.plusSeconds(each)))
            .toList();
    Sabotaged scripted = platform.with(new ScriptedTraffic(exchanges));
    DrillSession session = stack.session(scripted);
    session.use(stack.clients(scripted));
    return session;
  }

  private static DrillOutcome closed(DrillSession session) {
    session.close();
    return session.outcome().orElseThrow();
  }

  private List<Optional<Duration>> took() {
    return stack.noted(Observation.RecoveryMeasured.class).stream()
        .map(each -> each.measurement().took())
        .toList();
  }

  @Test
  void a_second_outage_after_the_recovery_is_measured_too_and_fails_what_was_green() {
    DrillSession session = session(5, 21, 200, 211);
    session.changed(stack.group(), "something");
    assertThat(session.await(SERVED).took()).contains(Duration.ofSeconds(20));
    assertThat(session.isUntroubled()).isTrue();
    stack.pass(Duration.ofMinutes(5));

    assertThat(closed(session))
        .isEqualTo(
            new DrillOutcome(
                Verdict.FAILED,
                "expected clients to be served without errors within 90 s (named by the drill),"
                    + " it took 210 s"));
    assertThat(took())
        .containsExactly(Optional.of(Duration.ofSeconds(20)), Optional.of(Duration.ofSeconds(210)));
  }

  @Test
  void a_second_outage_within_the_limit_is_shown_and_fails_nothing() {
    DrillSession session = session(5, 11, 70, 81);
    session.changed(stack.group(), "something");
    assertThat(session.await(SERVED).took()).contains(Duration.ofSeconds(10));
    stack.pass(Duration.ofSeconds(100));

    assertThat(closed(session).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(took())
        .containsExactly(Optional.of(Duration.ofSeconds(10)), Optional.of(Duration.ofSeconds(80)));
  }

  @Test
  void a_second_outage_that_is_under_way_is_waited_for() {
    DrillSession session = session(5, 11, 60, 86);
    session.changed(stack.group(), "something");
    session.await(SERVED);
    stack.pass(Duration.ofSeconds(20));

    assertThat(closed(session).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(took()).last().isEqualTo(Optional.of(Duration.ofSeconds(85)));
  }

  @Test
  void what_fails_after_the_next_fault_is_measured_from_there() {
    DrillSession session = session(5, 11, 202, 206);
    session.changed(stack.group(), "something");
    session.await(SERVED);
    stack.pass(Duration.ofSeconds(150));
    session.inject(new InstanceTermination(stack.instance()));
    stack.pass(Duration.ofSeconds(100));
    session.awaitWitnesses();

    assertThat(closed(session).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(took()).containsExactly(Optional.of(Duration.ofSeconds(10)));
  }

  @Test
  void a_drill_whose_clients_see_errors_again_before_the_undo_fails() {
    DrillSession session = session(65, 71, 250, 261);

    DrillOutcome outcome =
        session.run(
            DrilledStack.drill(
                new InstanceTermination(stack.instance()),
                SERVED,
                TimedExpectation.within(
                    new Expectation.CapacityAtLeast(90), Duration.ofMinutes(5))));

    assertThat(outcome.reason())
        .contains("expected clients to be served without errors within 90 s", "it took 200 s");
  }
}
