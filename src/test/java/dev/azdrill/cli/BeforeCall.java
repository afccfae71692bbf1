package dev.azdrill.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An endpoint that passes everything on, and does something before the first call that says so. */
final class BeforeCall implements AutoCloseable {
  /** The client of java.net.http sets them itself. */
  private static final Set<String> OWN =
      new TreeSet<>(Set.of("connection", "content-length", "expect", "host", "upgrade"));

  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
  private static final Pattern READ = Pattern.compile("Describe|Get|List");

  private final Set<String> words;
  private final String behind;
  private final Runnable first;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicBoolean isDone = new AtomicBoolean();
  private final List<String> changes = new CopyOnWriteArrayList<>();

  private BeforeCall(Set<String> words, String behind, Runnable first) throws IOException {
    this.words = words;
    this.behind = behind;
    this.first = first;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * One that listens.
   *
   * @param words all of which stand in the body of the call, as they are encoded there
   * @param behind the URL to which everything is passed on
   */
  static BeforeCall of(Set<String> words, String behind, Runnable first) throws IOException {
    return new BeforeCall(words, behind, first);
  }

  /** What was passed on that changes something: actions of AWS's API, and calls of a control. */
  List<String> changes() {
    return List.copyOf(changes);
  }

  private void note(HttpExchange exchange, String body) {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (method.equals("GET")) {
      return;
    }
    String name = path.startsWith("/_azdrill/") ? method + " " + path : action(exchange, body);
    if (!READ.matcher(name).lookingAt()) {
      changes.add(name);
    }
  }

  private static String action(HttpExchange exchange, String body) {
    Matcher action = ACTION.matcher(body);
    if (action.find()) {
      return action.group(1);
    }
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String named = target == null ? exchange.getRequestURI().getPath() : target;
    return named.replaceFirst(".*[./]", "");
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String text = new String(body, StandardCharsets.ISO_8859_1);
      note(exchange, text);
      boolean isOne = words.stream().allMatch(text::contains);
      if (isOne && isDone.compareAndSet(false, true)) {
        first.run();
      }
      HttpResponse<byte[]> answer =
          client.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OWN.contains(name) && !name.equals("transfer-encoding")) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
