package dev.azdrill.simulator.dataplane;

import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.REPLIED;
import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Cause.Trouble;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Reachability.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What load beyond their capacity does to instances, their health checks and clients. */
class OverloadTest {
  private final DataplaneUnderTest plane = new DataplaneUnderTest();

  @Test
  void beyond_their_capacity_instances_are_slow_and_then_turn_requests_away() {
    plane.run(plan(4, 300), 180);

    assertThat(plane.outcomes()).containsOnlyKeys("200", "503");
    assertThat(plane.seen.stream().filter(Exchange::isSuccess).map(Exchange::took))
        .anySatisfy(took -> assertThat(took).isGreaterThan(Duration.ofSeconds(5)));
    assertThat(plane.seen.stream().filter(e -> !e.isSuccess()))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            e ->
                assertThat(e.cause())
                    .hasValue(
                        new Cause.Unavailable(
                            Component.APPLICATION,
                            e.instanceId().orElseThrow(),
                            Trouble.OVERLOADED)));
    assertThat(plane.balancer.answersByTarget).containsKey(503);
  }

  @Test
  void far_beyond_their_capacity_connections_are_not_accepted_and_the_load_balancer_answers_504() {
    plane.run(plan(4, 2_000), 120);

    assertThat(plane.outcomes()).containsOnlyKeys("200", "503", "504");
    assertThat(plane.outcomes().get("504")).isGreaterThan(plane.outcomes().get("503"));
    assertThat(plane.balancer.answersByNode).containsKey(504);
  }

  @Test
  void an_overloaded_application_does_not_answer_its_health_checks_in_time() {
    assertThat(plane.probe()).isEqualTo(REPLIED);
    plane.run(plan(4, 300), 180);

    assertThat(plane.probe())
        .satisfiesAnyOf(
            answer -> assertThat(answer).isInstanceOf(Answer.TimedOut.class),
            answer -> assertThat(((Answer.Replied) answer).status()).isEqualTo(503),
            answer ->
                assertThat(((Answer.Replied) answer).took()).isGreaterThan(Duration.ofSeconds(5)));
  }

  @Test
  void an_instance_that_is_restarted_has_nothing_to_do_yet() {
    plane.run(plan(4, 300), 180);
    plane.instances.runningSince.put("i-a", plane.world.kernel().now());
    plane.pass(15);

    assertThat(plane.probe()).isEqualTo(REPLIED);
  }

  @Test
  void an_instance_may_say_by_a_tag_what_it_serves() {
    plane.describe(
        plane.network.map(
            Kind.INSTANCE, each -> DataplaneUnderTest.tagged(each, Profile.CAPACITY_TAG, "200")));
    plane.run(plan(4, 300), 180);

    assertThat(plane.outcomes()).containsOnlyKeys("200");
    assertThat(plane.metrics.latest("InstanceId", "i-a")).isBetween(75.0, 76.5);
  }

  @Test
  void what_an_instance_serves_depends_on_its_type() {
    plane.describe(
        plane.network.map(Kind.INSTANCE, each -> each.copy(i -> i.instanceType("m5.xlarge"))));
    plane.run(plan(4, 300), 180);

    assertThat(plane.outcomes()).containsOnlyKeys("200");
  }
}
