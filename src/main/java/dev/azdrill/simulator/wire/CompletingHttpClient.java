package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The way from SDK clients of this JVM to an AWS API that the region completes: what the region
 * answers is answered in process, all else goes through untouched.
 *
 * <p>Safe for use by several threads. Closing it closes the way to the upstream.
 */
public final class CompletingHttpClient implements SdkHttpClient {
  private final InProcessHttpClient inProcess;
  private final Upstream upstream;

  public CompletingHttpClient(Router router, Upstream upstream) {
    this.inProcess = new InProcessHttpClient(router);
    this.upstream = upstream;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    Optional<Service> service =
        CredentialScope.service(
            request.httpRequest().firstMatchingHeader("Authorization").orElse(null),
            request.httpRequest().encodedQueryParameters().orElse(null));
    if (upstream.isCompleted(service)) {
      return inProcess.prepareRequest(request);
    }
    ExecutableHttpRequest through = upstream.http().prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        upstream.asking(service, () -> form(request));
        HttpExecuteResponse response = through.call();
        upstream.answered(service, () -> form(request));
        return response;
      }

      @Override
      public void abort() {
        through.abort();
      }
    };
  }

  private static String form(HttpExecuteRequest request) {
    return request
        .contentStreamProvider()
        .map(CompletingHttpClient::read)
        .orElseGet(() -> request.httpRequest().encodedQueryParameters().orElse(""));
  }

  private static String read(ContentStreamProvider content) {
    try (InputStream stream = content.newStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String clientName() {
    return "azdrill-completing";
  }

  @Override
  public void close() {
    upstream.http().close();
  }
}
