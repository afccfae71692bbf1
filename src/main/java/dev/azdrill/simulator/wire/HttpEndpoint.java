package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.ControlRequests;
import dev.azdrill.simulator.world.Upstream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.http.HttpStatus;

/**
 * The region behind HTTP, for clients that are not in this JVM: the AWS CLI, boto3, Terraform. One
 * address for all services; a request is told by the service that it is signed for.
 *
 * <p>Clients reach it by the loopback address, the address that it listens on, an AWS host name, or
 * a name that is allowed; what else a request says of its host or origin is refused, for it may be
 * a web page's.
 */
public final class HttpEndpoint implements AutoCloseable {
  private final HttpListener listener;
  private final Closeable behind;

  private HttpEndpoint(HttpListener listener, Closeable behind) {
    this.listener = listener;
    this.behind = behind;
  }

  /**
   * Listens.
   *
   * @param address port 0 takes any free one
   * @param allowedHosts further host names by which clients reach it, with their subdomains
   * @throws IOException when the address is taken
   */
  public static HttpEndpoint open(
      Router router, InetSocketAddress address, Set<String> allowedHosts) throws IOException {
    return open(router, address, allowedHosts, ConnectionLimits.typical());
  }

  /** The same, within limits. */
  static HttpEndpoint open(
      Router router, InetSocketAddress address, Set<String> allowedHosts, ConnectionLimits limits)
      throws IOException {
    ServerNames names = new ServerNames(address.getAddress(), allowedHosts);
    RegionHandler region = new RegionHandler(router);
    return new HttpEndpoint(HttpListener.open(address, names, region, limits), () -> {});
  }

  /**
   * Listens, and answers for itself, too.
   *
   * @param router whose region answers at the moment
   * @param control what is asked of the server itself goes there
   * @param address port 0 takes any free one
   * @param allowedHosts further host names by which clients reach it, with their subdomains
   * @throws IOException when the address is taken
   */
  public static HttpEndpoint open(
      Supplier<Router> router,
      ControlRequests control,
      InetSocketAddress address,
      Set<String> allowedHosts)
      throws IOException {
    ServerNames names = new ServerNames(address.getAddress(), allowedHosts);
    HttpHandler both = new ControlHandler(control, new RegionHandler(router));
    return new HttpEndpoint(
        HttpListener.open(address, names, both, ConnectionLimits.typical()), () -> {});
  }

  /**
   * Listens in front of an upstream: what the region does not answer goes there.
   *
   * @param address port 0 takes any free one
   * @param allowedHosts further host names by which clients reach it, with their subdomains
   * @throws IOException when the address is taken
   */
  public static HttpEndpoint open(
      Router router, Upstream upstream, InetSocketAddress address, Set<String> allowedHosts)
      throws IOException {
    ServerNames names = new ServerNames(address.getAddress(), allowedHosts);
    RegionHandler region = new RegionHandler(router);
    Forwarder forwarder = new Forwarder(upstream);
    HttpHandler both =
        (request, reply) -> {
          if (RequestTarget.of(request).path().startsWith(ControlRequests.PATH)) {
            reply.send(
                PlainReply.of(
                    HttpStatus.SC_NOT_FOUND,
                    "what completes another API has no control: only a region of azdrill's own"
                        + " does"));
          } else if (upstream.isCompleted(RequestTarget.service(request))) {
            region.handle(request, reply);
          } else {
            forwarder.handle(request, reply);
          }
        };
    try {
      return new HttpEndpoint(
          HttpListener.open(address, names, both, ConnectionLimits.typical()), forwarder);
    } catch (IOException e) {
      forwarder.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public void close() {
    listener.close();
    try {
      behind.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
