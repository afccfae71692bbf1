package dev.azdrill.simulator.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.ProductionNetwork;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.NetworkChanges;
import dev.azdrill.simulator.world.NetworkState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * What a request costs: the network is described and a path is walked once for each version of it,
 * however many requests there are.
 */
class PathsTest {
  private static final String CLIENT = "203.0.113.7";

  private final NetworkChanges changes = new NetworkChanges();
  private final NetworkState network =
      new NetworkState(changes, () -> ProductionNetwork.inventory().build());
  private final Paths paths = new Paths(new Kernel(Instant.EPOCH, Seed.of("paths")), network);

  private Path within() {
    return paths.within("eni-alb-a", "10.0.11.20", 8080);
  }

  private Path fromInternet() {
    return paths.fromInternet(CLIENT, "198.51.100.11", 443);
  }

  @Test
  void a_network_that_has_not_changed_is_not_described_again() {
    assertThat(network.inventory()).isSameAs(network.inventory());
  }

  @Test
  void a_known_path_is_not_walked_again() {
    assertThat(within()).isSameAs(within());
    assertThat(fromInternet()).isSameAs(fromInternet());
    assertThat(fromInternet().isOpen()).isTrue();
  }

  @Test
  void another_port_is_another_path() {
    assertThat(within().isOpen()).isTrue();
    assertThat(paths.within("eni-alb-a", "10.0.11.20", 22).isOpen()).isFalse();
  }

  @Test
  void a_change_of_the_network_forgets_all_paths() {
    Path within = within();
    Path fromInternet = fromInternet();

    changes.changed();

    assertThat(within()).isNotSameAs(within).isEqualTo(within);
    assertThat(fromInternet()).isNotSameAs(fromInternet).isEqualTo(fromInternet);
  }
}
