package dev.azdrill.platform.simulator;

import static dev.azdrill.platform.simulator.Production.A;
import static dev.azdrill.platform.simulator.Production.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Trouble;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether what is left of an architecture carries its load. */
class HeadroomTest {
  private static final String SIZE = "{min: 2, desired: 2, max: 6}";
  private static final Fact NO_POWER = new Fact.ZoneWithoutPower(A);
  private static final Fact NO_CAPACITY = new Fact.ZoneWithoutCapacity(B);

  private static boolean isOverload(Cause cause) {
    return cause instanceof Cause.Unavailable trouble && trouble.trouble() == Trouble.OVERLOADED;
  }

  @Test
  void six_instances_do_not_carry_5000_requests_per_second() {
    try (Production production = Production.used(60, SIZE, "{min: 6, desired: 6, max: 6}")) {
      production.clients.load(5_000);
      production.pass(Duration.ofMinutes(1));
      TrafficLog.Counts seen = production.during(Duration.ofMinutes(10));

      assertThat(seen.failed()).isGreaterThan(2 * seen.sent() / 3);
      assertThat(seen.causes().keySet()).anyMatch(HeadroomTest::isOverload);
    }
  }

  @Test
  void six_instances_carry_500_requests_per_second() {
    try (Production production = Production.used(60, SIZE, "{min: 6, desired: 6, max: 6}")) {
      production.clients.load(500);

      assertThat(production.during(Duration.ofMinutes(10)).failed()).isZero();
    }
  }

  @Test
  void load_above_what_one_zone_carries_is_not_served_until_the_capacity_is_back() {
    try (Production production = Production.used(150)) {
      production.establish(NO_CAPACITY);
      production.establish(NO_POWER);
      production.pass(Duration.ofMinutes(3));
      for (int minute = 0; minute < 10; minute++) {
        TrafficLog.Counts seen = production.during(Duration.ofMinutes(1));
        assertThat(seen.failed()).as("minute " + minute + ": " + seen).isPositive();
      }

      production.clear(NO_CAPACITY);
      production.pass(Duration.ofMinutes(6));
      assertThat(production.during(Duration.ofMinutes(5)).failed()).isZero();
    }
  }

  @Test
  void load_below_what_one_zone_carries_is_served_again_without_new_capacity() {
    try (Production production = Production.used(90)) {
      production.establish(NO_CAPACITY);
      production.establish(NO_POWER);
      production.pass(Duration.ofMinutes(3));

      assertThat(production.during(Duration.ofMinutes(10)).failed()).isZero();
    }
  }

  @Test
  void an_overloaded_instance_is_evicted_and_the_others_get_its_share() {
    try (Production production = Production.used(60, "health: elb", "health: ec2")) {
      production.clients.load(300);
      production.pass(Duration.ofMinutes(3));

      assertThat(
              production
                  .platform
                  .session()
                  .elasticLoadBalancing()
                  .describeTargetHealth(
                      r -> r.targetGroupArn(production.group().targetGroupARNs().get(0)))
                  .targetHealthDescriptions())
          .anySatisfy(
              each -> assertThat(each.targetHealth().stateAsString()).isEqualTo("unhealthy"));
      assertThat(production.during(Duration.ofMinutes(1)).failed()).isPositive();
    }
  }

  @Test
  void the_capacity_that_a_blueprint_names_holds() {
    try (Production production = Production.used(60, "capacity: 100", "capacity: 300")) {
      production.clients.load(300);

      assertThat(production.during(Duration.ofMinutes(5)).failed()).isZero();
    }
  }
}
