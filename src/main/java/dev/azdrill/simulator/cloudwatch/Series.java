package dev.azdrill.simulator.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * The data points of one metric, summarised by the minute (by the second for high resolution) and
 * kept for three hours: drills look back minutes, and a soak test must not fill the memory.
 */
final class Series {
  static final Duration KEPT = Duration.ofHours(3);
  private static final long MINUTE = 60;

  private final NavigableMap<Long, MetricSummary> points = new TreeMap<>();
  private StandardUnit unit = StandardUnit.NONE;

  /** Adds values that were measured at {@code at}. */
  void add(Instant at, boolean highResolution, MetricSummary values, StandardUnit in, Instant now) {
    long second = at.getEpochSecond();
    long point = highResolution ? second : second - Math.floorMod(second, MINUTE);
    points.merge(point, values, MetricSummary::and);
    points.headMap(now.minus(KEPT).getEpochSecond()).clear();
    unit = in;
  }

  /** What was measured from {@code start} on, until before {@code start + length}. */
  Optional<MetricSummary> over(Instant start, Duration length) {
    return points
        .subMap(start.getEpochSecond(), start.plus(length).getEpochSecond())
        .values()
        .stream()
        .reduce(MetricSummary::and);
  }

  /** In what the latest data point was measured. */
  StandardUnit unit() {
    return unit;
  }
}
