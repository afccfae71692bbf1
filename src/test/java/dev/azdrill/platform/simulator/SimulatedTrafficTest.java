package dev.azdrill.platform.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Clients of a whole architecture: every room between them and the database is the real one. */
class SimulatedTrafficTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  private final List<Exchange> seen = new ArrayList<>();
  private SmallStack stack;
  private TrafficPort traffic;
  private TrafficPort.Clients clients;

  @BeforeEach
  void an_application_that_serves() {
    stack = SmallStack.serving(region.aws());
    traffic = region.platform().traffic();
    start(6);
    pass(60);
  }

  @Test
  void in_the_steady_state_every_client_is_served_by_both_zones() {
    assertThat(traffic.source()).isEqualTo(TrafficSource.SIMULATED);
    assertThat(outcomes()).containsOnlyKeys("200");
    assertThat(seen).extracting(e -> e.instanceId().orElseThrow()).containsAll(stack.instances());
    assertThat(seen).extracting(e -> e.zone().orElseThrow()).contains("eu-west-2a", "eu-west-2b");
  }

  @Test
  void without_the_rule_to_the_application_the_load_balancer_answers_504() {
    seen.clear();
    stack.cutDoorFromApplication();
    pass(30);
    assertThat(outcomes()).containsOnlyKeys("504");

    stack.restoreDoorToApplication();
    pass(30);
    seen.clear();
    pass(30);
    assertThat(outcomes()).containsOnlyKeys("200");
  }

  @Test
  void while_the_database_fails_over_the_application_answers_500_for_twenty_seconds() {
    seen.clear();
    Instant asked = region.aws().clock().now();
    region
        .aws()
        .rds()
        .rebootDBInstance(r -> r.dbInstanceIdentifier(SmallStack.DATABASE).forceFailover(true));
    pass(300);

    List<Instant> failures =
        seen.stream().filter(e -> !e.isSuccess()).map(Exchange::at).sorted().toList();
    assertThat(outcomes()).containsOnlyKeys("200", "500");
    assertThat(failures.get(0)).isBetween(asked.plusSeconds(15), asked.plusSeconds(16));
    assertThat(failures.get(failures.size() - 1))
        .isBetween(asked.plusSeconds(35), asked.plusSeconds(42));
  }

  @Test
  void a_lost_zone_costs_clients_something_for_a_while_and_then_nothing() {
    seen.clear();
    Instant cut = region.aws().clock().now();
    Undo power = Impaired.by(region.platform()).cutZonePower("eu-west-2a");
    pass(1_800);
    power.undo();

    Map<String, Integer> outcomes = outcomes();
    assertThat(outcomes).containsKeys("200", "timeout", "500");
    assertThat(seen.stream().filter(e -> !e.isSuccess()).map(Exchange::at))
        .allSatisfy(at -> assertThat(at).isBetween(cut, cut.plusSeconds(91)));
    assertThat(outcomes.get("200")).isGreaterThan(9 * seen.size() / 10);
  }

  @Test
  void a_hung_application_is_evicted_and_clients_are_served_by_the_other() {
    Undo hang = Impaired.by(region.platform()).hangApplication(stack.instances().get(0));
    pass(60);
    seen.clear();
    pass(30);
    hang.undo();

    assertThat(outcomes()).containsOnlyKeys("200");
    assertThat(seen)
        .extracting(e -> e.instanceId().orElseThrow())
        .containsOnly(stack.instances().get(1));
  }

  @Test
  void load_is_seen_in_cloud_watch() {
    clients.stop();
    start(100);
    pass(180);
    Instant now = region.aws().clock().now();

    Dimension instance =
        Dimension.builder().name("InstanceId").value(stack.instances().get(0)).build();
    assertThat(
            region
                .aws()
                .cloudWatch()
                .getMetricStatistics(
                    r ->
                        r.namespace("AWS/EC2")
                            .metricName("CPUUtilization")
                            .dimensions(instance)
                            .period(60)
                            .statistics(Statistic.AVERAGE)
                            .startTime(now.minusSeconds(120))
                            .endTime(now))
                .datapoints())
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.average()).isBetween(45.0, 65.0));
  }

  private void start(double requestsPerSecond) {
    clients =
        traffic.start(
            new TrafficPort.Plan(
                stack.host(), false, "/", 6, Duration.ofSeconds(1), requestsPerSecond),
            seen::add);
  }

  private void pass(int seconds) {
    region.pass(Duration.ofSeconds(seconds));
  }

  private Map<String, Integer> outcomes() {
    Map<String, Integer> outcomes = new TreeMap<>();
    seen.forEach(exchange -> outcomes.merge(exchange.outcome().toString(), 1, Integer::sum));
    return outcomes;
  }
}
