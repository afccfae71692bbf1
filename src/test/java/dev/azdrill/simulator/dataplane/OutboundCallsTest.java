package dev.azdrill.simulator.dataplane;

import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.ONE;
import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.REPLIED;
import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Outcome;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Fact;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls of the application to services outside the VPC. */
class OutboundCallsTest {
  private final DataplaneUnderTest plane = new DataplaneUnderTest();

  private void callsOutside(Inventory inventory) {
    plane.describe(
        inventory.map(
            Kind.INSTANCE,
            each ->
                DataplaneUnderTest.tagged(each, Profile.OUTBOUND_TAG, "payments.example.com:443")));
  }

  @Test
  void an_application_that_reaches_its_outside_services_serves() {
    callsOutside(plane.network);
    plane.run(ONE, 10);

    assertThat(plane.outcomes()).containsOnlyKeys("200");
  }

  @Test
  void a_lost_nat_gateway_costs_the_requests_of_its_zone_alone() {
    callsOutside(
        plane.network.map(
            Kind.NAT_GATEWAY,
            each ->
                each.natGatewayId().equals("nat-a") ? each.copy(n -> n.state("failed")) : each));
    plane.run(plan(2, 2), 60);

    assertThat(plane.seen.stream().filter(e -> !e.isSuccess()))
        .as("half of them, but for those that still wait at the end")
        .hasSizeBetween(56, 60)
        .allSatisfy(
            e -> {
              assertThat(e.instanceId()).hasValue("i-a");
              assertThat(e.outcome()).isEqualTo(new Outcome.Answered(502));
              assertThat(e.took()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_100));
              assertThat(e.cause())
                  .hasValue(
                      new Cause.Unreachable(
                          Component.OUTSIDE_SERVICE,
                          "payments.example.com:443",
                          Cause.Obstacle.NETWORK));
            });
    assertThat(plane.probe()).as("the health path is shallow").isEqualTo(REPLIED);
  }

  @Test
  void a_default_route_through_a_zone_without_power_leads_nowhere() {
    callsOutside(plane.network);
    plane.world.facts().establish(new Fact.ZoneWithoutPower("eu-west-2b"));
    plane.balancer.inDns.remove("198.51.100.12");
    plane.balancer.decisions.remove(1);
    plane.run(ONE, 10);
    assertThat(plane.outcomes())
        .as("each zone has a NAT gateway of its own")
        .containsOnlyKeys("200");

    plane.seen.clear();
    callsOutside(routedTo("nat-b"));
    plane.run(ONE, 10);
    assertThat(plane.outcomes()).containsOnlyKeys("502");
    assertThat(plane.seen.get(0).cause())
        .hasValue(
            new Cause.Unreachable(
                Component.OUTSIDE_SERVICE, "payments.example.com:443", Cause.Obstacle.POWER));
  }

  /** The same network, with every default route to a NAT gateway leading to this one. */
  private Inventory routedTo(String natGateway) {
    return plane.network.map(
        Kind.ROUTE_TABLE,
        table ->
            table.copy(
                t ->
                    t.routes(
                        table.routes().stream()
                            .map(
                                route ->
                                    route.natGatewayId() == null
                                        ? route
                                        : route.copy(r -> r.natGatewayId(natGateway)))
                            .toList())));
  }
}
