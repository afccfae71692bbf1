package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

@Contract
@Needs("monitoring")
class AlarmContract {
  private static String create(Subject s, int evaluations, int datapoints) {
    String name = s.name("alarm");
    s.cloudWatch()
        .putMetricAlarm(
            r ->
                r.alarmName(name)
                    .namespace("azdrill")
                    .metricName("load")
                    .statistic(Statistic.AVERAGE)
                    .period(60)
                    .evaluationPeriods(evaluations)
                    .datapointsToAlarm(datapoints)
                    .threshold(1.0)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
    s.later("delete " + name, () -> s.cloudWatch().deleteAlarms(r -> r.alarmNames(name)));
    return name;
  }

  private static List<MetricAlarm> described(Subject s, String name) {
    return s.cloudWatch().describeAlarms(r -> r.alarmNames(name)).metricAlarms();
  }

  @Test
  void an_alarm_without_data_says_so(Subject s) {
    String name = create(s, 1, 1);

    s.eventually("the alarm to lack data")
        .until(
            () -> described(s, name).get(0).stateValue(),
            state -> state == StateValue.INSUFFICIENT_DATA);
  }

  @Test
  void an_alarm_is_described_as_it_was_made(Subject s) {
    MetricAlarm alarm = described(s, create(s, 3, 2)).get(0);

    assertThat(alarm.period()).isEqualTo(60);
    assertThat(alarm.evaluationPeriods()).isEqualTo(3);
    assertThat(alarm.datapointsToAlarm()).isEqualTo(2);
    assertThat(alarm.threshold()).isEqualTo(1.0);
    assertThat(alarm.comparisonOperator()).isEqualTo(ComparisonOperator.GREATER_THAN_THRESHOLD);
    assertThat(alarm.alarmArn()).contains(":alarm:" + alarm.alarmName());
  }

  /** Until it is evaluated again, which may be at any moment where time passes by itself. */
  @Test
  void an_alarm_can_be_set_by_hand_and_remembers(Subject s) {
    String name = create(s, 1, 1);

    s.cloudWatch()
        .setAlarmState(r -> r.alarmName(name).stateValue(StateValue.ALARM).stateReason("by hand"));

    MetricAlarm alarm = described(s, name).get(0);
    List<AlarmHistoryItem> history =
        s.cloudWatch()
            .describeAlarmHistory(
                r -> r.alarmName(name).historyItemType(HistoryItemType.STATE_UPDATE))
            .alarmHistoryItems();
    assertThat(history).isNotEmpty();
    if (s.timePasses() && alarm.stateValue() == StateValue.INSUFFICIENT_DATA) {
      assertThat(history).anyMatch(each -> each.historySummary().endsWith("to ALARM"));
    } else {
      assertThat(alarm.stateValue()).isEqualTo(StateValue.ALARM);
      assertThat(alarm.stateReason()).isEqualTo("by hand");
    }
  }

  @Test
  void an_unknown_alarm_cannot_be_set(Subject s) {
    assertThat(
            Refusal.of(
                () ->
                    s.cloudWatch()
                        .setAlarmState(
                            r ->
                                r.alarmName("c-nobody")
                                    .stateValue(StateValue.OK)
                                    .stateReason("none"))))
        .isEqualTo("ResourceNotFound");
  }

  @Test
  void an_alarm_counts_no_more_datapoints_than_it_looks_at(Subject s) {
    assertThat(Refusal.of(() -> create(s, 2, 3))).isIn("ValidationError", "InvalidParameterValue");
  }

  @Test
  void an_alarm_that_is_deleted_is_gone(Subject s) {
    String name = create(s, 1, 1);

    s.cloudWatch().deleteAlarms(r -> r.alarmNames(name));

    assertThat(described(s, name)).isEmpty();
  }

  @Test
  void an_alarm_is_put_again_to_be_changed(Subject s) {
    String name = create(s, 3, 3);

    s.cloudWatch()
        .putMetricAlarm(
            r ->
                r.alarmName(name)
                    .namespace("azdrill")
                    .metricName("load")
                    .statistic(Statistic.MAXIMUM)
                    .period(60)
                    .evaluationPeriods(1)
                    .threshold(5.0)
                    .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD));

    assertThat(described(s, name))
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.statistic()).isEqualTo(Statistic.MAXIMUM);
              assertThat(alarm.threshold()).isEqualTo(5.0);
            });
  }
}
