package dev.azdrill.platform;

import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.ReadBack;
import java.time.Duration;
import java.util.Collection;
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

  /**
   * Reads these records back through the application, with one request now: by whichever of the
   * load balancer's addresses brings them.
   *
   * @param plan which application; its clients and their pace do not matter
   * @param ids those of {@link Exchange#write}
   * @throws UnsupportedOperationException where a platform has no clients
   */
  ReadBack read(Plan plan, Collection<String> ids);

  /** Where what these clients see comes from. */
  TrafficSource source();

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
   * @param requestsPerSecond the load that they stand for: what targets have to bear and load
   *     balancers count. It does not change the number of exchanges, which is what web ACLs count
   */
  record Plan(
      String host,
      boolean tls,
      String path,
      int clients,
      Duration interval,
      double requestsPerSecond) {}
}
