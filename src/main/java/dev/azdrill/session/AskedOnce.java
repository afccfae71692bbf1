package dev.azdrill.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A way to AWS on which no call that makes or takes away something is sent twice: where its answer
 * is lost, or is an internal error, an {@link UnansweredCall} tells so, and the SDK does not retry
 * it. What AWS refused before it did anything, as it does when it throttles, is retried as ever; so
 * is what bears a token by which AWS knows it again.
 */
final class AskedOnce implements SdkHttpClient {
  private static final int SERVER_ERROR = 500;

  /** Whoever answers so has certainly not done it. */
  private static final int NOT_IMPLEMENTED = 501;

  private static final int LOOKED_AT = 4096;

  /** Operations that do the same when they are done again, and answer the same. */
  private static final Pattern REPEATABLE =
      Pattern.compile(
          "(Describe|Get|List|Head|Modify|Set|Put|Update|Start|Stop|Terminate|Tag|Untag|AddTags|RemoveTags"
              + "|CreateTags|DeleteTags|RegisterTargets|DeregisterTargets|Suspend|Resume"
              + "|CreateOrUpdateTags|Enable|Disable|Attach(LoadBalancer|TrafficSource)"
              + "|Detach(LoadBalancer|TrafficSource)).*");

  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
  private static final Pattern PATH = Pattern.compile(".*/operation/(\\w+)");

  /** By these AWS knows a call again that it has carried out already. */
  private static final List<String> TOKENS =
      List.of("&ClientToken=", "\"IdempotencyToken\":", "&IdempotencyToken=");

  /** Refused before anything was done. */
  private static final Pattern THROTTLED =
      Pattern.compile("RequestLimitExceeded|Throttl|TooManyRequests|SlowDown|RequestThrottled");

  private final SdkHttpClient way;

  AskedOnce(SdkHttpClient way) {
    this.way = way;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest call = way.prepareRequest(request);
    Optional<String> once = onceOnly(request);
    return once.isEmpty() ? call : new Once(call, once.get());
  }

  /** The operation, when it must not be sent twice. */
  private static Optional<String> onceOnly(HttpExecuteRequest request) {
    String body = beginning(request);
    Optional<String> operation =
        request
            .httpRequest()
            .firstMatchingHeader("X-Amz-Target")
            .map(target -> target.substring(target.lastIndexOf('.') + 1))
            .or(() -> group(PATH.matcher(request.httpRequest().encodedPath())))
            .or(() -> group(ACTION.matcher(body)));
    return operation
        .filter(each -> !REPEATABLE.matcher(each).matches())
        .filter(each -> TOKENS.stream().noneMatch(body::contains));
  }

  private static Optional<String> group(Matcher matcher) {
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String beginning(HttpExecuteRequest request) {
    return request
        .contentStreamProvider()
        .map(
            provider -> {
              try (InputStream body = provider.newStream()) {
                return new String(body.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
              } catch (IOException unreadable) {
                return "";
              }
            })
        .orElse("");
  }

  private record Once(ExecutableHttpRequest sent, String operation)
      implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() {
      try {
        HttpExecuteResponse response = sent.call();
        int status = response.httpResponse().statusCode();
        return status < SERVER_ERROR || status == NOT_IMPLEMENTED
            ? response
            : refused(response, status);
      } catch (IOException lost) {
        throw UnansweredCall.of(operation, "none: " + lost.getMessage());
      }
    }

    private HttpExecuteResponse refused(HttpExecuteResponse response, int status)
        throws IOException {
      byte[] body = new byte[0];
      if (response.responseBody().isPresent()) {
        try (InputStream in = response.responseBody().get()) {
          body = in.readAllBytes();
        }
      }
      if (!THROTTLED.matcher(new String(body, StandardCharsets.UTF_8)).find()) {
        throw UnansweredCall.of(operation, "status " + status);
      }
      return HttpExecuteResponse.builder()
          .response(response.httpResponse())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
          .build();
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
