package dev.azdrill.platform.completion;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.session.Progress;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.Turns;
import dev.azdrill.simulator.world.Upstream;
import dev.azdrill.simulator.world.World;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Completed services on a simulator that plays the foreign EC2, in one thread: both clocks are
 * moved by hand, and the foreign EC2 is read when the test says so. Their times are years apart, so
 * that who compares them is found out.
 */
final class CompletedRegion implements AutoCloseable {
  static final Instant START = Instant.parse("2031-07-01T00:00:00Z");

  private static final Duration STEP = Duration.ofSeconds(5);

  private final SimulatorPlatform foreign = SimulatorPlatform.create("foreign");
  private final Line line = new Line(foreign.httpClient());
  private final AtomicLong nanos = new AtomicLong();
  private final AwsSession throughLine;
  private final AwsSession emulator;
  private final AwsSession aws;
  private final Region region;
  private final ForeignPorts ports;
  private final Acts acts;
  private boolean hasChanged;

  CompletedRegion() {
    this(Acts.AT_ONCE);
  }

  /**
   * @param acts does what needs no answer
   */
  CompletedRegion(Acts acts) {
    this.acts = acts;
    foreign.region().watchNetwork(() -> hasChanged = true);
    emulator =
        AwsSession.builder("eu-west-2", foreign.httpClient(), foreign.session().clock())
            .interceptor(new ServiceCalls())
            .credentials(AnonymousCredentialsProvider.create())
            .retriesTakeTargetTime()
            .build();
    throughLine =
        AwsSession.builder("eu-west-2", line, foreign.session().clock())
            .interceptor(new ServiceCalls())
            .credentials(AnonymousCredentialsProvider.create())
            .retriesTakeTargetTime()
            .build();
    Kernel kernel = new Kernel(START, Seed.of("completed"));
    World world =
        World.create(kernel, RegionLocation.london(), Timings.typical())
            .taking(acts.areApart() ? new ForeignTurns(kernel, acts) : Turns.NONE);
    line.watch(world.kernel()::isWriting);
    ports =
        new ForeignPorts(
            world, throughLine, new Discovery(throughLine)::networks, true, nanos::get, acts);
    region = Region.over(world, ports.ec2());
    Upstream upstream =
        new Upstream(
            URI.create("http://foreign.invalid"),
            foreign.httpClient(),
            EnumSet.of(
                Service.AUTO_SCALING,
                Service.ELASTIC_LOAD_BALANCING,
                Service.RDS,
                Service.WAFV2,
                Service.CLOUDWATCH),
            () -> {});
    aws =
        AwsSession.builder("eu-west-2", region.httpClient(upstream), new BothClocks())
            .credentials(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .retriesTakeTargetTime()
            .progress(Progress.SILENT)
            .build();
    look();
  }

  /**
   * The foreign EC2 as others use it, behind azdrill's back. As emulators do, it takes tags that
   * begin with {@code aws:} from anybody.
   */
  AwsSession foreign() {
    return Somebody.beside(emulator);
  }

  /** The foreign region and what completes it, as one. */
  AwsSession aws() {
    return Somebody.beside(aws);
  }

  /** What the ports' calls go through. */
  Line line() {
    return line;
  }

  Region region() {
    return region;
  }

  ForeignPorts ports() {
    return ports;
  }

  ForeignCompute compute() {
    return ports.compute();
  }

  Ec2View view() {
    return ports.view();
  }

  /** The wall clock. */
  AtomicLong nanos() {
    return nanos;
  }

  /** Reads the foreign EC2. */
  boolean look() {
    hasChanged = false;
    return ports.view().refresh();
  }

  /** Lets time pass here and there, with a look every few seconds at which something changed. */
  void pass(Duration duration) {
    Duration left = duration;
    while (left.compareTo(Duration.ZERO) > 0) {
      Duration step = left.compareTo(STEP) < 0 ? left : STEP;
      foreign.session().clock().pass(step);
      if (hasChanged) {
        look();
      }
      region.kernel().advance(step);
      acts.close();
      left = left.minus(step);
    }
  }

  /** Lets time pass here alone, without a look. */
  void passHere(Duration duration) {
    region.kernel().advance(duration);
  }

  /** Lets time pass in the foreign EC2 alone. */
  void passThere(Duration duration) {
    foreign.session().clock().pass(duration);
  }

  /** What stands in the foreign EC2. */
  Inventory standing() {
    return new Discovery(foreign()).networks();
  }

  /** Does something as the single writer. */
  void write(Runnable action) {
    region
        .kernel()
        .write(
            () -> {
              action.run();
              return true;
            });
  }

  @Override
  public void close() {
    aws.close();
    throughLine.close();
    foreign.close();
  }

  private final class BothClocks implements DrillClock {
    @Override
    public Instant now() {
      return region.kernel().now();
    }

    @Override
    public void awaitChange(Duration atMost) {
      CompletedRegion.this.pass(atMost.compareTo(STEP) < 0 ? atMost : STEP);
    }

    @Override
    public void pass(Duration duration) {
      CompletedRegion.this.pass(duration);
    }
  }
}
