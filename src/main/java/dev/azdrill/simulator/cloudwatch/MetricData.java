package dev.azdrill.simulator.cloudwatch;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** The metrics and their data points. */
final class MetricData {
  private static final int STATISTICS_MAX = 1_440;
  private static final int DATA_MAX = 100_800;
  private static final int LISTED_MAX = 500;
  private static final Duration OLDEST = Duration.ofDays(14);
  private static final Duration NEWEST = Duration.ofHours(2);

  private static final Pattern QUERY_ID = Pattern.compile("[a-z][a-zA-Z0-9_]*");

  private final Kernel kernel;
  private final Map<MetricId, Series> metrics = new LinkedHashMap<>();

  MetricData(Kernel kernel) {
    this.kernel = kernel;
  }

  void enter(Operations.Page page) {
    page.write("PutMetricData", PutMetricDataRequest::builder, this::put);
    page.read("GetMetricStatistics", GetMetricStatisticsRequest::builder, this::statistics);
    page.read("GetMetricData", GetMetricDataRequest::builder, this::data);
    page.read("ListMetrics", ListMetricsRequest::builder, this::list);
  }

  /** Adds data points; those without a time stamp are of now. */
  void publish(String namespace, Collection<MetricDatum> data) {
    Instant now = kernel.now();
    for (MetricDatum datum : data) {
      Instant at = datum.timestamp() == null ? now : datum.timestamp();
      boolean highResolution = Objects.equals(datum.storageResolution(), 1);
      StandardUnit unit = datum.unit() == null ? StandardUnit.NONE : datum.unit();
      metrics
          .computeIfAbsent(
              MetricId.of(namespace, datum.metricName(), datum.dimensions()), id -> new Series())
          .add(at, highResolution, MetricSummary.of(datum), unit, now);
    }
  }

  /** A metric's data points, if anybody ever published one in this unit; null is any unit. */
  Optional<Series> series(MetricId id, @Nullable StandardUnit unit) {
    return Optional.ofNullable(metrics.get(id)).filter(s -> unit == null || unit == s.unit());
  }

  private PutMetricDataResponse put(PutMetricDataRequest request) {
    if (request.namespace().startsWith("AWS/")) {
      throw CloudWatchErrors.namespaceReserved();
    }
    for (MetricDatum datum : request.metricData()) {
      check(datum);
    }
    publish(request.namespace(), request.metricData());
    return PutMetricDataResponse.builder().build();
  }

  private void check(MetricDatum datum) {
    MetricSummary.of(datum);
    Instant now = kernel.now();
    Instant at = datum.timestamp() == null ? now : datum.timestamp();
    if (at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(NEWEST))) {
      throw CloudWatchErrors.timestampOutOfBounds();
    }
  }

  private GetMetricStatisticsResponse statistics(GetMetricStatisticsRequest request) {
    if (!request.extendedStatistics().isEmpty()) {
      throw CloudWatchErrors.percentilesNotSimulated();
    }
    if (request.statistics().isEmpty()) {
      throw CloudWatchErrors.statisticsMissing();
    }
    MetricId id = MetricId.of(request.namespace(), request.metricName(), request.dimensions());
    List<Datapoint> datapoints = new ArrayList<>();
    Range range =
        new Range(request.startTime(), request.endTime(), request.period(), STATISTICS_MAX);
    range.each(
        series(id, request.unit()),
        (at, summary) -> datapoints.add(datapoint(at, summary, request, id)));
    return GetMetricStatisticsResponse.builder()
        .label(request.metricName())
        .datapoints(datapoints)
        .build();
  }

  private Datapoint datapoint(
      Instant at, MetricSummary summary, GetMetricStatisticsRequest request, MetricId id) {
    Datapoint.Builder point = Datapoint.builder().timestamp(at);
    series(id, null).ifPresent(series -> point.unit(series.unit()));
    for (Statistic statistic : request.statistics()) {
      double value = summary.value(statistic);
      switch (statistic) {
        case AVERAGE -> point.average(value);
        case SUM -> point.sum(value);
        case MINIMUM -> point.minimum(value);
        case MAXIMUM -> point.maximum(value);
        case SAMPLE_COUNT -> point.sampleCount(value);
        case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("checked by value()");
      }
    }
    return point.build();
  }

  private GetMetricDataResponse data(GetMetricDataRequest request) {
    boolean ascending = request.scanBy() == ScanBy.TIMESTAMP_ASCENDING;
    checkIds(request.metricDataQueries());
    List<MetricDataResult> results = new ArrayList<>();
    for (MetricDataQuery query : request.metricDataQueries()) {
      MetricStat stat = query.metricStat();
      if (stat == null) {
        throw CloudWatchErrors.metricMathNotSimulated();
      }
      MetricDataResult result = result(query, stat, request, ascending);
      if (!Boolean.FALSE.equals(query.returnData())) {
        results.add(result);
      }
    }
    return GetMetricDataResponse.builder().metricDataResults(results).build();
  }

  private static void checkIds(List<MetricDataQuery> queries) {
    Set<String> ids = new HashSet<>();
    for (MetricDataQuery query : queries) {
      if (!QUERY_ID.matcher(query.id()).matches()) {
        throw CloudWatchErrors.queryIdInvalid(ids.size() + 1, query.id(), "^" + QUERY_ID + "$");
      }
      if (!ids.add(query.id())) {
        throw CloudWatchErrors.queryIdRepeated();
      }
    }
  }

  private MetricDataResult result(
      MetricDataQuery query, MetricStat stat, GetMetricDataRequest request, boolean ascending) {
    Metric metric = stat.metric();
    MetricId id = MetricId.of(metric.namespace(), metric.metricName(), metric.dimensions());
    Statistic statistic = Statistic.fromValue(stat.stat());
    if (statistic == Statistic.UNKNOWN_TO_SDK_VERSION) {
      throw CloudWatchErrors.statisticNotSimulated(stat.stat());
    }
    List<Instant> times = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    new Range(request.startTime(), request.endTime(), stat.period(), DATA_MAX)
        .each(
            series(id, stat.unit()),
            (at, summary) -> {
              times.add(ascending ? times.size() : 0, at);
              values.add(ascending ? values.size() : 0, summary.value(statistic));
            });
    return MetricDataResult.builder()
        .id(query.id())
        .label(query.label() == null ? metric.metricName() : query.label())
        .timestamps(times)
        .values(values)
        .statusCode(StatusCode.COMPLETE)
        .build();
  }

  private ListMetricsResponse list(ListMetricsRequest request) {
    List<Metric> matching =
        metrics.keySet().stream()
            .filter(m -> request.namespace() == null || request.namespace().equals(m.namespace()))
            .filter(m -> request.metricName() == null || request.metricName().equals(m.name()))
            .filter(m -> request.dimensions().stream().allMatch(d -> matches(d, m)))
            .map(MetricId::describe)
            .toList();
    Page<Metric> page =
        Page.cut(matching, request.nextToken(), LISTED_MAX, CloudWatchErrors.INVALID_NEXT_TOKEN);
    return ListMetricsResponse.builder().metrics(page.items()).nextToken(page.next()).build();
  }

  private static boolean matches(DimensionFilter filter, MetricId metric) {
    String value = metric.dimensions().get(filter.name());
    return value != null && (filter.value() == null || filter.value().equals(value));
  }

  /** A span of time, cut into periods. */
  private record Range(Instant start, Instant end, int period, int max) {
    /** The periods of high-resolution metrics. */
    private static final Set<Integer> SHORT = Set.of(1, 5, 10, 20, 30);

    Range {
      if (!start.isBefore(end)) {
        throw CloudWatchErrors.startNotBeforeEnd();
      }
      if (period <= 0 || (period % 60 != 0 && !SHORT.contains(period))) {
        throw CloudWatchErrors.periodInvalid();
      }
      if (Duration.between(start, end).toSeconds() / period > max) {
        throw CloudWatchErrors.tooManyDatapoints();
      }
    }

    /** Visits the periods that have data, in the order of time. */
    void each(Optional<Series> series, BiConsumer<Instant, MetricSummary> visitor) {
      if (series.isEmpty()) {
        return;
      }
      long first = start.getEpochSecond() - Math.floorMod(start.getEpochSecond(), period);
      for (long second = first; second < end.getEpochSecond(); second += period) {
        Instant at = Instant.ofEpochSecond(second);
        series.get().over(at, Duration.ofSeconds(period)).ifPresent(s -> visitor.accept(at, s));
      }
    }
  }
}
