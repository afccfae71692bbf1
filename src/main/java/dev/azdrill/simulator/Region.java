package dev.azdrill.simulator;

import dev.azdrill.simulator.Rooms.Room;
import dev.azdrill.simulator.acm.CertificateManager;
import dev.azdrill.simulator.acm.CertificateStore;
import dev.azdrill.simulator.autoscaling.AutoScaling;
import dev.azdrill.simulator.autoscaling.Ports;
import dev.azdrill.simulator.cloudwatch.CloudWatch;
import dev.azdrill.simulator.dataplane.Dataplane;
import dev.azdrill.simulator.ec2.Ec2;
import dev.azdrill.simulator.elbv2.ElasticLoadBalancing;
import dev.azdrill.simulator.fis.FaultInjection;
import dev.azdrill.simulator.iam.Iam;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Pacer;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.rds.Rds;
import dev.azdrill.simulator.ssm.Ssm;
import dev.azdrill.simulator.sts.Sts;
import dev.azdrill.simulator.wafv2.WebApplicationFirewall;
import dev.azdrill.simulator.wire.CompletingHttpClient;
import dev.azdrill.simulator.wire.HttpEndpoint;
import dev.azdrill.simulator.wire.InProcessHttpClient;
import dev.azdrill.simulator.wire.Router;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.ApplicationDefaults;
import dev.azdrill.simulator.world.Certificates;
import dev.azdrill.simulator.world.ClientTraffic;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.ControlRequests;
import dev.azdrill.simulator.world.Facts;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.NetworkSource;
import dev.azdrill.simulator.world.NetworkState;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operation;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Templates;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.Upstream;
import dev.azdrill.simulator.world.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;

/** An AWS region in this JVM: the one class that puts the rooms together. */
public final class Region {
  /** Every region's time begins here, so that two runs of one seed are alike to the byte. */
  public static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private final Rooms rooms;
  private final World world;
  private final ClientTraffic clientTraffic;
  private final Router router;
  private final Adopters adopters;

  /** The rooms that take over what is theirs of a stack that stands elsewhere. */
  private record Adopters(
      CertificateStore certificates,
      ElasticLoadBalancing loadBalancers,
      WebApplicationFirewall firewall,
      AutoScaling groups,
      Rds databases) {}

  /** What the other services see of EC2: the region's own, or a foreign one. */
  private record Ec2Ports(
      Compute compute, Templates templates, Networking network, NetworkSource source) {
    static Ec2Ports of(Ec2 own) {
      return new Ec2Ports(own.compute(), own.templates(), own.network(), own.source());
    }
  }

  private Region(
      Rooms rooms,
      Ec2Ports ec2,
      Optional<Certificates> foreignCertificates,
      boolean isSelfContained) {
    this.rooms = rooms;
    this.world = rooms.all();
    NetworkState network = new NetworkState(world.network(), ec2.source());
    new Ssm(world);
    new Sts(world);
    CloudWatch cloudWatch = new CloudWatch(rooms.of(Room.CLOUDWATCH));
    Metrics metrics = cloudWatch.metrics();
    CertificateStore certificates = new CertificateStore();
    Rds rds = new Rds(rooms.of(Room.RDS), ec2.network());
    Dataplane dataplane = new Dataplane(rooms.of(Room.DATAPLANE), network, ec2.compute(), metrics);
    ElasticLoadBalancing loadBalancers =
        new ElasticLoadBalancing(
            rooms.of(Room.ELASTIC_LOAD_BALANCING),
            ec2.network(),
            ec2.compute(),
            foreignCertificates.orElse(certificates),
            dataplane,
            metrics);
    new CertificateManager(world, certificates, loadBalancers::usersOfCertificate);
    AutoScaling groups =
        new AutoScaling(
            rooms.of(Room.AUTO_SCALING),
            new Ports(
                ec2.compute(),
                ec2.templates(),
                ec2.network(),
                loadBalancers.targetGroups(),
                metrics));
    WebApplicationFirewall firewall = new WebApplicationFirewall(world, protectedBy(loadBalancers));
    if (isSelfContained) {
      // Its actions call EC2's own operations: a foreign EC2 has none here.
      new FaultInjection(world, metrics);
    }
    this.clientTraffic = dataplane.clients(loadBalancers.loadBalancing(), rds, firewall);
    this.router = new Router(world, network::catchUp, isSelfContained);
    this.adopters = new Adopters(certificates, loadBalancers, firewall, groups, rds);
  }

  private static WebApplicationFirewall.Protected protectedBy(ElasticLoadBalancing balancers) {
    return new WebApplicationFirewall.Protected() {
      @Override
      public boolean exists(String resourceArn) {
        return balancers.exists(resourceArn);
      }

      @Override
      public boolean isReady(String resourceArn) {
        return balancers.isActive(resourceArn);
      }
    };
  }

  /** An empty region: no VPC, not even a default one. */
  public static Region create(RegionLocation place, Timings timings, Seed seed) {
    return create(place, timings, seed, START);
  }

  /**
   * The same, for clients that have a clock of their own and send its time.
   *
   * @param start when the region's time begins, UTC
   */
  public static Region create(RegionLocation place, Timings timings, Seed seed, Instant start) {
    World world = World.create(new Kernel(start, seed), place, timings);
    Rooms rooms = new Rooms(world);
    return new Region(rooms, Ec2Ports.of(ec2(rooms)), Optional.empty(), true);
  }

  private static Ec2 ec2(Rooms rooms) {
    return new Ec2(rooms.of(Room.EC2), new Iam(rooms.all()).profiles());
  }

  /**
   * A region in which a stack stands that was described elsewhere: its twin. Its own time begins at
   * the latest moment that the description tells of.
   *
   * @param adoption what stands there; it is told what could not be taken over
   * @param assumed what no description tells of its application
   * @throws Adoption.NotAdopted when not even account, region and zones can be told
   */
  public static Region twin(
      Adoption adoption, Timings timings, Seed seed, ApplicationDefaults assumed) {
    TwinPlace described = TwinPlace.of(adoption.from());
    // With the seed of a region that it stands for it must not give ids that are given there.
    Seed own = seed.derive("twin at " + described.at());
    World world =
        World.create(new Kernel(described.at(), seed), own, described.place(), timings)
            .assuming(assumed);
    Rooms rooms = new Rooms(world);
    Ec2 ec2 = ec2(rooms);
    Region region = new Region(rooms, Ec2Ports.of(ec2), Optional.empty(), true);
    world
        .kernel()
        .write(
            () -> {
              adoption.tellUnread();
              ec2.adopt(adoption);
              region.adopt(adoption);
              return region;
            });
    return region;
  }

  /** The order is that in which one rests on another. */
  private void adopt(Adoption adoption) {
    adopters.certificates().adopt(adoption);
    adopters.loadBalancers().adopt(adoption);
    adopters.firewall().adopt(adoption);
    adopters.groups().adopt(adoption);
    adopters.databases().adopt(adoption);
  }

  /**
   * The services of a region without an EC2 of its own: they stand on a foreign one.
   *
   * @param world in which the services live, and for which the ports were made. Its kernel may be
   *     that of the foreign EC2's region, where that lives in this JVM, too; its seed is its own
   * @param ec2 the ports to it
   */
  public static Region over(World world, ForeignEc2 ec2) {
    return new Region(
        new Rooms(world),
        new Ec2Ports(ec2.compute(), ec2.templates(), ec2.network(), ec2.source()),
        ec2.certificates(),
        false);
  }

  /** Gives it the VPC that an account has without asking. */
  public void createDefaultVpc() {
    Operation create = world.operations().find(Service.EC2, "CreateDefaultVpc").orElseThrow();
    world
        .kernel()
        .write(
            () -> {
              world.kernel().wrote();
              return create.run(CreateDefaultVpcRequest.builder().build());
            });
  }

  /** The way into it for SDK clients of this JVM. */
  public SdkHttpClient httpClient() {
    return new InProcessHttpClient(router);
  }

  /**
   * The way into it for SDK clients of this JVM, as far as it answers; all else goes to the AWS API
   * that it completes.
   */
  public SdkHttpClient httpClient(Upstream upstream) {
    return new CompletingHttpClient(router, upstream);
  }

  /** Lets the region's time follow the wall clock, {@code speed} times as fast. */
  public Pacer pace(Clock wall, double speed) {
    return Pacer.start(world.kernel(), wall, speed);
  }

  /**
   * Puts whichever region there is at the moment behind HTTP, with a clock that others move.
   *
   * @param region the present one
   * @param control what is asked of the server itself goes there
   * @param address where to listen; port 0 takes any free one
   * @param allowedHosts further host names by which clients reach it, with their subdomains
   * @throws IOException when the address is taken
   */
  public static Listening listen(
      Supplier<Region> region,
      ControlRequests control,
      InetSocketAddress address,
      Set<String> allowedHosts)
      throws IOException {
    return new Listening(
        HttpEndpoint.open(() -> region.get().router, control, address, allowedHosts));
  }

  /**
   * Puts the region behind HTTP, with a clock that others move.
   *
   * @param address where to listen; port 0 takes any free one
   * @throws IOException when the address is taken
   */
  public Listening listen(InetSocketAddress address) throws IOException {
    return new Listening(HttpEndpoint.open(router, address, Set.of()));
  }

  /**
   * Puts the region behind HTTP, in front of the AWS API that it completes: one address for both.
   *
   * @param allowedHosts further host names by which clients reach it, with their subdomains
   * @throws IOException when the address is taken
   */
  public Listening gateway(InetSocketAddress address, Set<String> allowedHosts, Upstream upstream)
      throws IOException {
    return new Listening(HttpEndpoint.open(router, upstream, address, allowedHosts));
  }

  /** An address that is listened on until it is closed. */
  public record Listening(HttpEndpoint endpoint) implements AutoCloseable {
    /** Where it listens. */
    public InetSocketAddress address() {
      return endpoint.address();
    }

    @Override
    public void close() {
      endpoint.close();
    }
  }

  /** How many requests met a defect of ours. */
  public long defects() {
    return router.defects();
  }

  /** How many requests were answered so far. */
  public long requests() {
    return router.requests();
  }

  public Kernel kernel() {
    return world.kernel();
  }

  /**
   * Another number whenever what an operation describes may have changed: see {@link
   * Kernel#edition}, which changes also with what the operation shows nothing of. Empty while a
   * call may be throttled, fail or take time: then it matters that it is made.
   *
   * @param service its name in credential scopes: {@code rds}
   * @param operation one that only reads
   */
  public OptionalLong edition(String service, String operation) {
    return router.isFair()
        ? OptionalLong.of(rooms.edition(service, operation))
        : OptionalLong.empty();
  }

  /**
   * Tells {@code watcher} of every change of what its EC2 describes, under the writer's lock and in
   * the middle of what changes it: it may schedule an event and must not look at anything yet.
   */
  public void watchNetwork(Runnable watcher) {
    world
        .kernel()
        .write(
            () -> {
              world.network().watch(watcher);
              return watcher;
            });
  }

  public RegionLocation place() {
    return world.place();
  }

  /** Clients outside the VPC, who send requests in virtual time. */
  public ClientTraffic clientTraffic() {
    return clientTraffic;
  }

  /** What a fault may change; to be used under the kernel's writer lock. */
  public Facts facts() {
    return world.facts();
  }
}
