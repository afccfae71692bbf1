package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.simulator.world.ClientTraffic;
import dev.azdrill.simulator.world.World;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Clients on the internet, in virtual time. Safe for use by several threads. */
final class InternetClients implements ClientTraffic {
  private final World world;
  private final Frontend frontend;
  private final SplittableRandom random;
  private final WriteIds writeIds = new WriteIds();

  /**
   * @param frontend what they reach
   */
  InternetClients(World world, Frontend frontend) {
    this.world = world;
    this.frontend = frontend;
    this.random = world.seed().derive("clients").random();
  }

  @Override
  public Runnable start(Plan plan, Consumer<Exchange> sink) {
    Traffic traffic = new Traffic(world, frontend, writeIds, plan, sink);
    return world
        .kernel()
        .write(
            () -> {
              traffic.start(random);
              return () -> stop(traffic);
            });
  }

  @Override
  public ReadBack read(Plan plan, Collection<String> ids) {
    return world.kernel().write(() -> frontend.read(plan, ids));
  }

  private void stop(Traffic traffic) {
    world
        .kernel()
        .write(
            () -> {
              traffic.stop();
              return true;
            });
  }
}
