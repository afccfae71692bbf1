package dev.azdrill.simulator.world;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.ReadBack;
import java.time.Duration;
import java.util.Collection;
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
   * Reads these records back through the application, with one request now: by whichever of the
   * load balancer's addresses brings them.
   *
   * @param plan which application
   * @param ids those of {@link Exchange#write}
   */
  ReadBack read(Plan plan, Collection<String> ids);

  /**
   * What the clients do.
   *
   * @param host the load balancer's DNS name
   * @param tls HTTPS on port 443, else HTTP on port 80
   * @param path such as {@code /}
   * @param clients how many; each has an address of its own and remembers DNS answers for their TTL
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
