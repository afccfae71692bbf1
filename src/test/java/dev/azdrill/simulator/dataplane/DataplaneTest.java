package dev.azdrill.simulator.dataplane;

import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.ONE;
import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.REPLIED;
import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.START;
import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.LoadBalancing.Decision;
import dev.azdrill.simulator.world.Reachability.Answer;
import dev.azdrill.simulator.world.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataplaneTest {
  private final DataplaneUnderTest plane = new DataplaneUnderTest();

  // Health checks.

  @Test
  void a_health_check_is_answered_by_a_booted_application() {
    assertThat(plane.probe()).isEqualTo(REPLIED);
  }

  @Test
  void until_the_application_has_booted_a_health_check_is_refused() {
    plane.instances.runningSince.put("i-a", plane.world.kernel().now());
    assertThat(plane.probe()).isInstanceOf(Answer.Refused.class);
    plane.pass(15);
    assertThat(plane.probe()).isEqualTo(REPLIED);
  }

  @Test
  void a_health_check_of_a_stopped_instance_times_out() {
    plane.instances.terminate("i-a");
    assertThat(plane.probe()).isInstanceOf(Answer.TimedOut.class);
  }

  @Test
  void a_revoked_rule_stops_health_checks_and_its_return_lets_them_pass() {
    plane.describe(plane.without("sg-app"));
    assertThat(plane.probe()).isInstanceOf(Answer.TimedOut.class);
    plane.describe(plane.network);
    assertThat(plane.probe()).isEqualTo(REPLIED);
  }

  @Test
  void no_power_at_either_end_stops_health_checks() {
    plane.world.facts().establish(new Fact.ZoneWithoutPower("eu-west-2a"));
    assertThat(plane.probe()).isInstanceOf(Answer.TimedOut.class);
    assertThat(plane.dataplane.probe("eni-alb-a", "10.0.12.20", 8080, "/health"))
        .as("from the dark zone to the lit one")
        .isInstanceOf(Answer.TimedOut.class);
    assertThat(plane.dataplane.probe("eni-alb-b", "10.0.12.20", 8080, "/health"))
        .isEqualTo(REPLIED);
  }

  @Test
  void a_hung_application_is_silent_and_a_failing_one_says_its_status() {
    plane.world.facts().establish(new Fact.ApplicationHung("i-a"));
    assertThat(plane.probe()).isInstanceOf(Answer.TimedOut.class);
    plane.world.facts().clear(new Fact.ApplicationHung("i-a"));
    plane.world.facts().establish(new Fact.ApplicationFailing("i-a", 500));
    assertThat(plane.probe()).isEqualTo(new Answer.Replied(500, Duration.ofMillis(20)));
  }

  @Test
  void the_health_path_does_not_look_at_the_database() {
    plane.database.serving(false);
    assertThat(plane.probe()).isEqualTo(REPLIED);
  }

  // Clients.

  @Test
  void clients_are_served_by_both_instances_through_both_nodes() {
    plane.run(plan(4, 4), 60);

    assertThat(plane.outcomes()).containsExactly(Map.entry("200", 4 * 60));
    assertThat(plane.seen)
        .extracting(Exchange::zone)
        .contains(Optional.of("eu-west-2a"), Optional.of("eu-west-2b"));
    assertThat(plane.seen)
        .extracting(Exchange::instanceId)
        .contains(Optional.of("i-a"), Optional.of("i-b"));
    assertThat(plane.balancer.answersByTarget).containsExactly(Map.entry(200, 4 * 60));
  }

  @Test
  void a_client_remembers_what_dns_told_it_for_a_minute() {
    Runnable stop = plane.clients.start(ONE, plane.seen::add);
    plane.pass(61);
    assertThat(plane.balancer.resolved).as("its first answer is older than new").isEqualTo(2);
    plane.pass(300);
    assertThat(plane.balancer.resolved).isEqualTo(7);
    stop.run();
  }

  @Test
  void without_power_a_zone_costs_its_share_of_requests_until_dns_is_forgotten() {
    Runnable stop = plane.clients.start(ONE, plane.seen::add);
    plane.pass(10);
    plane.seen.clear();
    plane.world.facts().establish(new Fact.ZoneWithoutPower("eu-west-2b"));
    plane.balancer.decisions.remove(1);
    plane.balancer.inDns.remove("198.51.100.12");
    plane.pass(200);
    stop.run();

    assertThat(plane.outcomes().keySet()).containsExactly("200", "timeout");
    assertThat(plane.seen.stream().filter(e -> e.outcome() == Unanswered.TIMEOUT))
        .hasSizeBetween(1, 25)
        .allSatisfy(
            e -> {
              assertThat(e.zone()).hasValue("eu-west-2b");
              assertThat(e.took()).isEqualTo(Duration.ofSeconds(5));
              assertThat(e.at()).isBefore(START.plusSeconds(60));
            });
  }

  @Test
  void a_target_without_power_costs_a_504_after_ten_seconds() {
    plane.world.facts().establish(new Fact.ZoneWithoutPower("eu-west-2b"));
    plane.balancer.inDns.remove("198.51.100.12");
    plane.balancer.decisions.remove(0);
    plane.run(ONE, 12);

    assertThat(plane.outcomes().keySet()).containsExactly("504");
    assertThat(plane.seen.get(0).took()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plane.balancer.answersByNode).containsKey(504);
  }

  @Test
  void a_target_that_refuses_costs_a_502() {
    plane.instances.runningSince.put("i-a", START);
    plane.balancer.decisions.remove(1);
    plane.run(ONE, 5);
    assertThat(plane.outcomes()).containsOnlyKeys("502");
  }

  @Test
  void a_hung_target_outlasts_the_clients_patience() {
    plane.world.facts().establish(new Fact.ApplicationHung("i-a"));
    plane.balancer.decisions.remove(1);
    plane.run(ONE, 31);

    assertThat(plane.outcomes()).containsOnlyKeys("timeout");
    assertThat(plane.seen.get(0).took()).isEqualTo(Duration.ofSeconds(30));
    assertThat(plane.balancer.answersByNode).containsKey(460);
  }

  @Test
  void what_the_load_balancer_answers_itself_reaches_the_client() {
    plane.balancer.decisions.clear();
    plane.balancer.decisions.add(new Decision.Answer(404, Optional.empty()));
    plane.balancer.decisions.add(new Decision.NoTarget());
    plane.balancer.decisions.add(new Decision.NoListener());
    plane.run(ONE, 9);
    assertThat(plane.outcomes().keySet()).containsExactly("404", "503", "refused");
  }

  @Test
  void a_fixed_response_serves_nobody_whatever_its_status() {
    plane.balancer.decisions.clear();
    plane.balancer.decisions.add(new Decision.Answer(200, Optional.empty()));
    plane.run(ONE, 3);
    assertThat(plane.outcomes()).containsOnlyKeys("200 by the load balancer");
    assertThat(plane.seen).noneMatch(Exchange::isSuccess);
  }

  // Redirects.

  private void redirectOnceTo(String location) {
    Decision forward = plane.balancer.decisions.get(0);
    plane.balancer.decisions.clear();
    plane.balancer.decisions.add(new Decision.Answer(301, Optional.of(location)));
    plane.balancer.decisions.add(forward);
  }

  @Test
  void a_redirect_is_followed_and_its_end_is_what_counts() {
    redirectOnceTo("https://web:443/shop?id=1");
    plane.run(ONE, 30);
    assertThat(plane.outcomes()).containsOnlyKeys("200");
    assertThat(plane.seen.get(0).took()).isGreaterThan(Duration.ofMillis(20));
    assertThat(plane.balancer.asked.get(1))
        .isEqualTo(
            new LoadBalancing.Request(
                "GET", "web", "/shop?id=1", true, plane.balancer.asked.get(0).client()));
  }

  @Test
  void a_write_that_is_redirected_becomes_a_read_and_is_not_acknowledged() {
    redirectOnceTo("https://web:443/");
    plane.run(ONE, 30);
    assertThat(plane.balancer.asked).extracting(LoadBalancing.Request::method).contains("POST");
    assertThat(plane.seen).allMatch(Exchange::isSuccess).allMatch(e -> e.write().isEmpty());
  }

  @Test
  void a_redirect_in_a_circle_serves_nobody() {
    redirectOnceTo("https://web:443/");
    plane.balancer.decisions.remove(1);
    plane.run(ONE, 3);
    assertThat(plane.outcomes()).containsOnlyKeys("301");
    assertThat(plane.seen.get(0).cause())
        .contains(
            new Cause.Unavailable(
                Cause.Component.LOAD_BALANCER, "eni-alb-a", Cause.Trouble.REDIRECTING));
    assertThat(plane.balancer.asked).hasSize(3 * 6);
  }

  @Test
  void a_redirect_to_a_host_that_nobody_has_serves_nobody() {
    plane.balancer.known = Optional.of("web");
    redirectOnceTo("https://elsewhere.example.com:443/");
    plane.balancer.decisions.remove(1);
    plane.run(ONE, 3);
    assertThat(plane.outcomes()).containsOnlyKeys("unresolved");
    assertThat(plane.seen.get(0).cause())
        .contains(new Cause.Missing(Cause.Component.LOAD_BALANCER, "elsewhere.example.com"));
  }

  @Test
  void a_redirect_to_what_is_no_url_serves_nobody() {
    redirectOnceTo("https://not a host:443/");
    plane.balancer.decisions.remove(1);
    plane.run(ONE, 3);
    assertThat(plane.outcomes()).containsOnlyKeys("unresolved");
  }

  @Test
  void a_redirect_to_a_port_on_which_nobody_listens_serves_nobody() {
    redirectOnceTo("https://web:8443/");
    plane.balancer.decisions.remove(1);
    plane.run(ONE, 10);
    assertThat(plane.outcomes()).containsOnlyKeys("timeout");
  }

  @Test
  void a_web_acl_stops_requests_with_403() {
    plane.blocked.set(true);
    plane.run(ONE, 3);
    assertThat(plane.outcomes()).containsOnlyKeys("403");
  }

  @Test
  void a_closed_load_balancer_lets_clients_wait_in_vain() {
    plane.describe(plane.without("sg-alb"));
    plane.run(ONE, 8);
    assertThat(plane.outcomes()).containsOnlyKeys("timeout");
  }

  @Test
  void a_name_that_nobody_has_is_not_resolved() {
    plane.balancer.inDns.clear();
    plane.run(ONE, 3);
    assertThat(plane.outcomes()).containsOnlyKeys("unresolved");
  }

  // The plane.database behind the application.

  @Test
  void without_its_database_the_application_answers_500() {
    plane.database.serving(false);
    plane.run(ONE, 3);
    assertThat(plane.outcomes()).containsOnlyKeys("500");
  }

  @Test
  void a_rule_cut_between_application_and_database_is_seen_by_clients() {
    plane.describe(plane.without("sg-db"));
    plane.run(ONE, 5);
    assertThat(plane.outcomes()).containsOnlyKeys("500");
    assertThat(plane.seen.get(0).took()).isEqualTo(Duration.ofMillis(2_020));
  }

  @Test
  void an_architecture_without_a_database_needs_none() {
    plane.database.primary = Optional.empty();
    plane.run(ONE, 3);
    assertThat(plane.outcomes()).containsOnlyKeys("200");
  }

  @Test
  void the_old_primary_is_asked_until_its_name_is_forgotten() {
    Runnable stop = plane.clients.start(ONE, plane.seen::add);
    plane.pass(2);
    plane.seen.clear();
    plane.database.primary =
        Optional.of(new Databases.Primary("eni-new", "10.0.22.30", 5432, "eu-west-2b", true));
    plane.pass(10);
    stop.run();

    assertThat(plane.seen)
        .extracting(e -> e.outcome().toString())
        .startsWith("500", "500")
        .endsWith("200", "200");
  }

  // Time and load.

  @Test
  void exchanges_wake_waiters_only_when_their_outcome_turns() {
    Runnable stop = plane.clients.start(plan(3, 3), plane.seen::add);
    plane.pass(5);
    Instant later = plane.world.kernel().now().plusSeconds(600);
    assertThat(plane.world.kernel().advanceToChange(later)).as("nothing turns").isEqualTo(later);

    plane.database.serving(false);
    Instant turned = plane.world.kernel().advanceToChange(later.plusSeconds(600));
    stop.run();
    assertThat(turned).isBefore(later.plusSeconds(2));
  }

  @Test
  void stopped_clients_send_nothing_and_see_nothing() {
    plane.describe(plane.without("sg-alb"));
    Runnable stop = plane.clients.start(ONE, plane.seen::add);
    plane.pass(2);
    stop.run();
    stop.run();
    plane.pass(60);
    assertThat(plane.seen).isEmpty();
  }

  @Test
  void load_moves_the_cpu_of_those_who_answer() {
    plane.run(plan(4, 120), 120);

    assertThat(plane.metrics.latest("InstanceId", "i-a")).isBetween(60.0, 61.5);
    assertThat(plane.metrics.latest("AutoScalingGroupName", "web")).isBetween(60.0, 61.5);
    plane.pass(60);
    assertThat(plane.metrics.latest("InstanceId", "i-a")).as("idle").isEqualTo(2.0);
  }

  @Test
  void the_load_balancer_counts_the_requests_that_exchanges_stand_for() {
    plane.run(plan(4, 120), 60);

    assertThat(plane.seen).hasSize(240);
    assertThat(plane.balancer.counted).isEqualTo(60 * 120.0);
  }

  @Test
  void an_application_that_has_booted_stays_so() {
    DataplaneUnderTest drawn = new DataplaneUnderTest("boot", Timings.drawn(Seed.of("boot")));
    drawn.instances.runningSince.put("i-a", drawn.world.kernel().now());
    List<Boolean> answers = new ArrayList<>();
    for (int second = 0; second < 61; second++) {
      answers.add(drawn.probe() instanceof Answer.Replied);
      drawn.pass(1);
    }

    assertThat(answers).startsWith(false).endsWith(true).isSorted();
  }

  @Test
  void one_instance_alone_carries_all_and_is_busy_to_the_full() {
    plane.balancer.decisions.remove(1);
    plane.run(plan(4, 120), 61);
    assertThat(plane.metrics.latest("InstanceId", "i-a")).isEqualTo(100.0);
    assertThat(plane.metrics.latest("InstanceId", "i-b")).isEqualTo(2.0);
  }

  @Test
  void every_failure_has_a_cause_and_no_success_has() {
    Runnable stop = plane.clients.start(plan(6, 600), plane.seen::add);
    plane.pass(60);
    plane.database.serving(false);
    plane.pass(20);
    plane.world.facts().establish(new Fact.ZoneWithoutPower("eu-west-2a"));
    plane.pass(120);
    stop.run();

    assertThat(plane.seen)
        .hasSizeGreaterThan(1_000)
        .allSatisfy(e -> assertThat(e.cause().isPresent()).isEqualTo(!e.isSuccess()));
  }

  @Test
  void another_seed_lets_clients_begin_at_other_times() {
    assertThat(begins("one")).hasSize(6).isEqualTo(begins("one")).isNotEqualTo(begins("another"));
  }

  private static List<Instant> begins(String seed) {
    DataplaneUnderTest other = new DataplaneUnderTest(seed);
    other.run(plan(6, 6), 1);
    return other.seen.stream().map(Exchange::at).sorted().toList();
  }

  @Test
  void each_client_asks_dns_once_a_minute_however_much_it_sends() {
    plane.run(plan(6, 6), 1_800);

    assertThat(plane.seen).hasSize(6 * 1_800);
  }
}
