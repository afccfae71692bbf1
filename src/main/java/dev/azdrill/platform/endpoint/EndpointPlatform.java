package dev.azdrill.platform.endpoint;

import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.Provider;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.completion.Completion;
import dev.azdrill.platform.completion.Pace;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Progress;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.AwsDomains;
import dev.azdrill.simulator.world.Ids;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Zone;
import dev.azdrill.text.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Any AWS-compatible URL. It is asked what it can do when it is opened; what it lacks is completed
 * by azdrill's own controllers, if wanted, on its EC2.
 */
public final class EndpointPlatform implements Platform {
  /** What azdrill has controllers for that can stand on a foreign EC2. */
  private static final Set<Service> COMPLETABLE =
      EnumSet.of(
          Service.AUTO_SCALING,
          Service.ELASTIC_LOAD_BALANCING,
          Service.RDS,
          Service.WAFV2,
          Service.CLOUDWATCH,
          Service.ACM);

  private final Options options;
  private final ForeignApi foreign;
  private final Capabilities capabilities;
  private final AwsSession session;
  private final @Nullable Completion completion;

  /**
   * What to open.
   *
   * @param name the platform's name: {@code endpoint}, {@code localstack}
   * @param url where the AWS API is
   * @param region the region's name: {@code eu-west-2}
   * @param completing which services azdrill answers in its place
   * @param speed virtual seconds per second, for what azdrill answers; at most, while something
   *     that lives by the wall clock is waited for; above zero
   * @param seed the random seed
   * @param progress who is told how waits go
   */
  public record Settings(
      String name,
      URI url,
      String region,
      Completing completing,
      double speed,
      String seed,
      Progress progress) {
    public Settings {
      String host = String.valueOf(EndpointUrl.checked("the endpoint", url).getHost());
      if (AwsDomains.contain(host)) {
        throw new PlatformException(
            "expected an emulator, saw "
                + url
                + ": real AWS is refused, because this platform has no safety guards");
      }
      if (!(speed > 0) || Double.isInfinite(speed)) {
        throw new PlatformException(
            "expected a speed above 0, saw " + speed + ": 1 is real time, 60 a minute a second");
      }
    }
  }

  /** What is wanted of it, wherever it is. */
  private record Options(String name, Completing completing, String seed, Progress progress) {}

  private EndpointPlatform(Options options, ForeignApi foreign, Probed probed) {
    this.options = options;
    this.foreign = foreign;
    Set<Service> completed = completed(options.completing(), probed.services());
    this.completion = completed.isEmpty() ? null : complete(options, foreign, probed, completed);
    this.session = completion == null ? foreign.session() : session(options, foreign, completion);
    this.capabilities =
        new Capabilities(
            foreign.implementation().toString(),
            CapabilityWords.services(probed.services(), completed),
            CapabilityWords.abilities(completed));
  }

  /** What was found out when the platform was asked. */
  private record Probed(Map<String, Provider> services, RegionLocation place) {}

  /**
   * Opens it, for this process: what azdrill answers there lives in a time that passes while this
   * process waits, and stands still while it calls.
   *
   * @param implementation who stands there: see {@link EndpointDetector}
   * @throws PlatformException when nobody answers, or it has no EC2 that can be worked with
   */
  public static EndpointPlatform open(Settings settings, Implementation implementation) {
    return open(settings, implementation, Pace.stepping(Clock.systemUTC(), settings.speed()));
  }

  /**
   * Opens it for a {@link #gateway}: time follows the wall clock, because other people's tools wait
   * by sleeping.
   *
   * @param implementation who stands there: see {@link EndpointDetector}
   * @throws PlatformException when nobody answers, or it has no EC2 that can be worked with
   */
  public static EndpointPlatform openForOthers(Settings settings, Implementation implementation) {
    return open(settings, implementation, Pace.following(Clock.systemUTC(), settings.speed()));
  }

  private static EndpointPlatform open(
      Settings settings, Implementation implementation, Pace pace) {
    Options options =
        new Options(settings.name(), settings.completing(), settings.seed(), settings.progress());
    String unique = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    return open(options, ForeignApi.at(settings, implementation, pace), "probe-" + unique);
  }

  /**
   * Opens a region of ours in this JVM as if it were somebody else's API, and completes all that
   * can be, on the region's own kernel: in virtual time, without a thread or a socket.
   *
   * @param region to stand on; nobody else may move its time meanwhile
   * @param seed the random seed
   * @param progress who is told how waits go
   */
  public static EndpointPlatform over(Region region, String seed, Progress progress) {
    return over(region, seed, progress, UnaryOperator.identity());
  }

  /**
   * The same, on a way that is not always good.
   *
   * @param way makes of the way to the region one on which calls are late, refused or lost
   */
  public static EndpointPlatform over(
      Region region, String seed, Progress progress, UnaryOperator<SdkHttpClient> way) {
    Options options = new Options("endpoint", Completing.ALWAYS, seed, progress);
    // Nobody else can have the name there, and the same seed must give the same bytes.
    return open(options, ForeignApi.in(region, way), "azdrill-probe");
  }

  private static EndpointPlatform open(Options options, ForeignApi foreign, String probeName) {
    try {
      return new EndpointPlatform(options, foreign, probe(foreign, probeName));
    } catch (RuntimeException e) {
      foreign.session().close();
      throw e;
    }
  }

  private static Probed probe(ForeignApi foreign, String name) {
    String implementation = foreign.implementation().toString();
    Map<String, Provider> services =
        new TreeMap<>(new Probe(foreign.session(), implementation, name).services());
    foreign
        .detector()
        .map(EndpointDetector::troubled)
        .orElse(Map.of())
        .forEach((service, state) -> services.put(service, new Provider.Absent("it is " + state)));
    if (!services.getOrDefault("ec2", new Provider.Absent("")).isThere()) {
      throw new PlatformException(
          "expected an EC2 that keeps what is made in it at "
              + implementation
              + ", saw: "
              + services.getOrDefault("ec2", new Provider.Absent("not probed")).line()
              + ": azdrill needs a working EC2 API");
    }
    return new Probed(services, place(foreign.session()));
  }

  private static RegionLocation place(AwsSession foreign) {
    try {
      List<Zone> zones =
          foreign.ec2().describeAvailabilityZones().availabilityZones().stream()
              .map(zone -> new Zone(zone.zoneName(), String.valueOf(zone.zoneId())))
              .toList();
      return new RegionLocation(
          foreign.sts().getCallerIdentity().account(), foreign.region(), zones);
    } catch (SdkException e) {
      throw new PlatformException(
          "expected an account and its zones, saw: " + Trouble.of(e) + ": azdrill needs both", e);
    }
  }

  private static Set<Service> completed(Completing mode, Map<String, Provider> services) {
    EnumSet<Service> completed = EnumSet.noneOf(Service.class);
    if (mode == Completing.NEVER) {
      return completed;
    }
    for (Service each : COMPLETABLE) {
      Provider provider = services.get(each.signingName());
      boolean lacks = provider == null || !provider.isThere();
      // Certificates have no dynamics of ours: where there are some, they will do.
      if (lacks || (mode == Completing.ALWAYS && each != Service.ACM)) {
        completed.add(each);
      }
    }
    if (completed.contains(Service.AUTO_SCALING)) {
      // A foreign CloudWatch's alarms cannot reach our groups, and its clock ignores the speed.
      completed.add(Service.CLOUDWATCH);
    }
    return completed;
  }

  private static Completion complete(
      Options options, ForeignApi foreign, Probed probed, Set<Service> completed) {
    return Completion.start(
        new Completion.Settings(
            foreign.url(),
            foreign.session(),
            probed.place(),
            completed,
            options.seed(),
            foreign.pace()));
  }

  private static AwsSession session(Options options, ForeignApi foreign, Completion completion) {
    AwsSession.Builder session =
        AwsSession.builder(
                foreign.session().region(),
                completion.httpClient(foreign.http().get()),
                completion.clock())
            .credentials(ForeignApi.CREDENTIALS)
            .endpoint(foreign.url())
            .progress(options.progress());
    foreign.silence().map(RefusedWhileSilent::new).ifPresent(session::interceptor);
    if (foreign.pace().isMovedByWaiting()) {
      session.retriesTakeTargetTime();
    }
    if (foreign.detector().isPresent()) {
      session.callsEndAfter(AwsSession.CALL_MAX);
    }
    if (foreign.pace().isVirtualTime()) {
      Ids tokens = new Ids(Seed.of(options.seed()).derive("client tokens beside the ports'"));
      session.tokens(tokens::uuid);
    }
    return session.build();
  }

  /**
   * Puts the foreign API and what completes it behind one address, for the AWS CLI, boto3 and
   * Terraform.
   *
   * @param address port 0 takes any free one
   * @param allowedHosts further host names by which clients reach it, with their subdomains
   * @throws IOException when the address is taken
   * @throws PlatformException when nothing is completed, so that there is nothing to add
   */
  public Gateway gateway(InetSocketAddress address, Set<String> allowedHosts) throws IOException {
    Completion completing = completion;
    if (completing == null) {
      String why =
          options.completing() == Completing.NEVER
              ? "expected something to complete, saw that completion is off"
              : foreign.implementation() + " lacks nothing that azdrill has";
      throw new PlatformException(why + ": use its own address " + foreign.url());
    }
    if (foreign.detector().isEmpty()) {
      throw new PlatformException(
          "expected an API behind an address to put a gateway in front of, saw "
              + foreign.implementation()
              + ": serve it first");
    }
    if (foreign.pace().isMovedByWaiting()) {
      throw new PlatformException(
          "expected time that follows the wall clock behind a gateway, saw one that passes only"
              + " while this process waits: open the platform for other people's tools");
    }
    return new Gateway(completing.gateway(address, allowedHosts, foreign.http().get()));
  }

  /** Who stands behind the address. */
  public Implementation implementation() {
    return foreign.implementation();
  }

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public String answeredBy() {
    return completion == null
        ? foreign.implementation().toString()
        : foreign.implementation() + ", completed by azdrill " + CapabilityWords.version();
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Duration resolution() {
    Completion completing = completion;
    return completing == null ? ForeignApi.POLL : completing.resolution();
  }

  /** Controllers of ours stamp what they see, when they see it. */
  @Override
  public Duration stampResolution() {
    Completion completing = completion;
    return completing == null ? Duration.ZERO : completing.resolution();
  }

  @Override
  public boolean isVirtualTime() {
    return foreign.pace().isVirtualTime();
  }

  @Override
  public Optional<String> lost() {
    return foreign
        .silence()
        .flatMap(EndpointSilence::now)
        .map(
            silence ->
                foreign.implementation().name()
                    + " at "
                    + foreign.url()
                    + " no longer answers: what was seen since then proves nothing");
  }

  @Override
  public AwsSession session() {
    return session;
  }

  @Override
  public ImpairmentPort impairments() {
    return new GuardedImpairments(
        capabilities, Optional.ofNullable(completion).map(Completion::impairments));
  }

  @Override
  public TrafficPort traffic() {
    return new GuardedTraffic(
        capabilities, Optional.ofNullable(completion).map(Completion::traffic));
  }

  /** What azdrill left behind there, or cannot see there. */
  @Override
  public List<String> log() {
    Completion completing = completion;
    return completing == null ? List.of() : List.copyOf(completing.troubles());
  }

  @Override
  public void close() {
    Completion completing = completion;
    if (completing != null) {
      // First: its threads call through what is closed next.
      completing.close();
    }
    session.close();
    foreign.session().close();
  }
}
