package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.CauseKind;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Cause.Trouble;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import dev.azdrill.exchange.Outcome.Answered;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What clients that measure from outside can tell of why requests failed. */
class MeasuredCausesTest {
  private static final Objectives NO_ERRORS =
      new Objectives(Optional.empty(), Optional.of(0), Optional.empty(), Optional.empty(), false);

  private static final DrilledStack STANDING = new DrilledStack();

  private final DrilledStack stack = STANDING.again();
  private final List<Exchange> exchanges = new ArrayList<>();
  private Instant at = stack.now();

  @AfterAll
  static void close() {
    STANDING.close();
  }

  private void got(int count, Outcome outcome, long millis) {
    got(count, outcome, millis, Optional.empty());
  }

  private void got(int count, Outcome outcome, long millis, Optional<Cause> cause) {
    for (int i = 0; i < count; i++) {
      exchanges.add(
          new Exchange(
              at,
              Duration.ofMillis(millis),
              Optional.empty(),
              outcome,
              cause,
              Optional.empty(),
              Optional.empty()));
      at = at.plusMillis(500);
    }
  }

  private List<FailureCause> causes() {
    got(300, new Answered(200), 40);
    Sabotaged scripted = Sabotaged.none(stack.simulator).with(new ScriptedTraffic(exchanges));
    DrillSession session = stack.session(scripted, NO_ERRORS);
    Clients clients = stack.clients(scripted);
    session.use(clients);
    session.changed(stack.group(), "something");
    session.close();
    return session.causes();
  }

  @Test
  void what_they_got_is_told_by_its_statuses() {
    got(40, new Answered(200), 40);
    got(20, new Answered(503), 5);
    got(9, Unanswered.TIMEOUT, 10_000);
    got(3, Unanswered.REFUSED, 1);
    got(1, new Answered(500), 1);

    assertThat(causes())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.kind()).isEqualTo(CauseKind.REQUESTS_FAILED);
              assertThat(each.subject()).isEqualTo("drilled-load-balancer");
              assertThat(each.explanation())
                  .isEqualTo(
                      "of 33 failed requests, as clients measured them: 20 were answered with 503"
                          + " (the load balancer had no target, or the application turned them"
                          + " away); 9 got no answer in time; 3 were refused a connection");
            });
  }

  @Test
  void requests_that_failed_are_no_cause_of_what_was_missed_elsewhere() {
    got(40, new Answered(200), 40);
    got(20, new Answered(503), 5);
    got(300, new Answered(200), 40);
    Sabotaged scripted = Sabotaged.none(stack.simulator).with(new ScriptedTraffic(exchanges));
    DrillSession session = stack.session(scripted, Objectives.NONE);
    session.use(stack.clients(scripted));
    session.changed(stack.group(), "something");

    session.await(
        TimedExpectation.within(new Expectation.CapacityAtLeast(90), Duration.ofSeconds(60)));
    session.close();

    assertThat(session.causes())
        .extracting(FailureCause::kind)
        .doesNotContain(CauseKind.REQUESTS_FAILED);
  }

  @Test
  void requests_that_are_shed_while_answers_take_several_times_as_long_mean_overload() {
    got(40, new Answered(200), 40);
    for (int i = 0; i < 20; i++) {
      got(1, new Answered(503), 5);
      got(1, new Answered(200), 400);
    }

    assertThat(causes())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.kind()).isEqualTo(CauseKind.OVERLOAD);
              assertThat(each.explanation())
                  .isEqualTo(
                      "overload: 60 requests per second on 2 instances of drilled-group, 2"
                          + " desired: clients measured 400 ms for an answer while requests"
                          + " failed, 40 ms before");
            });
  }

  @Test
  void errors_of_the_application_or_answers_as_quick_as_before_are_no_overload() {
    got(40, new Answered(200), 40);
    for (int i = 0; i < 20; i++) {
      got(1, new Answered(500), 5);
      got(1, new Answered(200), 400);
    }
    assertThat(causes()).extracting(FailureCause::kind).containsExactly(CauseKind.REQUESTS_FAILED);

    exchanges.clear();
    at = stack.now();
    got(40, new Answered(200), 40);
    for (int i = 0; i < 20; i++) {
      got(1, new Answered(503), 5);
      got(1, new Answered(200), 110);
    }
    assertThat(causes()).extracting(FailureCause::kind).containsExactly(CauseKind.REQUESTS_FAILED);
  }

  /** However long it is waited, and whatever follows from it. */
  @Test
  void overload_is_a_cause_when_most_requests_failed_later_because_no_target_was_left() {
    Cause overloaded = new Cause.Unavailable(Component.APPLICATION, "i-1", Trouble.OVERLOADED);
    Cause noTarget = new Cause.Missing(Component.APPLICATION, "drilled-targets");
    got(40, new Answered(200), 40);
    got(20, new Answered(503), 5, Optional.of(overloaded));
    got(400, new Answered(503), 5, Optional.of(noTarget));

    assertThat(causes()).extracting(FailureCause::kind).containsExactly(CauseKind.OVERLOAD);
  }

  @Test
  void a_few_requests_that_were_too_many_are_no_cause_of_their_own() {
    Cause overloaded = new Cause.Unavailable(Component.APPLICATION, "i-1", Trouble.OVERLOADED);
    Cause noTarget = new Cause.Missing(Component.APPLICATION, "drilled-targets");
    got(40, new Answered(200), 40);
    got(9, new Answered(503), 5, Optional.of(overloaded));
    got(400, new Answered(503), 5, Optional.of(noTarget));

    assertThat(causes()).extracting(FailureCause::kind).containsExactly(CauseKind.REQUESTS_FAILED);
  }
}
