package dev.azdrill.simulator.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The way from a real SDK client to a region in the same JVM: the client marshals as it always
 * does, and no socket is opened.
 *
 * <p>Safe for use by several threads. Closing it leaves the region alone.
 */
public final class InProcessHttpClient implements SdkHttpClient {
  private final Router router;

  public InProcessHttpClient(Router router) {
    this.router = router;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    WireRequest wire = read(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return reply(router.answer(wire));
      }

      @Override
      public void abort() {}
    };
  }

  private static WireRequest read(HttpExecuteRequest request) {
    Map<String, String> headers = new TreeMap<>();
    request
        .httpRequest()
        .forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
    byte[] content =
        request
            .contentStreamProvider()
            .map(provider -> bytes(provider.newStream()))
            .orElse(new byte[0]);
    return WireRequest.of(
        request.httpRequest().method().name(),
        request.httpRequest().host(),
        request.httpRequest().encodedPath(),
        request.httpRequest().encodedQueryParameters().orElse(""),
        headers,
        content);
  }

  private static byte[] bytes(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpExecuteResponse reply(WireReply reply) {
    SdkHttpResponse.Builder http = SdkHttpResponse.builder().statusCode(reply.status());
    reply.headers().forEach(http::putHeader);
    byte[] body = reply.bytes();
    http.putHeader("Content-Length", String.valueOf(body.length));
    return HttpExecuteResponse.builder()
        .response(http.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public String clientName() {
    return "azdrill-in-process";
  }

  @Override
  public void close() {}
}
