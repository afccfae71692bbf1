package dev.azdrill.simulator.dataplane;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What traffic costs: an instance is a little busy when idle, and fully at 100 requests per second.
 * Published as EC2 does, per instance and per Auto Scaling group, every minute with detailed
 * monitoring and else every five.
 *
 * <p>The numbers stand for a small instance such as a t3; they are estimated, and the class is not
 * looked at. Source of the metric: Amazon EC2 User Guide, "CloudWatch metrics for your instances".
 */
final class Load {
  private static final double IDLE_PERCENT = 2;
  private static final double REQUESTS_PER_SECOND_MAX = 100;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int BASIC_MINUTES = 5;
  private static final String GROUP_TAG = "aws:autoscaling:groupName";

  /** The requests that one instance answered. */
  private static final class Work {
    private double thisMinute;
    private double sinceBasic;
  }

  /** Whom to publish for. */
  private record Subject(String instanceId, @Nullable String group, boolean isDetailed) {}

  private final World world;
  private final Compute compute;
  private final Metrics metrics;
  private final Map<String, Work> works = new HashMap<>();
  private List<Subject> subjects = List.of();
  private long version = -1;
  private int minutes;

  Load(World world, Compute compute, Metrics metrics) {
    this.world = world;
    this.compute = compute;
    this.metrics = metrics;
    world.kernel().every(MINUTE, MINUTE, "EC2 publishes metrics", this::minute);
  }

  /**
   * An instance has answered.
   *
   * @param requests how many requests it stands for
   */
  void answered(String instanceId, double requests) {
    Work work = works.computeIfAbsent(instanceId, id -> new Work());
    work.thisMinute += requests;
    work.sinceBasic += requests;
  }

  private boolean minute() {
    boolean isBasic = ++minutes % BASIC_MINUTES == 0;
    List<MetricDatum> data = new ArrayList<>();
    for (Subject subject : subjects()) {
      boolean isDue = subject.isDetailed() || isBasic;
      if (isDue && compute.runningSince(subject.instanceId()).isPresent()) {
        add(data, subject);
      }
    }
    for (Work work : works.values()) {
      work.thisMinute = 0;
      work.sinceBasic = isBasic ? 0 : work.sinceBasic;
    }
    if (!data.isEmpty()) {
      metrics.publish("AWS/EC2", data);
    }
    return false; // who waits for a metric waits for the alarm that it moves
  }

  private void add(List<MetricDatum> data, Subject subject) {
    Work work = works.get(subject.instanceId());
    double requests = 0;
    if (work != null) {
      requests = subject.isDetailed() ? work.thisMinute : work.sinceBasic / BASIC_MINUTES;
    }
    double percent = percent(requests / MINUTE.toSeconds());
    data.add(datum("InstanceId", subject.instanceId(), percent));
    if (subject.group() != null) {
      data.add(datum("AutoScalingGroupName", subject.group(), percent));
    }
  }

  /** The CPU utilisation of an instance that answers this many requests per second. */
  static double percent(double requestsPerSecond) {
    double busy = Math.min(1, requestsPerSecond / REQUESTS_PER_SECOND_MAX);
    return IDLE_PERCENT + (100 - IDLE_PERCENT) * busy;
  }

  private static MetricDatum datum(String dimension, String of, double percent) {
    return MetricDatum.builder()
        .metricName("CPUUtilization")
        .dimensions(Dimension.builder().name(dimension).value(of).build())
        .unit(StandardUnit.PERCENT)
        .value(percent)
        .build();
  }

  private List<Subject> subjects() {
    if (version != world.network().version()) {
      version = world.network().version();
      subjects = world.network().inventory().all(Kind.INSTANCE).stream().map(Load::of).toList();
      works.keySet().retainAll(subjects.stream().map(Subject::instanceId).toList());
    }
    return subjects;
  }

  private static Subject of(Instance instance) {
    String group =
        instance.tags().stream()
            .filter(tag -> GROUP_TAG.equals(tag.key()))
            .map(Tag::value)
            .findFirst()
            .orElse(null);
    boolean isDetailed =
        instance.monitoring() != null && instance.monitoring().state() == MonitoringState.ENABLED;
    return new Subject(instance.instanceId(), group, isDetailed);
  }
}
