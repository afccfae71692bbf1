package dev.azdrill.session;

import dev.azdrill.session.AwsOperations.Operation;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Tries calls of a session whose requests reach nobody, and tells which were sent. */
public final class GuardAttempts implements AutoCloseable {
  private final Wire wire = new Wire();
  private final AwsSession aws =
      AwsSession.builder("eu-west-2", wire, new WallClock(Clock.systemUTC(), Duration.ofSeconds(1)))
          .credentials(AnonymousCredentialsProvider.create())
          .build();

  /** Whose calls are tried. */
  public AwsSession session() {
    return aws;
  }

  /** How many requests were sent. */
  public int sent() {
    return wire.sent;
  }

  /** What becomes of every call that is no read when nothing is declared. */
  public List<Outcome> ofEveryChange() {
    return AwsOperations.all(aws).stream()
        .filter(each -> !each.action().isRead())
        .map(this::outcome)
        .toList();
  }

  /** Answers everything with a refusal that nobody retries, and counts. */
  private static final class Wire implements SdkHttpClient {
    private int sent;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          sent++;
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(400).build())
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }

  /** What became of one call. */
  public enum Outcome {
    SENT,
    REFUSED,
    NEITHER
  }

  /** Calls it with an empty request. */
  public Outcome outcome(Operation operation) {
    int before = wire.sent;
    Optional<Throwable> thrown = Optional.empty();
    try {
      operation.call(aws);
    } catch (InvocationTargetException e) {
      thrown = Optional.ofNullable(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("expected an operation of the SDK", e);
    }
    if (wire.sent == before + 1 && thrown.filter(SdkException.class::isInstance).isPresent()) {
      return Outcome.SENT;
    }
    boolean isRefused =
        wire.sent == before
            && thrown
                .filter(ForbiddenCall.class::isInstance)
                .map(each -> String.valueOf(each.getMessage()))
                .filter(each -> each.contains(", saw " + operation.action() + ":"))
                .isPresent();
    return isRefused ? Outcome.REFUSED : Outcome.NEITHER;
  }

  @Override
  public void close() {
    aws.close();
  }
}
