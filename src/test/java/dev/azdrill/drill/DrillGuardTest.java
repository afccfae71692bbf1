package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.BadBoot;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.fault.ZoneLatency;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.session.Somebody;
import dev.azdrill.traffic.Clients;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Limits keep faults from being injected; stop conditions end what is broken. */
class DrillGuardTest {
  private static final Fault ZONE = new ZonePowerLoss("eu-west-2a");
  private static final String ALARM = "checkout-5xx";
  private static final Objectives SOON =
      new Objectives(
          Optional.of(Duration.ofSeconds(1)),
          Optional.of(0),
          Optional.empty(),
          Optional.empty(),
          false);

  private final DrilledStack stack = new DrilledStack();

  @AfterEach
  void close() {
    stack.close();
  }

  private static Guards zones(int most) {
    return Guards.NONE.with(new Limits(Optional.of(most), Optional.empty(), Optional.empty()));
  }

  private static Guards targets(int most, boolean isPercent) {
    return Guards.NONE.with(
        new Limits(
            Optional.empty(), Optional.of(new TargetLimit(most, isPercent)), Optional.empty()));
  }

  private static Guards inEffect(Duration most) {
    return Guards.NONE.with(new Limits(Optional.empty(), Optional.empty(), Optional.of(most)));
  }

  private static Guards errorRate(int percent) {
    return Guards.NONE.stoppingIf(
        new StopCondition.ErrorRate(BigDecimal.valueOf(percent), StopCondition.WINDOW));
  }

  private static Guards alarm() {
    return Guards.NONE.stoppingIf(new StopCondition.AlarmNotOk(ALARM));
  }

  private static Drill drill(Guards guards, DrillStep... steps) {
    return new Drill("a drill", List.of(steps), Objectives.NONE, guards);
  }

  private static DrillStep inject(Fault fault) {
    return new DrillStep.Inject(fault);
  }

  private static DrillStep served() {
    return new DrillStep.Expect(TimedExpectation.inTime(new Expectation.ClientsServed()));
  }

  private DrillOutcome run(Drill drill, Objectives objectives) {
    try (Clients clients = stack.clients(stack.simulator);
        DrillSession session = stack.session(stack.simulator, objectives)) {
      session.use(clients);
      return session.run(drill);
    }
  }

  private DrillOutcome run(Drill drill) {
    return run(drill, Objectives.NONE);
  }

  private <T extends Observation> Instant when(Class<T> kind) {
    return stack.journal.entries().stream()
        .filter(each -> kind.isInstance(each.observation()))
        .map(Entry::at)
        .findFirst()
        .orElseThrow();
  }

  private void nothingIsBroken() {
    assertThat(stack.simulator.region().facts().all()).isEmpty();
  }

  private void refused(DrillOutcome outcome, String why) {
    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains(why);
    nothingIsBroken();
  }

  /** It could never be met, and the drill would pass as if it had been watched. */
  @Test
  void a_condition_on_requests_is_refused_where_nobody_sends_any() {
    DrillSession session = stack.session();

    refused(
        session.run(drill(errorRate(5), inject(ZONE), new DrillStep.Undo())),
        "expected clients whose requests are judged before anything is injected, saw none");
  }

  @Test
  void guards_that_come_after_a_fault_are_refused() {
    try (DrillSession session = stack.session()) {
      session.inject(ZONE);

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> session.obey(zones(1)))
          .withMessage("expected guards before a fault holds, saw them after it");
    }
  }

  /** Nothing happens of which anybody could be told: the wait must look by itself. */
  @Test
  void the_minutes_end_while_a_witness_is_awaited() {
    DrillOutcome outcome =
        run(
            drill(
                inEffect(Duration.ofMinutes(1)),
                inject(new BadBoot(Optional.empty())),
                new DrillStep.Undo()));

    refused(outcome, "faults may be in effect for 1min at most");
    assertThat(
            Duration.between(
                when(Observation.FaultImposed.class), when(Observation.DrillStopped.class)))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void faults_that_hold_at_the_same_time_are_counted_together() {
    DrillOutcome outcome =
        run(
            drill(
                zones(1),
                inject(new ZoneCapacityLoss("eu-west-2a")),
                inject(new ZoneLatency("eu-west-2b", 200)),
                served()));

    refused(
        outcome, "expected faults to affect at most 1 zone at once, saw 2: eu-west-2a, eu-west-2b");
    assertThat(stack.noted(Observation.FaultImposed.class)).hasSize(1);
    assertThat(stack.noted(Observation.FaultUndone.class)).hasSize(1);
    assertThat(stack.noted(Observation.FaultRefused.class)).hasSize(1);
  }

  @Test
  void what_is_undone_counts_no_longer() {
    DrillOutcome outcome =
        run(
            drill(
                zones(1),
                inject(new ZoneLatency("eu-west-2a", 200)),
                new DrillStep.Undo(),
                inject(new ZoneLatency("eu-west-2b", 200)),
                served()));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(stack.noted(Observation.FaultImposed.class)).hasSize(2);
  }

  @Test
  void a_share_of_the_instances_in_service_is_a_limit() {
    refused(
        run(drill(targets(49, true), inject(ZONE), served())),
        "expected faults to affect at most 49% of the instances in service at once, saw 1 of 2");
    assertThat(stack.noted(Observation.FaultImposed.class)).isEmpty();

    assertThat(run(drill(targets(50, true), inject(ZONE), served())).verdict())
        .isEqualTo(Verdict.PASSED);
  }

  @Test
  void a_number_of_instances_is_a_limit() {
    refused(
        run(drill(targets(0, false), inject(new InstanceTermination(stack.instance())), served())),
        "at most 0 of the instances in service at once, saw 1 of 2: " + stack.instance());
  }

  @Test
  void a_limit_of_the_command_holds_beside_that_of_the_drill() {
    try (DrillSession session =
        stack
            .run(stack.simulator)
            .open("drill-1", "a drill", stack.inventory(), Objectives.NONE, zones(1))) {
      refused(
          session.run(
              drill(
                  zones(2),
                  inject(new ZoneCapacityLoss("eu-west-2a")),
                  inject(new ZoneCapacityLoss("eu-west-2b")))),
          "at most 1 zone at once");
    }
  }

  @Test
  void faults_are_undone_when_their_time_is_over() {
    DrillOutcome outcome =
        run(
            drill(
                inEffect(Duration.ofMinutes(3)),
                inject(new ZoneLatency("eu-west-2a", 50)),
                new DrillStep.Pause(Duration.ofHours(1)),
                served()));

    refused(outcome, "because faults may be in effect for 3min at most");
    Instant imposed = when(Observation.FaultImposed.class);
    assertThat(when(Observation.DrillStopped.class)).isEqualTo(imposed.plus(Duration.ofMinutes(3)));
    assertThat(when(Observation.FaultUndone.class)).isEqualTo(imposed.plus(Duration.ofMinutes(3)));
  }

  @Test
  void the_time_of_faults_is_added_up() {
    DrillStep pause = new DrillStep.Pause(Duration.ofMinutes(2));
    DrillStep slow = inject(new ZoneLatency("eu-west-2a", 50));

    refused(
        run(
            drill(
                inEffect(Duration.ofMinutes(3)),
                slow,
                pause,
                new DrillStep.Undo(),
                pause,
                slow,
                pause,
                served())),
        "for 3min at most");
    List<Instant> imposed =
        stack.journal.entries().stream()
            .filter(each -> each.observation() instanceof Observation.FaultImposed)
            .map(Entry::at)
            .toList();
    assertThat(when(Observation.DrillStopped.class))
        .isBetween(imposed.get(1).plusSeconds(30), imposed.get(1).plusSeconds(60));
  }

  @Test
  void requests_that_fail_too_often_end_the_drill_and_everything_is_undone() {
    DrillOutcome outcome = run(drill(errorRate(5), inject(ZONE), served()), SOON);

    refused(outcome, "because more than 5 % of the requests in the last 1min failed: ");
    Observation.DrillStopped stopped = stack.noted(Observation.DrillStopped.class).get(0);
    assertThat(stopped.seen()).matches("\\d+ of \\d+ requests failed, \\d+\\.\\d %");
    assertThat(stack.noted(Observation.FaultUndone.class)).hasSize(1);
    assertThat(when(Observation.FaultUndone.class)).isEqualTo(when(Observation.DrillStopped.class));
  }

  @Test
  void requests_that_fail_less_often_end_nothing() {
    assertThat(run(drill(errorRate(90), inject(ZONE), served())).verdict())
        .isEqualTo(Verdict.PASSED);
    assertThat(stack.noted(Observation.DrillStopped.class)).isEmpty();
  }

  @Test
  void what_was_missed_before_it_was_stopped_stays_a_failure() {
    DrillOutcome outcome =
        run(
            drill(
                inEffect(Duration.ofMinutes(3)),
                inject(ZONE),
                new DrillStep.Expect(
                    TimedExpectation.within(
                        new Expectation.CapacityAtLeast(90), Duration.ofSeconds(5))),
                new DrillStep.Pause(Duration.ofHours(1))));

    assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(outcome.reason())
        .contains("expected the group to grow to at least 90 instances")
        .contains("the drill was stopped at ");
    nothingIsBroken();
  }

  @Test
  void whoever_goes_on_after_a_stop_can_break_nothing_more() {
    DrillSession session = stack.session();
    try (Clients clients = stack.clients(stack.simulator)) {
      session.use(clients);
      session.obey(errorRate(5));
      session.inject(ZONE);
      TimedExpectation served = TimedExpectation.inTime(new Expectation.ClientsServed());

      assertThatExceptionOfType(DrillStopped.class).isThrownBy(() -> session.await(served));
      assertThatExceptionOfType(DrillStopped.class).isThrownBy(() -> session.await(served));
      assertThatExceptionOfType(DrillStopped.class)
          .isThrownBy(() -> session.inject(new ZoneLatency("eu-west-2b", 50)));
      assertThat(session.undoAll()).isEmpty();
      session.close();
    }
    assertThat(session.outcome().orElseThrow().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    nothingIsBroken();
  }

  @Test
  void a_sentence_of_a_limit_refuses_a_single_fault() {
    try (DrillSession session = stack.session()) {
      session.obey(zones(1));
      session.inject(new ZoneCapacityLoss("eu-west-2a"));
      assertThatExceptionOfType(FaultException.class)
          .isThrownBy(() -> session.inject(new ZoneCapacityLoss("eu-west-2b")))
          .withMessageEndingWith("zone capacity loss on eu-west-2b was not imposed");
    }
  }

  private void alarm(StateValue state) {
    var cloudWatch = Somebody.beside(stack.simulator.session()).cloudWatch();
    cloudWatch.putMetricAlarm(
        r ->
            r.alarmName(ALARM)
                .namespace("shop")
                .metricName("errors")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .treatMissingData(
                    state == StateValue.INSUFFICIENT_DATA ? "missing" : "notBreaching")
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
    if (state != StateValue.INSUFFICIENT_DATA) {
      stack.pass(Duration.ofMinutes(3));
    }
    if (state == StateValue.ALARM) {
      toAlarm();
    }
  }

  private void toAlarm() {
    Somebody.beside(stack.simulator.session())
        .cloudWatch()
        .setAlarmState(r -> r.alarmName(ALARM).stateValue(StateValue.ALARM).stateReason("a test"));
  }

  private void refusedBefore(String seen) {
    refused(
        run(drill(alarm(), inject(ZONE), served())),
        "expected alarm checkout-5xx to be OK before anything is injected, saw " + seen);
    assertThat(stack.noted(Observation.FaultIntended.class)).isEmpty();
    assertThat(stack.noted(Observation.RecoveryMeasured.class))
        .as("it was refused before anything was waited for")
        .isEmpty();
  }

  @Test
  void without_its_alarm_nothing_is_injected() {
    refusedBefore("no alarm of this name: create it");
  }

  @Test
  void while_an_alarm_cannot_tell_nothing_is_injected() {
    alarm(StateValue.INSUFFICIENT_DATA);

    refusedBefore("it in INSUFFICIENT_DATA: an alarm that cannot tell is no guard");
  }

  @Test
  void while_its_alarm_is_in_alarm_nothing_is_injected() {
    alarm(StateValue.ALARM);

    refusedBefore("it in ALARM: wait until it is OK");
  }

  @Test
  void sentences_inject_nothing_either_while_the_alarm_is_in_alarm() {
    alarm(StateValue.ALARM);
    try (DrillSession session = stack.session()) {
      session.obey(alarm());

      assertThatExceptionOfType(FaultException.class)
          .isThrownBy(() -> session.inject(ZONE))
          .withMessageContaining("saw it in ALARM");
    }
    assertThat(stack.noted(Observation.FaultImposed.class)).isEmpty();
  }

  @Test
  void an_alarm_that_is_ok_ends_nothing() {
    alarm(StateValue.OK);

    assertThat(run(drill(alarm(), inject(ZONE), served())).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void an_alarm_that_goes_off_ends_the_drill() {
    alarm(StateValue.OK);
    whileBroken(this::toAlarm);

    refused(
        run(drill(alarm(), inject(ZONE), new DrillStep.Pause(Duration.ofHours(1)), served())),
        "because alarm checkout-5xx is not OK: it was in ALARM");
  }

  @Test
  void an_alarm_that_is_deleted_ends_the_drill() {
    alarm(StateValue.OK);
    whileBroken(
        () ->
            Somebody.beside(stack.simulator.session())
                .cloudWatch()
                .deleteAlarms(r -> r.alarmNames(ALARM)));

    refused(
        run(drill(alarm(), inject(ZONE), new DrillStep.Pause(Duration.ofHours(1)), served())),
        "because alarm checkout-5xx is not OK: it was gone");
  }

  /** Somebody does this once, two minutes after something was broken. */
  private void whileBroken(Runnable act) {
    boolean[] isDone = {false};
    stack
        .simulator
        .session()
        .atEachLook(
            () -> {
              boolean isBroken =
                  !stack.noted(Observation.FaultImposed.class).isEmpty()
                      && stack
                          .now()
                          .isAfter(
                              when(Observation.FaultImposed.class).plus(Duration.ofMinutes(2)));
              if (isBroken && !isDone[0]) {
                isDone[0] = true;
                act.run();
              }
            });
  }
}
