package dev.azdrill.simulator.wire;

import com.sun.net.httpserver.HttpExchange;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Upstream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Passes requests on to the upstream and its replies back, both untouched. */
final class Forwarder {
  /** They belong to one connection, not to the request: RFC 9110, section 7.6.1. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(5);
  private static final int BAD_GATEWAY = 502;

  static {
    Upstream.keepHosts();
  }

  private final Upstream upstream;
  private final HttpClient http;

  Forwarder(Upstream upstream) {
    this.upstream = upstream;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  void forward(Optional<Service> service, HttpExchange exchange, byte[] body) throws IOException {
    HttpResponse<byte[]> reply;
    try {
      reply = http.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (IOException e) {
      refuse(exchange, e);
      return;
    }
    upstream.answered(service, body);
    reply
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (isEndToEnd(name)) {
                exchange.getResponseHeaders().put(name, List.copyOf(values));
              }
            });
    send(exchange, reply.statusCode(), reply.body());
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    URI asked = exchange.getRequestURI();
    String query = asked.getRawQuery();
    URI url =
        URI.create(
            upstream.url().getScheme()
                + "://"
                + upstream.url().getRawAuthority()
                + asked.getRawPath()
                + (query == null ? "" : "?" + query));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER)
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isEndToEnd(name)) {
                values.forEach(value -> add(request, name, value));
              }
            });
    return request.build();
  }

  private static void add(HttpRequest.Builder request, String name, String value) {
    try {
      request.header(name, value);
    } catch (IllegalArgumentException e) {
      // Somebody used the JDK's client before azdrill did. All but S3's buckets does without.
      if (!name.equalsIgnoreCase("host")) {
        throw e;
      }
    }
  }

  private static boolean isEndToEnd(String header) {
    return !header.startsWith(":") && !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }

  private void refuse(HttpExchange exchange, IOException why) throws IOException {
    String sentence =
        "azdrill: "
            + upstream.url()
            + " does not answer ("
            + why.getClass().getSimpleName()
            + "): is it still running?\n";
    exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=UTF-8");
    send(exchange, BAD_GATEWAY, sentence.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean isEmpty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
    if (!isEmpty) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }
}
