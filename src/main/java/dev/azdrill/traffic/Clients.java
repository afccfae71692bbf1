package dev.azdrill.traffic;

import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.Strength;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.TrafficPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Clients that use the application until they are closed. Closing twice is harmless. Some of their
 * requests write: which of those were acknowledged is kept, whatever the load is changed to.
 */
public final class Clients implements AutoCloseable {
  private static final int CLIENTS = 6;
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final TrafficPort port;
  private final String host;
  private final boolean tls;
  private final TrafficLog log = new TrafficLog();
  private TrafficPort.Plan plan;
  private TrafficPort.Clients running;

  private Clients(TrafficPort port, String host, boolean tls, double requestsPerSecond) {
    this.port = port;
    this.host = host;
    this.tls = tls;
    this.plan = plan(requestsPerSecond);
    this.running = port.start(plan, log);
  }

  /**
   * Starts clients of the application behind {@code host}.
   *
   * @param tls whether the load balancer speaks HTTPS
   * @param requestsPerSecond the load that they stand for
   */
  public static Clients of(Platform platform, String host, boolean tls, double requestsPerSecond) {
    return new Clients(platform.traffic(), host, tls, requestsPerSecond);
  }

  private TrafficPort.Plan plan(double requestsPerSecond) {
    return new TrafficPort.Plan(host, tls, "/", CLIENTS, INTERVAL, requestsPerSecond);
  }

  /**
   * From now on they stand for this load.
   *
   * @return whether it is another one than before
   */
  public boolean load(double requestsPerSecond) {
    boolean isOther = Double.compare(requestsPerSecond(), requestsPerSecond) != 0;
    running.stop();
    plan = plan(requestsPerSecond);
    running = port.start(plan, log);
    return isOther;
  }

  /** The load that they stand for now. */
  public double requestsPerSecond() {
    return plan.requestsPerSecond();
  }

  /** What they saw so far. */
  public TrafficLog log() {
    return log;
  }

  /**
   * Reads every write that was acknowledged so far back through the application, with one request
   * that is sent now. Also possible after the clients were closed.
   */
  public WriteAudit verifyWrites() {
    List<String> acknowledged = log.acknowledgedWrites();
    ReadBack read = port.read(plan, acknowledged);
    if (read.found().isEmpty()) {
      return new WriteAudit(acknowledged.size(), 0, List.of(), Optional.of(read.exchange()));
    }
    Set<String> found = read.found().get();
    List<String> missing = acknowledged.stream().filter(id -> !found.contains(id)).toList();
    return new WriteAudit(
        acknowledged.size(), acknowledged.size() - missing.size(), missing, Optional.empty());
  }

  /** How strong it is what they see. */
  public Strength strength() {
    return port.source() == TrafficSource.MEASURED ? Strength.MEASURED_TRAFFIC : Strength.SIMULATED;
  }

  @Override
  public void close() {
    running.stop();
  }
}
