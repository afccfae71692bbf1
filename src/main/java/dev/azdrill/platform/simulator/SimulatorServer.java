package dev.azdrill.platform.simulator;

import dev.azdrill.simulator.Region;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Set;

/**
 * A simulated region behind HTTP, for clients outside this JVM. Its state ends with it. Paths below
 * {@code /_azdrill/} control it: its time, what is broken in it, its clients.
 */
public final class SimulatorServer implements AutoCloseable {
  private final ServedRegion region;
  private final Region.Listening listening;

  private SimulatorServer(ServedRegion region, Region.Listening listening) {
    this.region = region;
    this.listening = listening;
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
    return start(seed, address, Set.of(), speed);
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
    return start(
        new RegionBeginning(seed, speed, true, RegionBeginning.Furnishing.NONE),
        address,
        allowedHosts);
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
    return start(
        new RegionBeginning(seed, speed, false, RegionBeginning.Furnishing.NONE),
        address,
        allowedHosts);
  }

  /**
   * The same, as it is told to begin.
   *
   * @param allowedHosts further host names by which clients reach it, each with its subdomains
   * @throws IOException when the address is taken
   */
  public static SimulatorServer start(
      RegionBeginning beginning, InetSocketAddress address, Set<String> allowedHosts)
      throws IOException {
    return start(beginning, address, allowedHosts, Clock.systemUTC());
  }

  /** The same, whose time begins with that of a wall clock and follows it. */
  static SimulatorServer start(String seed, InetSocketAddress address, Clock wall, double speed)
      throws IOException {
    return start(
        new RegionBeginning(seed, speed, false, RegionBeginning.Furnishing.NONE),
        address,
        Set.of(),
        wall);
  }

  private static SimulatorServer start(
      RegionBeginning beginning, InetSocketAddress address, Set<String> allowedHosts, Clock wall)
      throws IOException {
    ServedRegion region = ServedRegion.begin(beginning, wall);
    try {
      return new SimulatorServer(
          region, Region.listen(region::region, new RegionControl(region), address, allowedHosts));
    } catch (IOException e) {
      region.close();
      throw e;
    }
  }

  /** The TCP port that it listens on. */
  public int port() {
    return listening.address().getPort();
  }

  /** The region's name. */
  public String region() {
    return region.region().place().region();
  }

  @Override
  public void close() {
    listening.close();
    region.close();
  }
}
