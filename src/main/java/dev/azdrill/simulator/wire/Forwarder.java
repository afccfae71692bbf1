package dev.azdrill.simulator.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Upstream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests on to the upstream and its replies back, both untouched: the host name that the
 * client asked for, every header that is not of one connection, and every byte, as they come.
 *
 * <p>Safe for use by several threads.
 */
final class Forwarder implements Closeable {
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

  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 300_000;
  private static final int CONNECTIONS = 200;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int BAD_GATEWAY = 502;

  /** What the JDK's server calls a reply without content, and one whose length is not known. */
  private static final long NOTHING = -1;

  private static final long CHUNKED = 0;

  private final Upstream upstream;
  private final String base;
  private final CloseableHttpClient http;

  Forwarder(Upstream upstream) {
    this.upstream = upstream;
    String path = upstream.url().getRawPath();
    this.base =
        upstream.url().getScheme()
            + "://"
            + upstream.url().getRawAuthority()
            + (path == null || path.equals("/") ? "" : path);
    this.http =
        HttpClients.custom()
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS)
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableDefaultUserAgent()
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setConnectionRequestTimeout(ANSWER_MILLIS)
                    .setSocketTimeout(ANSWER_MILLIS)
                    // In the names of S3 objects, two slashes are not one.
                    .setNormalizeUri(false)
                    .build())
            .build();
  }

  void forward(Optional<Service> service, HttpExchange exchange) throws IOException {
    try (exchange) {
      // Forms of EC2 are small, and say whether anything may have changed.
      byte[] form = Upstream.isEc2(service) ? exchange.getRequestBody().readAllBytes() : null;
      CloseableHttpResponse reply;
      try {
        reply = http.execute(request(exchange, form));
      } catch (IOException e) {
        refuse(exchange, e);
        return;
      }
      try (reply) {
        upstream.answered(service, () -> asked(exchange, form));
        pass(reply, exchange);
      }
    }
  }

  private static String asked(HttpExchange exchange, byte @Nullable [] form) {
    if (form == null || form.length == 0) {
      return String.valueOf(exchange.getRequestURI().getRawQuery());
    }
    return new String(form, StandardCharsets.UTF_8);
  }

  private HttpUriRequest request(HttpExchange exchange, byte @Nullable [] form) {
    Headers headers = exchange.getRequestHeaders();
    RequestBuilder request =
        RequestBuilder.create(exchange.getRequestMethod())
            .setUri(base + exchange.getRequestURI())
            .setEntity(
                form == null || form.length == 0 ? entity(exchange) : new ByteArrayEntity(form));
    Set<String> dropped = ofTheConnection(headers.getOrDefault("Connection", List.of()));
    headers.forEach(
        (name, values) -> {
          if (!dropped.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.addHeader(name, value));
          }
        });
    return request.build();
  }

  /** What is sent, as it comes; null where nothing is. */
  private static @Nullable HttpEntity entity(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null) {
      return new InputStreamEntity(exchange.getRequestBody(), Long.parseLong(length.strip()));
    }
    return exchange.getRequestHeaders().containsKey("Transfer-Encoding")
        ? new InputStreamEntity(exchange.getRequestBody())
        : null;
  }

  private static Set<String> ofTheConnection(List<String> named) {
    Set<String> all = new HashSet<>(OF_THE_CONNECTION);
    for (String value : named) {
      for (String name : value.split(",", -1)) {
        all.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return all;
  }

  private static void pass(CloseableHttpResponse reply, HttpExchange exchange) throws IOException {
    List<String> named =
        Arrays.stream(reply.getHeaders("Connection")).map(Header::getValue).toList();
    Set<String> dropped = ofTheConnection(named);
    for (Header header : reply.getAllHeaders()) {
      if (!dropped.contains(header.getName().toLowerCase(Locale.ROOT))) {
        exchange.getResponseHeaders().add(header.getName(), header.getValue());
      }
    }
    int status = reply.getStatusLine().getStatusCode();
    HttpEntity entity = reply.getEntity();
    if (exchange.getRequestMethod().equals("HEAD")) {
      // How long it would be: an S3 object's size is told in no other way.
      Header length = reply.getFirstHeader("Content-Length");
      if (length != null) {
        exchange.getResponseHeaders().set("Content-Length", length.getValue());
      }
      exchange.sendResponseHeaders(status, NOTHING);
    } else if (entity == null || entity.getContentLength() == 0) {
      exchange.sendResponseHeaders(status, NOTHING);
    } else {
      exchange.sendResponseHeaders(status, Math.max(CHUNKED, entity.getContentLength()));
      copy(entity, exchange);
    }
  }

  private static void copy(HttpEntity entity, HttpExchange exchange) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = entity.getContent();
        OutputStream out = exchange.getResponseBody()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        if (entity.getContentLength() < 0) {
          // What comes in pieces is meant to be seen in pieces.
          out.flush();
        }
      }
    }
  }

  private void refuse(HttpExchange exchange, IOException why) throws IOException {
    Throwable cause = why;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String sentence =
        "azdrill: "
            + upstream.url()
            + " does not answer"
            + Optional.ofNullable(cause.getMessage()).map(each -> " (" + each + ")").orElse("")
            + ": is it still running?\n";
    byte[] bytes = sentence.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=UTF-8");
    exchange.sendResponseHeaders(BAD_GATEWAY, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
