package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.services.autoscaling.model.DescribeMetricCollectionTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeMetricCollectionTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DisableMetricsCollectionRequest;
import software.amazon.awssdk.services.autoscaling.model.DisableMetricsCollectionResponse;
import software.amazon.awssdk.services.autoscaling.model.EnableMetricsCollectionRequest;
import software.amazon.awssdk.services.autoscaling.model.EnableMetricsCollectionResponse;
import software.amazon.awssdk.services.autoscaling.model.MetricCollectionType;
import software.amazon.awssdk.services.autoscaling.model.MetricGranularityType;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * The groups' own metrics, published every minute once a user enables them. Source: Amazon EC2 Auto
 * Scaling User Guide, "Amazon CloudWatch metrics for Amazon EC2 Auto Scaling".
 */
final class GroupMetrics {
  private static final String NAMESPACE = "AWS/AutoScaling";
  private static final String GRANULARITY = "1Minute";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Map<String, ToDoubleFunction<ScalingGroup>> METRICS = metrics();

  private final Kernel kernel;
  private final Ports ports;
  private final GroupRegistry registry;

  GroupMetrics(World world, Ports ports, GroupRegistry registry) {
    this.kernel = world.kernel();
    this.ports = ports;
    this.registry = registry;
  }

  void enter(Operations.Page page) {
    page.write("EnableMetricsCollection", EnableMetricsCollectionRequest::builder, this::enable);
    page.write("DisableMetricsCollection", DisableMetricsCollectionRequest::builder, this::disable);
    page.read(
        "DescribeMetricCollectionTypes",
        DescribeMetricCollectionTypesRequest::builder,
        GroupMetrics::describeTypes);
  }

  private static Map<String, ToDoubleFunction<ScalingGroup>> metrics() {
    Map<String, ToDoubleFunction<ScalingGroup>> metrics = new LinkedHashMap<>();
    metrics.put("GroupMinSize", group -> group.settings().minSize());
    metrics.put("GroupMaxSize", group -> group.settings().maxSize());
    metrics.put("GroupDesiredCapacity", ScalingGroup::desired);
    metrics.put("GroupInServiceInstances", group -> count(group, Member::inService));
    metrics.put(
        "GroupPendingInstances",
        group -> count(group, m -> m.lifecycle().counts() && !m.inService()));
    metrics.put(
        "GroupStandbyInstances",
        group -> count(group, m -> m.lifecycle() instanceof MemberLifecycle.Standby));
    metrics.put("GroupTerminatingInstances", group -> count(group, m -> m.lifecycle().isLeaving()));
    metrics.put("GroupTotalInstances", group -> count(group, m -> true));
    return metrics;
  }

  private static double count(ScalingGroup group, Predicate<Member> which) {
    return group.members().stream().filter(which).count();
  }

  /** The names of all metrics that there are. */
  private static List<String> names() {
    return List.copyOf(METRICS.keySet());
  }

  private EnableMetricsCollectionResponse enable(EnableMetricsCollectionRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    if (!request.granularity().equals(GRANULARITY)) {
      throw AutoScalingErrors.granularityInvalid(GRANULARITY);
    }
    collect(group, checked(request.metrics()));
    return EnableMetricsCollectionResponse.builder().build();
  }

  /** Publishes these metrics of a group from now on. */
  void collect(ScalingGroup group, Collection<String> names) {
    group.metrics().addAll(names);
    if (!group.isPublishing()) {
      group.publishing(
          kernel.every(MINUTE, MINUTE, "publish " + group.name(), () -> publish(group)));
    }
    group.changed();
  }

  /** Whether there is a metric of this name. */
  static boolean isMetric(String name) {
    return METRICS.containsKey(name);
  }

  private DisableMetricsCollectionResponse disable(DisableMetricsCollectionRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    group.metrics().removeAll(checked(request.metrics()));
    if (group.metrics().isEmpty()) {
      group.publishing(null);
    }
    group.changed();
    return DisableMetricsCollectionResponse.builder().build();
  }

  private static List<String> checked(List<String> asked) {
    for (String name : asked) {
      if (!METRICS.containsKey(name)) {
        throw AutoScalingErrors.metricNotFound(name, METRICS.keySet());
      }
    }
    return asked.isEmpty() ? names() : asked;
  }

  private boolean publish(ScalingGroup group) {
    Dimension dimension =
        Dimension.builder().name("AutoScalingGroupName").value(group.name()).build();
    List<MetricDatum> data = new ArrayList<>();
    for (String name : group.metrics()) {
      ToDoubleFunction<ScalingGroup> metric = METRICS.getOrDefault(name, g -> 0);
      data.add(
          MetricDatum.builder()
              .metricName(name)
              .dimensions(dimension)
              .unit(StandardUnit.NONE)
              .value(metric.applyAsDouble(group))
              .build());
    }
    ports.metrics().publish(NAMESPACE, data);
    return false;
  }

  private static DescribeMetricCollectionTypesResponse describeTypes(
      DescribeMetricCollectionTypesRequest request) {
    return DescribeMetricCollectionTypesResponse.builder()
        .metrics(
            names().stream()
                .map(name -> MetricCollectionType.builder().metric(name).build())
                .toList())
        .granularities(MetricGranularityType.builder().granularity(GRANULARITY).build())
        .build();
  }
}
