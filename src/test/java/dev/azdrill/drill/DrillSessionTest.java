package dev.azdrill.drill;

import static dev.azdrill.drill.DrilledStack.drill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.Timeliness;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.InstanceSelection;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZonePowerLoss;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session step by step: what is measured from when, and what it comes to. */
class DrillSessionTest {
  private static final Expectation NEVER = new Expectation.CapacityAtLeast(6);
  private static final Expectation STEADY = new Expectation.SteadyState();
  private final DrilledStack stack = new DrilledStack();
  private final Sabotaged platform = Sabotaged.none(stack.simulator);

  @AfterEach
  void close() {
    stack.close();
  }

  private static TimedExpectation within(Expectation expectation, long seconds) {
    return TimedExpectation.within(expectation, Duration.ofSeconds(seconds));
  }

  private static DrillOutcome closed(DrillSession session) {
    session.close();
    return session.outcome().orElseThrow();
  }

  @Test
  void a_negative_control_passes_when_it_did_not_come_true() {
    DrillSession session = stack.session();

    session.awaitMissed(within(NEVER, 30));

    assertThat(closed(session).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(session.outcome().orElseThrow().reason())
        .startsWith("failed as expected: expected the group to grow to at least 6");
  }

  /** The group's maximum is 6, which rebalancing may exceed by one. */
  @Test
  void a_negative_control_that_nothing_could_show_proves_nothing() {
    DrillSession session = stack.session();

    session.awaitMissed(within(new Expectation.CapacityAtLeast(8), 10));

    assertThat(closed(session).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
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
            new DrillOutcome(
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
  void clients_are_given_as_long_as_recovering_from_what_is_broken_takes() {
    TimedExpectation served = TimedExpectation.inTime(new Expectation.ClientsServed());
    DrillSession session = stack.session();
    session.use(stack.clients(stack.simulator));
    session.inject(new ApplicationHang(stack.instance()));

    assertThat(session.await(served).limit().duration())
        .as("two health checks of 10 s, 5 s, and the DNS records")
        .isEqualTo(Duration.ofSeconds(85));
    assertThat(session.undoAll()).isEmpty();
    assertThat(session.await(served).limit().duration())
        .as("the slower of eviction and failover")
        .isEqualTo(Duration.ofSeconds(190));
  }

  @Test
  void a_session_that_breaks_something_and_asks_nothing_proves_nothing() {
    DrillSession session = stack.session();
    session.inject(new InstanceTermination(stack.instance()));
    session.awaitWitnesses();

    assertThat(closed(session))
        .isEqualTo(
            new DrillOutcome(
                Verdict.INCONCLUSIVE, "nothing was asked that what was broken could have changed"));
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
  void capacity_counts_only_after_the_fault_has_shown_in_it() {
    DrillSession session = stack.session();
    session.inject(new InstanceTermination(stack.instance()));

    Measurement measured = session.await(within(new Expectation.CapacityAtLeast(2), 900));

    assertThat(measured.timeliness()).isEqualTo(Timeliness.IN_TIME);
    assertThat(measured.took().orElseThrow()).isPositive();
  }

  @Test
  void any_instance_is_never_one_that_was_lost_a_moment_before() {
    DrillSession session = stack.session();

    Fault first =
        session
            .inject(new InstanceTermination(new InstanceSelection.Some("1", Optional.empty())))
            .fault();
    Fault second =
        session
            .inject(new InstanceTermination(new InstanceSelection.Some("1", Optional.empty())))
            .fault();

    assertThat(second.subject()).isNotEqualTo(first.subject());
  }

  @Test
  void two_faults_of_one_session_both_need_a_witness_and_are_both_undone() {
    DrillSession session = stack.session();
    session.inject(new InstanceTermination(stack.instance()));
    session.inject(new ZonePowerLoss("eu-west-2b"));

    assertThat(session.injections().get(0).fault()).isEqualTo(new ZonePowerLoss("eu-west-2b"));
    assertThat(session.awaitWitnesses()).isEmpty();
    assertThat(session.injections()).allMatch(each -> each.witness().isPresent());
    session.asked();

    assertThat(closed(session))
        .isEqualTo(
            new DrillOutcome(
                Verdict.PASSED, "everything that was asked came true and the fault is undone"));
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
  void a_drill_that_is_attempted_fails_without_failing_its_session() {
    DrillSession session = stack.session();

    DrillOutcome attempt =
        session.attempt(drill(new ZonePowerLoss("eu-west-2a"), within(NEVER, 5)));

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

    DrillOutcome attempt =
        session.attempt(drill(new ZonePowerLoss("eu-west-2a"), within(NEVER, 5)));

    assertThat(attempt).isEqualTo(new DrillOutcome(Verdict.UNSAFE, "a fault was not undone"));
    assertThat(closed(session).verdict()).isEqualTo(Verdict.UNSAFE);
  }

  @Test
  void a_drill_that_is_attempted_proves_nothing_without_a_witness() {
    DrillSession session = stack.session(platform.withoutEffect());

    DrillOutcome attempt = session.attempt(drill(new ZonePowerLoss("eu-west-2a")));

    assertThat(attempt.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(closed(session).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_witness_is_noted_when_it_is_first_seen_while_something_else_is_awaited() {
    DrillSession session = stack.session();
    session.inject(new ZonePowerLoss("eu-west-2a"));
    Instant fault = session.since();

    session.await(within(NEVER, 600));

    assertThat(stack.journal.entries())
        .filteredOn(each -> each.observation() instanceof Observation.FaultWitnessed)
        .singleElement()
        .extracting(each -> Duration.between(fault, each.at()))
        .as("a launch is refused there after the dead instance was found")
        .matches(each -> each.compareTo(Duration.ofSeconds(60)) <= 0);
    assertThat(stack.journal.entries())
        .extracting(each -> each.observation().getClass().getSimpleName())
        .containsSubsequence("FaultWitnessed", "RecoveryMeasured");
  }

  /**
   * EC2 describes what is lost for a while as if it were there: the group would be whole at once.
   */
  @Test
  void capacity_is_whole_again_without_what_is_broken() {
    DrillSession session = stack.session();
    session.inject(new InstanceTermination(new InstanceSelection.Some("50%", Optional.empty())));
    Measurement terminated =
        session.await(TimedExpectation.inTime(new Expectation.CapacityRestored(Set.of())));
    session.undoAll();
    session.inject(new ZonePowerLoss("eu-west-2a"));
    Measurement capacity =
        session.await(TimedExpectation.inTime(new Expectation.CapacityRestored(Set.of())));
    Measurement targets =
        session.await(TimedExpectation.inTime(new Expectation.TargetsHealthy(Set.of())));

    assertThat(terminated.took().orElseThrow()).isGreaterThan(Duration.ofSeconds(5));
    assertThat(capacity.took().orElseThrow()).isGreaterThan(Duration.ofSeconds(60));
    assertThat(targets.took().orElseThrow()).isGreaterThan(Duration.ofSeconds(60));
  }
}
