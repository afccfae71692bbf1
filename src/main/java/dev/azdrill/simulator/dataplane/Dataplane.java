package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.ClientTraffic;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.NetworkState;
import dev.azdrill.simulator.world.Reachability;
import dev.azdrill.simulator.world.WebAcls;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The data plane: answers health checks, carries requests of clients, and publishes what their load
 * does to the instances.
 *
 * <p>Load balancers ask it whether a target answers; clients ask load balancers. So it is made
 * first, and clients are made of it once there are load balancers.
 */
public final class Dataplane implements Reachability {
  private static final Answer TIMED_OUT = new Answer.TimedOut();
  private static final Answer REFUSED = new Answer.Refused();
  private static final int SERVICE_UNAVAILABLE = 503;

  private final World world;
  private final Paths paths;
  private final Power power;
  private final ZoneNetwork zoneNetwork;
  private final Profiles profiles;
  private final Applications applications;
  private final Load load;

  /**
   * @param network what packets pass
   * @param compute what answers them
   * @param metrics where load goes
   */
  public Dataplane(World world, NetworkState network, Compute compute, Metrics metrics) {
    this.world = world;
    this.paths = new Paths(world.kernel(), network);
    this.power = new Power(world.facts());
    this.zoneNetwork = new ZoneNetwork(world);
    this.profiles = new Profiles(network, world.application());
    this.applications = new Applications(world, compute, profiles);
    this.load = new Load(world, compute, metrics, profiles);
  }

  /** Clients whose requests pass these load balancers, web ACLs and databases. */
  public ClientTraffic clients(LoadBalancing balancing, Databases databases, WebAcls webAcls) {
    Handling handling =
        new Handling(
            world,
            new Connections(world, paths, power, zoneNetwork, databases),
            new OutboundCalls(world, paths, power, zoneNetwork, profiles));
    PassedConnection passed =
        new PassedConnection(
            world, paths, power, zoneNetwork, applications, handling, balancing, load);
    RequestPath path =
        new RequestPath(
            world,
            paths,
            power,
            zoneNetwork,
            applications,
            handling,
            balancing,
            webAcls,
            load,
            passed);
    return new InternetClients(world, new Frontend(world, path, balancing));
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
    Duration delay = zoneNetwork.delay(way.zones());
    Answer answer = way.receiver().flatMap(paths::instanceAt).map(this::healthy).orElse(REFUSED);
    return answer instanceof Answer.Replied replied && !delay.isZero()
        ? new Answer.Replied(replied.status(), replied.took().plus(delay))
        : answer;
  }

  /**
   * Whoever listens takes the connection, even if the application behind it hangs: only one that
   * has no end of connections waiting takes none.
   */
  @Override
  public Answer connect(String networkInterfaceId, String address, int port) {
    Path way = paths.within(networkInterfaceId, address, port);
    if (!way.carries(power)) {
      return TIMED_OUT;
    }
    Optional<String> receiver = way.receiver().flatMap(paths::instanceAt);
    if (receiver.isEmpty()) {
      return REFUSED;
    }
    Optional<Instant> since = applications.runningSince(receiver.get());
    if (since.isEmpty()) {
      return TIMED_OUT;
    }
    if (applications.answer(receiver.get(), since.get()) instanceof Answer.Refused) {
      return REFUSED;
    }
    return load.arrive(receiver.get(), since.get(), 0) == RequestAdmission.Shed.NOT_ACCEPTED
        ? TIMED_OUT
        : new Answer.Accepted(zoneNetwork.delay(way.zones()));
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
    RequestAdmission admission = load.arrive(instanceId, since, 0);
    if (admission instanceof RequestAdmission.Served served) {
      return new Answer.Replied(replied.status(), served.after().plus(replied.took()));
    }
    return admission == RequestAdmission.Shed.TURNED_AWAY
        ? new Answer.Replied(SERVICE_UNAVAILABLE, Duration.ZERO)
        : TIMED_OUT;
  }
}
