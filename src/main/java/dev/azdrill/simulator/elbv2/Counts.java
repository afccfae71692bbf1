package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.kernel.Repetition;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The load balancers' metrics, published every minute: what was counted in it, and how many targets
 * were healthy at its end. What was not counted is not published, as on AWS.
 *
 * <p>Source: Elastic Load Balancing User Guide, "CloudWatch metrics for your Application Load
 * Balancer" and "CloudWatch metrics for your Network Load Balancer".
 */
final class Counts {
  private static final Map<BalancerKind, String> NAMESPACES =
      Map.of(
          BalancerKind.APPLICATION, "AWS/ApplicationELB", BalancerKind.NETWORK, "AWS/NetworkELB");
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** What was counted in this minute of one subject, by the names of its metrics. */
  private record Tally(BalancerKind kind, List<Dimension> of, Map<String, Double> counted) {
    void add(String metric, double value) {
      counted.merge(metric, value, Double::sum);
    }
  }

  /**
   * What is counted for. Hashed by hand: this is asked for several times for each request.
   *
   * @param arn of a target group, or of a load balancer
   * @param within the ARN of the load balancer whose requests alone are counted; empty for all
   * @param zone of the targets that are counted; empty for all
   */
  private record Subject(String arn, Optional<String> within, Optional<String> zone) {
    static Subject of(String arn) {
      return new Subject(arn, Optional.empty(), Optional.empty());
    }

    @Override
    public int hashCode() {
      return 31 * (31 * arn.hashCode() + within.hashCode()) + zone.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Subject that
          && arn.equals(that.arn)
          && within.equals(that.within)
          && zone.equals(that.zone);
    }
  }

  private final World world;
  private final Metrics metrics;
  private final ElbRegistry catalogue;
  private final TargetHealthChecks healthChecks;

  private final Map<Subject, Tally> tallies = new LinkedHashMap<>();

  private @Nullable Repetition publishing;

  Counts(World world, Metrics metrics, ElbRegistry catalogue, TargetHealthChecks healthChecks) {
    this.world = world;
    this.metrics = metrics;
    this.catalogue = catalogue;
    this.healthChecks = healthChecks;
  }

  /** Publishes from now on, as long as there is a load balancer. */
  void begin() {
    if (publishing == null) {
      publishing = world.kernel().every(PERIOD, PERIOD, "load balancer metrics", this::publish);
    }
  }

  /** Counts an answer that so many requests got. */
  void count(
      Balancer balancer,
      Optional<TargetGroupRecord> group,
      int status,
      boolean byTarget,
      double requests) {
    Tally ofBalancer = tally(balancer);
    ofBalancer.add("RequestCount", requests);
    String family = status / 100 + "XX";
    if (!byTarget) {
      ofBalancer.add("HTTPCode_ELB_" + family + "_Count", requests);
      if (status == 500 || (status >= 502 && status <= 504)) {
        ofBalancer.add("HTTPCode_ELB_" + status + "_Count", requests);
      }
    }
    if (group.isEmpty()) {
      return;
    }
    Tally ofGroup = tally(balancer, group.get());
    ofGroup.add("RequestCount", requests);
    double share = requests / Math.max(1, healthy(group.get(), Optional.empty()));
    tally(balancer, Subject.of(group.get().arn()), () -> List.of(group(group.get())))
        .add("RequestCountPerTarget", share);
    ofGroup.add("RequestCountPerTarget", share);
    if (byTarget) {
      String metric = "HTTPCode_Target_" + family + "_Count";
      ofBalancer.add(metric, requests);
      ofGroup.add(metric, requests);
    }
  }

  /** Counts connections of clients that were passed on. */
  void countFlows(Balancer balancer, double connections) {
    tally(balancer).add("NewFlowCount", connections);
  }

  private Tally tally(Balancer balancer) {
    return tally(balancer, Subject.of(balancer.arn()), () -> List.of(balancer(balancer)));
  }

  private Tally tally(Balancer balancer, TargetGroupRecord group) {
    return tally(
        balancer,
        new Subject(group.arn(), Optional.of(balancer.arn()), Optional.empty()),
        () -> List.of(group(group), balancer(balancer)));
  }

  private Tally tally(Balancer balancer, Subject subject, Supplier<List<Dimension>> of) {
    Tally known = tallies.get(subject);
    if (known == null) {
      known = new Tally(balancer.kind(), of.get(), new LinkedHashMap<>());
      tallies.put(subject, known);
    }
    return known;
  }

  /** Metrics are no news: who is moved by them are alarms, and those tell themselves. */
  private boolean publish() {
    Instant minute = world.kernel().now().minus(PERIOD);
    for (Balancer balancer : catalogue.balancers()) {
      for (TargetGroupRecord group : catalogue.groupsOf(balancer)) {
        countHosts(balancer, group);
      }
    }
    Map<BalancerKind, List<MetricDatum>> data = new EnumMap<>(BalancerKind.class);
    for (Tally each : tallies.values()) {
      List<MetricDatum> its = data.computeIfAbsent(each.kind(), kind -> new ArrayList<>());
      each.counted().forEach((metric, value) -> its.add(datum(metric, each.of(), value, minute)));
    }
    tallies.clear();
    data.forEach((kind, its) -> metrics.publish(NAMESPACES.getOrDefault(kind, ""), its));
    Repetition going = publishing;
    if (catalogue.balancers().isEmpty() && going != null) {
      going.stop();
      publishing = null;
    }
    return false;
  }

  private void countHosts(Balancer balancer, TargetGroupRecord group) {
    if (group.targets().isEmpty()) {
      return;
    }
    Tally ofAll = tally(balancer, group);
    ofAll.add("HealthyHostCount", healthy(group, Optional.empty()));
    ofAll.add("UnHealthyHostCount", unhealthy(group, Optional.empty()));
    for (String zone : balancer.nodes().stream().map(LoadBalancerNode::zone).distinct().toList()) {
      Tally inZone =
          tally(
              balancer,
              new Subject(group.arn(), Optional.of(balancer.arn()), Optional.of(zone)),
              () -> List.of(group(group), balancer(balancer), dimension("AvailabilityZone", zone)));
      inZone.add("HealthyHostCount", healthy(group, Optional.of(zone)));
      inZone.add("UnHealthyHostCount", unhealthy(group, Optional.of(zone)));
    }
  }

  private int healthy(TargetGroupRecord group, Optional<String> zone) {
    return count(group, zone, TargetHealthStateEnum.HEALTHY);
  }

  private int unhealthy(TargetGroupRecord group, Optional<String> zone) {
    return count(group, zone, TargetHealthStateEnum.UNHEALTHY);
  }

  /** Counts targets in one zone, or in all. */
  private int count(TargetGroupRecord group, Optional<String> zone, TargetHealthStateEnum state) {
    int count = 0;
    for (Target target : group.targets()) {
      if (target.state() instanceof TargetState.Checked checked
          && (zone.isEmpty() || zone.equals(checked.zone()))) {
        TargetHealth health = healthChecks.shown(target);
        count += health.state() == state ? 1 : 0;
      }
    }
    return count;
  }

  private static MetricDatum datum(String metric, List<Dimension> of, double value, Instant at) {
    return MetricDatum.builder()
        .metricName(metric)
        .dimensions(of)
        .timestamp(at)
        .unit(StandardUnit.COUNT)
        .value(value)
        .build();
  }

  private static Dimension balancer(Balancer balancer) {
    return dimension("LoadBalancer", Arns.lastParts(balancer.arn()));
  }

  private static Dimension group(TargetGroupRecord group) {
    return dimension("TargetGroup", Arns.targetGroupDimension(group.arn()));
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }
}
