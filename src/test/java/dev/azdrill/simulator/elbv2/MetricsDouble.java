package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** The port {@code Metrics} that remembers what was published. */
final class MetricsDouble implements Metrics {
  private final List<MetricDatum> published = new ArrayList<>();
  private final Set<String> namespaces = new LinkedHashSet<>();

  /** The values of a metric with this many dimensions, in the order of their publication. */
  List<Double> values(String metric, int dimensions) {
    return published.stream()
        .filter(datum -> datum.metricName().equals(metric))
        .filter(datum -> datum.dimensions().size() == dimensions)
        .map(MetricDatum::value)
        .toList();
  }

  /** Those in which anything was published. */
  Set<String> namespaces() {
    return namespaces;
  }

  @Override
  public void publish(String namespace, List<MetricDatum> data) {
    namespaces.add(namespace);
    published.addAll(data);
  }

  @Override
  public String putAlarm(PutMetricAlarmRequest alarm) {
    throw new UnsupportedOperationException("a load balancer has no alarms");
  }

  @Override
  public void deleteAlarms(List<String> names) {
    throw new UnsupportedOperationException("a load balancer has no alarms");
  }

  @Override
  public void onChange(ChangeListener listener) {
    throw new UnsupportedOperationException("a load balancer has no alarms");
  }

  @Override
  public void onAction(String arnPrefix, AlarmListener listener) {
    throw new UnsupportedOperationException("a load balancer has no alarms");
  }
}
