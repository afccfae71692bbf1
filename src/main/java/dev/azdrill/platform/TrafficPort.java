package dev.azdrill.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Clients of the application, outside the VPC. */
public interface TrafficPort {
  /**
   * Starts clients that send requests until they are stopped. Each exchange goes to {@code sink}
   * when it ends.
   *
   * @throws UnsupportedOperationException where a platform has no clients
   */
  Clients start(Plan plan, Consumer<Exchange> sink);

  /** How strong what these clients see is: {@code measured} or {@code simulated}. */
  String fidelity();

  /** Running clients. Stopping twice is harmless. */
  interface Clients {
    void stop();
  }

  /**
   * What the clients do.
   *
   * @param host the load balancer's DNS name
   * @param tls whether they speak HTTPS on port 443, else HTTP on port 80
   * @param path such as {@code /}
   * @param clients how many
   * @param interval between two requests of one client
   * @param requestsPerSecond the load that these clients stand for: it moves the targets' CPU, not
   *     the number of exchanges
   */
  record Plan(
      String host,
      boolean tls,
      String path,
      int clients,
      Duration interval,
      double requestsPerSecond) {}

  /**
   * One request and what came of it.
   *
   * @param at when it was sent, in the platform's time
   * @param took until the answer, or until the client gave up
   * @param outcome {@code 200}, {@code 503}, {@code timeout}, {@code refused}, {@code unresolved}
   * @param success whether the application served it: any status below 500
   * @param zone of the load balancer node that was asked, or empty text
   * @param instanceId of the target that answered, or empty text
   */
  record Exchange(
      Instant at, Duration took, String outcome, boolean success, String zone, String instanceId) {}
}
