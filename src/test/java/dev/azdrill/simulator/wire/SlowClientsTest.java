package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that do not finish what they begin, over sockets. What is awaited is a reply or the end
 * of a connection, never a time; a server that never does either fails by the socket's limit.
 */
class SlowClientsTest {
  private static final InetSocketAddress ANYWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Duration LONG = Duration.ofHours(1);
  private static final ConnectionLimits PATIENT =
      new ConnectionLimits(80, LONG, LONG, LONG, Duration.ofMillis(20));
  private static final String POST = "POST / HTTP/1.1\r\nHost: localhost\r\n";

  private static final int FOREVER_MILLIS = 120_000;

  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  static List<String> unfinished() {
    return List.of(
        "",
        "PO",
        "POST / HTTP/1.1\r\nHost: local",
        POST + "Content-Length: 100\r\n\r\nAction=",
        POST + "Content-Length: 100\r\nExpect: 100-continue\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\nffffff\r\nAction=");
  }

  private static HttpEndpoint open(ConnectionLimits limits) throws IOException {
    return HttpEndpoint.open(RecordingUpstream.router(), ANYWHERE, Set.of(), limits);
  }

  private Socket send(HttpEndpoint server, String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    sockets.add(socket);
    socket.setSoTimeout(FOREVER_MILLIS);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  /** All that comes until the server hangs up. */
  private static String rest(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException reset) {
      return "";
    }
  }

  private void assertServed(HttpEndpoint server) throws IOException {
    String request =
        POST.replace("localhost", "ec2.eu-west-2.amazonaws.com")
            + "Content-Length: 19\r\nConnection: close\r\n\r\nAction=DescribeVpcs";

    assertThat(rest(send(server, request)))
        .startsWith("HTTP/1.1 400")
        .contains("<Code>InvalidAction</Code>");
  }

  @ParameterizedTest
  @MethodSource("unfinished")
  void sixty_four_unfinished_requests_do_not_keep_another_from_its_answer(String text)
      throws Exception {
    try (HttpEndpoint server = open(PATIENT)) {
      for (int i = 0; i < 64; i++) {
        send(server, text);
      }

      assertServed(server);
    }
  }

  @ParameterizedTest
  @MethodSource("unfinished")
  void an_unfinished_request_is_given_up_at_its_time(String text) throws Exception {
    Duration shortly = Duration.ofMillis(200);
    try (HttpEndpoint server =
        open(new ConnectionLimits(80, shortly, shortly, LONG, Duration.ofMillis(20)))) {
      String reply = rest(send(server, text));

      assertThat(reply).isIn("", "HTTP/1.1 100 Continue\r\n\r\n");
    }
  }

  @Test
  void a_connection_that_is_kept_for_a_next_request_is_given_up_at_its_time() throws Exception {
    try (HttpEndpoint server =
        open(new ConnectionLimits(80, Duration.ofMillis(200), LONG, LONG, Duration.ofMillis(20)))) {
      String reply = "";
      while (reply.isEmpty()) {
        // A machine that is busy may take longer to send than the server waits.
        reply = rest(send(server, POST + "Content-Length: 0\r\n\r\n"));
      }

      assertThat(reply).startsWith("HTTP/1.1 400").contains("Connection: keep-alive");
    }
  }

  @Test
  void more_clients_than_connections_cost_those_who_wait_the_longest() throws Exception {
    try (HttpEndpoint server = open(PATIENT)) {
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < 3 * PATIENT.connections(); i++) {
        slow.add(send(server, unfinished().get(i % unfinished().size())));
      }

      assertServed(server);
      assertThat(rest(slow.get(0))).isEmpty();
    }
  }

  @Test
  void a_client_that_speaks_tls_is_hung_up_on_at_once() throws Exception {
    try (HttpEndpoint server = open(PATIENT)) {
      assertThat(rest(send(server, "\u0016\u0003\u0001\u0000\u00c8"))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void what_is_not_http_is_refused_in_a_sentence(String text) throws Exception {
    try (HttpEndpoint server = open(PATIENT)) {
      for (int i = 0; i < 16; i++) {
        assertThat(rest(send(server, text)))
            .startsWith("HTTP/1.1 4")
            .contains("Content-Type: text/plain", "\r\n\r\nazdrill: ")
            .doesNotContain("<h1>");
      }
      assertServed(server);
    }
  }

  static List<String> malformed() {
    return List.of(
        "NONSENSE\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nno header\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: x\r\n".repeat(300) + "\r\n",
        "GET /\u00e9 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        POST + "Content-Length: -1\r\n\r\n",
        POST + "Content-Length: many\r\n\r\n",
        POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        POST + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: gzip\r\n\r\nab",
        POST + "Transfer-Encoding: identity\r\n\r\nab",
        POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\nab",
        POST + "Transfer-Encoding: chunked\r\n\r\n-5\r\nab");
  }

  @Test
  void requests_on_one_connection_are_answered_in_their_order() throws Exception {
    String head = " / HTTP/1.1\r\nHost: ec2.eu-west-2.amazonaws.com\r\n";
    String counted = "POST" + head + "Content-Length: 10\r\n\r\nAction=One";
    String chunked =
        "PUT" + head + "Transfer-Encoding: chunked\r\n\r\n5\r\nActio\r\n5\r\nn=Two\r\n0\r\n\r\n";
    String get = ("GET" + head + "Content-Length: 12\r\n\r\nAction=Three");
    String last = "DELETE" + head.replace(" / ", " /?Action=Four ") + "Connection: close\r\n\r\n";
    try (HttpEndpoint server = open(PATIENT)) {
      assertThat(rest(send(server, counted + chunked + get + last)))
          .containsSubsequence("action One", "action Two", "action Three", "action Four");
    }
  }

  @Test
  void a_client_of_http_1_0_is_answered_and_its_connection_closed() throws Exception {
    try (HttpEndpoint server = open(PATIENT)) {
      assertThat(rest(send(server, "GET / HTTP/1.0\r\n\r\n"))).contains("Connection: close");
    }
  }

  @Test
  void closing_the_server_ends_all_connections() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (HttpEndpoint server = open(PATIENT)) {
      for (String text : unfinished()) {
        slow.add(send(server, text));
      }
      assertServed(server);
    }
    for (Socket socket : slow) {
      assertThat(rest(socket)).isIn("", "HTTP/1.1 100 Continue\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Encoding: gzip\r\n"})
  void many_large_requests_at_a_time_are_all_answered(String encoding) throws Exception {
    int length = 2 * 1024 * 1024;
    String head =
        "POST / HTTP/1.1\r\nHost: ec2.eu-west-2.amazonaws.com\r\nConnection: close\r\n"
            + encoding
            + "Content-Length: "
            + length
            + "\r\n\r\n";
    try (HttpEndpoint server = open(PATIENT)) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        clients.add(send(server, head));
      }
      // The last first: none of those that are read may wait for one that is not.
      Collections.reverse(clients);
      for (Socket client : clients) {
        client.getOutputStream().write(new byte[length]);
      }
      for (Socket client : clients) {
        assertThat(rest(client)).startsWith("HTTP/1.1 400").contains("<Response>");
      }
    }
  }

  @Test
  void a_port_is_free_as_soon_as_its_server_is_closed() throws Exception {
    for (int i = 0; i < 100; i++) {
      InetSocketAddress address;
      try (HttpEndpoint server = open(PATIENT)) {
        send(server, POST);
        address = server.address();
      }
      try (ServerSocket next = new ServerSocket()) {
        next.bind(address);
      }
    }
  }
}
