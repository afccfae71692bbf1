package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
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
        request.httpRequest().firstMatchingHeader("Authorization").flatMap(Service::signedFor);
    if (upstream.isCompleted(service)) {
      return inProcess.prepareRequest(request);
    }
    ExecutableHttpRequest through = upstream.http().prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        HttpExecuteResponse response = through.call();
        upstream.answered(service, body(request));
        return response;
      }

      @Override
      public void abort() {
        through.abort();
      }
    };
  }

  private static byte[] body(HttpExecuteRequest request) {
    return request
        .contentStreamProvider()
        .map(
            provider -> {
              try (InputStream stream = provider.newStream()) {
                return stream.readAllBytes();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse(new byte[0]);
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
