package dev.azdrill.platform.simulator;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.Provider;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Progress;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.ApplicationDefaults;
import dev.azdrill.simulator.world.Ids;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** An embedded region of its own, with its own clients. */
public final class SimulatorPlatform implements Platform {
  private final String name;
  private final String durations;
  private final Region region;
  private final AwsSession session;

  private SimulatorPlatform(String name, Timings timings, Region region, AwsSession session) {
    this.name = name;
    this.durations = timings.words();
    this.region = region;
    this.session = session;
  }

  /** A fresh, empty region with the default timings, whose waits nobody watches. */
  public static SimulatorPlatform create(String seed) {
    return create(seed, Timings.typical(), Progress.SILENT);
  }

  /** A fresh, empty region with the default timings. */
  public static SimulatorPlatform create(String seed, Progress progress) {
    return create(seed, Timings.typical(), progress);
  }

  /**
   * A fresh, empty region.
   *
   * @param seed the random seed
   */
  public static SimulatorPlatform create(String seed, Timings timings, Progress progress) {
    return of(
        "simulator",
        timings,
        Region.create(RegionLocation.london(), timings, Seed.of(seed)),
        seed,
        progress);
  }

  /**
   * The twin of a stack that is described elsewhere: a region in which it stands.
   *
   * @param adoption what stands there; it is told what could not be taken over
   * @param seed the random seed
   * @param assumed what no description tells of its application
   * @throws Adoption.NotAdopted when not even account, region and zones can be told
   */
  public static SimulatorPlatform twin(
      Adoption adoption, String seed, Timings timings, ApplicationDefaults assumed) {
    Region region = Region.twin(adoption, timings, Seed.of(seed), assumed);
    return of(Twin.PLATFORM, timings, region, seed, Progress.SILENT);
  }

  private static SimulatorPlatform of(
      String name, Timings timings, Region region, String seed, Progress progress) {
    Ids tokens = new Ids(Seed.of(seed).derive("client tokens"));
    AwsSession session =
        AwsSession.builder(region.place().region(), region.httpClient(), new VirtualClock(region))
            // Nobody checks signatures here, and making them costs a third of a call.
            .credentials(AnonymousCredentialsProvider.create())
            .tokens(tokens::uuid)
            .retriesTakeTargetTime()
            .progress(progress)
            .build();
    return new SimulatorPlatform(name, timings, region, session);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String answeredBy() {
    String version = SimulatorPlatform.class.getPackage().getImplementationVersion();
    return version == null
        ? "azdrill simulator (development, " + durations + ")"
        : "azdrill simulator " + version + " (" + durations + ")";
  }

  @Override
  public Capabilities capabilities() {
    Map<String, Provider> services = new TreeMap<>();
    for (Service service : Service.values()) {
      services.put(service.signingName(), new Provider.Native(answeredBy()));
    }
    Map<Ability, Provider> abilities = new EnumMap<>(Ability.class);
    for (Ability ability : Ability.values()) {
      abilities.put(ability, new Provider.Native("simulated"));
    }
    return new Capabilities(answeredBy(), services, abilities);
  }

  @Override
  public boolean isVirtualTime() {
    return true;
  }

  @Override
  public AwsSession session() {
    return session;
  }

  @Override
  public ImpairmentPort impairments() {
    return new FactImpairments(region);
  }

  @Override
  public TrafficPort traffic() {
    return new SimulatedTraffic(region.clientTraffic());
  }

  /** The way into the region for SDK clients of your own, in this JVM. */
  public SdkHttpClient httpClient() {
    return region.httpClient();
  }

  /** How many requests the region has answered: a measure of work. */
  public long requests() {
    return region.requests();
  }

  /**
   * The region itself: for what stands on it in this JVM, and for tests that look behind the API.
   */
  public Region region() {
    return region;
  }

  @Override
  public void close() {
    session.close();
  }
}
