package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.foreign.ForeignStack;
import dev.azdrill.foreign.PausedRegion;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.endpoint.ServedRegionPlatform;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looks from another process, at a region that does not wait for them. */
class ServedLooksTest {
  private final List<String> vpc = new ArrayList<>();
  private final PausedRegion region =
      PausedRegion.with(aws -> vpc.add(ForeignStack.serving(aws, "shop", ForeignStack.TWO_ZONES)));
  private final ServedRegionPlatform platform = region.platform();
  private final Inventory stack = new Discovery(platform.session()).byVpc(vpc.get(0));
  private final DrillSession session =
      DrillRun.continued(platform, new Journal(), Budgets.CEILING)
          .open("drill-1", "a drill", stack, Objectives.NONE);

  @AfterEach
  void close() {
    platform.close();
    region.close();
  }

  private void terminate() {
    session.inject(
        new InstanceTermination(
            stack.all(Kind.AUTO_SCALING_GROUP).get(0).instances().get(0).instanceId()));
  }

  @Test
  void what_a_look_shows_may_have_happened_just_after_the_look_before() {
    terminate();
    session.monitor().look();
    platform.session().clock().pass(Duration.ofMinutes(8));

    Measurement steady = session.await(TimedExpectation.inTime(new Expectation.SteadyState()));
    session.close();

    assertThat(steady.took().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMinutes(8));
    assertThat(steady.resolution()).isEqualTo(Duration.ofMinutes(8));
  }

  @Test
  void what_clients_of_the_region_meet_has_its_own_time() {
    try (Clients clients =
        Clients.of(platform, stack.all(Kind.LOAD_BALANCER).get(0).dnsName(), true, 60)) {
      session.use(clients);
      terminate();

      Measurement served = session.await(TimedExpectation.inTime(new Expectation.ClientsServed()));
      session.close();

      assertThat(served.took()).isPresent();
      assertThat(served.resolution()).isZero();
    }
  }
}
