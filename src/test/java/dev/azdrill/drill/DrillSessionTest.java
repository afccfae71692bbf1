package dev.azdrill.drill;

import static dev.azdrill.drill.DrilledStack.drill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.drill.DrillSession.Outcome;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZonePowerLoss;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session step by step: what is measured from when, and what it comes to. */
class DrillSessionTest {
  private static final Expectation NEVER = new Expectation.CapacityAtLeast(90);
  private static final Expectation STEADY = new Expectation.SteadyState();
  private static final Objectives SHORT_OUTAGES =
      new Objectives(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(Duration.ofSeconds(60)),
          false);

  private final DrilledStack stack = new DrilledStack();
  private final Sabotaged platform = Sabotaged.none(stack.simulator);

  @AfterEach
  void close() {
    stack.close();
  }

  private static TimedExpectation within(Expectation expectation, long seconds) {
    return TimedExpectation.within(expectation, Duration.ofSeconds(seconds));
  }

  /** A session whose clients see this, whatever happens. */
  private DrillSession scripted(Objectives objectives, List<Exchange> exchanges) {
    Sabotaged scripted = platform.with(new ScriptedTraffic(exchanges));
    DrillSession session = stack.session(scripted, objectives);
    session.use(stack.clients(scripted));
    return session;
  }

  /** A request a second from now on; those between the two seconds fail at once. */
  private List<Exchange> requests(long seconds, long from, long to) {
    Instant now = stack.now();
    return LongStream.range(0, seconds)
        .mapToObj(
            each ->
                each >= from && each < to
                    ? ScriptedTraffic.failed(now.plusSeconds(each), Duration.ZERO)
                    : ScriptedTraffic.served(now.plusSeconds(each)))
        .toList();
  }

  private static Outcome closed(DrillSession session) {
    session.close();
    return session.outcome().orElseThrow();
  }

  @Test
  void a_negative_control_passes_when_it_did_not_come_true() {
    DrillSession session = stack.session();

    session.awaitMissed(within(NEVER, 10));

    assertThat(closed(session).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(session.outcome().orElseThrow().reason())
        .startsWith("failed as expected: expected the group to grow to at least 90");
  }

  @Test
  void a_negative_control_fails_when_it_came_true() {
    DrillSession session = stack.session();

    session.awaitMissed(within(STEADY, 10));

    assertThat(closed(session).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(session.outcome().orElseThrow().reason())
        .startsWith("expected that this fails, it did not: the steady state");
  }

  @Test
  void a_negative_control_that_nothing_could_have_shown_proves_nothing() {
    DrillSession session = stack.session();

    session.awaitMissed(within(new Expectation.ClientsSeeErrors(), 10));

    assertThat(closed(session))
        .isEqualTo(
            new Outcome(
                Verdict.INCONCLUSIVE,
                "nothing could show clients to see errors: that it was missed proves nothing"));
  }

  @Test
  void a_recovery_is_measured_from_the_last_fault_and_the_last_undo() {
    DrillSession session = stack.session();
    assertThat(session.zero()).isEmpty();
    assertThat(session.await(within(STEADY, 0)).phase()).isEqualTo(Phase.STEADY_STATE);

    session.inject(new ApplicationHang(stack.instance()));
    Instant first = session.since();
    Measurement evicted =
        session.await(TimedExpectation.inTime(new Expectation.TargetEvicted(stack.instance())));
    session.inject(new ZonePowerLoss("eu-west-2a"));

    assertThat(evicted.took()).contains(Duration.between(first, stack.now()));
    assertThat(evicted.phase()).isEqualTo(Phase.RECOVERY);
    assertThat(session.since()).isEqualTo(stack.now()).isAfter(first);
    assertThat(session.zero()).contains(first);
    stack.pass(Duration.ofSeconds(7));
    assertThat(session.undoAll()).isEmpty();
    assertThat(session.since()).isEqualTo(stack.now());
    assertThat(session.await(within(NEVER, 0)).phase()).isEqualTo(Phase.RESTORATION);
  }

  @Test
  void an_undo_without_any_fault_changes_nothing() {
    DrillSession session = stack.session();
    Instant before = session.since();
    stack.pass(Duration.ofSeconds(7));

    assertThat(session.undoAll()).isEmpty();

    assertThat(session.since()).isEqualTo(before);
  }

  @Test
  void two_faults_of_one_session_both_need_a_witness_and_are_both_undone() {
    DrillSession session = stack.session();
    session.inject(new InstanceTermination(stack.instance()));
    session.inject(new ZonePowerLoss("eu-west-2b"));

    assertThat(session.lastInjection().orElseThrow().fault())
        .isEqualTo(new ZonePowerLoss("eu-west-2b"));
    assertThat(session.awaitWitnesses()).isEmpty();
    assertThat(session.injections()).allMatch(each -> each.witness().isPresent());

    assertThat(closed(session))
        .isEqualTo(
            new Outcome(
                Verdict.PASSED, "the fault took effect and is undone; no recovery was measured"));
    assertThat(stack.noted(Observation.FaultUndone.class)).hasSize(1);
    assertThat(stack.noted(Observation.FaultIrreversible.class)).hasSize(1);
  }

  @Test
  void one_fault_of_two_without_a_witness_proves_nothing() {
    DrillSession session = stack.session(platform.withoutEffect());
    session.inject(new ZonePowerLoss("eu-west-2b"));
    session.inject(new InstanceTermination(stack.instance()));
    Instant deadline = stack.now().plus(Duration.ofMinutes(5));

    assertThat(session.awaitWitnesses())
        .contains("no evidence that the fault took effect: zone power loss on eu-west-2b");

    assertThat(stack.now()).as("waited as long as a witness may take").isEqualTo(deadline);
    assertThat(closed(session).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_change_of_load_is_where_counting_begins_and_where_recovery_is_measured_from() {
    DrillSession session = stack.session();
    session.use(stack.clients(stack.simulator));
    stack.pass(Duration.ofSeconds(20));
    session.load(90);
    Instant changed = stack.now();
    stack.pass(Duration.ofSeconds(20));
    session.load(120);

    assertThat(session.zero()).contains(changed);
    assertThat(session.since()).isEqualTo(changed.plusSeconds(20));
    assertThat(stack.noted(Observation.LoadChanged.class))
        .containsExactly(new Observation.LoadChanged(90), new Observation.LoadChanged(120));
    assertThat(session.await(within(STEADY, 0)).phase()).isEqualTo(Phase.RECOVERY);
  }

  @Test
  void errors_are_the_lengths_of_all_outages_from_an_instant_on() {
    Instant from = stack.now();
    DrillSession session = scripted(Objectives.NONE, twoOutages());
    stack.pass(Duration.ofSeconds(200));

    assertThat(session.errors(from)).isEqualTo(Duration.ofSeconds(9 + 19));
    assertThat(session.errors(from.plusSeconds(20))).isEqualTo(Duration.ofSeconds(19));
    assertThat(stack.session().errors(from)).as("without clients").isZero();
  }

  private List<Exchange> twoOutages() {
    List<Exchange> first = requests(60, 10, 20);
    Instant second = stack.now().plusSeconds(60);
    return LongStream.range(0, 120)
        .mapToObj(
            each ->
                each < 60
                    ? first.get((int) each)
                    : each >= 100
                        ? ScriptedTraffic.failed(second.plusSeconds(each - 60), Duration.ZERO)
                        : ScriptedTraffic.served(second.plusSeconds(each - 60)))
        .toList();
  }

  @Test
  void an_objective_that_is_missed_fails_the_drill_and_one_that_is_met_does_not() {
    DrillSession missed = scripted(SHORT_OUTAGES, requests(300, 5, 67));
    missed.load(90);
    DrillSession met = scripted(SHORT_OUTAGES, requests(300, 5, 66));
    met.load(90);

    assertThat(closed(missed))
        .isEqualTo(
            new Outcome(Verdict.FAILED, "expected longest outage at most 60 s, measured 61 s"));
    assertThat(closed(met).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void an_outage_that_goes_on_at_the_end_is_waited_for() {
    DrillSession session = scripted(SHORT_OUTAGES, requests(300, 5, 100));
    session.load(90);
    stack.pass(Duration.ofSeconds(20));

    assertThat(closed(session).reason())
        .as("after 20 s it was 15 s long: that would have been met")
        .isEqualTo("expected longest outage at most 60 s, measured 94 s");
  }

  @Test
  void an_outage_that_never_ends_meets_no_objective() {
    Objectives generous =
        new Objectives(
            Optional.empty(), Optional.of(1_000_000), Optional.empty(), Optional.empty(), false);
    DrillSession session = scripted(generous, requests(3_000, 5, 3_000));
    session.load(90);

    assertThat(closed(session).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(session.outcome().orElseThrow().reason())
        .matches(
            "expected failed requests at most 1000000, measured \\d+ of \\d+ so far, and errors"
                + " go on");
  }

  @Test
  void silence_after_an_outage_does_not_end_it() {
    DrillSession session = scripted(SHORT_OUTAGES, requests(10, 5, 10));
    session.load(90);

    assertThat(closed(session).reason())
        .isEqualTo("expected longest outage at most 60 s, measured 4 s so far, and errors go on");
  }

  @Test
  void what_was_broken_off_is_judged_by_what_is_known_without_waiting() {
    DrillSession session = scripted(SHORT_OUTAGES, requests(300, 5, 100));
    session.load(90);
    stack.pass(Duration.ofSeconds(20));
    Instant before = stack.now();
    session.breakOff("stopped by the user");

    assertThat(closed(session))
        .isEqualTo(
            new Outcome(
                Verdict.FAILED,
                "expected longest outage at most 60 s, measured 14 s so far, and errors go on;"
                    + " stopped by the user"));
    assertThat(stack.now()).isEqualTo(before);
  }

  @Test
  void objectives_without_clients_are_not_met() {
    DrillSession session = stack.session(platform, SHORT_OUTAGES);
    session.inject(new InstanceTermination(stack.instance()));

    assertThat(closed(session))
        .isEqualTo(
            new Outcome(
                Verdict.FAILED,
                "expected longest outage at most 60 s, measured no requests were sent"));
  }

  @Test
  void a_sentence_may_judge_an_objective_before_the_end_and_the_verdict_knows() {
    DrillSession session = scripted(Objectives.NONE, requests(300, 5, 100));
    Instant from = stack.now();
    session.load(90);

    List<ObjectiveResult> results = session.judge(SHORT_OUTAGES, from);

    assertThat(results)
        .extracting(ObjectiveResult::met, ObjectiveResult::measured, ObjectiveResult::strength)
        .containsExactly(tuple(false, "94 s", Strength.MEASURED_TRAFFIC));
    assertThat(session.isUntroubled()).isFalse();
    assertThat(stack.noted(Observation.ObjectiveJudged.class)).hasSize(1);
    assertThat(closed(session).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void what_the_session_was_opened_with_beats_what_a_drill_wants() {
    DrillSession session = stack.session(platform, SHORT_OUTAGES);
    session.want(
        new Objectives(
            Optional.empty(),
            Optional.of(5),
            Optional.empty(),
            Optional.of(Duration.ofHours(1)),
            false));
    session.inject(new InstanceTermination(stack.instance()));

    session.close();

    assertThat(stack.noted(Observation.ObjectiveJudged.class))
        .extracting(each -> each.result().wanted())
        .containsExactly("at most 5", "at most 60 s");
  }

  @Test
  void a_drill_that_is_attempted_fails_without_failing_its_session() {
    DrillSession session = stack.session();

    Outcome attempt = session.attempt(drill(new ZonePowerLoss("eu-west-2a"), within(NEVER, 5)));

    assertThat(attempt.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(session.isUntroubled()).isTrue();
    assertThat(closed(session).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void a_drill_that_is_attempted_and_leaves_something_broken_is_unsafe_and_so_is_its_session() {
    DrillSession session =
        stack.session(
            platform.undoing(
                () -> {
                  throw new IllegalStateException("the switch is stuck");
                }));

    Outcome attempt = session.attempt(drill(new ZonePowerLoss("eu-west-2a"), within(NEVER, 5)));

    assertThat(attempt).isEqualTo(new Outcome(Verdict.UNSAFE, "a fault was not undone"));
    assertThat(closed(session).verdict()).isEqualTo(Verdict.UNSAFE);
  }

  @Test
  void a_drill_that_is_attempted_proves_nothing_without_a_witness() {
    DrillSession session = stack.session(platform.withoutEffect());

    Outcome attempt = session.attempt(drill(new ZonePowerLoss("eu-west-2a")));

    assertThat(attempt.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(closed(session).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }
}
