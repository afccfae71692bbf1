package dev.azdrill.simulator.fis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateActionInput;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateRequest;
import software.amazon.awssdk.services.fis.model.SafetyLeverStatusInput;

/** What ends an experiment before its time. */
class StopConditionsTest {
  private static final String ARN = "arn:aws:cloudwatch:eu-west-2:123456789012:alarm:errors";

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ground ground;

  @BeforeEach
  void stand() {
    ground = new Ground(region);
    region
        .aws()
        .cloudWatch()
        .putMetricAlarm(
            r ->
                r.alarmName("errors")
                    .namespace("shop")
                    .metricName("errors")
                    .statistic(Statistic.SUM)
                    .period(3600)
                    .evaluationPeriods(1)
                    .threshold(1.0)
                    .treatMissingData("ignore")
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
  }

  private void alarm(StateValue state) {
    region
        .aws()
        .cloudWatch()
        .setAlarmState(r -> r.alarmName("errors").stateValue(state).stateReason("test"));
  }

  private static CreateExperimentTemplateRequest.Builder guarded() {
    return Ground.onInstances(
            "aws:ec2:stop-instances", Map.of("startInstancesAfterDuration", "PT1H"))
        .stopConditions(Ground.stopCondition("aws:cloudwatch:alarm", ARN));
  }

  @Test
  void an_alarm_stops_the_experiment_and_undoes_what_it_did() {
    String instance = ground.instance("a");
    String id = ground.begin(guarded());
    alarm(StateValue.OK);
    region.pass(Duration.ofMinutes(1));
    assertThat(ground.state(instance)).isEqualTo("stopped");
    assertThat(ground.status(id)).isEqualTo("running");

    alarm(StateValue.ALARM);
    region.pass(Duration.ofMinutes(1));

    assertThat(ground.status(id)).isEqualTo("stopped");
    assertThat(ground.reason(id)).contains("stop condition", ARN);
    assertThat(ground.state(instance)).isEqualTo("running");
  }

  @Test
  void an_alarm_that_is_on_already_lets_nothing_begin() {
    String instance = ground.instance("a");
    alarm(StateValue.ALARM);

    String id = ground.begin(guarded());

    assertThat(ground.status(id)).isEqualTo("stopped");
    assertThat(ground.status(id, "act")).isEqualTo("cancelled");
    assertThat(ground.state(instance)).isEqualTo("running");
  }

  @Test
  void an_alarm_that_is_no_stop_condition_stops_nothing() {
    ground.instance("a");
    String id =
        ground.begin(
            Ground.onInstances(
                "aws:ec2:stop-instances", Map.of("startInstancesAfterDuration", "PT1H")));

    alarm(StateValue.ALARM);
    region.pass(Duration.ofMinutes(1));

    assertThat(ground.status(id)).isEqualTo("running");
  }

  @Test
  void the_state_of_an_alarm_is_asserted() {
    alarm(StateValue.OK);
    assertThat(ground.status(ground.begin(asserting("OK")))).isEqualTo("running");

    String failed = ground.begin(asserting("ALARM,INSUFFICIENT_DATA"));
    assertThat(ground.status(failed)).isEqualTo("failed");
    assertThat(ground.reason(failed)).contains("is in state OK");
    assertThat(ground.status(failed, "after")).isEqualTo("cancelled");
  }

  private static CreateExperimentTemplateRequest.Builder asserting(String states) {
    return Ground.blank()
        .actions(
            Map.of(
                "assert",
                Ground.action(
                    "aws:cloudwatch:assert-alarm-state",
                    Map.of("alarmArns", ARN, "alarmStates", states),
                    Map.of()),
                "after",
                Ground.action("aws:fis:wait", Map.of("duration", "PT1M"), Map.of()).toBuilder()
                    .startAfter("assert")
                    .build()));
  }

  @Test
  void actions_start_after_those_that_they_wait_for() {
    String id =
        ground.begin(
            Ground.blank()
                .actions(
                    Map.of(
                        "second",
                        waiting("PT1M").toBuilder().startAfter("first").build(),
                        "first",
                        waiting("PT2M"))));

    assertThat(ground.status(id, "first")).isEqualTo("running");
    assertThat(ground.status(id, "second")).isEqualTo("pending");
    region.pass(Duration.ofSeconds(125));
    assertThat(ground.status(id, "first")).isEqualTo("completed");
    assertThat(ground.status(id, "second")).isEqualTo("running");
    assertThat(Ground.named("second", ground.experiment(id).actions()).startTime())
        .isEqualTo(Ground.named("first", ground.experiment(id).actions()).endTime());
    region.pass(Duration.ofMinutes(1));
    assertThat(ground.status(id)).isEqualTo("completed");
  }

  private static CreateExperimentTemplateActionInput waiting(String duration) {
    return Ground.action("aws:fis:wait", Map.of("duration", duration), Map.of());
  }

  @Test
  void the_safety_lever_stops_what_runs_and_cancels_what_is_started() {
    String instance = ground.instance("a");
    String running = ground.begin(guarded());
    ground
        .fis()
        .updateSafetyLeverState(
            r ->
                r.id("default")
                    .state(s -> s.status(SafetyLeverStatusInput.ENGAGED).reason("incident")));
    region.pass(Duration.ofMinutes(1));

    assertThat(ground.status(running)).isEqualTo("stopped");
    assertThat(ground.state(instance)).isEqualTo("running");
    assertThat(ground.status(ground.begin(guarded()))).isEqualTo("cancelled");
    assertThat(ground.fis().getSafetyLever(r -> r.id("default")).safetyLever().state().reason())
        .isEqualTo("incident");

    ground
        .fis()
        .updateSafetyLeverState(
            r ->
                r.id("default")
                    .state(s -> s.status(SafetyLeverStatusInput.DISENGAGED).reason("over")));
    assertThat(ground.status(ground.begin(guarded()))).isEqualTo("running");
  }

  @Test
  void no_more_than_five_run_at_once() {
    String template = ground.template(Ground.blank().actions(Map.of("w", waiting("PT1H"))));
    for (int i = 0; i < 5; i++) {
      ground.start(template);
    }

    assertThat(FisRefusal.of(() -> ground.start(template)))
        .startsWith("402 ServiceQuotaExceededException");
  }
}
