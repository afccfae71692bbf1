package dev.azdrill.platform.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.Provider;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.WallClock;
import dev.azdrill.simulator.world.Service;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/**
 * A region that azdrill serves in another process: all services, clients and faults are there. What
 * is broken through its control stays so until it is lifted, and belongs to everybody's stacks.
 * Nothing is made there to see what it can do.
 */
public final class ServedRegionPlatform implements Platform {
  /** The control of this version tells what clients saw. */
  private static final int CONTROL = 1;

  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private final EndpointPlatform.Settings settings;
  private final EndpointSilence silence;
  private final SdkHttpClient way;
  private final ServedControl control;
  private final ServedTime time;
  private final ServedTraffic traffic;
  private final AwsSession session;

  private ServedRegionPlatform(
      EndpointPlatform.Settings settings, UnaryOperator<SdkHttpClient> through) {
    this.settings = settings;
    EndpointDetector detector = new EndpointDetector(settings.url());
    this.silence =
        new EndpointSilence(detector::silence, System::nanoTime, new CallMonitor()::after);
    this.way =
        through.apply(
            new HttpToEndpoint(
                ApacheHttpClient.builder().maxConnections(32).socketTimeout(ANSWER_MAX).build(),
                silence));
    this.control = new ServedControl(settings.url(), way);
    WallClock wall = new WallClock(Clock.systemUTC(), ForeignApi.POLL);
    this.time = new ServedTime(control, wall, ForeignApi.POLL, () -> silence.now().isPresent());
    this.traffic = new ServedTraffic(control, time);
    this.session =
        AwsSession.builder(settings.region(), way, time)
            .credentials(ForeignApi.CREDENTIALS)
            .endpoint(settings.url())
            .progress(settings.progress())
            .interceptor(new RefusedWhileSilent(silence))
            .build();
  }

  /**
   * Opens it.
   *
   * @throws dev.azdrill.platform.PlatformException when nobody answers
   */
  public static ServedRegionPlatform open(EndpointPlatform.Settings settings) {
    return open(settings, UnaryOperator.identity());
  }

  /**
   * The same, on a way that is not always good.
   *
   * @param way makes of the way to the region one on which calls are late, refused or lost
   */
  public static ServedRegionPlatform open(
      EndpointPlatform.Settings settings, UnaryOperator<SdkHttpClient> way) {
    return new ServedRegionPlatform(settings, way);
  }

  /** Whether what a server says of its health is said by a region that can be used so. */
  static boolean isServedRegion(JsonNode health) {
    return health.path("control").asInt() >= CONTROL;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String answeredBy() {
    return "azdrill simulator, served at " + settings.url();
  }

  @Override
  public Capabilities capabilities() {
    Map<String, Provider> services = new TreeMap<>();
    for (Service service : Service.values()) {
      services.put(service.signingName(), new Provider.Native(answeredBy()));
    }
    Map<Ability, Provider> abilities = new EnumMap<>(Ability.class);
    for (Ability ability : Ability.values()) {
      abilities.put(ability, new Provider.Native("simulated, for every stack of the region"));
    }
    abilities.put(
        Ability.API_IMPAIRMENT,
        new Provider.Absent(
            "it would outlive this process, and the next one could not undo anything through it"));
    return new Capabilities(answeredBy(), services, abilities);
  }

  @Override
  public Duration resolution() {
    return time.resolution();
  }

  /** The region itself sends the requests of its clients, and notes when. */
  @Override
  public Duration clientResolution() {
    return Duration.ZERO;
  }

  @Override
  public Optional<String> lost() {
    return silence
        .now()
        .map(why -> answeredBy() + " no longer answers: what was seen since then proves nothing");
  }

  @Override
  public AwsSession session() {
    return session;
  }

  @Override
  public ImpairmentPort impairments() {
    return new GuardedImpairments(capabilities(), Optional.of(new ServedImpairments(control)));
  }

  @Override
  public TrafficPort traffic() {
    return traffic;
  }

  @Override
  public void close() {
    if (silence.now().isEmpty()) {
      traffic.close();
    }
    session.close();
    way.close();
  }
}
