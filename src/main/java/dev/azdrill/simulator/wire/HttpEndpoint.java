package dev.azdrill.simulator.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Upstream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
  private static final int CONTENT_MAX_BYTES = 16 * 1024 * 1024;
  private static final int PAYLOAD_TOO_LARGE = 413;

  static {
    // Without this, the server's small writes wait 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Closeable behind;

  private HttpEndpoint(HttpServer server, ExecutorService threads, Closeable behind) {
    this.server = server;
    this.threads = threads;
    this.behind = behind;
  }

  /**
   * Listens.
   *
   * @param address port 0 takes any free one
   * @throws IOException when the address is taken
   */
  public static HttpEndpoint open(Router router, InetSocketAddress address) throws IOException {
    return open(
        address,
        exchange -> answer(router, exchange),
        Executors.newFixedThreadPool(THREADS),
        () -> {});
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
    // Those who wait for the upstream, for a long poll or a large object, must not keep the others.
    return open(
        address,
        exchange -> answer(router, upstream, forwarder, exchange),
        Executors.newCachedThreadPool(),
        forwarder);
  }

  private static HttpEndpoint open(
      InetSocketAddress address, HttpHandler handler, ExecutorService threads, Closeable behind)
      throws IOException {
    try {
      HttpServer server = HttpServer.create(address, 0);
      server.setExecutor(threads);
      server.createContext("/", handler);
      server.start();
      return new HttpEndpoint(server, threads, behind);
    } catch (IOException e) {
      threads.shutdownNow();
      behind.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private static void answer(
      Router router, Upstream upstream, Forwarder forwarder, HttpExchange exchange)
      throws IOException {
    Optional<Service> service =
        CredentialScope.service(
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestURI().getRawQuery());
    if (upstream.isCompleted(service)) {
      answer(router, exchange);
    } else {
      forwarder.forward(service, exchange);
    }
  }

  private static void answer(Router router, HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] content;
      try (InputStream in = exchange.getRequestBody()) {
        content = in.readNBytes(CONTENT_MAX_BYTES + 1);
        // Whoever still sends does not listen: the refusal would be lost with the connection.
        in.transferTo(OutputStream.nullOutputStream());
      }
      WireReply reply =
          content.length > CONTENT_MAX_BYTES ? tooLarge() : router.answer(read(exchange, content));
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = reply.bytes();
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  private static WireReply tooLarge() {
    return WireReply.text(
        PAYLOAD_TOO_LARGE,
        Map.of("Content-Type", "text/plain;charset=UTF-8"),
        "azdrill: no request that the region answers is larger than "
            + CONTENT_MAX_BYTES
            + " bytes\n");
  }

  private static WireRequest read(HttpExchange exchange, byte[] content) {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(",", values)));
    String query = exchange.getRequestURI().getRawQuery();
    String host = exchange.getRequestHeaders().getFirst("Host");
    return WireRequest.of(
        host == null ? "" : host,
        exchange.getRequestURI().getRawPath(),
        query == null ? "" : query,
        headers,
        content);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      behind.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
