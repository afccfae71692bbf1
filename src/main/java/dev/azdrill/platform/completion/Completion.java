package dev.azdrill.platform.completion;

import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.FaultPort;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.simulator.SimulatedTraffic;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Pacer;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The services that a foreign AWS API lacks, answered by the region's own rooms on the foreign EC2.
 *
 * <p>The foreign EC2 stays the only writable truth about EC2; the state of the completed services
 * lives as long as this. Their time follows the wall clock, {@code speed} times as fast.
 */
public final class Completion implements AutoCloseable {
  /** How often the foreign EC2 is read when nobody writes through us. */
  private static final Duration READ = Duration.ofMillis(400);

  private static final List<Kind<?>> NEEDED =
      List.of(Kind.VPC, Kind.SUBNET, Kind.SECURITY_GROUP, Kind.NETWORK_INTERFACE, Kind.INSTANCE);

  private final Settings settings;
  private final Region region;
  private final ForeignPorts ports;
  private final Refresher refresher;
  private final Pacer pacer;

  /**
   * What is completed, and how.
   *
   * @param url the foreign AWS API
   * @param foreign the way to it, for the ports alone
   * @param place its account, region and zones
   * @param services those that azdrill answers in its place
   * @param seed the words from which all chance comes
   * @param speed virtual seconds per second
   */
  public record Settings(
      URI url,
      AwsSession foreign,
      RegionLocation place,
      Set<Service> services,
      String seed,
      double speed) {}

  private Completion(Settings settings, Clock wall) {
    this.settings = settings;
    AtomicReference<ForeignPorts> made = new AtomicReference<>();
    this.region =
        Region.over(
            world -> {
              boolean hasCertificates = !settings.services().contains(Service.ACM);
              ForeignPorts all =
                  new ForeignPorts(world, settings.foreign(), hasCertificates, System::nanoTime);
              made.set(all);
              return all.ec2();
            },
            settings.place(),
            Timings.typical(),
            Seed.of(settings.seed()),
            wall.instant());
    this.ports = Objects.requireNonNull(made.get());
    ports.view().refresh();
    requireSight(ports.view());
    this.refresher = Refresher.start(ports.view(), READ);
    this.pacer = region.pace(wall, settings.speed());
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
    return new Completion(settings, Clock.systemUTC());
  }

  /** The way to both, for SDK clients of this JVM. */
  public SdkHttpClient httpClient(SdkHttpClient upstream) {
    return region.httpClient(upstream(upstream));
  }

  /**
   * Puts both behind one address.
   *
   * @param address port 0 takes any free one
   * @return the gateway: closing it frees the address
   * @throws IOException when the address is taken
   */
  public Region.Gateway gateway(InetSocketAddress address, SdkHttpClient upstream)
      throws IOException {
    return region.gateway(address, upstream(upstream));
  }

  private Upstream upstream(SdkHttpClient http) {
    return new Upstream(settings.url(), http, settings.services(), refresher::soon);
  }

  /** The time of the completed services. */
  public DrillClock clock() {
    return new PacedClock(region.kernel(), settings.speed(), PacedClock.LOOK);
  }

  /** What breaks the completed services. */
  public FaultPort faults() {
    return new CompletedFaults(region, ports.compute());
  }

  /** Clients that the data plane plays over what the foreign EC2 describes. */
  public TrafficPort traffic() {
    return new SimulatedTraffic(region.clientTraffic());
  }

  /**
   * How late something in the foreign EC2 may be seen, in the time of the completed services: as
   * late as anything was so far, which is an interval and the time that readings take.
   */
  public Duration resolution() {
    return scaled(refresher.resolution());
  }

  private Duration scaled(Duration wall) {
    return Duration.ofMillis(Math.round(wall.toMillis() * settings.speed()));
  }

  /**
   * What people should know of the foreign EC2, a sentence each: that it could not be read, and
   * what was left in it because it refused. Empty as long as all is well.
   */
  public List<String> troubles() {
    List<String> all = new ArrayList<>(region.kernel().write(() -> ports.residue().sentences()));
    if (!refresher.trouble().isEmpty()) {
      all.add(refresher.trouble());
    }
    return all;
  }

  @Override
  public void close() {
    pacer.close();
    refresher.close();
  }
}
