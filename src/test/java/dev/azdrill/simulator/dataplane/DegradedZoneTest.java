package dev.azdrill.simulator.dataplane;

import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.ONE;
import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.REPLIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Cause.Obstacle;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Reachability.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What zones that delay connections or lose packets do to those who connect through them. */
class DegradedZoneTest {
  private static final String A = "eu-west-2a";
  private static final Fact LOSSY = new Fact.ZoneLossy(A, 40);

  private final DataplaneUnderTest plane = new DataplaneUnderTest();

  private static Fact slow(String zone, long milliseconds) {
    return new Fact.ZoneSlow(zone, Duration.ofMillis(milliseconds));
  }

  private void establish(Fact fact) {
    plane.world.facts().establish(fact);
  }

  private Answer probeOfB() {
    return plane.dataplane.probe("eni-alb-b", "10.0.12.20", 8080, "/health");
  }

  @Test
  void a_health_check_within_a_slow_zone_takes_longer_and_in_another_does_not() {
    establish(slow(A, 200));

    assertThat(plane.probe()).isEqualTo(new Answer.Replied(200, Duration.ofMillis(220)));
    assertThat(probeOfB()).isEqualTo(REPLIED);
  }

  @Test
  void a_request_is_slower_by_each_connection_that_it_takes_through_the_zone() {
    establish(slow(A, 200));

    plane.run(ONE, 20);

    assertThat(plane.seen).allMatch(Exchange::isSuccess);
    // The client's to the node in the zone, the node's to the instance there, and that one's to the
    // database.
    assertThat(plane.seen).extracting(Exchange::took).contains(Duration.ofMillis(620));
    // Through the other zone, only the database stands in this one.
    assertThat(plane.seen)
        .filteredOn(each -> !each.zone().equals(Optional.of(A)))
        .filteredOn(each -> each.instanceId().equals(Optional.of("i-b")))
        .isNotEmpty()
        .allMatch(each -> each.took().equals(Duration.ofMillis(220)));
  }

  @Test
  void an_application_that_waits_too_long_for_its_database_answers_500() {
    establish(slow(A, 2_100));

    plane.run(ONE, 20);

    assertThat(plane.outcomes()).containsOnlyKeys("500");
    assertThat(plane.seen)
        .extracting(Exchange::cause)
        .containsOnly(
            Optional.of(
                new Cause.Unreachable(Component.DATABASE, "orders", Obstacle.DEGRADED_ZONE)));
  }

  @Test
  void a_client_that_waits_too_long_for_a_connection_gives_up() {
    establish(slow(A, 5_100));

    plane.run(ONE, 20);

    assertThat(plane.seen)
        .filteredOn(each -> each.zone().equals(Optional.of(A)))
        .isNotEmpty()
        .allMatch(each -> each.outcome() == Unanswered.TIMEOUT)
        .allMatch(each -> each.took().equals(Duration.ofSeconds(5)));
  }

  @Test
  void what_is_lost_is_tried_again_and_some_give_up() {
    establish(LOSSY);

    plane.run(DataplaneUnderTest.plan(10, 10), 60);

    assertThat(plane.seen).filteredOn(Exchange::isSuccess).hasSizeGreaterThan(200);
    assertThat(plane.seen).filteredOn(each -> !each.isSuccess()).hasSizeGreaterThan(50);
    assertThat(plane.seen)
        .filteredOn(Exchange::isSuccess)
        .anyMatch(each -> each.took().equals(Duration.ofMillis(1_020)));
    assertThat(plane.world.facts().effects(LOSSY)).isGreaterThan(100);
  }

  @Test
  void a_zone_that_loses_everything_carries_nothing() {
    establish(new Fact.ZoneLossy(A, 100));

    assertThat(plane.probe()).isEqualTo(new Answer.Replied(200, Duration.ofMillis(127_020)));
    assertThat(probeOfB()).isEqualTo(REPLIED);
    plane.run(ONE, 20);
    assertThat(plane.seen).noneMatch(Exchange::isSuccess);
  }

  @Test
  void the_same_seed_loses_the_same_packets_and_another_seed_others() {
    assertThat(lost("seed")).isEqualTo(lost("seed")).isNotEqualTo(lost("another"));
  }

  private static List<Exchange> lost(String seed) {
    DataplaneUnderTest plane = new DataplaneUnderTest(seed);
    plane.world.facts().establish(LOSSY);
    plane.run(DataplaneUnderTest.plan(4, 4), 60);
    return plane.seen;
  }

  @Test
  void what_is_lifted_leaves_the_other() {
    Fact more = slow(A, 300);
    establish(slow(A, 200));
    establish(more);
    assertThat(plane.probe()).isEqualTo(new Answer.Replied(200, Duration.ofMillis(520)));
    plane.world.facts().clear(slow(A, 200));
    assertThat(plane.probe()).isEqualTo(new Answer.Replied(200, Duration.ofMillis(320)));
    plane.world.facts().clear(more);
    assertThat(plane.probe()).isEqualTo(REPLIED);
  }
}
