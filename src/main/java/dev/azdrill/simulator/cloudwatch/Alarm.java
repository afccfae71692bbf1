package dev.azdrill.simulator.cloudwatch;

import dev.azdrill.simulator.cloudwatch.Evaluation.Missing;
import dev.azdrill.simulator.cloudwatch.Evaluation.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** One metric alarm: its configuration, and the state it is in. */
final class Alarm {
  private static final int DAY = 86_400;
  private static final int WEEK = 7 * DAY;

  private final Map<String, String> tags = new TreeMap<>();
  private final Evaluation evaluation;
  private final MetricId metric;
  private MetricAlarm described;

  private Alarm(MetricAlarm described, Evaluation evaluation, MetricId metric) {
    this.described = described;
    this.evaluation = evaluation;
    this.metric = metric;
  }

  /**
   * An alarm as it was asked for.
   *
   * @param before the alarm of this name that it replaces: its state and tags stay
   */
  static Alarm of(PutMetricAlarmRequest request, String arn, Instant now, @Nullable Alarm before) {
    check(request);
    int n = request.evaluationPeriods();
    int m = request.datapointsToAlarm() == null ? n : request.datapointsToAlarm();
    Missing missing =
        request.treatMissingData() == null
            ? Missing.MISSING
            : Missing.of(request.treatMissingData());
    Evaluation evaluation =
        new Evaluation(n, m, request.comparisonOperator(), request.threshold(), missing);
    MetricAlarm.Builder described =
        before == null
            ? MetricAlarm.builder()
                .stateValue(StateValue.INSUFFICIENT_DATA)
                .stateReason("Unchecked: Initial alarm creation")
                .stateUpdatedTimestamp(now)
                .stateTransitionedTimestamp(now)
            : before.described.toBuilder();
    described
        .alarmName(request.alarmName())
        .alarmArn(arn)
        .alarmDescription(request.alarmDescription())
        .alarmConfigurationUpdatedTimestamp(now)
        .actionsEnabled(!Boolean.FALSE.equals(request.actionsEnabled()))
        .okActions(List.copyOf(request.okActions()))
        .alarmActions(List.copyOf(request.alarmActions()))
        .insufficientDataActions(List.copyOf(request.insufficientDataActions()))
        .namespace(request.namespace())
        .metricName(request.metricName())
        .statistic(request.statistic())
        .dimensions(List.copyOf(request.dimensions()))
        .period(request.period())
        .unit(request.unit())
        .evaluationPeriods(request.evaluationPeriods())
        .datapointsToAlarm(request.datapointsToAlarm())
        .threshold(request.threshold())
        .comparisonOperator(request.comparisonOperator())
        .treatMissingData(request.treatMissingData());
    Alarm alarm =
        new Alarm(
            described.build(),
            evaluation,
            MetricId.of(request.namespace(), request.metricName(), request.dimensions()));
    if (before == null) {
      request.tags().forEach(tag -> alarm.tags.put(tag.key(), tag.value()));
    } else {
      alarm.tags.putAll(before.tags);
    }
    return alarm;
  }

  private static void check(PutMetricAlarmRequest request) {
    if (!request.metrics().isEmpty()) {
      throw CloudWatchErrors.metricMathInAlarmsNotSimulated();
    }
    if (request.extendedStatistic() != null) {
      throw CloudWatchErrors.percentilesNotSimulated();
    }
    if (request.namespace() == null || request.metricName() == null) {
      throw CloudWatchErrors.metricOfAlarmMissing();
    }
    if (request.statistic() == null || request.statistic() == Statistic.UNKNOWN_TO_SDK_VERSION) {
      throw CloudWatchErrors.statisticMissing();
    }
    if (request.comparisonOperator() == ComparisonOperator.UNKNOWN_TO_SDK_VERSION) {
      throw CloudWatchErrors.comparisonOperatorInvalid();
    }
    if (request.period() == null || request.threshold() == null) {
      throw CloudWatchErrors.periodOrThresholdMissing();
    }
    Stream.of(request.okActions(), request.alarmActions(), request.insufficientDataActions())
        .flatMap(List::stream)
        .filter(action -> !action.startsWith("arn:"))
        .findFirst()
        .ifPresent(
            action -> {
              throw CloudWatchErrors.actionNotAnArn(action);
            });
    checkPeriods(request.period(), request.evaluationPeriods(), request.datapointsToAlarm());
  }

  private static void checkPeriods(int period, int n, @Nullable Integer m) {
    boolean highResolution = period == 10 || period == 20 || period == 30;
    if (!highResolution && (period <= 0 || period % 60 != 0)) {
      throw CloudWatchErrors.periodOfAlarmInvalid(period);
    }
    if (n < 1 || (m != null && (m < 1 || m > n))) {
      throw CloudWatchErrors.datapointsToAlarmInvalid(m, n);
    }
    if ((long) period * n > (period >= 3600 ? WEEK : DAY)) {
      throw CloudWatchErrors.evaluationTooLong();
    }
  }

  String name() {
    return described.alarmName();
  }

  MetricAlarm describe() {
    return described;
  }

  MetricId metric() {
    return metric;
  }

  /** The tags by key; to be changed in place. */
  Map<String, String> tags() {
    return tags;
  }

  StateValue state() {
    return described.stateValue();
  }

  /** How often it is evaluated: once in its period, but at least every minute. */
  Duration interval() {
    return Duration.ofSeconds(Math.min(60, described.period()));
  }

  /** The values of its evaluation range, latest first; {@code now} ends the latest period. */
  List<OptionalDouble> values(Optional<Series> series, Instant now) {
    Duration period = Duration.ofSeconds(described.period());
    List<OptionalDouble> values = new ArrayList<>();
    for (int age = 1; age <= evaluation.range(); age++) {
      Instant start = now.minus(period.multipliedBy(age));
      values.add(
          series
              .flatMap(s -> s.over(start, period))
              .map(s -> OptionalDouble.of(s.value(described.statistic())))
              .orElseGet(OptionalDouble::empty));
    }
    return values;
  }

  /** What these values mean to it. */
  Verdict judge(List<OptionalDouble> values) {
    return evaluation.of(values, state());
  }

  /** Enters a state, or stays; a reason is remembered only when the state changes. */
  boolean enter(StateValue state, String reason, @Nullable String data, Instant now) {
    if (state == described.stateValue()) {
      return false;
    }
    described =
        described.toBuilder()
            .stateValue(state)
            .stateReason(reason)
            .stateReasonData(data)
            .stateUpdatedTimestamp(now)
            .stateTransitionedTimestamp(now)
            .build();
    return true;
  }

  void enableActions(boolean enabled) {
    described = described.toBuilder().actionsEnabled(enabled).build();
  }

  /** What it does in the state it is in; nothing while its actions are disabled. */
  List<String> actions() {
    if (Objects.equals(described.actionsEnabled(), false)) {
      return List.of();
    }
    return switch (state()) {
      case OK -> described.okActions();
      case ALARM -> described.alarmActions();
      case INSUFFICIENT_DATA -> described.insufficientDataActions();
      case UNKNOWN_TO_SDK_VERSION -> List.of();
    };
  }
}
