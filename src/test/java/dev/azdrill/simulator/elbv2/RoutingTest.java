package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.LoadBalancing.Decision;
import dev.azdrill.simulator.world.LoadBalancing.Request;
import dev.azdrill.simulator.world.Reachability.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

class RoutingTest {
  private static final Decision UNAVAILABLE = new Decision.NoTarget();

  private final ElbUnderTest elb = new ElbUnderTest("routing");
  private String loadBalancer = "";
  private String dnsName = "";
  private String group = "";
  private String listener = "";

  @BeforeEach
  void a_load_balancer_that_forwards() {
    var active = elb.active();
    loadBalancer = active.loadBalancerArn();
    dnsName = active.dnsName();
    group = elb.group();
    listener = elb.listener(loadBalancer, group);
  }

  @AfterEach
  void close() {
    elb.close();
  }

  @Test
  void without_targets_it_answers_503_by_itself() {
    assertThat(elb.ask("a", "/")).isEqualTo(UNAVAILABLE);
  }

  @Test
  void where_nobody_listens_nobody_answers() {
    String node = elb.node("a").networkInterfaceId();

    assertThat(elb.loadBalancing.decide(node, 8443, new Request("GET", "web", "/", true)))
        .isEqualTo(new Decision.NoListener());
  }

  @Test
  void every_node_takes_turns_over_the_targets_of_all_zones() {
    String a = elb.target(group, "a");
    String b = elb.target(group, "b");
    elb.pass(15);

    assertThat(elb.asked("a", 4)).containsExactly(a, b, a, b);
    assertThat(elb.asked("b", 2)).containsExactly(a, b);
    assertThat(elb.ask("a", "/"))
        .isEqualTo(new Decision.Forward(group, InstancesDouble.address(1), 8080));
  }

  @Test
  void an_unhealthy_target_is_passed_over_unless_all_are() {
    String a = elb.target(group, "a");
    String b = elb.target(group, "b");
    elb.pass(15);
    elb.answers.from(InstancesDouble.address(1), new Answer.Refused());
    elb.pass(20);
    assertThat(elb.asked("a", 2)).containsExactly(b, b);

    elb.answers.from(InstancesDouble.address(2), new Answer.Refused());
    elb.pass(20);
    assertThat(elb.asked("a", 4)).as("fails open").contains(a, b);
  }

  @Test
  void when_all_targets_are_stopped_it_does_not_fail_open() {
    String a = elb.target(group, "a");
    elb.pass(15);
    elb.instances.move(a, InstanceStateName.STOPPED);

    assertThat(elb.ask("a", "/")).isEqualTo(UNAVAILABLE);
  }

  @Test
  void a_draining_target_gets_nothing_new() {
    String a = elb.target(group, "a");
    String b = elb.target(group, "b");
    elb.pass(15);
    elb.targetGroups.deregister(group, a, () -> {});

    assertThat(elb.asked("a", 2)).containsExactly(b, b);
  }

  @Test
  void without_cross_zone_a_node_uses_its_own_zone_and_leaves_dns_when_that_fails() {
    elb.attribute(group, "load_balancing.cross_zone.enabled", "false");
    String a = elb.target(group, "a");
    String b = elb.target(group, "b");
    elb.pass(15);
    assertThat(elb.asked("a", 2)).containsExactly(a, a);
    assertThat(elb.asked("b", 2)).containsExactly(b, b);
    assertThat(elb.loadBalancing.resolve(dnsName)).hasSize(2);

    elb.answers.from(InstancesDouble.address(1), new Answer.Refused());
    elb.pass(20);
    assertThat(elb.loadBalancing.resolve(dnsName)).containsExactly(address("b"));

    elb.targetGroups.deregister(group, a, () -> {});
    assertThat(elb.ask("a", "/")).as("an empty zone").isEqualTo(UNAVAILABLE);
  }

  @Test
  void with_cross_zone_a_zone_without_targets_goes_on_serving() {
    String b = elb.target(group, "b");
    elb.pass(15);

    assertThat(elb.loadBalancing.resolve(dnsName)).containsExactly(address("a"), address("b"));
    assertThat(elb.asked("a", 1)).containsExactly(b);
  }

  @Test
  void the_node_of_a_zone_without_power_leaves_dns_30_seconds_later_and_comes_back() {
    elb.target(group, "b");
    elb.pass(15);
    elb.cutPower("a");
    elb.pass(29);
    assertThat(elb.loadBalancing.resolve(dnsName)).hasSize(2);
    elb.pass(1);
    assertThat(elb.loadBalancing.resolve(dnsName)).containsExactly(address("b"));

    elb.restorePower("a");
    elb.pass(29);
    assertThat(elb.loadBalancing.resolve(dnsName)).containsExactly(address("b"));
    elb.pass(1);
    assertThat(elb.loadBalancing.resolve(dnsName)).hasSize(2);
  }

  @Test
  void a_power_loss_shorter_than_the_detection_is_not_noticed() {
    elb.target(group, "b");
    elb.pass(15);
    elb.cutPower("a");
    elb.pass(20);
    elb.restorePower("a");
    elb.pass(15);

    assertThat(elb.loadBalancing.resolve(dnsName)).hasSize(2);
  }

  @Test
  void when_no_node_is_in_service_dns_leads_to_all() {
    elb.cutPower("a");
    elb.cutPower("b");
    elb.pass(60);

    assertThat(elb.loadBalancing.resolve(dnsName)).hasSize(2);
  }

  @Test
  void a_redirect_says_where_to_go_with_path_and_query() {
    elb.client()
        .modifyListener(
            r -> r.listenerArn(listener).defaultActions(ElbUnderTest.redirect("HTTPS", "443")));

    assertThat(elb.ask("a", "/orders?id=7"))
        .isEqualTo(
            new Decision.Answer(301, Optional.of("https://web.example.com:443/orders?id=7")));
    assertThat(elb.ask("a", "/"))
        .isEqualTo(new Decision.Answer(301, Optional.of("https://web.example.com:443/")));
  }

  @Test
  void rules_are_tried_by_priority_and_the_default_comes_last() {
    elb.target(group, "a");
    elb.pass(15);
    fixed(20, "/static/*", "404");
    fixed(10, "/static/logo.???", "200");

    assertThat(elb.ask("a", "/static/logo.png"))
        .isEqualTo(new Decision.Answer(200, Optional.empty()));
    assertThat(elb.ask("a", "/static/style.css?v=1"))
        .isEqualTo(new Decision.Answer(404, Optional.empty()));
    assertThat(elb.ask("a", "/")).isInstanceOf(Decision.Forward.class);
  }

  @Test
  void answers_are_counted_every_minute_and_silence_is_not() {
    elb.target(group, "a");
    elb.pass(75);
    String node = elb.node("a").networkInterfaceId();
    elb.loadBalancing.answered(node, Optional.of(group), 200, true, 10);
    elb.loadBalancing.answered(node, Optional.of(group), 500, true, 1);
    elb.loadBalancing.answered(node, Optional.empty(), 503, false, 1);
    elb.pass(180);

    assertThat(elb.metrics.values("RequestCount", 1)).containsExactly(12.0);
    assertThat(elb.metrics.values("HTTPCode_Target_5XX_Count", 1)).containsExactly(1.0);
    assertThat(elb.metrics.values("HTTPCode_ELB_5XX_Count", 1)).containsExactly(1.0);
    assertThat(elb.metrics.values("HTTPCode_ELB_503_Count", 1)).containsExactly(1.0);
    assertThat(elb.metrics.values("RequestCountPerTarget", 1)).containsExactly(11.0);
    assertThat(elb.metrics.values("HealthyHostCount", 2)).contains(1.0).doesNotContain(2.0);
  }

  private void fixed(int priority, String path, String status) {
    elb.client()
        .createRule(
            r ->
                r.listenerArn(listener)
                    .priority(priority)
                    .conditions(ElbUnderTest.path(path))
                    .actions(ElbUnderTest.fixed(status)));
  }

  private String address(String zone) {
    NetworkInterface node = elb.node(zone);
    return node.association().publicIp();
  }

  @Test
  void a_zone_that_is_shifted_away_is_in_no_dns_answer_and_gets_nothing() {
    elb.target(group, "a");
    String b = elb.target(group, "b");
    elb.pass(15);
    List<String> before = elb.loadBalancing.resolve(dnsName);
    Fact shift = new Fact.ZoneShiftedAway("eu-west-2a");

    elb.world.facts().establish(shift);

    assertThat(elb.loadBalancing.resolve(dnsName)).isEqualTo(before.subList(1, before.size()));
    assertThat(elb.asked("b", 3)).containsExactly(b, b, b);
    assertThat(elb.world.facts().effects(shift)).isEqualTo(1);
    elb.world.facts().clear(shift);
    assertThat(elb.loadBalancing.resolve(dnsName)).isEqualTo(before);
  }

  @Test
  void shifted_away_from_all_zones_it_fails_open() {
    String a = elb.target(group, "a");
    elb.pass(15);
    List<String> before = elb.loadBalancing.resolve(dnsName);

    for (String zone : List.of("eu-west-2a", "eu-west-2b", "eu-west-2c")) {
      elb.world.facts().establish(new Fact.ZoneShiftedAway(zone));
    }

    assertThat(elb.loadBalancing.resolve(dnsName)).isEqualTo(before);
    assertThat(elb.asked("a", 1)).containsExactly(a);
    assertThat(elb.world.facts().effects(new Fact.ZoneShiftedAway("eu-west-2a"))).isZero();
  }

  /** What the data plane does not follow is not taken for followed. */
  @Test
  void an_algorithm_that_is_not_simulated_is_refused() {
    assertThatThrownBy(
            () ->
                elb.attribute(group, "load_balancing.algorithm.type", "least_outstanding_requests"))
        .hasMessageContaining("The simulator does not have the value 'least_outstanding_requests'");
    assertThatThrownBy(() -> elb.attribute(group, "slow_start.duration_seconds", "30"))
        .hasMessageContaining("leave it at '0'");
    elb.attribute(group, "load_balancing.algorithm.type", "round_robin");
  }
}
