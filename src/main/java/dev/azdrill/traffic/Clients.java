package dev.azdrill.traffic;

import dev.azdrill.evidence.Strength;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.TrafficPort;
import java.time.Duration;

/** Clients that use the application until they are closed. Closing twice is harmless. */
public final class Clients implements AutoCloseable {
  private static final int CLIENTS = 6;
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final TrafficPort port;
  private final String host;
  private final boolean tls;
  private final TrafficLog log = new TrafficLog();
  private TrafficPort.Clients running;

  private Clients(TrafficPort port, String host, boolean tls, double requestsPerSecond) {
    this.port = port;
    this.host = host;
    this.tls = tls;
    this.running = start(requestsPerSecond);
  }

  /**
   * Starts clients of the application behind {@code host}.
   *
   * @param tls whether the door speaks HTTPS
   * @param requestsPerSecond the load that they stand for
   */
  public static Clients of(Platform platform, String host, boolean tls, double requestsPerSecond) {
    return new Clients(platform.traffic(), host, tls, requestsPerSecond);
  }

  private TrafficPort.Clients start(double requestsPerSecond) {
    return port.start(
        new TrafficPort.Plan(host, tls, "/", CLIENTS, INTERVAL, requestsPerSecond), log);
  }

  /** From now on they stand for this load. */
  public void load(double requestsPerSecond) {
    running.stop();
    running = start(requestsPerSecond);
  }

  /** What they saw so far. */
  public TrafficLog log() {
    return log;
  }

  /** {@code measured} or {@code simulated}. */
  public String fidelity() {
    return port.fidelity();
  }

  /** How strong it is what they see. */
  public Strength strength() {
    return port.fidelity().equals("measured") ? Strength.MEASURED_TRAFFIC : Strength.SIMULATED;
  }

  @Override
  public void close() {
    running.stop();
  }
}
