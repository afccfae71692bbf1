package dev.azdrill.platform.simulator;

import dev.azdrill.exchange.ReadBack;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.session.AwsSession;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Pacer;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/**
 * A region whose time follows the wall clock, with what was broken in it and the clients that were
 * started. It can begin anew. Safe for use by several threads.
 */
final class ServedRegion implements AutoCloseable {
  /**
   * What is furnished takes virtual time: the region begins so much earlier, and then catches up.
   */
  private static final Duration AHEAD = Duration.ofHours(1);

  private final RegionBeginning beginning;
  private final Clock wall;
  private final Map<String, Impairment> faults = new LinkedHashMap<>();
  private final Map<String, StartedTraffic> traffic = new LinkedHashMap<>();
  private volatile Region region;
  private Pacer pacer;
  private int names;

  private ServedRegion(RegionBeginning beginning, Clock wall) {
    this.beginning = beginning;
    this.wall = wall;
    this.region = create(beginning, wall);
    this.pacer = region.pace(wall, beginning.speed());
  }

  /** One whose time begins now. */
  static ServedRegion begin(RegionBeginning beginning, Clock wall) {
    return new ServedRegion(beginning, wall);
  }

  private static Region create(RegionBeginning beginning, Clock wall) {
    // Metrics are put and asked for with the client's time: what it just put must not lie far
    // ahead.
    Instant now = wall.instant();
    boolean isFurnished = beginning.furnishing() != RegionBeginning.Furnishing.NONE;
    Region region =
        Region.create(
            RegionLocation.london(),
            Timings.typical(),
            Seed.of(beginning.seed()),
            isFurnished ? now.minus(AHEAD) : now);
    if (beginning.hasDefaultVpc()) {
      region.createDefaultVpc();
    }
    if (isFurnished) {
      try (AwsSession aws = session(region)) {
        beginning.furnishing().furnish(aws);
      }
      region.kernel().advanceTo(now);
    }
    return region;
  }

  /** The present one. */
  Region region() {
    return region;
  }

  synchronized Pacer pacer() {
    return pacer;
  }

  /** Forgets everything: a region like the first takes the place of this one. */
  synchronized void reset() {
    end();
    region = create(beginning, wall);
    pacer = region.pace(wall, beginning.speed());
  }

  private void end() {
    pacer.close();
    traffic.values().forEach(StartedTraffic::stop);
    traffic.clear();
    faults.clear();
  }

  /** What is broken, by the name that it was given. */
  synchronized Map<String, Impairment> faults() {
    return new LinkedHashMap<>(faults);
  }

  /** Breaks something; the name by which it is lifted. */
  synchronized String impose(Impairment impairment) {
    FactImpairments port = new FactImpairments(region);
    port.impose(port.resolve(impairment));
    String name = "fault-" + ++names;
    faults.put(name, impairment);
    return name;
  }

  /** Lifts it; false where nothing of this name is broken. */
  synchronized boolean lift(String name) {
    Impairment impairment = faults.remove(name);
    // Two of the same are one: it holds as long as either of them does.
    if (impairment != null && !faults.containsValue(impairment)) {
      new FactImpairments(region).lift(impairment);
    }
    return impairment != null;
  }

  long effects(Impairment impairment) {
    return new FactImpairments(region).effects(impairment);
  }

  synchronized Map<String, StartedTraffic> traffic() {
    return new LinkedHashMap<>(traffic);
  }

  /**
   * Starts clients; the name by which they are stopped.
   *
   * @param isKept whether each exchange is kept until it was fetched
   */
  synchronized String start(TrafficPort.Plan plan, boolean isKept) {
    String name = "traffic-" + ++names;
    traffic.put(name, StartedTraffic.start(clients(), plan, isKept, wall));
    return name;
  }

  /** Reads stored records back, with one request now. */
  ReadBack read(TrafficPort.Plan plan, List<String> ids) {
    return clients().read(plan, ids);
  }

  private TrafficPort clients() {
    return new SimulatedTraffic(region.clientTraffic());
  }

  /** Stops them; false where there are none of this name. */
  synchronized boolean stop(String name) {
    StartedTraffic started = traffic.remove(name);
    if (started != null) {
      started.stop();
    }
    return started != null;
  }

  /** A session of its own with the present one. */
  AwsSession session() {
    return session(region);
  }

  private static AwsSession session(Region of) {
    return AwsSession.builder(of.place().region(), of.httpClient(), new VirtualClock(of.kernel()))
        .credentials(AnonymousCredentialsProvider.create())
        .retriesTakeTargetTime()
        .build();
  }

  @Override
  public synchronized void close() {
    end();
  }
}
