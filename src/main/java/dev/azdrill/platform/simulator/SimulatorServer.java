package dev.azdrill.platform.simulator;

import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Set;

/** A simulated region behind HTTP, for clients outside this JVM. Its state ends with it. */
public final class SimulatorServer implements AutoCloseable {
  private final Region region;
  private final Region.Served served;

  private SimulatorServer(Region region, Region.Served served) {
    this.region = region;
    this.served = served;
  }

  /**
   * Starts to serve an empty region, whose time begins now.
   *
   * @param seed the random seed
   * @param address port 0 takes any free one
   * @param speed virtual seconds per second of the wall clock, above zero
   * @throws IOException when the address is taken
   */
  public static SimulatorServer start(String seed, InetSocketAddress address, double speed)
      throws IOException {
    return start(seed, address, Set.of(), Clock.systemUTC(), speed);
  }

  /**
   * The same as a new account has it, with a default VPC.
   *
   * @param allowedHosts further host names by which clients reach it, each with its subdomains
   * @throws IOException when the address is taken
   */
  public static SimulatorServer startAsAccount(
      String seed, InetSocketAddress address, Set<String> allowedHosts, double speed)
      throws IOException {
    SimulatorServer server = start(seed, address, allowedHosts, Clock.systemUTC(), speed);
    server.region.createDefaultVpc();
    return server;
  }

  /**
   * The same without a default VPC.
   *
   * @param allowedHosts further host names by which clients reach it, each with its subdomains
   * @throws IOException when the address is taken
   */
  public static SimulatorServer start(
      String seed, InetSocketAddress address, Set<String> allowedHosts, double speed)
      throws IOException {
    return start(seed, address, allowedHosts, Clock.systemUTC(), speed);
  }

  /** The same, whose time begins with that of a wall clock and follows it. */
  static SimulatorServer start(String seed, InetSocketAddress address, Clock wall, double speed)
      throws IOException {
    return start(seed, address, Set.of(), wall, speed);
  }

  private static SimulatorServer start(
      String seed, InetSocketAddress address, Set<String> allowedHosts, Clock wall, double speed)
      throws IOException {
    // Metrics are put and asked for with the client's time: what it just put must not lie far
    // ahead.
    Region region =
        Region.create(RegionLocation.london(), Timings.typical(), Seed.of(seed), wall.instant());
    return new SimulatorServer(region, region.serve(address, allowedHosts, wall, speed));
  }

  /** The TCP port that it listens on. */
  public int port() {
    return served.address().getPort();
  }

  /** The region's name. */
  public String region() {
    return region.place().region();
  }

  @Override
  public void close() {
    served.close();
  }
}
