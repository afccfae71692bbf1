package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.DatabaseFailover;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The steady state of a database that has a standby includes that it stands. */
class StandbyTest {
  private static final Duration REBUILT = Duration.ofMinutes(10);

  private final DrilledStack stack = new DrilledStack();

  @AfterEach
  void close() {
    stack.close();
  }

  private DrillOutcome drilled(Fault fault) {
    try (DrillSession session = stack.session();
        Clients clients = stack.clients(stack.simulator)) {
      session.use(clients);
      return session.run(FaultDrill.of(List.of(fault), Duration.ofMinutes(2)));
    }
  }

  private List<Measurement> standby(Phase phase) {
    return stack.noted(Observation.RecoveryMeasured.class).stream()
        .map(Observation.RecoveryMeasured::measurement)
        .filter(each -> each.component() == Component.DATABASE_REDUNDANCY)
        .filter(each -> each.phase() == phase)
        .toList();
  }

  @Test
  void a_second_zone_may_be_lost_after_the_drill_of_the_first() {
    assertThat(drilled(new ZonePowerLoss("eu-west-2a")).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(standby(Phase.RESTORATION))
        .singleElement()
        .satisfies(each -> assertThat(each.took()).contains(REBUILT));

    DrillOutcome second = drilled(new ZonePowerLoss("eu-west-2b"));

    assertThat(second.verdict()).as(second.reason()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void a_drill_begins_once_the_standby_stands() {
    try (DrillSession before = stack.session()) {
      Injection lost = before.inject(new ZonePowerLoss("eu-west-2b"));
      assertThat(lost.undo()).isEqualTo(Optional.empty());
    }

    DrillOutcome failedOver = drilled(new DatabaseFailover(stack.database()));

    assertThat(failedOver.verdict()).as(failedOver.reason()).isEqualTo(Verdict.PASSED);
    assertThat(standby(Phase.STEADY_STATE))
        .singleElement()
        .satisfies(each -> assertThat(each.took()).contains(REBUILT));
  }

  @Test
  void one_that_does_not_come_back_is_no_steady_state_and_the_verdict_says_so() {
    try (DrillSession broken = stack.session()) {
      broken.inject(new ZonePowerLoss("eu-west-2b"));

      DrillOutcome drilled = drilled(new DatabaseFailover(stack.database()));

      assertThat(drilled.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(drilled.reason())
          .startsWith("there was no steady state to begin with: expected the database to be")
          .contains("with a standby in another zone within 3780 s")
          .contains("without a standby in another zone");
    }
  }

  @Test
  void what_cannot_affect_the_database_is_not_waited_for_in_the_end() {
    assertThat(drilled(new InstanceTermination(stack.instance())).verdict())
        .isEqualTo(Verdict.PASSED);

    assertThat(standby(Phase.RECOVERY)).isEmpty();
    assertThat(standby(Phase.STEADY_STATE)).hasSize(1);
  }

  @Test
  void nobody_waits_for_it_while_something_is_broken() {
    try (DrillSession session = stack.session()) {
      assertThat(session.monitor().isStandbyAwaited()).isTrue();
      Injection lost = session.inject(new ZonePowerLoss("eu-west-2b"));
      assertThat(session.monitor().isStandbyAwaited()).isFalse();
      lost.undo();
      assertThat(session.monitor().isStandbyAwaited()).isTrue();
    }
  }

  @Test
  void where_there_is_no_database_nobody_asks_for_it() {
    try (DrilledStack demo = new DrilledStack(Blueprints.shipped("demo"));
        DrillSession session = demo.session()) {
      assertThat(session.monitor().isStandbyAwaited()).isFalse();
    }
  }
}
