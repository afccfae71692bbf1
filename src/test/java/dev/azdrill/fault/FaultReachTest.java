package dev.azdrill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Whether a fault in the primary's zone could reach the database. */
class FaultReachTest {
  private static final DBInstance DATABASE =
      DBInstance.builder()
          .dbInstanceIdentifier("shop")
          .availabilityZone("eu-west-2a")
          .secondaryAvailabilityZone("eu-west-2b")
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nat-gateway-loss:zone=eu-west-2a",
        "default-route-loss:zone=eu-west-2a",
        "load-balancer-zone-loss:zone=eu-west-2a",
        "zone-capacity-loss:zone=eu-west-2a",
        "zonal-shift:zone=eu-west-2a",
        "zone-power-loss:zone=eu-west-2c"
      })
  void what_the_application_alone_depends_on_and_another_zone_does_not(String fault) {
    assertThat(FaultCatalogue.parse(fault).mayAffect(DATABASE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zone-power-loss:zone=eu-west-2a",
        "zone-power-loss:zone=eu-west-2b",
        "zone-network-isolation:zone=eu-west-2a",
        "zone-latency:zone=eu-west-2a",
        "zone-packet-loss:zone=eu-west-2b"
      })
  void what_happens_to_all_of_a_zone_does(String fault) {
    assertThat(FaultCatalogue.parse(fault).mayAffect(DATABASE)).isTrue();
  }
}
