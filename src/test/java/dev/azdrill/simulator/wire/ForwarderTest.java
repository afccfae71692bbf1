package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.ClosedPort;
import dev.azdrill.simulator.world.Service;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One address for the region and an upstream: who gets what, and that it stays as it is. */
class ForwarderTest {
  private static final int LARGE = 20 * 1024 * 1024;
  private static final String FORM = "application/x-www-form-urlencoded";

  private final RecordingUpstream upstream = new RecordingUpstream();
  private final HttpEndpoint gateway =
      HttpEndpoint.open(
          RecordingUpstream.router(),
          upstream.completed(Service.AUTO_SCALING),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          Set.of("s3.example.com"));
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ForwarderTest() throws IOException {}

  @AfterEach
  void close() {
    gateway.close();
    upstream.close();
  }

  private HttpRequest.Builder at(String target) {
    return at(gateway, target);
  }

  private static HttpRequest.Builder at(HttpEndpoint endpoint, String target) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + endpoint.address().getPort() + target));
  }

  private HttpRequest.Builder signed(String service) {
    return at("/")
        .header("Content-Type", FORM)
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260105/eu-west-2/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=0");
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  void what_is_signed_for_a_completed_service_never_reaches_the_upstream() throws Exception {
    HttpResponse<String> reply =
        send(signed("autoscaling").POST(BodyPublishers.ofString("Action=DescribeAccountLimits")));

    assertThat(reply.body()).contains("<Code>InvalidAction</Code>");
    assertThat(upstream.asked).isEmpty();
  }

  @Test
  void what_was_signed_in_advance_for_a_completed_service_never_reaches_it_either()
      throws Exception {
    HttpResponse<String> reply =
        send(
            at(
                "/?Action=DescribeAccountLimits&Version=2011-01-01&X-Amz-Credential="
                    + "test%2F20260105%2Feu-west-2%2Fautoscaling%2Faws4_request"));

    assertThat(reply.body()).contains("DescribeAccountLimits", "<Code>InvalidAction</Code>");
    assertThat(upstream.asked).isEmpty();
  }

  @Test
  void what_is_signed_for_another_service_or_not_at_all_goes_to_the_upstream() throws Exception {
    send(signed("ec2").POST(BodyPublishers.ofString("Action=DescribeVpcs")));
    send(signed("s3").GET());
    send(at("/_health"));

    assertThat(upstream.asked)
        .extracting(RecordingUpstream.Asked::target)
        .containsExactly("/", "/", "/_health");
    assertThat(upstream.asked.get(0).content()).asString().isEqualTo("Action=DescribeVpcs");
  }

  @Test
  void a_reply_keeps_its_status_its_headers_and_its_bytes() throws Exception {
    byte[] content = noise(10_000);
    upstream.answers(
        exchange -> {
          exchange.getResponseHeaders().put("x-amz-meta-list", List.of("one", "two"));
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(307, content.length);
          exchange.getResponseBody().write(content);
        });

    HttpResponse<byte[]> reply = http.send(at("/").build(), BodyHandlers.ofByteArray());

    assertThat(reply.statusCode()).isEqualTo(307);
    assertThat(reply.headers().allValues("x-amz-meta-list")).containsExactly("one", "two");
    assertThat(reply.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(reply.headers().firstValue("Location")).contains("/elsewhere");
    assertThat(reply.body()).isEqualTo(content);
  }

  @Test
  void a_request_keeps_its_target_its_host_and_all_values_of_its_headers() throws Exception {
    String reply =
        raw(
            """
            GET /bucket//a/../b%20c%2Fd?list-type=2&prefix=%C3%A9+x HTTP/1.1
            Host: bucket.s3.example.com
            x-amz-meta-list: one
            x-amz-meta-list: two
            X-Private: 1
            Connection: close
            Connection: X-Private

            """);

    assertThat(reply).startsWith("HTTP/1.1 200").endsWith("upstream");
    RecordingUpstream.Asked asked = upstream.asked.get(0);
    assertThat(asked.target()).isEqualTo("/bucket//a/../b%20c%2Fd?list-type=2&prefix=%C3%A9+x");
    assertThat(asked.header("Host")).isEqualTo("bucket.s3.example.com");
    assertThat(asked.headers().get("X-amz-meta-list")).containsExactlyInAnyOrder("one", "two");
    assertThat(asked.headers()).doesNotContainKeys("X-private", "User-agent");
  }

  private String raw(String request) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), gateway.address().getPort())) {
      socket
          .getOutputStream()
          .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void a_redirect_is_left_to_the_client() throws Exception {
    upstream.answers(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(301, -1);
        });

    String reply =
        raw(
            """
            GET / HTTP/1.1
            Host: bucket.s3.example.com
            Connection: close

            """);

    assertThat(reply).startsWith("HTTP/1.1 301").contains("Location: /elsewhere");
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void a_large_request_arrives_whole_with_its_length() throws Exception {
    byte[] content = noise(LARGE);

    send(at("/bucket/key").PUT(BodyPublishers.ofByteArray(content)));

    assertThat(upstream.asked.get(0).header("Content-length")).isEqualTo(String.valueOf(LARGE));
    assertThat(upstream.asked.get(0).content()).isEqualTo(content);
  }

  @Test
  void a_large_request_of_unknown_length_arrives_whole() throws Exception {
    byte[] content = noise(LARGE);

    send(
        at("/bucket/key")
            .expectContinue(true)
            .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content))));

    assertThat(upstream.asked.get(0).header("Transfer-encoding")).isEqualTo("chunked");
    assertThat(upstream.asked.get(0).content()).isEqualTo(content);
  }

  @Test
  void an_empty_request_says_that_it_is_empty() throws Exception {
    send(at("/bucket").PUT(BodyPublishers.noBody()));

    assertThat(upstream.asked.get(0).header("Content-length")).isEqualTo("0");
  }

  @Test
  void a_compressed_request_stays_compressed() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(noise(1000));
    }

    send(
        at("/")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(compressed.toByteArray())));

    assertThat(upstream.asked.get(0).content()).isEqualTo(compressed.toByteArray());
  }

  @Test
  void head_tells_how_long_the_object_is() throws Exception {
    upstream.answers(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Length", "12345");
          exchange.sendResponseHeaders(200, -1);
        });

    HttpResponse<String> reply = send(at("/bucket/key").method("HEAD", BodyPublishers.noBody()));

    assertThat(reply.headers().firstValue("Content-Length")).contains("12345");
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void a_reply_in_pieces_arrives_in_pieces() throws Exception {
    CountDownLatch firstWasSeen = new CountDownLatch(1);
    upstream.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("first".getBytes(StandardCharsets.US_ASCII));
          exchange.getResponseBody().flush();
          try {
            firstWasSeen.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange.getResponseBody().write("second".getBytes(StandardCharsets.US_ASCII));
        });

    HttpResponse<InputStream> reply = http.send(at("/").build(), BodyHandlers.ofInputStream());
    try (InputStream pieces = reply.body()) {
      assertThat(pieces.readNBytes(5)).asString().isEqualTo("first");
      firstWasSeen.countDown();
      assertThat(pieces.readAllBytes()).asString().isEqualTo("second");
    }
  }

  @Test
  void an_upstream_that_is_gone_is_a_bad_gateway_that_says_so() throws Exception {
    try (ClosedPort nobody = new ClosedPort();
        HttpEndpoint alone =
            HttpEndpoint.open(
                RecordingUpstream.router(),
                upstream.completedAt(nobody.url(), Service.AUTO_SCALING),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of())) {
      HttpResponse<String> reply = send(at(alone, "/"));

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body())
          .contains("127.0.0.1", "does not answer", "is it still running?")
          .hasLineCount(1);
    }
  }

  @Test
  void only_what_may_have_changed_ec2_is_told() throws Exception {
    send(signed("ec2").POST(BodyPublishers.ofString("Action=DescribeVpcs")));
    send(signed("s3").POST(BodyPublishers.ofString("Action=CreateVpc")));
    send(signed("sts").POST(BodyPublishers.ofString("Action=AssumeRole")));
    assertThat(upstream.wrote).hasValue(0);

    send(signed("ec2").POST(BodyPublishers.ofString("Action=CreateVpc")));
    assertThat(upstream.wrote).hasValue(1);
    assertThat(upstream.asked.get(3).content()).asString().isEqualTo("Action=CreateVpc");
  }

  @Test
  void what_ends_an_instance_or_a_nat_gateway_is_told_before_it_is_passed_on() throws Exception {
    send(signed("ec2").POST(BodyPublishers.ofString("Action=TerminateInstances&InstanceId.1=i-1")));
    send(signed("s3").POST(BodyPublishers.ofString("Action=DeleteNatGateway")));

    assertThat(upstream.told).containsExactly("ending after 0", "wrote after 1", "asked after 2");
  }

  @Test
  void what_is_too_large_for_the_region_is_refused_and_not_cut() throws Exception {
    HttpResponse<String> reply =
        send(signed("autoscaling").POST(BodyPublishers.ofByteArray(new byte[3 * LARGE])));

    assertThat(reply.statusCode()).isEqualTo(413);
    assertThat(reply.body()).contains("16777216 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/",
        "HTTP://127.0.0.1/",
        "@evil.example/",
        ":80@evil.example/",
        "evil.example:80",
        "*",
        "?",
        "/a|b",
        "/a#b",
        "/%zz",
        "/\u007f"
      })
  void a_target_that_is_no_path_goes_nowhere(String target) throws Exception {
    String reply = raw("GET " + target + " HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n");

    assertThat(reply).startsWith("HTTP/1.1 400").contains("\nazdrill: ").doesNotContain("<h1>");
    assertThat(upstream.asked).isEmpty();
  }

  @Test
  void a_path_with_two_slashes_at_its_beginning_names_no_host() throws Exception {
    raw("GET //evil.example/x HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n");

    assertThat(upstream.asked)
        .extracting(RecordingUpstream.Asked::target)
        .containsExactly("//evil.example/x");
  }

  @Test
  void what_a_web_page_sends_does_not_reach_the_upstream() throws Exception {
    String reply =
        raw(
            """
            POST / HTTP/1.1
            Host: 127.0.0.1
            Origin: http://evil.example
            Content-Length: 0
            Connection: close

            """);

    assertThat(reply).startsWith("HTTP/1.1 403").contains("web pages are refused");
    assertThat(upstream.asked).isEmpty();
  }

  @Test
  void several_requests_pass_one_after_another_on_one_connection() throws Exception {
    String reply =
        raw(
            """
            PUT /one HTTP/1.1
            Host: 127.0.0.1
            Content-Length: 3

            oneGET /two HTTP/1.1
            Host: 127.0.0.1

            PUT /three HTTP/1.1
            Host: 127.0.0.1
            Transfer-Encoding: chunked
            Connection: close

            5
            three
            0

            """);

    assertThat(reply).endsWith("upstream");
    assertThat(upstream.asked)
        .extracting(RecordingUpstream.Asked::target)
        .containsExactly("/one", "/two", "/three");
    assertThat(upstream.asked.get(2).content()).asString().isEqualTo("three");
  }
}
