package dev.azdrill.simulator;

import dev.azdrill.simulator.ec2.Ec2;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.wire.InProcessHttpClient;
import dev.azdrill.simulator.wire.Router;
import dev.azdrill.simulator.world.Facts;
import dev.azdrill.simulator.world.Place;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import software.amazon.awssdk.http.SdkHttpClient;

/** An AWS region in this JVM: the one class that puts the rooms together. */
public final class Region {
  /** Every region's time begins here, so that two runs of one seed are alike to the byte. */
  public static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private final World world;
  private final Router router;

  private Region(World world) {
    this.world = world;
    new Ec2(world);
    this.router = new Router(world);
  }

  /** An empty region: no VPC, not even a default one. */
  public static Region create(Place place, Timings timings, Seed seed) {
    return new Region(World.create(new Kernel(START, seed), place, timings));
  }

  /** The way into it for SDK clients of this JVM. */
  public SdkHttpClient httpClient() {
    return new InProcessHttpClient(router);
  }

  public Kernel kernel() {
    return world.kernel();
  }

  public Place place() {
    return world.place();
  }

  /** What a fault may change; to be used under the kernel's writer lock. */
  public Facts facts() {
    return world.facts();
  }
}
