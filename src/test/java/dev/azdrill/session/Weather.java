package dev.azdrill.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A way to AWS on which calls are throttled, fail, hang and lose their replies, by a seed. */
public final class Weather {
  /** What may become of a call. */
  public enum Kind {
    THROTTLED,
    FAILED_BEFORE,
    FAILED_AFTER,
    REPLY_LOST,
    /** Not carried out, and not answered until the deadline of a call. */
    HUNG_BEFORE,
    /** Carried out, and not answered until the deadline of a call. */
    HUNG_AFTER
  }

  private final Random random;
  private final Map<Kind, Integer> percents;
  private final Map<Kind, Integer> seen = new TreeMap<>();

  public Weather(long seed, Map<Kind, Integer> percents) {
    this.random = new Random(seed);
    this.percents = new TreeMap<>(percents);
  }

  /** How often each happened. */
  public Map<Kind, Integer> seen() {
    return seen;
  }

  private synchronized java.util.Optional<Kind> next() {
    int drawn = random.nextInt(100);
    for (Map.Entry<Kind, Integer> each : percents.entrySet()) {
      drawn -= each.getValue();
      if (drawn < 0) {
        seen.merge(each.getKey(), 1, Integer::sum);
        return java.util.Optional.of(each.getKey());
      }
    }
    return java.util.Optional.empty();
  }

  /** The way through this weather. */
  public SdkHttpClient way(SdkHttpClient real) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest call = real.prepareRequest(request);
        return new ExecutableHttpRequest() {
          @Override
          public HttpExecuteResponse call() throws IOException {
            java.util.Optional<Kind> kind = next();
            if (kind.isEmpty()) {
              return call.call();
            }
            return switch (kind.get()) {
              case THROTTLED -> answer(request, 503, "RequestLimitExceeded");
              case FAILED_BEFORE -> answer(request, 500, "InternalError");
              case FAILED_AFTER -> {
                drain(call.call());
                yield answer(request, 500, "InternalError");
              }
              case REPLY_LOST -> {
                drain(call.call());
                throw new IOException("the connection was reset");
              }
              case HUNG_BEFORE -> throw new SocketTimeoutException("Read timed out");
              case HUNG_AFTER -> {
                drain(call.call());
                throw new SocketTimeoutException("Read timed out");
              }
            };
          }

          @Override
          public void abort() {
            call.abort();
          }
        };
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  private static void drain(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isPresent()) {
      try (InputStream body = response.responseBody().get()) {
        body.readAllBytes();
      }
    }
  }

  /** In the form of the protocol in which it was asked. */
  private static HttpExecuteResponse answer(HttpExecuteRequest request, int status, String code) {
    boolean isJson = request.httpRequest().firstMatchingHeader("X-Amz-Target").isPresent();
    boolean isEc2 = request.httpRequest().host().startsWith("ec2");
    String text =
        isJson
            ? "{\"__type\":\"" + code + "\",\"message\":\"weather\"}"
            : isEc2
                ? "<Response><Errors><Error><Code>"
                    + code
                    + "</Code><Message>weather</Message></Error></Errors><RequestID>r</RequestID></Response>"
                : "<ErrorResponse><Error><Type>Sender</Type><Code>"
                    + (code.equals("RequestLimitExceeded") ? "Throttling" : code)
                    + "</Code><Message>weather</Message></Error><RequestId>r</RequestId></ErrorResponse>";
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", isJson ? "application/x-amz-json-1.1" : "text/xml")
                .build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
        .build();
  }
}
