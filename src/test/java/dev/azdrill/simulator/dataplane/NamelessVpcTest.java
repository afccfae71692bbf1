package dev.azdrill.simulator.dataplane;

import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Timing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;

/** A VPC in which {@code enableDnsSupport} is off. */
class NamelessVpcTest {
  private final DataplaneUnderTest plane = new DataplaneUnderTest();

  private Inventory resolving(boolean names) {
    return plane.network.with(
        Kind.VPC_ATTRIBUTE,
        List.of(
            DescribeVpcAttributeResponse.builder()
                .vpcId(plane.network.all(Kind.NETWORK_INTERFACE).get(0).vpcId())
                .enableDnsSupport(v -> v.value(names))
                .build()));
  }

  private Cause causeOfTheFirst() {
    return plane.seen.get(0).cause().orElseThrow();
  }

  @Test
  void the_application_does_not_find_its_database() {
    plane.describe(resolving(false));
    plane.run(ONE, 10);

    assertThat(plane.outcomes()).containsOnlyKeys("500");
    assertThat(causeOfTheFirst())
        .isEqualTo(
            new Cause.Unreachable(Component.DATABASE, "orders", Cause.Obstacle.NAME_RESOLUTION));
  }

  @Test
  void an_address_is_used_for_as_long_as_it_was_told() {
    plane.run(ONE, 1);
    plane.describe(resolving(false));
    plane.seen.clear();

    plane.run(ONE, 2);
    assertThat(plane.outcomes()).containsOnlyKeys("200");

    plane.pass((int) plane.world.timings().of(Timing.DATABASE_DNS_TTL).toSeconds());
    plane.seen.clear();
    plane.run(ONE, 5);
    assertThat(plane.outcomes()).containsOnlyKeys("500");

    plane.describe(resolving(true));
    plane.seen.clear();
    plane.run(ONE, 5);
    assertThat(plane.outcomes()).containsOnlyKeys("200");
  }

  @Test
  void services_outside_are_not_found_either() {
    plane.database.primary = Optional.empty();
    plane.describe(
        resolving(false)
            .map(
                Kind.INSTANCE,
                each ->
                    DataplaneUnderTest.tagged(
                        each, Profile.OUTBOUND_TAG, "payments.example.com:443")));
    plane.run(ONE, 10);

    assertThat(causeOfTheFirst())
        .isEqualTo(
            new Cause.Unreachable(
                Component.OUTSIDE_SERVICE,
                "payments.example.com:443",
                Cause.Obstacle.NAME_RESOLUTION));
  }
}
