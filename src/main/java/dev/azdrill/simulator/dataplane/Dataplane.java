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
import java.time.Duration;
import java.time.Instant;
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
  private static final int SERVICE_UNAVAILABLE = 503;

  private final World world;
  private final Paths paths;
  private final Power power;
  private final Profiles profiles;
  private final Applications applications;
  private final Load load;
  private final SplittableRandom random;
  private final WriteIds writeIds = new WriteIds();
  private @Nullable Frontend frontend;

  public Dataplane(World world, Compute compute, Metrics metrics) {
    this.world = world;
    this.paths = new Paths(world.network());
    this.power = new Power(world.facts());
    this.profiles = new Profiles(world.network());
    this.applications = new Applications(world, compute);
    this.load = new Load(world, compute, metrics, profiles);
    this.random = world.seed().derive("clients").random();
  }

  /** Names those whom requests pass: to be called once, before there are clients. */
  public void meets(LoadBalancing balancing, Databases databases, WebAcls webAcls) {
    Handling handling =
        new Handling(
            world,
            new Connections(world, paths, power, databases),
            new Outbound(paths, power, profiles));
    RequestPath path =
        new RequestPath(world, paths, power, applications, handling, balancing, webAcls, load);
    frontend = new Frontend(world, path, balancing);
  }

  /**
   * The health path of the application is shallow: it looks neither at the database nor at outside
   * services. But it is answered by the same application, so it waits and is shed as others are.
   */
  @Override
  public Answer probe(String networkInterfaceId, String address, int port, String path) {
    Path way = paths.within(networkInterfaceId, address, port);
    if (!way.carries(power)) {
      return TIMED_OUT;
    }
    return way.receiver().flatMap(paths::instanceAt).map(this::healthy).orElse(REFUSED);
  }

  private Answer healthy(String instanceId) {
    return applications
        .runningSince(instanceId)
        .map(since -> healthy(instanceId, since))
        .orElse(TIMED_OUT);
  }

  private Answer healthy(String instanceId, Instant since) {
    Answer byItself = applications.answer(instanceId, since);
    if (!(byItself instanceof Answer.Replied replied)) {
      return byItself;
    }
    Admission admission = load.arrive(instanceId, since, 0);
    if (admission instanceof Admission.Served served) {
      return new Answer.Replied(replied.status(), served.after());
    }
    return admission == Admission.Shed.TURNED_AWAY
        ? new Answer.Replied(SERVICE_UNAVAILABLE, Duration.ZERO)
        : TIMED_OUT;
  }

  @Override
  public Runnable start(Plan plan, Consumer<Exchange> sink) {
    Traffic traffic = new Traffic(world, frontend(), writeIds, plan, sink);
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
    return world.kernel().write(() -> frontend().read(plan, ids));
  }

  private Frontend frontend() {
    Frontend known = frontend;
    if (known == null) {
      throw new IllegalStateException("the data plane has met no load balancers");
    }
    return known;
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
