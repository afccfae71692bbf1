package dev.azdrill.simulator.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The region behind HTTP, for clients that are not in this JVM: the AWS CLI, boto3, Terraform. One
 * address for all services; a request is told by the service that it is signed for.
 */
public final class HttpEndpoint implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int BODY_MAX_BYTES = 16 * 1024 * 1024;

  static {
    // Without this, the server's small writes wait 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private HttpEndpoint(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Listens.
   *
   * @param address port 0 takes any free one
   * @throws IOException when the address is taken
   */
  public static HttpEndpoint open(Router router, InetSocketAddress address) throws IOException {
    return open(address, exchange -> answer(router, exchange));
  }

  /**
   * Listens in front of an upstream: what the region does not answer goes there.
   *
   * @param address port 0 takes any free one
   * @throws IOException when the address is taken
   */
  public static HttpEndpoint open(Router router, Upstream upstream, InetSocketAddress address)
      throws IOException {
    Forwarder forwarder = new Forwarder(upstream);
    return open(address, exchange -> answer(router, upstream, forwarder, exchange));
  }

  private static HttpEndpoint open(InetSocketAddress address, HttpHandler handler)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    return new HttpEndpoint(server, threads);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private static void answer(Router router, HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(router, exchange, body(exchange));
    }
  }

  private static void answer(
      Router router, Upstream upstream, Forwarder forwarder, HttpExchange exchange)
      throws IOException {
    try (exchange) {
      byte[] body = body(exchange);
      Optional<Service> service =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
              .flatMap(Service::signedFor);
      if (upstream.isCompleted(service)) {
        answer(router, exchange, body);
      } else {
        forwarder.forward(service, exchange, body);
      }
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      return in.readNBytes(BODY_MAX_BYTES);
    }
  }

  private static void answer(Router router, HttpExchange exchange, byte[] body) throws IOException {
    WireReply reply = router.answer(read(exchange, body));
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = reply.bytes();
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static WireRequest read(HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(",", values)));
    String query = exchange.getRequestURI().getRawQuery();
    String host = exchange.getRequestHeaders().getFirst("Host");
    WireRequest request =
        new WireRequest(host == null ? "" : host, headers, query == null ? "" : query);
    return body.length == 0 ? request : request.with(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
