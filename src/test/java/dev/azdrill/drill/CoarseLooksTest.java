package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Timeliness;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZonePacketLoss;
import dev.azdrill.session.Somebody;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a drill comes to where its stack is looked at from time to time, and that is seldom. */
class CoarseLooksTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final DrilledStack stack = new DrilledStack();

  @AfterEach
  void close() {
    stack.close();
  }

  private Expectation replaced() {
    return new Expectation.CapacityRestored(Set.of(stack.instance()));
  }

  private DrillSession broken(Duration resolution) {
    DrillSession session = stack.session(Sabotaged.none(stack.simulator).seeingLate(resolution));
    session.inject(new InstanceTermination(stack.instance()));
    return session;
  }

  private static DrillOutcome closed(DrillSession session) {
    session.close();
    return session.outcome().orElseThrow();
  }

  @Test
  void a_recovery_over_a_limit_that_is_shorter_than_the_looks_are_apart_proves_nothing() {
    DrillSession session = broken(Duration.ofMinutes(12));

    Measurement measured = session.await(TimedExpectation.within(replaced(), LIMIT));
    DrillOutcome outcome = closed(session);

    assertThat(measured.timeliness()).as(measured.toString()).isEqualTo(Timeliness.UNDECIDED);
    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .startsWith("expected the group to be back at its desired capacity")
        .contains(" within 5 s ", "it cannot be told: it was seen after 11 s, up to 11 s late");
  }

  @Test
  void nor_does_it_count_as_missed_where_it_is_to_be_missed() {
    DrillSession session = broken(Duration.ofMinutes(12));

    session.awaitMissed(TimedExpectation.within(replaced(), LIMIT));
    DrillOutcome outcome = closed(session);

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("it cannot be told: it was seen after ");
    assertThat(stack.noted(Observation.FailureExpected.class)).isEmpty();
  }

  /** What the platform breaks itself is met when it is broken: it waits for no description. */
  @Test
  void clients_meet_at_once_what_the_platform_itself_has_broken_however_far_looks_are_apart() {
    DrillSession session =
        stack.session(Sabotaged.none(stack.simulator).seeingLate(Duration.ofMinutes(12)));
    try (Clients clients = stack.clients(stack.simulator)) {
      session.use(clients);
      session.inject(new ZonePacketLoss("eu-west-2a", 15));

      session.awaitMissed(
          TimedExpectation.within(new Expectation.ClientsServed(), Duration.ofMinutes(2)));
      DrillOutcome outcome = closed(session);

      assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
      assertThat(stack.noted(Observation.FailureExpected.class)).hasSize(1);
    }
  }

  @Test
  void a_drill_within_a_session_proves_nothing_either() {
    DrillSession session =
        stack.session(Sabotaged.none(stack.simulator).seeingLate(Duration.ofMinutes(12)));
    session.use(stack.clients(stack.simulator));

    DrillOutcome outcome =
        session.attempt(
            DrilledStack.drill(
                new InstanceTermination(stack.instance()),
                TimedExpectation.within(replaced(), LIMIT)));

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("it cannot be told");
    assertThat(closed(session).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** Whoever names ten seconds is not told that it held after eleven. */
  @Test
  void over_a_limit_that_somebody_named_nobody_can_tell_however_fine_the_resolution_is() {
    Duration limit = needed().minusSeconds(2);
    DrillSession session = broken(LIMIT);

    session.await(TimedExpectation.within(replaced(), limit));
    DrillOutcome outcome = closed(session);

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .contains(" within " + limit.toSeconds() + " s ", "it cannot be told", "up to 5 s late");
  }

  @Test
  void over_a_derived_limit_within_a_finer_resolution_it_passes_and_the_verdict_says_so() {
    DrillSession session = broken(Duration.ofMinutes(4));
    suspendLaunching();
    stack.pass(Duration.ofMinutes(7));
    resumeLaunching();

    Measurement measured = session.await(TimedExpectation.inTime(replaced()));
    DrillOutcome outcome = closed(session);

    assertThat(measured.timeliness())
        .as(measured.toString())
        .isEqualTo(Timeliness.WITHIN_RESOLUTION);
    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(outcome.reason())
        .startsWith("everything recovered within its limits")
        .contains("(seen up to 240 s late), over its limit of ", " within the resolution");
  }

  private void suspendLaunching() {
    Somebody.beside(stack.simulator.session())
        .autoScaling()
        .suspendProcesses(r -> r.autoScalingGroupName(stack.group()).scalingProcesses("Launch"));
  }

  private void resumeLaunching() {
    Somebody.beside(stack.simulator.session())
        .autoScaling()
        .resumeProcesses(r -> r.autoScalingGroupName(stack.group()).scalingProcesses("Launch"));
  }

  @Test
  void the_time_of_a_replacement_is_that_of_its_activity_however_late_it_was_seen() {
    DrillSession session =
        stack.session(
            Sabotaged.none(stack.simulator).seeingLate(Duration.ofMinutes(12)).stampingInTime());
    session.inject(new InstanceTermination(stack.instance()));
    stack.pass(Duration.ofMinutes(12));

    Measurement measured = session.await(TimedExpectation.within(replaced(), LIMIT));

    assertThat(measured.resolution()).as("it is told to the second").hasSeconds(1);
    assertThat(measured.took()).contains(needed().plusSeconds(1));
    assertThat(measured.timeliness()).isEqualTo(Timeliness.LATE);
    assertThat(closed(session).verdict()).isEqualTo(Verdict.FAILED);
  }

  /** How long the same takes in another region of the same seed, where nothing is seen late. */
  private static Duration needed() {
    CoarseLooksTest exact = new CoarseLooksTest();
    try (DrillSession session = exact.broken(Duration.ZERO)) {
      return session
          .await(TimedExpectation.within(exact.replaced(), Duration.ofMinutes(10)))
          .took()
          .orElseThrow();
    } finally {
      exact.close();
    }
  }
}
