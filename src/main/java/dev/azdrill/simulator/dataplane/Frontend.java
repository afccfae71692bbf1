package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.simulator.world.ClientTraffic.Plan;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The application as a client meets it: a name that DNS resolves, and a port. */
final class Frontend {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** From TEST-NET-3, as all clients; one that nobody else has. */
  private static final String AUDITOR = "203.0.113.255";

  private final World world;
  private final RequestPath path;
  private final LoadBalancing loadBalancing;

  Frontend(World world, RequestPath path, LoadBalancing loadBalancing) {
    this.world = world;
    this.path = path;
    this.loadBalancing = loadBalancing;
  }

  /** Lets a client send a request now. */
  RequestOutcome send(Client client, Plan plan, Call call) {
    Duration ttl = world.timings().of(Timing.LOAD_BALANCER_DNS_TTL);
    return client
        .next(world.kernel().now(), ttl, () -> loadBalancing.resolve(plan.host()))
        .map(address -> path.send(client.address(), address, plan.tls() ? HTTPS : HTTP, call))
        .orElseGet(() -> unresolved(plan.host()));
  }

  /**
   * Reads records back, by a client that knows nothing yet and tries each of DNS's addresses until
   * one brings records.
   */
  ReadBack read(Plan plan, Collection<String> ids) {
    Call call = new Call(request(plan, "GET"), 0, Optional.empty(), Set.copyOf(ids));
    Client auditor = new Client(AUDITOR, 0, 1);
    int left = loadBalancing.resolve(plan.host()).size();
    RequestOutcome outcome = send(auditor, plan, call);
    while (--left > 0 && outcome.found().isEmpty()) {
      outcome = send(auditor, plan, call);
    }
    return new ReadBack(outcome.at(world.kernel().now(), Optional.empty()), outcome.found());
  }

  static LoadBalancing.Request request(Plan plan, String method) {
    return new LoadBalancing.Request(method, plan.host(), plan.path(), plan.tls());
  }

  private static RequestOutcome unresolved(String host) {
    return RequestOutcome.failed(
        Duration.ZERO,
        Unanswered.UNRESOLVED,
        new Cause.Missing(Component.LOAD_BALANCER, host),
        Optional.empty());
  }
}
