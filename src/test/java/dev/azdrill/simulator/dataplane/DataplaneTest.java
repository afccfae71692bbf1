package dev.azdrill.simulator.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.ClientTraffic.Exchange;
import dev.azdrill.simulator.world.ClientTraffic.Plan;
import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.LoadBalancing.Decision;
import dev.azdrill.simulator.world.Reachability.Answer;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Tag;

class DataplaneTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final Plan ONE = plan(1, 1);

  private final World world =
      World.create(
          new Kernel(START, Seed.of("dataplane")), RegionLocation.london(), Timings.defaults());
  private final Neighbours.Instances instances = new Neighbours.Instances();
  private final Neighbours.Balancer balancer = new Neighbours.Balancer();
  private final Neighbours.OneDatabase database = new Neighbours.OneDatabase();
  private final Neighbours.Published metrics = new Neighbours.Published();
  private final AtomicBoolean blocked = new AtomicBoolean();
  private final Dataplane dataplane = new Dataplane(world, instances, metrics);
  private final List<Exchange> seen = new ArrayList<>();
  private Inventory network = production();

  @BeforeEach
  void production_that_serves() {
    describe(network);
    instances.runningSince.put("i-a", START.minusSeconds(3_600));
    instances.runningSince.put("i-b", START.minusSeconds(3_600));
    balancer.decisions.add(new Decision.Forward("group", "i-a", "10.0.11.20", 8080));
    balancer.decisions.add(new Decision.Forward("group", "i-b", "10.0.12.20", 8080));
    dataplane.meets(balancer, database, (arn, client) -> blocked.get());
  }

  // Health checks.

  @Test
  void a_health_check_is_answered_by_a_booted_application() {
    assertThat(probe()).isEqualTo(new Answer.Replied(200));
  }

  @Test
  void until_the_application_has_booted_a_health_check_is_refused() {
    instances.runningSince.put("i-a", world.kernel().now());
    assertThat(probe()).isInstanceOf(Answer.Refused.class);
    pass(15);
    assertThat(probe()).isEqualTo(new Answer.Replied(200));
  }

  @Test
  void a_health_check_of_a_stopped_instance_times_out() {
    instances.terminate("i-a");
    assertThat(probe()).isInstanceOf(Answer.TimedOut.class);
  }

  @Test
  void a_revoked_rule_stops_health_checks_and_its_return_lets_them_pass() {
    describe(without("sg-app"));
    assertThat(probe()).isInstanceOf(Answer.TimedOut.class);
    describe(network);
    assertThat(probe()).isEqualTo(new Answer.Replied(200));
  }

  @Test
  void no_power_at_either_end_stops_health_checks() {
    world.facts().establish(new Fact.ZoneWithoutPower("eu-west-2a"));
    assertThat(probe()).isInstanceOf(Answer.TimedOut.class);
    assertThat(dataplane.probe("eni-alb-a", "10.0.12.20", 8080, "/health"))
        .as("from the dark zone to the lit one")
        .isInstanceOf(Answer.TimedOut.class);
    assertThat(dataplane.probe("eni-alb-b", "10.0.12.20", 8080, "/health"))
        .isEqualTo(new Answer.Replied(200));
  }

  @Test
  void a_hung_application_is_silent_and_a_failing_one_says_its_status() {
    world.facts().establish(new Fact.ApplicationHung("i-a"));
    assertThat(probe()).isInstanceOf(Answer.TimedOut.class);
    world.facts().clear(new Fact.ApplicationHung("i-a"));
    world.facts().establish(new Fact.ApplicationFailing("i-a", 500));
    assertThat(probe()).isEqualTo(new Answer.Replied(500));
  }

  @Test
  void the_health_path_does_not_look_at_the_database() {
    database.serving(false);
    assertThat(probe()).isEqualTo(new Answer.Replied(200));
  }

  // Clients.

  @Test
  void clients_are_served_by_both_instances_through_both_nodes() {
    run(plan(4, 4), 60);

    assertThat(outcomes()).containsExactly(Map.entry("200", 4 * 60));
    assertThat(seen).extracting(Exchange::zone).contains("eu-west-2a", "eu-west-2b");
    assertThat(seen).extracting(Exchange::instanceId).contains("i-a", "i-b");
    assertThat(balancer.answersByTarget).containsExactly(Map.entry(200, 4 * 60));
  }

  @Test
  void a_client_remembers_what_dns_told_it_for_a_minute() {
    Runnable stop = dataplane.start(ONE, seen::add);
    pass(59);
    assertThat(balancer.resolved).isEqualTo(1);
    pass(1);
    assertThat(balancer.resolved).isEqualTo(2);
    stop.run();
  }

  @Test
  void without_power_a_zone_costs_its_share_of_requests_until_dns_is_forgotten() {
    Runnable stop = dataplane.start(ONE, seen::add);
    pass(10);
    seen.clear();
    world.facts().establish(new Fact.ZoneWithoutPower("eu-west-2b"));
    balancer.decisions.remove(1);
    balancer.inDns.remove("198.51.100.12");
    pass(200);
    stop.run();

    assertThat(outcomes().keySet()).containsExactly("200", "timeout");
    assertThat(seen.stream().filter(e -> e.outcome().equals("timeout")))
        .hasSize(24)
        .allSatisfy(
            e -> {
              assertThat(e.zone()).isEqualTo("eu-west-2b");
              assertThat(e.took()).isEqualTo(Duration.ofSeconds(5));
              assertThat(e.at()).isBefore(START.plusSeconds(60));
            });
  }

  @Test
  void a_target_without_power_costs_a_504_after_ten_seconds() {
    world.facts().establish(new Fact.ZoneWithoutPower("eu-west-2b"));
    balancer.inDns.remove("198.51.100.12");
    balancer.decisions.remove(0);
    run(ONE, 12);

    assertThat(outcomes().keySet()).containsExactly("504");
    assertThat(seen.get(0).took()).isEqualTo(Duration.ofSeconds(10));
    assertThat(balancer.answersByNode).containsKey(504);
  }

  @Test
  void a_target_that_refuses_costs_a_502() {
    instances.runningSince.put("i-a", START);
    balancer.decisions.remove(1);
    run(ONE, 5);
    assertThat(outcomes()).containsOnlyKeys("502");
  }

  @Test
  void a_hung_target_outlasts_the_clients_patience() {
    world.facts().establish(new Fact.ApplicationHung("i-a"));
    balancer.decisions.remove(1);
    run(ONE, 31);

    assertThat(outcomes()).containsOnlyKeys("timeout");
    assertThat(seen.get(0).took()).isEqualTo(Duration.ofSeconds(30));
    assertThat(balancer.answersByNode).containsKey(460);
  }

  @Test
  void what_the_load_balancer_answers_itself_reaches_the_client() {
    balancer.decisions.clear();
    balancer.decisions.add(new Decision.Answer(301, "https://web/"));
    balancer.decisions.add(new Decision.Answer(503, ""));
    balancer.decisions.add(new Decision.NoListener());
    run(ONE, 9);
    assertThat(outcomes().keySet()).containsExactly("301", "503", "refused");
  }

  @Test
  void a_web_acl_stops_requests_with_403() {
    blocked.set(true);
    run(ONE, 3);
    assertThat(outcomes()).containsOnlyKeys("403");
  }

  @Test
  void clients_time_out_when_the_load_balancer_admits_nobody() {
    describe(without("sg-alb"));
    run(ONE, 8);
    assertThat(outcomes()).containsOnlyKeys("timeout");
  }

  @Test
  void a_name_that_nobody_has_is_not_resolved() {
    balancer.inDns.clear();
    run(ONE, 3);
    assertThat(outcomes()).containsOnlyKeys("unresolved");
  }

  // The database behind the application.

  @Test
  void without_its_database_the_application_answers_500() {
    database.serving(false);
    run(ONE, 3);
    assertThat(outcomes()).containsOnlyKeys("500");
  }

  @Test
  void a_rule_cut_between_application_and_database_is_seen_by_clients() {
    describe(without("sg-db"));
    run(ONE, 5);
    assertThat(outcomes()).containsOnlyKeys("500");
    assertThat(seen.get(0).took()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void an_architecture_without_a_database_needs_none() {
    database.primary = Optional.empty();
    run(ONE, 3);
    assertThat(outcomes()).containsOnlyKeys("200");
  }

  @Test
  void the_old_primary_is_asked_until_its_name_is_forgotten() {
    Runnable stop = dataplane.start(ONE, seen::add);
    pass(2);
    seen.clear();
    database.primary =
        Optional.of(new Databases.Primary("eni-new", "10.0.22.30", 5432, "eu-west-2b", true));
    pass(10);
    stop.run();

    assertThat(seen).extracting(Exchange::outcome).startsWith("500", "500").endsWith("200", "200");
  }

  // Time and load.

  @Test
  void exchanges_wake_waiters_only_when_their_outcome_turns() {
    Runnable stop = dataplane.start(plan(3, 3), seen::add);
    pass(5);
    Instant later = world.kernel().now().plusSeconds(600);
    assertThat(world.kernel().advanceToChange(later)).as("nothing turns").isEqualTo(later);

    database.serving(false);
    Instant turned = world.kernel().advanceToChange(later.plusSeconds(600));
    stop.run();
    assertThat(turned).isBefore(later.plusSeconds(2));
  }

  @Test
  void stopped_clients_send_nothing_and_see_nothing() {
    describe(without("sg-alb"));
    Runnable stop = dataplane.start(ONE, seen::add);
    pass(2);
    stop.run();
    stop.run();
    pass(60);
    assertThat(seen).isEmpty();
  }

  @Test
  void load_moves_the_cpu_of_those_who_answer() {
    run(plan(4, 120), 120);

    assertThat(metrics.latest("InstanceId", "i-a")).isBetween(60.0, 61.5);
    assertThat(metrics.latest("AutoScalingGroupName", "web")).isBetween(60.0, 61.5);
    pass(60);
    assertThat(metrics.latest("InstanceId", "i-a")).as("idle").isEqualTo(2.0);
  }

  @Test
  void one_instance_alone_carries_all_and_is_busy_to_the_full() {
    balancer.decisions.remove(1);
    run(plan(4, 120), 61);
    assertThat(metrics.latest("InstanceId", "i-a")).isEqualTo(100.0);
    assertThat(metrics.latest("InstanceId", "i-b")).isEqualTo(2.0);
  }

  @Test
  void each_client_asks_dns_once_a_minute_however_much_it_sends() {
    run(plan(6, 6), 1_800);

    assertThat(seen).hasSize(6 * 1_800);
    assertThat(balancer.resolved).isEqualTo(6 * 30);
  }

  private Answer probe() {
    return dataplane.probe("eni-alb-a", "10.0.11.20", 8080, "/health");
  }

  private static Plan plan(int clients, double requestsPerSecond) {
    return new Plan("web", true, "/", clients, Duration.ofSeconds(1), requestsPerSecond);
  }

  private void run(Plan plan, int seconds) {
    Runnable stop = dataplane.start(plan, seen::add);
    world.kernel().advance(Duration.ofSeconds(seconds).minusMillis(1));
    stop.run();
    world.kernel().advance(Duration.ofMillis(1));
  }

  private void pass(int seconds) {
    world.kernel().advance(Duration.ofSeconds(seconds));
  }

  private Map<String, Integer> outcomes() {
    Map<String, Integer> outcomes = new TreeMap<>();
    seen.forEach(exchange -> outcomes.merge(exchange.outcome(), 1, Integer::sum));
    return outcomes;
  }

  private void describe(Inventory inventory) {
    world.network().describedBy(new Described(inventory));
  }

  /** The production network, with instances and a standby's interface. */
  private static Inventory production() {
    List<Instance> all = List.of(instance("i-a"), instance("i-b"));
    Inventory plain = ProductionNetwork.inventory().build();
    List<NetworkInterface> interfaces = new ArrayList<>(plain.all(Kind.NETWORK_INTERFACE));
    interfaces.add(
        ProductionNetwork.networkInterface("eni-new", "database", "b", "10.0.22.30", "sg-db"));
    return plain
        .with(Kind.INSTANCE, all)
        .with(Kind.NETWORK_INTERFACE, interfaces)
        .map(
            Kind.NETWORK_INTERFACE,
            each -> {
              String id = each.networkInterfaceId();
              return id.startsWith("eni-app")
                  ? each.copy(
                      n ->
                          n.attachment(
                              a -> a.deviceIndex(0).instanceId(id.replace("eni-app", "i"))))
                  : each;
            });
  }

  private static Instance instance(String id) {
    return Instance.builder()
        .instanceId(id)
        .monitoring(m -> m.state("enabled"))
        .tags(Tag.builder().key("aws:autoscaling:groupName").value("web").build())
        .build();
  }

  /** The same network, with nothing admitted by this group. */
  private Inventory without(String group) {
    return network.map(
        Kind.SECURITY_GROUP,
        each -> each.groupId().equals(group) ? each.copy(g -> g.ipPermissions(List.of())) : each);
  }
}
