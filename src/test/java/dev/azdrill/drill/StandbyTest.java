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
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A drill begins only once a database that is to have a standby has it. */
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

  private List<Measurement> awaited() {
    return stack.noted(Observation.RecoveryMeasured.class).stream()
        .map(Observation.RecoveryMeasured::measurement)
        .filter(each -> each.component() == Component.DATABASE_REDUNDANCY)
        .toList();
  }

  @Test
  void a_second_zone_may_be_lost_after_the_drill_of_the_first() {
    assertThat(drilled(new ZonePowerLoss("eu-west-2a")).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(awaited()).as("there was nothing to wait for").isEmpty();

    DrillOutcome second = drilled(new ZonePowerLoss("eu-west-2b"));

    assertThat(second.verdict()).as(second.reason()).isEqualTo(Verdict.PASSED);
    assertThat(awaited())
        .singleElement()
        .satisfies(each -> assertThat(each.phase()).isEqualTo(Phase.STEADY_STATE))
        .satisfies(each -> assertThat(each.took().orElseThrow()).isPositive().isLessThan(REBUILT));
  }

  @Test
  void a_drill_begins_once_the_standby_stands() {
    try (DrillSession before = stack.session()) {
      Injection lost = before.inject(new ZonePowerLoss("eu-west-2b"));
      assertThat(lost.undo()).isEqualTo(Optional.empty());
    }

    DrillOutcome failedOver = drilled(new DatabaseFailover(stack.database()));

    assertThat(failedOver.verdict()).as(failedOver.reason()).isEqualTo(Verdict.PASSED);
    assertThat(awaited())
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
