package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;

/** Doubles of the ports that the data plane asks. */
final class Neighbours {
  private Neighbours() {}

  /** Instances that run when a test says so. */
  static final class Instances implements Compute {
    final Map<String, Instant> runningSince = new LinkedHashMap<>();

    @Override
    public Optional<Instant> runningSince(String instanceId) {
      return Optional.ofNullable(runningSince.get(instanceId));
    }

    @Override
    public String launch(Launch launch) {
      throw new UnsupportedOperationException("the data plane launches nothing");
    }

    @Override
    public void terminate(String instanceId) {
      runningSince.remove(instanceId);
    }

    @Override
    public Optional<Instance> describe(String instanceId) {
      return Optional.empty();
    }

    @Override
    public List<Instance> describe(Collection<String> instanceIds) {
      return List.of();
    }

    @Override
    public Optional<InstanceStatus> status(String instanceId) {
      return Optional.empty();
    }

    @Override
    public void watch(Consumer<Instance> listener) {}
  }

  /** Two nodes that take turns over their targets. */
  static final class Balancer implements LoadBalancing {
    final List<String> inDns = new ArrayList<>(List.of("198.51.100.11", "198.51.100.12"));
    final List<Decision> decisions = new ArrayList<>();
    final Map<Integer, Integer> answersByTarget = new TreeMap<>();
    final Map<Integer, Integer> answersByNode = new TreeMap<>();
    final List<Request> asked = new ArrayList<>();
    Optional<String> known = Optional.empty();
    int resolved;
    double counted;
    private int turn;

    @Override
    public List<String> resolve(String dnsName) {
      resolved++;
      return known.map(dnsName::equals).orElse(true) ? List.copyOf(inDns) : List.of();
    }

    @Override
    public Optional<String> loadBalancerOf(String networkInterfaceId) {
      return networkInterfaceId.startsWith("eni-alb") ? Optional.of("arn:web") : Optional.empty();
    }

    @Override
    public Decision decide(String networkInterfaceId, int port, Request request) {
      asked.add(request);
      return decisions.get(turn++ % decisions.size());
    }

    @Override
    public void answered(
        String networkInterfaceId,
        Optional<String> targetGroupArn,
        int status,
        boolean byTarget,
        double requests) {
      (byTarget ? answersByTarget : answersByNode).merge(status, 1, Integer::sum);
      counted += requests;
    }

    @Override
    public void passed(String networkInterfaceId, double connections) {
      counted += connections;
    }
  }

  /** One database, or none. */
  static final class OneDatabase implements Databases {
    Optional<Primary> primary =
        Optional.of(new Primary("eni-db", "10.0.21.30", 5432, "eu-west-2a", true));

    final Set<String> written = new LinkedHashSet<>();

    void serving(boolean serving) {
      primary =
          primary.map(
              p -> new Primary(p.networkInterfaceId(), p.address(), p.port(), p.zone(), serving));
    }

    @Override
    public Optional<Primary> resolve(String host) {
      return primary;
    }

    @Override
    public boolean write(String host, String id) {
      return written.add(id);
    }

    @Override
    public Set<String> read(String host, Collection<String> ids) {
      Set<String> found = new LinkedHashSet<>(ids);
      found.retainAll(written);
      return found;
    }

    @Override
    public List<String> endpointsIn(String vpcId) {
      return primary.isPresent() ? List.of("orders") : List.of();
    }
  }

  /** Keeps what is published. */
  static final class Published implements Metrics {
    final List<MetricDatum> data = new ArrayList<>();

    @Override
    public void publish(String namespace, List<MetricDatum> more) {
      data.addAll(more);
    }

    /** The latest value with this dimension, or NaN. */
    double latest(String dimension, String value) {
      return data.stream()
          .filter(d -> d.dimensions().get(0).name().equals(dimension))
          .filter(d -> d.dimensions().get(0).value().equals(value))
          .mapToDouble(MetricDatum::value)
          .reduce(Double.NaN, (older, newer) -> newer);
    }

    @Override
    public String putAlarm(PutMetricAlarmRequest alarm) {
      throw new UnsupportedOperationException("the data plane has no alarms");
    }

    @Override
    public void deleteAlarms(List<String> names) {}

    @Override
    public void onAction(String arnPrefix, AlarmListener listener) {}

    @Override
    public void onChange(ChangeListener listener) {}
  }
}
