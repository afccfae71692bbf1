package dev.azdrill.simulator.cloudwatch;

import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/** What is left of several values of one metric: enough for the five statistics. */
record MetricSummary(double sum, double minimum, double maximum, double count) {
  static MetricSummary of(double value) {
    return new MetricSummary(value, value, value, 1);
  }

  /** The values of one datum, however it gives them. */
  static MetricSummary of(MetricDatum datum) {
    if (datum.value() != null && !datum.values().isEmpty()) {
      throw CloudWatchErrors.valuesBothWays("Value", "Values");
    }
    if (datum.value() != null && datum.statisticValues() != null) {
      throw CloudWatchErrors.valuesBothWays("Value", "StatisticValues");
    }
    if (datum.statisticValues() != null && !datum.values().isEmpty()) {
      throw CloudWatchErrors.valuesBothWays("StatisticValues", "Values");
    }
    if (datum.value() != null) {
      return checked(MetricSummary.of(datum.value()));
    }
    StatisticSet set = datum.statisticValues();
    if (set != null) {
      return checked(new MetricSummary(set.sum(), set.minimum(), set.maximum(), set.sampleCount()));
    }
    List<Double> values = datum.values();
    if (values.isEmpty()) {
      throw CloudWatchErrors.valueMissing();
    }
    if (!datum.counts().isEmpty() && datum.counts().size() != values.size()) {
      throw CloudWatchErrors.valuesAndCountsMismatch();
    }
    MetricSummary all = null;
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      double times = datum.counts().isEmpty() ? 1 : datum.counts().get(i);
      MetricSummary one = new MetricSummary(value * times, value, value, times);
      all = all == null ? one : all.and(one);
    }
    return checked(all == null ? MetricSummary.of(0) : all);
  }

  private static MetricSummary checked(MetricSummary summary) {
    if (!Double.isFinite(summary.sum) || !Double.isFinite(summary.count)) {
      throw CloudWatchErrors.valueInvalid(summary.sum);
    }
    return summary;
  }

  MetricSummary and(MetricSummary other) {
    return new MetricSummary(
        sum + other.sum,
        Math.min(minimum, other.minimum),
        Math.max(maximum, other.maximum),
        count + other.count);
  }

  double value(Statistic statistic) {
    return switch (statistic) {
      case AVERAGE -> sum / count;
      case SUM -> sum;
      case MINIMUM -> minimum;
      case MAXIMUM -> maximum;
      case SAMPLE_COUNT -> count;
      case UNKNOWN_TO_SDK_VERSION -> throw CloudWatchErrors.statisticInvalid();
    };
  }
}
