package dev.azdrill.simulator.world;

import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** Port: CloudWatch, for services that publish metrics and are moved by alarms. */
public interface Metrics {
  /** Publishes data points under the present virtual time, unless they carry their own. */
  void publish(String namespace, List<MetricDatum> data);

  /**
   * Creates an alarm or replaces the one of its name.
   *
   * @return the alarm's ARN
   */
  String putAlarm(PutMetricAlarmRequest alarm);

  /** Deletes alarms; those that are gone already are passed over. */
  void deleteAlarms(List<String> names);

  /**
   * Calls {@code listener} when an alarm enters a state for which it names an action of this ARN
   * prefix, and again every evaluation period while it stays in ALARM, as CloudWatch does for Auto
   * Scaling actions.
   */
  void onAction(String arnPrefix, AlarmListener listener);

  /**
   * Calls {@code listener} whenever an alarm enters another state, in the middle of what changes
   * it: it may schedule an event and must not look at anything yet.
   */
  void onChange(ChangeListener listener);

  /** Who wants to know of the states of alarms. */
  @FunctionalInterface
  interface ChangeListener {
    /**
     * An alarm has entered a state.
     *
     * @param state {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
     */
    void changed(String alarmArn, String state);
  }

  /** Who acts when an alarm goes off. */
  @FunctionalInterface
  interface AlarmListener {
    void alarmed(Alarmed alarmed);
  }

  /**
   * An alarm has entered a state or stays in ALARM.
   *
   * @param name the alarm's
   * @param actionArn the action that it names
   * @param state {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
   * @param value the metric's latest value, in its own unit; NaN when there is none
   * @param threshold what the alarm compares it with
   */
  record Alarmed(String name, String actionArn, String state, double value, double threshold) {}
}
