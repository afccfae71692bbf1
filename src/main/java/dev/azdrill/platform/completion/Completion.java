package dev.azdrill.platform.completion;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.simulator.SimulatedTraffic;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.Turns;
import dev.azdrill.simulator.world.Upstream;
import dev.azdrill.simulator.world.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The services that a foreign AWS API lacks, answered by the region's own rooms on the foreign EC2.
 *
 * <p>The foreign EC2 stays the only writable truth about EC2; the state of the completed services
 * lives as long as this. How their time passes is a {@link Pace}.
 */
public final class Completion implements AutoCloseable {
  private static final List<Kind<?>> NEEDED =
      List.of(Kind.VPC, Kind.SUBNET, Kind.SECURITY_GROUP, Kind.NETWORK_INTERFACE, Kind.INSTANCE);

  private final Settings settings;
  private final Region region;
  private final ForeignPorts ports;
  private final Acts decisions;
  private final Timekeeping time;

  /**
   * What is completed, and how.
   *
   * @param url the foreign AWS API
   * @param foreign the way to it, for the ports alone
   * @param place its account, region and zones
   * @param services those that azdrill answers in its place
   * @param seed the random seed
   * @param pace how their time passes
   */
  public record Settings(
      URI url,
      AwsSession foreign,
      RegionLocation place,
      Set<Service> services,
      String seed,
      Pace pace) {}

  private Completion(Settings settings) {
    this.settings = settings;
    Pace pace = settings.pace();
    // The foreign EC2 may be a region of ours that was made from the same words.
    Seed seed = Seed.of(settings.seed()).derive("completed services");
    Kernel kernel = pace.kernel(seed);
    this.decisions = pace.acts();
    Acts acts = pace.acts();
    World world =
        World.create(kernel, seed, settings.place(), Timings.typical())
            .taking(decisions.areApart() ? new ForeignTurns(kernel, decisions) : Turns.NONE);
    boolean hasCertificates = !settings.services().contains(Service.ACM);
    this.ports =
        new ForeignPorts(
            world,
            settings.foreign(),
            pace.reading(new Discovery(settings.foreign())),
            hasCertificates,
            pace.nanos(kernel),
            acts);
    this.region = Region.over(world, ports.ec2());
    ports.view().refresh();
    requireSight(ports.view());
    this.time = pace.start(region, ports.view(), List.of(decisions, acts));
  }

  /** Nothing can stand on an EC2 that tells nothing of these. */
  private static void requireSight(Ec2View view) {
    for (Kind<?> kind : NEEDED) {
      String reason = view.unread().get(kind);
      if (reason != null) {
        throw new PlatformException(
            "expected an EC2 that describes all that stands in it, saw none that describes the kind "
                + kind
                + " ("
                + reason
                + "): azdrill's own services cannot stand on it, use --completion never");
      }
    }
  }

  /** Reads the foreign EC2 once and begins. */
  public static Completion start(Settings settings) {
    return new Completion(settings);
  }

  /** The way to both, for SDK clients of this JVM. */
  public SdkHttpClient httpClient(SdkHttpClient upstream) {
    return region.httpClient(upstream(upstream));
  }

  /**
   * Puts both behind one address.
   *
   * @param address port 0 takes any free one
   * @param allowedHosts further host names by which clients reach it, with their subdomains
   * @return the gateway: closing it frees the address
   * @throws IOException when the address is taken
   */
  public Region.Listening gateway(
      InetSocketAddress address, Set<String> allowedHosts, SdkHttpClient upstream)
      throws IOException {
    return region.gateway(address, allowedHosts, upstream(upstream));
  }

  private Upstream upstream(SdkHttpClient http) {
    return new Upstream(settings.url(), http, settings.services(), time);
  }

  /** The time of the completed services. */
  public DrillClock clock() {
    return time.clock();
  }

  /** What breaks the completed services. */
  public ImpairmentPort impairments() {
    return new CompletedImpairments(region, ports.compute(), settings.services());
  }

  /** Clients that the data plane plays over what the foreign EC2 describes. */
  public TrafficPort traffic() {
    return new SimulatedTraffic(region.clientTraffic());
  }

  /**
   * How late something in the foreign EC2 may be seen, in the time of the completed services. Where
   * it is read again and again: as late as anything was so far, which is an interval and the time
   * that readings take. Where it lives on the same kernel: zero.
   */
  public Duration resolution() {
    return time.resolution();
  }

  /**
   * What people should know of the foreign EC2, a sentence each: that it could not be read, and
   * what was left in it because it refused. Empty as long as all is well.
   */
  public List<String> troubles() {
    List<String> all = new ArrayList<>(region.kernel().write(() -> ports.residue().sentences()));
    time.trouble().ifPresent(all::add);
    return all;
  }

  @Override
  public void close() {
    time.close();
    decisions.close();
    ports.close();
  }
}
