package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * What traffic costs the instances: it decides how long answers take and when requests are shed,
 * see {@link Workload}, and moves the CPU utilisation. An instance is a little busy when idle, and
 * fully at its capacity.
 *
 * <p>Published as EC2 does, per instance and per Auto Scaling group, every minute with detailed
 * monitoring and else every five. Source of the metric: Amazon EC2 User Guide, "CloudWatch metrics
 * for your instances".
 */
final class Load {
  private static final double IDLE_PERCENT = 2;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int BASIC_MINUTES = 5;

  /** The application on one instance, since that last started. */
  private static final class Work {
    private final Instant since;
    private final Workload workload;
    private double thisMinute;
    private double sinceBasic;

    Work(Instant since, Workload workload) {
      this.since = since;
      this.workload = workload;
    }
  }

  private final World world;
  private final Compute compute;
  private final Metrics metrics;
  private final Profiles profiles;
  private final Duration queue;
  private final Map<String, Work> works = new HashMap<>();
  private final Map<String, Double> spare = new HashMap<>();
  private int minutes;

  Load(World world, Compute compute, Metrics metrics, Profiles profiles) {
    this.world = world;
    this.compute = compute;
    this.metrics = metrics;
    this.profiles = profiles;
    this.queue = world.timings().of(Timing.APPLICATION_QUEUE);
    world.facts().watch(this::changed);
    world.kernel().every(MINUTE, MINUTE, "EC2 publishes metrics", this::minute);
  }

  /**
   * A request has reached a running application.
   *
   * @param since when the instance started
   * @param requests how many requests it stands for; zero for a health check
   */
  RequestAdmission arrive(String instanceId, Instant since, double requests) {
    Instant now = world.kernel().now();
    Work work = works.get(instanceId);
    if (work == null || !work.since.equals(since)) {
      work = new Work(since, new Workload(capacity(instanceId), now));
      works.put(instanceId, work);
    }
    work.thisMinute += requests;
    work.sinceBasic += requests;
    return work.workload.arrive(now, requests, queue);
  }

  private double capacity(String instanceId) {
    return spare(instanceId)
        * profiles.of(instanceId).map(Profile::capacity).orElse(InstanceCapacity.UNKNOWN);
  }

  /** The share of the CPU that nothing but the application uses, above 0 to 1. */
  private double spare(String instanceId) {
    return spare.isEmpty() ? 1 : spare.getOrDefault(instanceId, 1.0);
  }

  /** Of several that use the CPU, each takes its share of what the others leave. */
  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.CpuBusy busy) {
      String instanceId = busy.instanceId();
      double left =
          world
              .facts()
              .all()
              .filter(
                  each ->
                      each instanceof Fact.CpuBusy other && other.instanceId().equals(instanceId))
              .mapToDouble(each -> 1 - ((Fact.CpuBusy) each).percent() / 100.0)
              .reduce(1, (one, other) -> one * other);
      if (left < 1) {
        spare.put(instanceId, left);
      } else {
        spare.remove(instanceId);
      }
      Work work = works.get(instanceId);
      if (work != null) {
        work.workload.capacity(world.kernel().now(), capacity(instanceId), queue);
      }
    }
  }

  private boolean minute() {
    boolean isBasic = ++minutes % BASIC_MINUTES == 0;
    List<MetricDatum> data = new ArrayList<>();
    for (Profile profile : profiles.all()) {
      boolean isDue = profile.isDetailed() || isBasic;
      if (isDue && compute.runningSince(profile.instanceId()).isPresent()) {
        add(data, profile);
      }
    }
    works.keySet().removeIf(instanceId -> profiles.of(instanceId).isEmpty());
    for (Work work : works.values()) {
      work.thisMinute = 0;
      work.sinceBasic = isBasic ? 0 : work.sinceBasic;
    }
    if (!data.isEmpty()) {
      metrics.publish("AWS/EC2", data);
    }
    return false; // who waits for a metric waits for the alarm that it moves
  }

  private void add(List<MetricDatum> data, Profile profile) {
    Work work = works.get(profile.instanceId());
    double requests = 0;
    if (work != null) {
      requests = profile.isDetailed() ? work.thisMinute : work.sinceBasic / BASIC_MINUTES;
    }
    double spare = spare(profile.instanceId());
    double own = percent(requests / MINUTE.toSeconds() / (profile.capacity() * spare));
    double percent = 100 * (1 - spare) + spare * own;
    data.add(datum("InstanceId", profile.instanceId(), percent));
    profile.group().ifPresent(group -> data.add(datum("AutoScalingGroupName", group, percent)));
  }

  /** The CPU utilisation of an instance that is asked for this share of its capacity. */
  private static double percent(double utilisation) {
    return IDLE_PERCENT + (100 - IDLE_PERCENT) * Math.min(1, utilisation);
  }

  private static MetricDatum datum(String dimension, String of, double percent) {
    return MetricDatum.builder()
        .metricName("CPUUtilization")
        .dimensions(Dimension.builder().name(dimension).value(of).build())
        .unit(StandardUnit.PERCENT)
        .value(percent)
        .build();
  }
}
