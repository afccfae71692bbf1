package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.simulator.world.ClientTraffic;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.Reachability;
import dev.azdrill.simulator.world.WebAcls;
import dev.azdrill.simulator.world.World;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The data plane: answers health checks, plays clients, and publishes what their load does to the
 * instances.
 *
 * <p>Load balancers ask it, and it asks load balancers: it is made first, and told about them by
 * {@link #meets}.
 */
public final class Dataplane implements Reachability, ClientTraffic {
  private static final Answer TIMED_OUT = new Answer.TimedOut();
  private static final Answer REFUSED = new Answer.Refused();

  private final World world;
  private final Paths paths;
  private final Power power;
  private final Applications applications;
  private final Load load;
  private final SplittableRandom random;
  private @Nullable LoadBalancing loadBalancing;
  private @Nullable RequestPath door;

  public Dataplane(World world, Compute compute, Metrics metrics) {
    this.world = world;
    this.paths = new Paths(world.network());
    this.power = new Power(world.facts());
    this.applications = new Applications(world, compute);
    this.load = new Load(world, compute, metrics);
    this.random = world.seed().derive("clients").random();
  }

  /** Names those whom requests pass: to be called once, before there are clients. */
  public void meets(LoadBalancing balancing, Databases databases, WebAcls webAcls) {
    loadBalancing = balancing;
    Connections connections = new Connections(world, paths, power, databases);
    door =
        new RequestPath(world, paths, power, applications, connections, balancing, webAcls, load);
  }

  /** The health path of the application is shallow: it does not look at the database. */
  @Override
  public Answer probe(String networkInterfaceId, String address, int port, String path) {
    Path way = paths.within(networkInterfaceId, address, port);
    if (!way.carries(power)) {
      return TIMED_OUT;
    }
    return way.receiver().flatMap(paths::instanceAt).map(applications::answer).orElse(REFUSED);
  }

  @Override
  public Runnable start(Plan plan, Consumer<Exchange> sink) {
    LoadBalancing balancing = loadBalancing;
    RequestPath open = door;
    if (balancing == null || open == null) {
      throw new IllegalStateException("the data plane has met no load balancers");
    }
    Traffic traffic = new Traffic(world, open, balancing, plan, sink);
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
    throw new UnsupportedOperationException("follows with the register of writes");
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
