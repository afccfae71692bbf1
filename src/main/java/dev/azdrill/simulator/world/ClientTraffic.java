package dev.azdrill.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Port: clients outside the VPC, played by the data plane in virtual time. */
public interface ClientTraffic {
  /**
   * Starts clients; each exchange goes to {@code sink} when it ends, under the writer's lock.
   *
   * @return stops them when run; running it twice is harmless
   */
  Runnable start(Plan plan, Consumer<Exchange> sink);

  /**
   * What the clients do.
   *
   * @param host the load balancer's DNS name
   * @param tls HTTPS on port 443, else HTTP on port 80
   * @param path such as {@code /}
   * @param clients how many; each has an address of its own and remembers DNS answers for their TTL
   * @param interval between two requests of one client
   * @param requestsPerSecond the load that they stand for: it moves the targets' CPU, not the
   *     number of exchanges
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
   * @param at when it was sent
   * @param took until the answer, or until the client gave up
   * @param outcome an HTTP status, or {@code timeout}, {@code refused}, {@code unresolved}
   * @param zone of the load balancer node that was asked, or empty text
   * @param instanceId of the target that answered, or empty text
   */
  record Exchange(Instant at, Duration took, String outcome, String zone, String instanceId) {}
}
