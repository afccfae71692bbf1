package dev.azdrill.simulator.cloudwatch;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/**
 * What makes a metric itself: each combination of dimensions is a metric of its own, and CloudWatch
 * does not aggregate over those that nobody published.
 *
 * @param dimensions by name
 */
record MetricId(String namespace, String name, SortedMap<String, String> dimensions) {
  MetricId {
    dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
  }

  static MetricId of(String namespace, String name, Collection<Dimension> dimensions) {
    SortedMap<String, String> byName = new TreeMap<>();
    dimensions.forEach(dimension -> byName.put(dimension.name(), dimension.value()));
    return new MetricId(namespace, name, byName);
  }

  Metric describe() {
    List<Dimension> sorted =
        dimensions.entrySet().stream()
            .map(e -> Dimension.builder().name(e.getKey()).value(e.getValue()).build())
            .toList();
    return Metric.builder().namespace(namespace).metricName(name).dimensions(sorted).build();
  }
}
