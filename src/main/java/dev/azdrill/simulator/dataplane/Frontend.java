package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.simulator.world.ClientTraffic.Plan;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The application as a client meets it: a name that DNS resolves, and a port. */
final class Frontend {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** So many a client follows. Source: browsers follow 20, curl 50; whoever needs more is lost. */
  private static final int REDIRECTS_MAX = 5;

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

  /** Lets a client send a request now; it follows redirects. */
  RequestOutcome send(Client client, Plan plan, Call call) {
    Duration ttl = world.timings().of(Timing.LOAD_BALANCER_DNS_TTL);
    Optional<String> known =
        client.next(world.kernel().now(), ttl, () -> loadBalancing.resolve(plan.host()));
    Page page = new Page(plan.host(), plan.tls() ? HTTPS : HTTP);
    RequestOutcome outcome = send(client, known, page, call);
    for (int i = 0; i < REDIRECTS_MAX && outcome.location().isPresent(); i++) {
      Optional<URI> next = url(outcome.location().get());
      if (next.isEmpty()) {
        return unresolved(outcome.location().get()).later(outcome.took());
      }
      URI url = next.get();
      page = new Page(url.getHost(), url.getPort());
      Optional<String> address =
          url.getHost().equalsIgnoreCase(plan.host())
              ? known
              : client.choose(loadBalancing.resolve(url.getHost()));
      outcome = send(client, address, page, redirected(call, url)).later(outcome.took());
    }
    return outcome;
  }

  private RequestOutcome send(Client client, Optional<String> address, Page page, Call call) {
    return address
        .map(each -> path.send(client.address(), each, page.port(), call))
        .orElseGet(() -> unresolved(page.host()));
  }

  /** Where a request goes. */
  private record Page(String host, int port) {}

  /** A redirect with 301 or 302 turns a POST into a GET: whatever it was to store is not sent. */
  private static Call redirected(Call call, URI url) {
    LoadBalancing.Request request =
        new LoadBalancing.Request(
            "GET", url.getHost(), pathOf(url), "https".equals(url.getScheme()));
    return new Call(request, call.weight(), Optional.empty(), call.wanted());
  }

  private static String pathOf(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /** What a redirect leads to; empty where that is no URL with a host and a port. */
  private static Optional<URI> url(String location) {
    try {
      URI url = new URI(location);
      return url.getHost() == null || url.getPort() < 0 ? Optional.empty() : Optional.of(url);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
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
