package dev.azdrill.simulator.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.Upstream;
import dev.azdrill.simulator.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** An HTTP server in the place of a foreign AWS API: keeps what it is asked. */
final class RecordingUpstream implements AutoCloseable {
  /** What was asked, byte for byte. */
  record Asked(String method, String target, Map<String, List<String>> headers, SdkBytes sent) {
    byte[] content() {
      return sent.asByteArray();
    }

    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger wrote = new AtomicInteger();

  /** Of what the watcher was told, each with how many requests had come by then. */
  final List<String> told = new CopyOnWriteArrayList<>();

  private final Upstream.Watcher watcher =
      new Upstream.Watcher() {
        @Override
        public void wrote() {
          wrote.incrementAndGet();
          told.add("wrote after " + asked.size());
        }

        @Override
        public void asked() {
          told.add("asked after " + asked.size());
        }

        @Override
        public void ending() {
          told.add("ending after " + asked.size());
        }
      };

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SdkHttpClient http = ApacheHttpClient.create();
  private volatile HttpHandler answer = exchange -> reply(exchange, 200, "upstream");

  RecordingUpstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      SdkBytes content = SdkBytes.fromInputStream(exchange.getRequestBody());
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              content));
      answer.handle(exchange);
    }
  }

  void answers(HttpHandler handler) {
    answer = handler;
  }

  static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** What the region knows of it, when it answers these services in its place. */
  Upstream completed(Service... services) {
    return completedAt(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), services);
  }

  /** The same, were it somewhere else. */
  Upstream completedAt(URI url, Service... services) {
    return new Upstream(url, http, Set.of(services), watcher);
  }

  /** A region without a single operation: what reaches it is refused by it. */
  static Router router() {
    Kernel kernel = new Kernel(Instant.parse("2026-01-05T09:00:00Z"), Seed.of("wire"));
    return new Router(World.create(kernel, RegionLocation.london(), Timings.typical()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.close();
  }
}
