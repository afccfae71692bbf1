package dev.azdrill.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Answers every request with the last reply that was recorded: what an SDK client costs by itself.
 */
final class Canned implements SdkHttpClient {
  private SdkHttpResponse reply = SdkHttpResponse.builder().statusCode(200).build();
  private byte[] body = new byte[0];

  /** A client that asks {@code real} and remembers its reply. */
  SdkHttpClient recording(SdkHttpClient real) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = real.prepareRequest(request);
        return executing(() -> record(prepared.call()));
      }

      @Override
      public void close() {}
    };
  }

  private HttpExecuteResponse record(HttpExecuteResponse response) throws IOException {
    reply = response.httpResponse();
    body = response.responseBody().orElseThrow().readAllBytes();
    return answer();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return executing(this::answer);
  }

  private HttpExecuteResponse answer() {
    return HttpExecuteResponse.builder()
        .response(reply)
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  private interface Answer {
    HttpExecuteResponse get() throws IOException;
  }

  private static ExecutableHttpRequest executing(Answer answer) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer.get();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
