package dev.azdrill.platform.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** An HTTP server on the loopback address that plays somebody else's AWS API. */
final class SomeApi implements AutoCloseable {
  private final HttpServer server;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** A reply; its body is XML or JSON, or whatever somebody may say. */
  record Reply(int status, String body, String server) {
    static Reply of(int status, String body) {
      return new Reply(status, body, "");
    }
  }

  /**
   * @param answer what is said to the path of a GET, or to the action of an AWS call
   */
  SomeApi(Function<String, Reply> answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.createContext("/", exchange -> reply(exchange, answer));
    server.start();
  }

  private void reply(HttpExchange exchange, Function<String, Reply> answer) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String what = what(exchange, body);
      asked.add(what);
      Reply reply = answer.apply(what);
      if (!reply.server().isEmpty()) {
        exchange.getResponseHeaders().set("Server", reply.server());
      }
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(bytes);
        }
      }
    }
  }

  private static String what(HttpExchange exchange, String body) {
    String platform = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (platform != null) {
      return platform.substring(platform.indexOf('.') + 1);
    }
    for (String pair : body.split("&", -1)) {
      if (pair.startsWith("Action=")) {
        return pair.substring("Action=".length());
      }
    }
    return exchange.getRequestURI().getPath();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What it was asked, in that order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
