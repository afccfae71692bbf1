package dev.azdrill.platform.simulator;

import static dev.azdrill.platform.simulator.Production.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Cause.Obstacle;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** An application that calls a service outside: what is lost on the way out is felt by clients. */
class OutsideServiceTest {
  private static final String SERVICE = "payments.example.com:443";

  private static List<String> instancesIn(Production production, String zone) {
    return production.group().instances().stream()
        .filter(each -> each.availabilityZone().equals(zone))
        .map(Instance::instanceId)
        .toList();
  }

  private static void assertOnlyZoneAFails(Production production, Obstacle obstacle) {
    Instant from = production.now();
    TrafficLog.Counts seen = production.during(Duration.ofMinutes(2));

    assertThat(seen.failed()).as("half of the requests").isBetween(330, 390);
    assertThat(seen.causes())
        .containsOnlyKeys(new Cause.Unreachable(Component.OUTSIDE_SERVICE, SERVICE, obstacle));
    assertThat(
            production.clients.log().exchanges().stream()
                .filter(each -> !each.at().isBefore(from) && !each.isSuccess())
                .map(Exchange::instanceId)
                .flatMap(id -> id.stream()))
        .containsOnly(instancesIn(production, A).get(0));
  }

  @Test
  void a_deleted_nat_gateway_costs_the_requests_of_its_zone() {
    try (Production production = Production.used(60)) {
      Ec2Client ec2 = Somebody.beside(production.platform.session()).ec2();
      NatGateway inA =
          ec2.describeNatGateways().natGateways().stream()
              .filter(
                  nat ->
                      ec2.describeSubnets(r -> r.subnetIds(nat.subnetId()))
                          .subnets()
                          .get(0)
                          .availabilityZone()
                          .equals(A))
              .findFirst()
              .orElseThrow();
      ec2.deleteNatGateway(r -> r.natGatewayId(inA.natGatewayId()));
      production.pass(Duration.ofMinutes(1));

      assertOnlyZoneAFails(production, Obstacle.NETWORK);
    }
  }

  @Test
  void a_lost_default_route_costs_the_requests_of_its_zone_until_it_is_back() {
    try (Production production = Production.used(60)) {
      Ec2Client ec2 = Somebody.beside(production.platform.session()).ec2();
      String subnet =
          ec2.describeInstances(r -> r.instanceIds(instancesIn(production, A)))
              .reservations()
              .get(0)
              .instances()
              .get(0)
              .subnetId();
      RouteTable table =
          ec2.describeRouteTables(
                  r ->
                      r.filters(
                          Filter.builder().name("association.subnet-id").values(subnet).build()))
              .routeTables()
              .get(0);
      Route route =
          table.routes().stream().filter(r -> r.natGatewayId() != null).findFirst().orElseThrow();
      ec2.deleteRoute(r -> r.routeTableId(table.routeTableId()).destinationCidrBlock("0.0.0.0/0"));

      assertOnlyZoneAFails(production, Obstacle.NETWORK);

      ec2.createRoute(
          r ->
              r.routeTableId(table.routeTableId())
                  .destinationCidrBlock("0.0.0.0/0")
                  .natGatewayId(route.natGatewayId()));
      assertThat(production.during(Duration.ofMinutes(2)).failed()).isZero();
    }
  }

  @Test
  void one_nat_gateway_for_all_zones_is_lost_with_its_zone() {
    try (Production production = Production.used(60, "nat: per-zone", "nat: single")) {
      production.establish(new Fact.ZoneWithoutPower(A));
      production.pass(Duration.ofMinutes(5));
      TrafficLog.Counts seen = production.during(Duration.ofMinutes(5));

      assertThat(seen.failed()).isEqualTo(seen.sent());
      assertThat(seen.causes())
          .containsOnlyKeys(
              new Cause.Unreachable(Component.OUTSIDE_SERVICE, SERVICE, Obstacle.POWER));
    }
  }

  @Test
  void a_nat_gateway_in_each_zone_leaves_the_others_a_way_out() {
    try (Production production = Production.used(60)) {
      production.establish(new Fact.ZoneWithoutPower(A));
      production.pass(Duration.ofMinutes(5));

      assertThat(production.during(Duration.ofMinutes(5)).failed()).isZero();
    }
  }
}
