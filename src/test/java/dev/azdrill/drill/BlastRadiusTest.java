package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.fault.BlastRadius;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.Ledger;
import dev.azdrill.topology.Blueprints;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each fault may affect, in three zones with an instance each. */
class BlastRadiusTest {
  private static final DrilledStack STACK =
      new DrilledStack(Blueprints.shipped("production").withZones(3));

  private static final Set<String> COMPARED = new HashSet<>();

  /** The kinds are all there once this test has run. */
  @AfterAll
  static void every_kind_is_compared() {
    STACK.close();
    assertThat(COMPARED)
        .containsExactlyInAnyOrderElementsOf(
            FaultCatalogue.own().stream().map(FaultKind::word).toList());
  }

  private static BlastRadius radius(String text) {
    FaultContext context =
        new FaultContext(
            STACK.simulator,
            STACK.inventory(),
            STACK.run(STACK.simulator).notes().of("drill-1"),
            Ledger.NONE);
    Fault wanted = FaultCatalogue.parse(text);
    return FaultCatalogue.of(wanted)
        .orElseThrow()
        .resolve(wanted, context.baseline())
        .resolve(context)
        .blastRadius(context);
  }

  @ParameterizedTest
  @CsvSource({
    "instance-termination, 1, 1",
    "instance-stop, 1, 1",
    "application-hang, 1, 1",
    "application-cut-off, 3, 3",
    "instance-reboot, 1, 1",
    "database-cut-off, 1, 0",
    "nat-gateway-loss, 1, 1",
    "default-route-loss, 1, 1",
    "internet-gateway-route-loss, 3, 3",
    "zone-network-isolation, 1, 1",
    "zone-partition, 1, 1",
    "database-unreachable, 3, 0",
    "load-balancer-zone-loss, 1, 1",
    "targets-deregistered, 1, 1",
    "health-check-misconfigured, 3, 3",
    "scaling-processes-suspended, 0, 0",
    "bad-launch-template, 0, 0",
    "zone-power-loss, 1, 1",
    "zone-capacity-loss, 1, 0",
    "database-failover, 1, 0",
    "database-restart, 1, 0",
    "application-errors, 1, 1",
    "application-slow, 1, 1",
    "zone-latency, 1, 1",
    "zone-packet-loss, 1, 1",
    "bad-boot, 0, 0",
    "database-storage-full, 1, 0",
    "certificate-expired, 3, 3",
    "zonal-shift, 1, 1",
    "cpu-surge, 1, 1",
    "api-throttling, 0, 0",
    "api-errors, 0, 0",
    "api-latency, 0, 0"
  })
  void a_fault_affects_so_many_zones_and_instances(String word, int zones, int instances) {
    COMPARED.add(word);
    BlastRadius radius = radius(word);

    assertThat(radius.zones()).as("zones of %s", word).hasSize(zones);
    assertThat(radius.instances()).as("instances of %s", word).hasSize(instances);
  }

  @Test
  void instances_are_counted_with_their_zones() {
    BlastRadius radius = radius("instance-termination:instances=2");

    assertThat(radius.instances()).hasSize(2);
    assertThat(radius.zones()).hasSize(2);
  }
}
