package dev.azdrill.platform.endpoint;

import java.io.IOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A way to an endpoint on which nothing is sent while nobody answers there.
 *
 * @param way to the endpoint
 * @param silence shared by all ways to the same endpoint
 */
record HttpToEndpoint(SdkHttpClient way, EndpointSilence silence) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Call(way.prepareRequest(request), silence);
  }

  private record Call(ExecutableHttpRequest sent, EndpointSilence silence)
      implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() throws IOException {
      silence.requireAnswering();
      Runnable noLonger = silence.waiting(sent::abort);
      try {
        HttpExecuteResponse response = sent.call();
        silence.answered();
        return response;
      } catch (IOException failure) {
        silence.failed(failure);
        throw failure;
      } finally {
        noLonger.run();
      }
    }

    @Override
    public void abort() {
      sent.abort();
    }
  }

  @Override
  public void close() {
    way.close();
  }

  @Override
  public String clientName() {
    return way.clientName();
  }
}
