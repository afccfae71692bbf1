package dev.azdrill.target.completion;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.ForeignEc2;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Pacer;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.Place;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.Upstream;
import dev.azdrill.simulator.world.World;
import dev.azdrill.target.FaultPort;
import dev.azdrill.target.TrafficPort;
import dev.azdrill.target.simulator.SimulatedTraffic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

  private final Settings settings;
  private final Region region;
  private final Refresher refresher;
  private final Pacer pacer;
  private final Ec2View view;
  private final ForeignCompute compute;

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
      URI url, AwsSession foreign, Place place, Set<Service> services, String seed, double speed) {}

  /** The ports, once the world is there in which they live. */
  private static final class Ports {
    private final Settings settings;
    private @Nullable Ec2View view;
    private @Nullable ForeignCompute compute;

    Ports(Settings settings) {
      this.settings = settings;
    }

    ForeignEc2 make(World world) {
      AwsSession foreign = settings.foreign();
      Discovery discovery = new Discovery(foreign);
      Ec2View view = new Ec2View(world, discovery::networks, System::nanoTime);
      ForeignTemplates templates = new ForeignTemplates(foreign.ec2());
      ForeignCompute compute = new ForeignCompute(world, foreign.ec2(), view, templates);
      ForeignNetwork network = new ForeignNetwork(world, foreign.ec2(), view);
      view.compare(new Leftovers(world.kernel(), network::delete)::compare);
      this.view = view;
      this.compute = compute;
      return new ForeignEc2(
          compute,
          templates,
          network,
          view,
          settings.services().contains(Service.ACM)
              ? Optional.empty()
              : Optional.of(new ForeignCertificates(foreign.acm())));
    }
  }

  private Completion(Settings settings, Clock wall) {
    this.settings = settings;
    Ports ports = new Ports(settings);
    this.region =
        Region.over(
            ports::make,
            settings.place(),
            Timings.defaults(),
            Seed.of(settings.seed()),
            wall.instant());
    this.view = Objects.requireNonNull(ports.view);
    this.compute = Objects.requireNonNull(ports.compute);
    view.refresh();
    this.refresher = Refresher.start(view, READ);
    this.pacer = region.pace(wall, settings.speed());
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
    return new PacedClock(region.kernel(), settings.speed());
  }

  /** What breaks the completed services. */
  public FaultPort faults() {
    return new CompletedFaults(region, compute);
  }

  /** Clients that the data plane plays over what the foreign EC2 describes. */
  public TrafficPort traffic() {
    return new SimulatedTraffic(region.clientTraffic());
  }

  /** How old what is known of the foreign EC2 may be, in the time of the completed services. */
  public Duration resolution() {
    return scaled(refresher.resolution());
  }

  /** How old it is now. */
  public Duration age() {
    return scaled(view.age());
  }

  private Duration scaled(Duration wall) {
    return Duration.ofMillis(Math.round(wall.toMillis() * settings.speed()));
  }

  /** Why the foreign EC2 could not be read the last time; empty text when it could. */
  public String trouble() {
    return refresher.trouble();
  }

  @Override
  public void close() {
    pacer.close();
    refresher.close();
  }
}
